"""The look through the past: worked out once, kept for every process, anew when the budget changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.casework import SetAlarmBudget
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow import past_alerts
from sac_dash.workflow.alerts import back_test_store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.past_alerts import (
    how_far,
    kept_past,
    past_from_record,
    past_record,
    takes_long,
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
    assert found.n > 0
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


def test_a_record_comes_back_with_its_rates_and_without_its_alarms(store):
    past = back_test_store(*asked(store)[1:])
    assert past.n == len(past.alerts) > 0
    assert past_from_record(past_record(past)) == replace(past, alerts=())


def test_it_takes_long_where_very_many_offences_are_held(store, monkeypatch):
    assert not takes_long(store.require_current())
    monkeypatch.setattr(past_alerts, "SOON_AT_MOST", 100)
    assert takes_long(store.require_current())
