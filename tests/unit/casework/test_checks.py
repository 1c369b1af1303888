"""What may not be written, and what somebody decided in between."""

from __future__ import annotations

import pytest
from casework_actions import book_of

from sac_dash.casework import (
    AddHardLinks,
    AddNote,
    AddTask,
    CaseBook,
    CodeState,
    CompleteTask,
    ConflictError,
    Describe,
    EditCode,
    HardLink,
    Judge,
    Lock,
    MarkSitting,
    Merge,
    SaveView,
    SeriesField,
    Split,
    Undo,
    Verdict,
    check,
    last_undoable,
)
from sac_dash.domain.errors import SacDashError

ACCEPT = Judge("S-1", ("X:1",), Verdict.ACCEPTED)
NAME = Describe("S-1", SeriesField.NAME, "Lantern")


def test_the_later_of_two_is_told_what_stands_by_whom_and_why():
    book = book_of(("ana", ACCEPT), ("ben", Judge("S-1", ("X:1",), Verdict.REJECTED, "another van", seen=1)))
    with pytest.raises(ConflictError, match="ben decided on X:1") as told:
        check(book, Judge("S-1", ("X:1",), Verdict.POSSIBLE, seen=1))
    (change,) = told.value.changes
    assert (change.stands, change.wanted, change.user, change.reason) == (
        "rejected",
        "possible",
        "ben",
        "another van",
    )
    check(book, Judge("S-1", ("X:1",), Verdict.POSSIBLE, seen=told.value.head))


def test_two_who_agree_or_decide_on_different_things_do_not_conflict():
    book = book_of(("ana", ACCEPT))
    check(book, Judge("S-1", ("X:1",), Verdict.ACCEPTED, seen=0))
    check(book, Judge("S-1", ("X:2",), Verdict.REJECTED, seen=0))
    check(book, Describe("S-1", SeriesField.STATUS, "active", seen=0))


def test_a_verdict_taken_back_in_between_is_told_too():
    book = book_of(("ana", ACCEPT), ("ben", Judge("S-1", ("X:1",), Verdict.UNDECIDED)))
    with pytest.raises(ConflictError, match="now undecided"):
        check(book, Judge("S-1", ("X:1",), Verdict.REJECTED, seen=1))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (NAME, Describe("S-1", SeriesField.NAME, "Beacon")),
        (Judge("S-2", ("X:9",), Verdict.ACCEPTED), Merge("S-1", "S-2")),
        (
            EditCode("X:1", "tool", "crowbar", CodeState.ABSENT),
            EditCode("X:1", "tool", "crowbar", CodeState.PRESENT),
        ),
        (ACCEPT, Split("S-1", ("X:1",), "A-1")),
        (SaveView("Mondays", "/map"), SaveView("Mondays", "/series")),
    ],
    ids=["name", "merge", "code", "split", "view"],
)
def test_what_was_changed_in_between_is_not_overwritten_silently(first, second):
    with pytest.raises(ConflictError):
        check(book_of(("ana", first)), second)


@pytest.mark.parametrize(
    ("done", "refused", "why"),
    [
        ((Lock("S-1", locked=True),), ACCEPT, "locked by ana"),
        ((Merge("S-2", "S-1"),), ACCEPT, "merged into S-2 by ana"),
        ((Judge("S-2", ("X:1",), Verdict.ACCEPTED),), ACCEPT, "accepted in S-2"),
        ((NAME,), Describe("S-2", SeriesField.NAME, "LANTERN"), "the name of S-1 already"),
        ((), Describe("S-1", SeriesField.NAME, "x" * 61), "too long"),
        ((), Describe("S-1", SeriesField.STATUS, "resting"), "Choose one of emerging"),
        ((), Judge("S-1", (), Verdict.ACCEPTED), "no offence"),
        ((), Merge("S-1", "S-1"), "with itself"),
        ((), AddNote("S-1", "  "), "a note"),
        ((), Undo(9), "no decision number 9"),
        ((NAME, Undo(1)), Undo(1), "undone already"),
        ((NAME, Lock("S-1", locked=True)), Undo(1), "locked"),
        ((), SaveView("", "/map"), "a view has a name"),
        ((), SaveView("Mondays", "https://example.org"), "an address of this dashboard"),
        ((), AddHardLinks(()), "no hard links"),
        ((), AddHardLinks((HardLink("X", "1", "X", "1", "dna"),)), "two different offences"),
        ((), AddHardLinks((HardLink("X", "1", "X", "2", "rumour"),)), "no kind of hard link"),
    ],
)
def test_what_cannot_stand_is_refused_with_the_reason(done, refused, why):
    with pytest.raises(SacDashError, match=why):
        check(book_of(*[("ana", action) for action in done]), refused)


def test_a_locked_series_can_be_opened():
    check(book_of(("ana", Lock("S-1", locked=True))), Lock("S-1", locked=False))


def test_undo_offers_the_users_own_last_action_on_that_series():
    book = book_of(("ana", ACCEPT), ("ben", NAME), ("ana", AddNote("S-2", "note")), ("ana", Undo(3)))
    assert last_undoable(book, "ana").seq == 1
    assert last_undoable(book, "ben", "S-1").seq == 2
    assert last_undoable(book, "ben", "S-2") is None


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (AddTask("  "), "1 to 200 characters"),
        (AddTask("x" * 201), "1 to 200 characters"),
        (AddTask("Ring", owner="x" * 61), "owner is too long"),
        (AddTask("Ring", due="Friday"), "Friday is no day"),
        (CompleteTask(7), "no action number 7"),
        (MarkSitting("", 0, "2026-03-02T06:40:00+00:00"), "needs the data"),
        (MarkSitting("g-1", 0, "2026-03-02T06:40:00"), "needs the data"),
    ],
)
def test_a_meeting_refuses_what_nobody_could_read_later(action, told):
    with pytest.raises(SacDashError, match=told):
        check(CaseBook(), action)


def test_one_who_opens_again_what_another_just_ticked_is_told():
    book = book_of(("ana", AddTask("Ring the hire shop")), ("ana", CompleteTask(1)))
    with pytest.raises(ConflictError, match="now done"):
        check(book, CompleteTask(1, done=False, seen=1))
    check(book, CompleteTask(1, done=True, seen=1))
    check(book, CompleteTask(1, done=False, seen=2))


def test_a_redo_that_would_accept_an_offence_twice_is_refused():
    book = book_of(("ana", ACCEPT), ("ana", Undo(1)), ("ben", Judge("S-2", ("X:1",), Verdict.ACCEPTED)))
    with pytest.raises(SacDashError, match="X:1 accepted in two series"):
        check(book, Undo(2))
    assert book.accepted_in("X:1") == "S-2"
