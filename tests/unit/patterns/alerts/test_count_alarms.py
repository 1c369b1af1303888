"""Weeks, windows and rises that ring, and those that do not."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from sac_dash.patterns.alerts.count_alarms import rise_alarms, weekly_alarms, window_alarms
from sac_dash.patterns.alerts.count_thresholds import (
    NOT_WATCHED,
    CountParameters,
    season_history_of,
    weekly_thresholds,
)
from sac_dash.patterns.alerts.stationary_history import Burst, simulate_history

MEANS = (0.2, 0.5, 1.0)
PARAMETERS = CountParameters()


def test_thresholds_spend_a_quarters_part_and_no_more():
    watched = simulate_history(MEANS, 200, 1)
    history = season_history_of(watched, PARAMETERS)
    thresholds = weekly_thresholds(watched, history, 110, 1.5, PARAMETERS)
    assert (thresholds[:, :104] == NOT_WATCHED).all()
    assert thresholds[:, 120:].min() >= PARAMETERS.least_count


def test_a_burst_in_one_week_rings_that_week_and_stream():
    watched = simulate_history(MEANS, 200, 1, Burst(1, 180, 1, 12.0))
    alerts = [each for each in weekly_alarms(watched, 106, 1.5, PARAMETERS) if each.stream == "stream:1"]
    found = next(each for each in alerts if each.window_start == watched.monday(180))
    assert found.observed == watched.counts[1, 180] == len(found.rows)
    assert found.window_start <= found.fired_on <= found.window_end
    assert found.probability < 0.001
    assert f"{found.observed} in the week" in found.why[0]


def test_a_month_with_many_rings_once_as_a_moving_window():
    watched = simulate_history(MEANS, 200, 2, Burst(0, 170, 4, 2.0))
    alerts = [each for each in window_alarms(watched, 106, 1.5, PARAMETERS) if each.stream == "stream:0"]
    burst = [each for each in alerts if watched.monday(168) <= each.window_end <= watched.monday(178)]
    assert len(burst) == 1
    assert burst[0].window_end - burst[0].window_start <= timedelta(days=28)
    assert burst[0].offence_keys == tuple(str(row) for row in burst[0].rows)


def test_a_doubling_that_lasts_rings_as_a_slow_rise():
    watched = simulate_history(MEANS, 240, 3, Burst(2, 200, 40, 1.5))
    alerts = [each for each in rise_alarms(watched, 104, 1.0, PARAMETERS) if each.stream == "stream:2"]
    assert any(watched.monday(201) <= each.fired_on <= watched.monday(230) for each in alerts)


def test_alarms_are_the_same_whatever_week_is_asked_from():
    watched = simulate_history(MEANS, 230, 4, Burst(1, 215, 5, 4.0))
    since = watched.monday(212)
    for detector in (weekly_alarms, window_alarms, rise_alarms):
        whole, late = (
            {each.alert_id for each in detector(watched, first, 3.0, PARAMETERS) if each.fired_on >= since}
            for first in (106, 211)
        )
        assert whole == late


def test_an_acknowledged_rise_starts_from_nothing():
    watched = simulate_history(MEANS, 240, 3, Burst(2, 200, 40, 1.5))
    first = next(each for each in rise_alarms(watched, 200, 1.0, PARAMETERS) if each.stream == "stream:2")
    told = {"stream:2": first.fired_on - timedelta(days=8)}
    assert first.alert_id not in {each.alert_id for each in rise_alarms(watched, 200, 1.0, PARAMETERS, told)}


def test_little_history_watches_nothing():
    watched = simulate_history(MEANS, 90, 5)
    assert weekly_alarms(watched, 0, 4.0, PARAMETERS) == []
    assert rise_alarms(watched, 0, 4.0, PARAMETERS) == []


def test_counts_known_late_ring_late():
    watched = simulate_history(MEANS, 200, 1, Burst(1, 180, 1, 12.0))
    late = tuple(days + 9.0 for days in watched.days)
    slow = type(watched)(**{**vars(watched), "known_days": late})
    on_time, delayed = (
        next(each for each in weekly_alarms(case, 180, 1.5, PARAMETERS) if each.stream == "stream:1")
        for case in (watched, slow)
    )
    assert on_time.alert_id == delayed.alert_id
    assert delayed.fired_on - on_time.fired_on == timedelta(days=9)
    assert np.array_equal(on_time.rows, delayed.rows)
