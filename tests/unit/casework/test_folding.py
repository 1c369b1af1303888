"""What stands is what was decided last and not undone."""

from __future__ import annotations

from casework_actions import book_of

from sac_dash.casework import (
    AddHardLinks,
    AddNote,
    AddTask,
    CodeState,
    CompleteTask,
    Describe,
    EditCode,
    HardLink,
    Judge,
    Lock,
    MarkSitting,
    Merge,
    RemoveHardLink,
    SaveView,
    SeriesField,
    Split,
    Undo,
    Verdict,
)

ACCEPT = Judge("S-1", ("X:1", "X:2"), Verdict.ACCEPTED, roster=("X:1", "X:2", "X:3"))
REJECT = Judge("S-1", ("X:3",), Verdict.REJECTED, "other plant")
NAME = Describe("S-1", SeriesField.NAME, "Lantern")


def test_the_first_touch_keeps_what_the_series_held():
    held = book_of(("ana", ACCEPT), ("ben", NAME)).series["S-1"]
    assert held.roster == ("X:1", "X:2", "X:3")
    assert held.judged(Verdict.ACCEPTED) == ("X:1", "X:2")
    assert held.name == "Lantern"
    assert [entry.user for entry in held.history] == ["ana", "ben"]


def test_the_last_verdict_stands_and_undecided_takes_it_away():
    again = Judge("S-1", ("X:2",), Verdict.POSSIBLE)
    away = Judge("S-1", ("X:1",), Verdict.UNDECIDED)
    held = book_of(("ana", ACCEPT), ("ben", again), ("ana", away)).series["S-1"]
    assert {key: str(each.verdict) for key, each in held.judgements.items()} == {"X:2": "possible"}
    assert held.judgements["X:2"].user == "ben"


def test_undo_takes_back_and_undoing_the_undo_brings_again():
    taken_back = book_of(("ana", ACCEPT), ("ana", REJECT), ("ana", Undo(2)))
    assert taken_back.series["S-1"].judged(Verdict.REJECTED) == ()
    again = book_of(("ana", ACCEPT), ("ana", REJECT), ("ana", Undo(2)), ("ana", Undo(3)))
    assert again.series["S-1"].judged(Verdict.REJECTED) == ("X:3",)
    assert again.series["S-1"].judgements["X:3"].reason == "other plant"


def test_undoing_an_earlier_verdict_leaves_a_later_one():
    later = Judge("S-1", ("X:1",), Verdict.REJECTED)
    held = book_of(("ana", ACCEPT), ("ben", later), ("ana", Undo(1))).series["S-1"]
    assert {key: str(each.verdict) for key, each in held.judgements.items()} == {"X:1": "rejected"}


def test_a_split_holds_the_two_apart_and_a_merge_brings_them_together_again():
    split = Split("S-1", ("X:2",), "A-1")
    apart = book_of(("ana", ACCEPT), ("ana", split))
    assert apart.series["S-1"].judged(Verdict.REJECTED) == ("X:2",)
    assert apart.series["A-1"].judged(Verdict.ACCEPTED) == ("X:2",)
    together = book_of(("ana", ACCEPT), ("ana", split), ("ana", Merge("S-1", "A-1")))
    assert set(together.series["S-1"].judged(Verdict.ACCEPTED)) == {"X:1", "X:2"}
    assert together.leads_to("A-1") == "S-1"
    assert list(together.standing()) == ["S-1"]


def test_a_merge_keeps_names_notes_and_history_of_both():
    theirs = (AddNote("S-2", "Blue Audi"), Describe("S-2", SeriesField.OPERATION_REF, "Op Kestrel"))
    done = [("ana", NAME), *(("ben", action) for action in theirs), ("ana", Merge("S-1", "S-2"))]
    held = book_of(*done).series["S-1"]
    assert (held.name, held.value_of("operation_ref")) == ("Lantern", "Op Kestrel")
    assert [note.text for note in held.notes] == ["Blue Audi"]
    assert [entry.seq for entry in held.history] == [1, 2, 3, 4]
    assert book_of(*done, ("ana", Undo(4))).series["S-2"].merged_into is None


def test_a_lock_stands_until_it_is_opened():
    locked = book_of(("ana", NAME), ("ana", Lock("S-1", locked=True)))
    assert locked.series["S-1"].locked.user == "ana"
    assert book_of(("ana", NAME), ("ana", Lock("S-1", locked=False))).series["S-1"].locked is None


def test_a_correction_stands_until_it_is_taken_back():
    edit = EditCode("X:1", "tool", "crowbar", CodeState.ABSENT)
    assert book_of(("ana", edit)).edits["X:1", "tool", "crowbar"].state is CodeState.ABSENT
    back = EditCode("X:1", "tool", "crowbar", CodeState.AS_READ)
    assert book_of(("ana", edit), ("ben", back)).edits == {}


def test_one_fact_is_held_once_whichever_way_round_it_is_told():
    link = HardLink("X", "1", "Y", "2", "dna", "LAB/7")
    turned = HardLink("Y", "2", "X", "1", "dna", "LAB/7", source="another list")
    book = book_of(("ana", AddHardLinks((link,))), ("ben", AddHardLinks((turned,))))
    assert book.hard_links == (link,)
    assert book.hard_links_of("Y:2")[0].other("Y:2") == "X:1"
    assert book_of(("ana", AddHardLinks((link,))), ("ana", RemoveHardLink(turned))).hard_links == ()


def test_a_view_stands_under_its_name_until_it_is_dropped():
    book = book_of(("ana", SaveView("Mondays", "/map?class=atm_attack")))
    assert book.views["Mondays"].value == "/map?class=atm_attack"
    assert book_of(("ana", SaveView("Mondays", "/map")), ("ben", SaveView("Mondays", ""))).views == {}


def test_a_sitting_is_a_point_in_the_book_and_can_be_taken_back():
    first = MarkSitting("g-1", 0, "2026-03-02T06:40:00+00:00")
    second = MarkSitting("g-2", 1, "2026-03-03T06:40:00+00:00")
    held = book_of(("ana", first), ("ben", second)).sittings
    assert [(each.user, each.generation, each.head) for each in held] == [
        ("ana", "g-1", 0),
        ("ben", "g-2", 1),
    ]
    assert held[1].reach.isoformat() == "2026-03-03T06:40:00+00:00"
    assert len(book_of(("ana", first), ("ben", second), ("ben", Undo(2))).sittings) == 1


def test_an_action_is_open_until_ticked_off_and_says_by_whom():
    ask = ("ana", AddTask("Ring the hire shop", "Sgt Brook", "2026-03-05"))
    ticked = book_of(ask, ("ben", CompleteTask(1)))
    assert (ticked.tasks[1].text, ticked.tasks[1].owner, ticked.tasks[1].done.user) == (
        "Ring the hire shop",
        "Sgt Brook",
        "ben",
    )
    assert book_of(ask, ("ben", CompleteTask(1)), ("ana", CompleteTask(1, done=False))).tasks[1].done is None
    assert book_of(ask, ("ben", CompleteTask(1)), ("ana", Undo(1))).tasks == {}


def test_a_merge_brought_back_into_a_ring_leads_somewhere():
    there, back = Merge("S-1", "S-2"), Merge("S-2", "S-1")
    book = book_of(("ana", there), ("ana", Undo(1)), ("ben", back), ("ana", Undo(2)))
    assert book.leads_to("S-1") == book.leads_to("S-2")
    assert len(book.standing()) == 1
