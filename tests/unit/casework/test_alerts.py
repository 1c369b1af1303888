"""Alerts are settled by id, stay settled, can be opened again; a budget is set within bounds."""

from __future__ import annotations

import pytest
from casework_actions import book_of

from sac_dash.casework import (
    AcknowledgeAlert,
    ConflictError,
    DismissAlert,
    SetAlarmBudget,
    Undo,
    check,
    from_payload,
    to_payload,
)
from sac_dash.domain.errors import SacDashError

ALERT_ID = "0a1b2c3d4e5f"  # pragma: allowlist secret
TAKEN = AcknowledgeAlert(
    ALERT_ID,
    "slow_rise",
    "class:atm_attack",
    "Slow rise: ATM attack",
    "2026-03-02",
    "2026-03-04",
)
SET_ASIDE = DismissAlert(ALERT_ID, "Closed down since", what="Same premises again: Corner Shop")


@pytest.mark.parametrize("action", [TAKEN, SET_ASIDE, SetAlarmBudget(6.5, seen=3)])
def test_an_action_reads_back_as_it_was_written(action):
    assert from_payload(to_payload(action)) == action


def test_a_settled_alert_says_how_by_whom_when_and_why():
    book = book_of(("ana", TAKEN), ("ben", SET_ASIDE))
    held = book.alerts[ALERT_ID]
    assert (held.dismissed, held.user, held.reason, held.seq) == (True, "ben", "Closed down since", 2)
    assert held.what == "Same premises again: Corner Shop"
    before = book_of(("ana", TAKEN)).alerts[ALERT_ID]
    assert (before.dismissed, before.detector, before.reach) == (False, "slow_rise", "2026-03-04")


def test_what_is_taken_back_is_open_again():
    assert book_of(("ana", TAKEN), ("ana", Undo(1))).alerts == {}
    assert book_of(("ana", TAKEN), ("ana", Undo(1)), ("ana", Undo(2))).alerts.keys() == {ALERT_ID}


def test_four_false_alarms_a_year_are_borne_until_somebody_sets_otherwise():
    assert book_of().alarm_budget == 4.0
    assert book_of().alarm_budget_set is None
    book = book_of(("ana", SetAlarmBudget(12)), ("ben", SetAlarmBudget(2.5)))
    assert book.alarm_budget == 2.5
    assert book.alarm_budget_set.user == "ben"
    assert book_of(("ana", SetAlarmBudget(12)), ("ana", Undo(1))).alarm_budget == 4.0


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (AcknowledgeAlert(""), "no alert was named"),
        (DismissAlert(ALERT_ID, "  "), "dismissed with a reason"),
        (DismissAlert(ALERT_ID, "x" * 2_001), "too long"),
        (AcknowledgeAlert(ALERT_ID, fired_on="Monday"), "Monday is no day"),
        (SetAlarmBudget(0.4), "0.4 false alarms a year is no budget"),
        (SetAlarmBudget(53), "53 false alarms"),
        (SetAlarmBudget(float("nan")), "no budget"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_remedy(action, said):
    with pytest.raises(SacDashError, match=said) as told:
        check(book_of(), action)
    assert told.value.remedy


def test_two_who_settle_one_alert_otherwise_are_told():
    book = book_of(("ana", TAKEN))
    with pytest.raises(ConflictError, match="it is now acknowledged"):
        check(book, SET_ASIDE)
    check(book, TAKEN)  # the same again overrules nobody
    check(book, DismissAlert(ALERT_ID, "Known", seen=1))


def test_two_who_set_the_budget_otherwise_are_told():
    book = book_of(("ana", SetAlarmBudget(8)))
    with pytest.raises(ConflictError, match="it is now 8"):
        check(book, SetAlarmBudget(2))
    check(book, SetAlarmBudget(8))
