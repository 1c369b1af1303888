"""Exact thresholds for known means, and wider ones where the mean comes from little history."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from sac_dash.patterns.alerts.poisson_alarm import alarm_count, chance_of_count, predicted_alarm_count


@pytest.mark.parametrize(("mean", "count"), [(0.1, 3), (0.25, 4), (0.5, 5), (1.0, 6), (2.0, 9)])
def test_count_needed_in_a_week_at_one_in_a_thousand(mean, count):
    assert alarm_count(mean, 0.001) == count
    assert poisson.sf(count - 1, mean) <= 0.001 < poisson.sf(count - 2, mean)


def test_long_history_comes_to_the_poisson_tail():
    assert chance_of_count(6, 100_000, 100_000) == pytest.approx(poisson.sf(5, 1.0), rel=1e-3)


def test_short_history_asks_for_more():
    short = predicted_alarm_count(np.array([10]), np.array([10]), 0.001)[0]
    long = predicted_alarm_count(np.array([1000]), np.array([1000]), 0.001)[0]
    assert long == 6 < short


def test_threshold_is_the_smallest_within_alpha():
    n, weeks = np.arange(0, 60), np.full(60, 15)
    count = predicted_alarm_count(n, weeks, 0.002)
    assert (chance_of_count(count, n, weeks) <= 0.002).all()
    assert (chance_of_count(count - 1, n, weeks) > 0.002).all()


def test_none_or_more_is_certain():
    assert chance_of_count(0, 5, 10) == 1.0


def test_false_alarms_over_repeated_histories_are_about_alpha():
    random = np.random.default_rng(3)
    mean, weeks, alpha = 1.0, 15, 0.01
    history = random.poisson(mean * weeks, 4000)
    count = predicted_alarm_count(history, np.full(4000, weeks), alpha)
    assert poisson.sf(count - 1, mean).mean() < 1.2 * alpha
