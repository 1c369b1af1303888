"""Whoever answers for disclosures finds them: by word, product, day and checksum; none is lost from sight."""

from __future__ import annotations

import pytest

from sac_dash.casework import Disclose, Undo
from sac_dash.dashboard.pages.briefings import callbacks, disclosed
from sac_dash.dashboard.pages.briefings.choice import DISCLOSURES, WRITE, read_view
from sac_dash.dashboard.pages.briefings.layout import layout
from sac_dash.store import EntryKind
from sac_dash.workflow.case_book import decide

from .conftest import SUGGESTED

SHA = "ab12" * 16
ANYTHING = (None, "", None)


def given(recipient: str, checksum: str = SHA) -> Disclose:
    return Disclose("industry", SUGGESTED, recipient, "ISA 12", "DI Example", files=(("pack.pdf", checksum),),
                    removed=(("name", 3),))  # fmt: skip


@pytest.fixture
def disclosures(request_context):
    first = decide(request_context, given("Retail group"), "ana")
    decide(request_context, given("=Bank of Nowhere", "cd34" * 16), "ben")
    return request_context, first


def test_nothing_disclosed_yet_says_how_something_would_be(request_context, words) -> None:
    shown, count = disclosed.show_disclosures(*ANYTHING)
    assert "Nothing has been disclosed yet" in words(shown)
    assert not count


def test_every_disclosure_says_to_whom_on_what_basis_by_whom_and_which_file(disclosures, words) -> None:
    shown, count = disclosed.show_disclosures(*ANYTHING)
    said = words(shown)
    for each in ("Retail group", "ISA 12", "DI Example", "ana", "pack.pdf", SHA, "3 name", SUGGESTED):
        assert each in said
    assert said.index("Bank of Nowhere") < said.index("Retail group")  # the latest first
    assert count == "2"


@pytest.mark.parametrize(
    ("choice", "n"),
    [
        (("retail", "", None), 1),
        ((SHA, "", None), 1),
        (("isa ben", "", None), 1),
        (("isa", "industry", None), 2),
        ((None, "slide", None), 0),
        ((None, "", "2020-01-01"), 2),
        ((None, "", "2200-01-01"), 0),
        ((None, "", "no day"), 2),
    ],
)
def test_a_filter_narrows_the_list_and_says_of_how_many(disclosures, words, choice, n) -> None:
    found, n_held = disclosed.find_disclosures(*choice)
    assert (len(found), n_held) == (n, 2)
    shown, count = disclosed.show_disclosures(*choice)
    assert count == ("2" if n == 2 else f"{n} of 2")
    assert ("No disclosure is like that" in words(shown)) is (n == 0)


def test_one_entered_in_error_stays_listed_and_says_so(disclosures, words) -> None:
    store, first = disclosures
    decide(store, Undo(first.seq), "ana")
    assert "Taken back" in words(disclosed.show_disclosures(*ANYTHING)[0])
    assert len(disclosed.find_disclosures("taken back", "", None)[0]) == 1


def test_the_list_taken_away_is_an_entry_of_the_log_and_none_of_its_cells_acts(disclosures) -> None:
    store, _ = disclosures
    taken = disclosed.export_disclosures(1, *ANYTHING)
    assert "'=Bank of Nowhere" in taken["content"]
    assert SHA in taken["content"]
    entry = store.decisions.entries(EntryKind.EXPORT)[-1].payload
    assert (entry["what"], entry["n"]) == ("log of disclosures", 2)


def test_an_address_opens_the_list_narrowed_as_it_was(disclosures, words) -> None:
    assert read_view({"view": "disclosures"}) == DISCLOSURES
    assert read_view({"view": "elsewhere"}) == WRITE
    address = callbacks.keep_address(DISCLOSURES, "retail", "slide", SUGGESTED, "", None, None)
    assert address == "?view=disclosures&words=retail"
    assert "Disclosures" in words(layout({"view": "disclosures", "words": "retail"}))
    assert callbacks.show_view(DISCLOSURES) == (True, False)
