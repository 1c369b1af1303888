"""What must be one page is one page, holds as many rows as it can, and says what was left off and where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.briefing.document import Document, Heading, Passage, Row, Shape, Table, longest_table, with_room
from sac_dash.briefing.rendering.one_page import on_one_page
from sac_dash.briefing.rendering.pdf import lay_out, page_count, pdf_bytes

from .conftest import offences
from .pango import needs_pango

pytestmark = needs_pango
LEAST, MOST = 2, 60


def table(n: int, **kept) -> Table:
    return replace(
        offences(n), title=f"Table of {n}", shortened="{shown} of {all} shown; see Overnight.", **kept
    )


@pytest.fixture
def sheet(origin):
    def made(*blocks) -> Document:
        title = Passage("title", "Title", "A busy night")
        return Document("dmm", "Daily meeting", title, Shape.PORTRAIT, (*blocks, Heading("After")), origin)

    return made


def tables_of(document: Document) -> list[Table]:
    return [each for each in document.blocks if isinstance(each, Table)]


@pytest.mark.parametrize("n", [3, 21, 40, 120])
def test_as_many_rows_stay_as_the_page_holds_and_no_more(sheet, n) -> None:
    document = sheet(table(n))
    fitted = on_one_page(document, LEAST, MOST)
    assert page_count(fitted) == 1
    (held,) = tables_of(fitted)
    if len(held.rows) < n:
        assert held.rows == tables_of(document)[0].rows[-len(held.rows) :]
        assert held.note == f"{len(held.rows)} of {n} shown; see Overnight."
        assert page_count(with_room(document, len(held.rows) + 1)) > 1


def test_the_first_rows_stay_and_other_tables_yield_as_far_as_they_must(sheet) -> None:
    document = sheet(table(30, keeps_first=True), table(24, keeps_first=True, room=0.4))
    fitted = on_one_page(document, LEAST, MOST)
    assert page_count(fitted) == 1
    large, small = tables_of(fitted)
    assert large.rows == tables_of(document)[0].rows[: len(large.rows)]
    assert len(small.rows) == round(0.4 * len(large.rows))
    assert longest_table(document) == 60


def test_tables_side_by_side_are_cut_alike(sheet) -> None:
    beside = Row(((table(30, keeps_first=True),), (table(29, keeps_first=True),)), (1.0, 1.0))
    assert page_count(on_one_page(sheet(beside), LEAST, MOST)) == 1


def test_what_fits_is_left_as_it_is(sheet) -> None:
    document = sheet(table(3))
    assert on_one_page(document, LEAST, MOST) is document


def test_a_layout_kept_for_writing_makes_the_same_bytes_as_a_new_one(sheet) -> None:
    document = sheet(table(3))
    anew = pdf_bytes(document)
    lay_out(document)
    assert pdf_bytes(document) == anew
