"""A hard link entered in error is taken back, and only the one that is meant."""

from __future__ import annotations

import pytest

from sac_dash.casework import AddHardLinks, HardLink
from sac_dash.domain.errors import UnusableInputError
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.hard_link_removal import remove_hard_link


@pytest.fixture
def store(tmp_path) -> Store:
    kept = Store(tmp_path / "home")
    links = (
        HardLink("West", "1", "West", "2", "dna", "L1"),
        HardLink("West", "1", "West", "2", "footwear", ""),
        HardLink("West", "1", "West", "2", "footwear", "F9"),
        HardLink("West", "1", "Gwent", "2", "dna", "L1"),
        HardLink("West", "7", "Gwent", "8", "cctv", ""),
    )
    decide(kept, AddHardLinks(links), "ana")
    return kept


def test_two_offences_are_enough_where_one_link_stands_between_them(store):
    gone = remove_hard_link(store, "8", "West:7", "ben", reason="  wrong   exhibit ")
    assert (gone.kind, len(case_book_of(store).hard_links)) == ("cctv", 4)
    last = store.decisions.entries("decision")[-1]
    assert (last.user, last.payload["reason"]) == ("ben", "wrong exhibit")


def test_kind_reference_and_force_tell_several_apart(store):
    assert remove_hard_link(store, "West:1", "West:2", "ben", kind="footwear", reference="").reference == ""
    assert remove_hard_link(store, "1", "2", "ben", kind="footwear").reference == "F9"
    assert remove_hard_link(store, "1", "Gwent:2", "ben").offences == ("Gwent:2", "West:1")
    assert [link.kind for link in case_book_of(store).hard_links] == ["dna", "cctv"]


@pytest.mark.parametrize(
    ("first", "second", "given", "said"),
    [
        ("1", "2", {}, "4 hard links fit"),
        ("1", "2", {"kind": "dna"}, "2 hard links fit"),
        ("West:1", "West:2", {"kind": "phone"}, "no such hard link.*there are dna L1"),
        ("1", "9", {}, "no such hard link stands between 1 and 9"),
    ],
)
def test_what_fits_none_or_several_changes_nothing(store, first, second, given, said):
    with pytest.raises(UnusableInputError, match=said):
        remove_hard_link(store, first, second, "ben", **given)
    assert len(case_book_of(store).hard_links) == 5


def test_a_link_taken_back_can_be_entered_again(store):
    gone = remove_hard_link(store, "7", "8", "ben")
    decide(store, AddHardLinks((gone,)), "ana")
    assert gone in case_book_of(store).hard_links
