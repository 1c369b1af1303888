"""Products as files: the same state makes the same bytes, one page stays one page, nothing in a cell acts."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from sac_dash.briefing.making import compose, make
from sac_dash.briefing.products.request import BriefRequest, People
from sac_dash.briefing.rendering.pdf import can_print, page_count
from sac_dash.domain.errors import SacDashError

from .ripouts import SERIES_ID, source

printed = pytest.mark.skipif(not can_print(), reason="Pango is not installed")
BULLETIN = BriefRequest("bulletin", SERIES_ID)


@printed
def test_one_state_makes_the_same_words_and_the_same_pictures() -> None:
    one, two = (compose(source(), BULLETIN) for _ in range(2))
    assert [each.png for each in one.pictures()] == [each.png for each in two.pictures()]
    assert [each.svg for each in one.pictures()] == [each.svg for each in two.pictures()]
    first, second = (make(source(), BULLETIN, ("pdf",))[0].content for _ in range(2))
    assert _text(first).replace(_snapshot(first), "") == _text(second).replace(_snapshot(second), "")


@printed
def test_the_marking_stands_on_every_page_and_the_words_of_the_analyst_in_it() -> None:
    request = replace(
        BULLETIN, edits={"title": "Six rip-outs, one crew"}, people=People(authorised_by="DI Example")
    )
    (made,) = make(source(), request, ("pdf",))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages]
    assert len(pages) == 1
    assert pages[0].count("OFFICIAL-SENSITIVE") >= 2
    assert "Six rip-outs, one crew" in " ".join(pages[0].split())
    assert "DI Example" in pages[0]


@printed
def test_a_long_series_still_fits_its_page() -> None:
    desk = source()
    wide = desk.placed.clear()
    rows = list(range(60))
    many = replace(
        desk,
        placed=wide.vstack(_placed(desk, rows)),
    )
    document = compose(many, BULLETIN)
    assert page_count(document) == 1


@pytest.mark.parametrize("wanted", ["pptx", "exe"])
def test_a_format_it_does_not_come_in_is_refused(wanted: str) -> None:
    with pytest.raises(SacDashError, match=f"does not come as {wanted}"):
        make(source(), BULLETIN, (wanted,))


def test_no_cell_of_the_case_table_acts() -> None:
    (made,) = make(source(), BriefRequest("cca", SERIES_ID), ())
    assert made.name.endswith(".xlsx")
    for sheet in load_workbook(io.BytesIO(made.content)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "@"))


def test_a_product_nobody_makes_is_told() -> None:
    with pytest.raises(SacDashError, match="there is no product called leaflet"):
        make(source(), BriefRequest("leaflet"), ())


def _placed(desk, rows):
    import polars as pl

    keys = desk.offences["offence_key"].gather(rows)
    first = desk.placed.head(1)
    return pl.concat([first] * len(rows)).with_columns(row=pl.Series(rows, dtype=pl.UInt32), offence_key=keys)


def _text(pdf: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _snapshot(pdf: bytes) -> str:
    text = _text(pdf)
    return text[text.index("Snapshot") : text.index("Authorised by")]
