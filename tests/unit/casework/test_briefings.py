"""Handling is picked once, briefings are kept in numbered versions, disclosures are never lost from sight."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from casework_actions import book_of

from sac_dash.casework import (
    ConflictError,
    Disclose,
    KeepBriefing,
    SetHandling,
    Undo,
    check,
    from_payload,
    to_payload,
)
from sac_dash.domain.errors import SacDashError

SET = SetHandling("OFFICIAL-SENSITIVE", "P", "Ask the originator first")
KEPT = KeepBriefing(
    "bulletin", "S-12", "March 2026", (("synopsis", "My words"),), (("synopsis", "Draft"),), "g1"
)
GIVEN = Disclose(
    "industry_pack",
    "S-12",
    "Crime partnership, J Example",
    "ISA 12",
    "DI Example",
    "By secure mail",
    (("pack.pdf", "0f" * 32),),
    (("name", 3), ("postcode", 1)),
)


@pytest.mark.parametrize("action", [SET, KEPT, GIVEN, replace(KEPT, seen=7)])
def test_an_action_reads_back_as_it_was_written(action):
    assert from_payload(json.loads(json.dumps(to_payload(action)))) == action


def test_the_last_handling_stands_with_who_and_when():
    assert book_of().handling is None
    book = book_of(("ana", SET), ("ben", SetHandling("OFFICIAL", "C")))
    held = book.handling
    assert (held.marking, held.code, held.user, held.seq) == ("OFFICIAL", "C", "ben", 2)
    back = book_of(("ana", SET), ("ben", SetHandling("OFFICIAL", "C")), ("ben", Undo(2))).handling
    assert back.words() == "OFFICIAL-SENSITIVE, handling code P, Ask the originator first"


def test_versions_count_from_one_for_each_product_and_scope():
    book = book_of(("ana", KEPT), ("ben", KEPT), ("ana", replace(KEPT, scope="S-13")))
    assert [each.number for each in book.briefings["bulletin", "S-12"]] == [1, 2]
    last = book.kept_briefing("bulletin", "S-12")
    assert (last.user, last.edits, last.drafts, last.snapshot) == (
        "ben",
        {"synopsis": "My words"},
        {"synopsis": "Draft"},
        "g1",
    )
    assert book.next_version("bulletin", "S-13") == 2
    assert book.next_version("slide", "S-12") == 1
    assert book.kept_briefing("slide", "S-12") is None


def test_a_number_is_never_given_twice():
    book = book_of(("ana", KEPT), ("ana", Undo(1)), ("ana", KEPT))
    assert [each.number for each in book.briefings["bulletin", "S-12"]] == [2]
    again = book_of(("ana", KEPT), ("ana", Undo(1)), ("ana", Undo(2)))
    assert [each.number for each in again.briefings["bulletin", "S-12"]] == [1]


def test_a_disclosure_stays_listed_when_it_is_taken_back():
    (held,) = book_of(("ana", GIVEN)).disclosures
    assert (held.recipient, held.basis, held.approver, held.user) == (
        "Crime partnership, J Example",
        "ISA 12",
        "DI Example",
        "ana",
    )
    assert not held.taken_back
    (still,) = book_of(("ana", GIVEN), ("ana", Undo(1))).disclosures
    assert still.taken_back


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (SetHandling("RESTRICTED"), "RESTRICTED is no marking"),
        (SetHandling(""), "an empty marking is no marking"),
        (SetHandling("OFFICIAL", "X"), "X is no handling code"),
        (SetHandling("OFFICIAL", "P", "x" * 301), "instruction is too long"),
        (replace(KEPT, product=" "), "product is missing"),
        (replace(KEPT, snapshot=""), "snapshot is missing"),
        (replace(KEPT, scope="x" * 201), "scope is too long"),
        (replace(KEPT, edits=(("synopsis", "x" * 20_001),)), "passage synopsis is too long"),
        (replace(KEPT, drafts=(("", "x"),)), "passage's key is missing"),
        (replace(KEPT, drafts=tuple((f"{n}", "") for n in range(501))), "too many passages"),
        (replace(GIVEN, recipient="  "), "recipient is missing"),
        (replace(GIVEN, basis=""), "basis is missing"),
        (replace(GIVEN, approver=""), "approver is missing"),
        (replace(GIVEN, note="x" * 2_001), "note is too long"),
        (replace(GIVEN, files=()), "no file is disclosed"),
        (replace(GIVEN, files=(("pack.pdf", "abc"),)), "pack.pdf has no SHA-256"),
        (replace(GIVEN, removed=(("name", -1),)), "cannot be removed"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_remedy(action, said):
    with pytest.raises(SacDashError, match=said) as told:
        check(book_of(), action)
    assert told.value.remedy


def test_two_who_set_the_handling_otherwise_are_told():
    book = book_of(("ana", SET))
    with pytest.raises(ConflictError, match="ana decided on handling while you did"):
        check(book, SetHandling("OFFICIAL", "P"))
    check(book, SET)  # the same again overrules nobody
    check(book, SetHandling("OFFICIAL", "P", seen=1))


def test_two_who_keep_one_briefing_are_told():
    book = book_of(("ana", KEPT))
    mine = replace(KEPT, edits=(("synopsis", "Other words"),))
    with pytest.raises(ConflictError, match="it is now version 1"):
        check(book, mine)
    check(book, replace(mine, seen=1))
    check(book, replace(mine, scope="S-13"))
    check(book, KEPT)


def test_a_disclosure_conflicts_with_nobody():
    check(book_of(("ana", GIVEN)), GIVEN)
