"""The look through the past: worked out once, kept for every process, anew when the budget changes."""

from __future__ import annotations

import pytest

from sac_dash.casework import SetAlarmBudget
from sac_dash.domain.progress import Cancelled
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow import past_alerts
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.past_alerts import (
    get_ready,
    how_far,
    kept_past,
    past_from_record,
    past_record,
    work_out_past,
)

from .test_alerts import force


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path)
    made.publish(GenerationFrames(offences=force()), "invented data for a test")
    return made


def asked(store):
    return store, store.require_current(), case_book_of(store)


def test_it_is_worked_out_once_and_read_by_every_other_process(store, monkeypatch):
    told = []
    assert kept_past(*asked(store)) is None
    found = work_out_past(*asked(store), progress=lambda stage, share: told.append((stage, share)))
    assert found.alerts
    assert told[0][0].startswith("Looking back, quarter 1 of")
    assert how_far(*asked(store)) is None
    monkeypatch.setattr(past_alerts, "back_test_store", None)  # nobody may work it out again
    elsewhere = Store(store.home)
    assert work_out_past(*asked(elsewhere)) == found
    assert kept_past(*asked(elsewhere)) == found


def test_another_budget_is_another_past(store):
    work_out_past(*asked(store))
    decide(store, SetAlarmBudget(12), "ana")
    assert kept_past(*asked(store)) is None
    assert work_out_past(*asked(store)).budget.false_alarms_per_year == 12
    assert kept_past(*asked(store), per_year=4.0) is not None


def test_a_record_comes_back_as_it_was(store):
    past = work_out_past(*asked(store))
    assert past_from_record(past_record(past)) == past


def test_getting_ready_fails_nobody(store, monkeypatch, tmp_path):
    get_ready(Store(tmp_path / "empty"))

    def broken(*_given):
        raise ValueError("x")

    monkeypatch.setattr(past_alerts, "back_test_store", broken)
    get_ready(store)

    def stopped(*_given):
        raise Cancelled

    monkeypatch.setattr(past_alerts, "back_test_store", stopped)
    get_ready(store)
    assert kept_past(*asked(store)) is None
    monkeypatch.undo()
    get_ready(store)
    assert kept_past(*asked(store)) is not None
