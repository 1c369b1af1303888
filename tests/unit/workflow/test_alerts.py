"""Alerts of a store: what rings under the book's budget, what settling does, what a re-ingest leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from sac_dash.casework import AcknowledgeAlert, SetAlarmBudget, Undo
from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.alerts import (
    acknowledged_rises,
    acknowledgement,
    alerts_of,
    back_test_store,
    dismissal,
    require_alert,
    scan_store,
)
from sac_dash.workflow.case_book import case_book_of, decide

FIRST = datetime(2022, 1, 3, 2, tzinfo=UTC)
WEEKS = 200


def force(burst: int = 9, more: int = 0) -> pl.DataFrame:
    """Return one burglary in most weeks, and `burst` of them within the last four days but `more`."""
    random = np.random.default_rng(5)
    at = [FIRST + timedelta(days=float(day)) for day in np.sort(random.uniform(0, 7 * WEEKS, WEEKS))]
    at += [FIRST + timedelta(days=7 * WEEKS + 0.4 * place) for place in range(burst)]
    at += [FIRST + timedelta(days=7 * WEEKS + 5, hours=place) for place in range(more)]
    rows = [
        dict.fromkeys(OFFENCES)
        | {
            "offence_key": f"X:{number}",
            "crime_ref": str(number),
            "force": "X",
            "offence_class": "commercial_burglary",
            "from_at": moment,
            "to_at": moment + timedelta(hours=1),
            "recorded_at": moment + timedelta(hours=2),
            "when_precision": "minute",
        }
        for number, moment in enumerate(at)
    ]
    return pl.DataFrame(rows, schema=dict(OFFENCES))


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path)
    made.publish(GenerationFrames(offences=force()), "invented data for a test")
    return made


def in_hand(store):
    return alerts_of(store.require_current(), case_book_of(store))


def test_a_burst_rings_and_what_lacks_data_is_said(store):
    held = in_hand(store)
    assert AlarmKind.WEEKLY_COUNT in {each.kind for each in held.open_alerts}
    assert "no behaviours are coded" in held.scan.not_watched[AlarmKind.RARE_BEHAVIOUR][0].why
    assert sum(held.scan.per_year.values()) == pytest.approx(4.0)


def test_a_settled_alert_stays_settled_when_the_data_is_published_again(store):
    first, second = in_hand(store).open_alerts[:2]
    decide(store, acknowledgement(first, in_hand(store).scan.as_of), "ana")
    decide(store, dismissal(second, " a recording matter "), "ben")
    store.publish(GenerationFrames(offences=force()), "the next morning")
    held = in_hand(store)
    assert {first.alert_id, second.alert_id}.isdisjoint(each.alert_id for each in held.open_alerts)
    assert [each.user for each in held.settled] == ["ben", "ana"]
    assert held.settled[0].reason == "a recording matter"
    assert held.settled[1].fired_on == first.fired_on.isoformat()


def test_an_acknowledged_alert_comes_up_again_with_new_offences_and_says_which(store):
    week = next(each for each in in_hand(store).open_alerts if each.kind is AlarmKind.WEEKLY_COUNT)
    decide(store, acknowledgement(week, in_hand(store).scan.as_of), "ana")
    assert week.alert_id not in {each.alert_id for each in in_hand(store).open_alerts}
    store.publish(GenerationFrames(offences=force(more=2)), "the next morning")
    held = in_hand(store)
    group = next(each for each in held.groups if week.alert_id in each.alert_ids)
    later = {f"X:{WEEKS + 9 + number}" for number in range(2)}
    assert set(group.new_keys) >= later
    assert not set(group.new_keys) & set(week.offence_keys)
    assert week.alert_id not in {each.alert_id for each in held.settled}


def test_a_dismissed_alert_stays_dismissed_with_new_offences(store):
    week = next(each for each in in_hand(store).open_alerts if each.kind is AlarmKind.WEEKLY_COUNT)
    decide(store, dismissal(week, "a recording matter"), "ana")
    store.publish(GenerationFrames(offences=force(more=2)), "the next morning")
    assert week.alert_id not in {each.alert_id for each in in_hand(store).open_alerts}


def test_taking_it_back_opens_it_again(store):
    alert = in_hand(store).open_alerts[0]
    settled = decide(store, dismissal(alert, "by mistake"), "ana")
    decide(store, Undo(settled.seq), "ana")
    assert alert.alert_id in {each.alert_id for each in in_hand(store).open_alerts}


def test_the_budget_of_the_book_is_what_is_spent(store):
    decide(store, SetAlarmBudget(12), "ana")
    generation, book = store.require_current(), case_book_of(store)
    assert sum(scan_store(generation, book).per_year.values()) == pytest.approx(12)
    assert sum(scan_store(generation, book, 0.5).per_year.values()) == pytest.approx(0.5)
    assert back_test_store(generation, book).budget.false_alarms_per_year == 12


def test_only_an_acknowledged_slow_rise_starts_its_sum_anew(store):
    decide(store, AcknowledgeAlert("a", "slow_rise", "class:x", reach="2025-11-05"), "ana")
    decide(store, AcknowledgeAlert("b", "weekly_count", "class:y", reach="2025-11-05"), "ana")
    assert acknowledged_rises(case_book_of(store)) == {"class:x": date(2025, 10, 29)}


def test_an_id_that_nothing_has_is_told(store):
    with pytest.raises(SacDashError, match="no alert has the id nope"):
        require_alert(in_hand(store), "nope")
