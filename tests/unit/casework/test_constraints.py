"""What decisions mean to the linkage."""

from __future__ import annotations

from casework_actions import book_of

from sac_dash.casework import Describe, Judge, Merge, SeriesField, Undo, Verdict
from sac_dash.casework.constraints import cannot_links, must_links, turned_down

ACCEPT = Judge("S-1", ("X:1", "X:2"), Verdict.ACCEPTED, roster=("X:1", "X:2", "X:3"))
REJECT = Judge("S-1", ("X:3",), Verdict.REJECTED)


def test_acceptances_tie_and_rejections_hold_apart_from_each_of_them():
    book = book_of(("ana", ACCEPT), ("ana", REJECT))
    assert must_links(book) == {"X:1": "S-1", "X:2": "S-1"}
    assert cannot_links(book) == (("X:1", "X:3"), ("X:2", "X:3"))
    assert turned_down(book) == {("X:3", "S-1")}


def test_a_name_alone_ties_nothing():
    assert must_links(book_of(("ana", Describe("S-1", SeriesField.NAME, "Lantern", ("X:1", "X:2"))))) == {}


def test_of_two_acceptances_that_an_undo_left_the_later_stands():
    other = Judge("S-2", ("X:1",), Verdict.ACCEPTED)
    book = book_of(("ana", ACCEPT), ("ana", Undo(1)), ("ben", other), ("ana", Undo(2)))
    assert must_links(book)["X:1"] == "S-2"


def test_merged_series_tie_under_the_name_that_stays():
    book = book_of(("ana", ACCEPT), ("ana", Merge("S-8", "S-1")))
    assert must_links(book) == {"X:1": "S-8", "X:2": "S-8"}
