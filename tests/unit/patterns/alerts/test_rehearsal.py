"""Planted bursts ring; what lasts rings sooner than by the week alone."""

from __future__ import annotations

from sac_dash.patterns.alerts.budget import AlarmBudget
from sac_dash.patterns.alerts.rehearsal import detection_delay, false_alarm_rate
from sac_dash.patterns.alerts.stationary_history import Burst, simulate_history

MEANS = (0.1, 0.25, 0.5, 1.0, 2.0)


def test_a_strong_burst_rings_within_weeks():
    found = detection_delay(MEANS, Burst(2, 200, 12, 2.5), budget=AlarmBudget(4), histories=20)
    assert found.alerts_weeks <= 4
    assert found.alerts_share > 0.9


def test_a_rise_that_lasts_is_noticed_more_often_than_by_the_week_alone():
    found = detection_delay(MEANS, Burst(3, 180, 26, 1.0), budget=AlarmBudget(4), histories=80)
    assert found.alerts_share > found.plain_share
    assert found.alerts_weeks < found.plain_weeks


def test_the_same_seed_gives_the_same_rate():
    rates = [false_alarm_rate(MEANS, budget=AlarmBudget(4), histories=5, seed=9).n for _ in range(2)]
    assert rates[0] == rates[1]


def test_a_burst_is_the_only_difference():
    plain, burst = simulate_history(MEANS, 150, 1), simulate_history(MEANS, 150, 1, Burst(0, 120, 2, 5.0))
    assert (plain.counts[1:] == burst.counts[1:]).all()
    assert (plain.counts[0, :120] == burst.counts[0, :120]).all()
    assert burst.counts[0, 120:122].sum() > plain.counts[0, 120:122].sum()
