"""An alert's id stays, and its words fit its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sac_dash.patterns.alerts.alert import Alert, say_chance
from sac_dash.patterns.alerts.budget import AlarmKind

ALERT = Alert(
    kind=AlarmKind.WEEKLY_COUNT,
    stream="class:atm_attack",
    label="ATM attack",
    anchor="2026-06-01",
    fired_on=date(2026, 6, 4),
    window_start=date(2026, 6, 1),
    window_end=date(2026, 6, 7),
    observed=4,
    expected=0.25,
    probability=0.0001,
    chance_per_year=0.007,
    rows=(1, 2, 3, 4),
    offence_keys=("M:1", "M:2", "M:3", "M:4"),
    why=(),
    changed="",
)


def test_id_is_of_what_rang_and_not_of_the_run():
    later = replace(ALERT, observed=5, rows=(9, 8, 7, 6, 5), fired_on=date(2026, 6, 5))
    assert ALERT.alert_id == later.alert_id
    assert len(ALERT.alert_id) == 12


def test_other_streams_weeks_and_detectors_have_other_ids():
    others = (
        replace(ALERT, stream="area:atm_attack:North"),
        replace(ALERT, anchor="2026-06-08"),
        replace(ALERT, kind=AlarmKind.SLOW_RISE),
    )
    assert len({ALERT.alert_id, *(each.alert_id for each in others)}) == 4


def test_chance_in_words():
    assert say_chance(1.0) == "about 1.0 times a year"
    assert say_chance(0.9) == "about once a year"
    assert say_chance(0.1) == "about once in 10 years"
