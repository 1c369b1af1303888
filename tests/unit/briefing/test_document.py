"""A document takes an analyst's words by key, and loses none of what they did not touch."""

from __future__ import annotations

import dataclasses

import pytest

from sac_dash.briefing.changes import compare_drafts
from sac_dash.briefing.document import (
    Bullets,
    Column,
    Document,
    Passage,
    Row,
    Shape,
    Table,
    drafts_of,
    longest_table,
    walk,
    with_edits,
    with_room,
)

from .ripouts import SERIES_ID, source


@pytest.fixture
def document(provenance) -> Document:
    table = Table(
        "T", (Column("No."),), tuple((str(n),) for n in range(9)), "All", shortened="{shown} of {all}"
    )
    return Document(
        product="bulletin",
        kicker="K",
        title=Passage("title", "Finding", "Six"),
        shape=Shape.PORTRAIT,
        blocks=(
            Row(((Passage("a", "A", "draft a"),), (Bullets("b", "B", ("one", "two")), table)), (1.0, 1.0)),
        ),
        provenance=provenance,
    )


def test_words_are_laid_over_by_key_wherever_the_passage_stands(document: Document) -> None:
    edited = with_edits(document, {"a": "mine\r\n", "b": "x\n\n y ", "nowhere": "lost"})
    assert drafts_of(edited) == {"title": "Six", "a": "mine", "b": "x\ny"}
    assert drafts_of(document)["a"] == "draft a"


def test_a_table_keeps_its_last_rows_and_says_so(document: Document) -> None:
    assert longest_table(document) == 9
    (table,) = (each for each in walk(with_room(document, 3).blocks) if isinstance(each, Table))
    assert [row[0] for row in table.rows] == ["6", "7", "8"]
    assert table.note == "3 of 9"


def test_a_table_that_must_not_be_cut_is_whole(document: Document) -> None:
    whole = dataclasses.replace(document, blocks=(Table("T", (Column("A"),), (("1",), ("2",))),))
    assert with_room(whole, 1) == whole


def test_changes_tell_the_analyst_s_own_words_apart(document: Document) -> None:
    kept = drafts_of(document) | {"a": "older draft", "gone": "was here"}
    changes = {each.key: each for each in compare_drafts(document, kept, {"a": "mine"})}
    assert set(changes) == {"a", "gone"}
    assert (changes["a"].before, changes["a"].now, changes["a"].reworded) == ("older draft", "draft a", True)
    assert changes["gone"].now == ""
    assert compare_drafts(document, drafts_of(document), {}) == ()


def test_every_passage_of_a_product_has_a_key_of_its_own() -> None:
    from sac_dash.briefing.making import draft
    from sac_dash.briefing.products.request import BriefRequest

    desk = source()
    for product in ("slide", "bulletin"):
        keys = [each.key for each in draft(desk, BriefRequest(product, SERIES_ID)).passages()]
        assert len(keys) == len(set(keys))
