"""The slow rise: exact run lengths, a reference between two means, alarms and acknowledgement."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from sac_dash.patterns.alerts.cusum import (
    Reference,
    average_run_length,
    cumulate,
    reference_value,
    threshold_options,
)


def test_one_week_chart_rings_as_a_week_does():
    assert average_run_length(1.0, Reference(1, 1), 1) == pytest.approx(1 / poisson.sf(1, 1.0))


@pytest.mark.parametrize(
    ("mean", "reference", "steps"), [(0.1, Reference(1, 7), 30), (2.0, Reference(3, 1), 6)]
)
def test_run_length_agrees_with_invented_weeks(mean, reference, steps):
    counts = np.random.default_rng(5).poisson(mean, (400, 2000))
    value, threshold = np.full(counts.shape, reference.value), np.full(counts.shape, steps / reference.steps)
    _, alarms = cumulate(counts, value, threshold)
    expected = counts.size / average_run_length(mean, reference, steps)
    assert abs(int(alarms.sum()) - expected) < 4 * np.sqrt(expected)


def test_two_states_by_hand():
    """k = 1, h = 2: L0 = 1 + (p0 + p1) L0 + p2 L1 and L1 = 1 + p0 L0 + p1 L1."""
    p0, p1, p2 = (poisson.pmf(count, 0.7) for count in range(3))
    ahead = np.linalg.solve([[1 - p0 - p1, -p2], [-p0, 1 - p1]], [1.0, 1.0])
    assert average_run_length(0.7, Reference(1, 1), 2) == pytest.approx(ahead[0])


def test_reference_lies_between_the_mean_and_its_double():
    for mean in (0.05, 0.2, 0.5, 1.0, 3.0, 8.0):
        assert mean < reference_value(mean).value < 2 * mean


def test_options_go_from_strict_to_lax_about_the_target():
    _, options = threshold_options(78, 156, 0.002)
    thresholds, rates = zip(*options, strict=True)
    assert list(thresholds) == sorted(thresholds, reverse=True)
    assert list(rates) == sorted(rates)
    assert rates[0] < 0.002 < rates[-1]


def test_short_history_asks_for_a_higher_threshold():
    short = threshold_options(26, 52, 0.002)[1][-1][0]
    long = threshold_options(2600, 5200, 0.002)[1][-1][0]
    assert short > long


def test_a_rise_rings_and_the_sum_starts_again():
    counts = np.array([[0, 0, 3, 3, 3, 3, 0]])
    sums, alarms = cumulate(counts, np.full((1, 7), 1.0), np.full((1, 7), 4.0))
    assert alarms[0].tolist() == [False, False, False, True, False, True, False]
    assert sums[0].tolist() == [0, 0, 2, 4, 2, 4, 0]


def test_acknowledgement_starts_the_sum_again():
    counts, restart = np.array([[3, 3, 3]]), np.array([[True, False, False]])
    _, alarms = cumulate(counts, np.full((1, 3), 1.0), np.full((1, 3), 4.0), restart)
    assert alarms[0].tolist() == [False, False, True]


def test_weeks_not_watched_hold_the_sum_at_nothing():
    counts = np.array([[9, 1]])
    sums, alarms = cumulate(counts, np.array([[np.nan, 1.0]]), np.array([[np.nan, 4.0]]))
    assert sums[0].tolist() == [0.0, 0.0]
    assert not alarms.any()
