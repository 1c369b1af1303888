"""What chance does in some window of many: Naus's figures, and windows laid over invented time."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.patterns.alerts.moving_window import (
    clump_rate,
    predicted_clump_rates,
    window_chance,
    windows_to_alarm,
)


def test_six_in_a_week_at_one_a_week_within_five_years_is_even_odds():
    assert window_chance(6, 1.0, 5 * 365.25 / 7) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(("mean", "k"), [(0.1, 3), (0.5, 4), (1.0, 6), (4.0, 12)])
def test_clump_rate_agrees_with_windows_over_invented_time(mean, k):
    random, windows = np.random.default_rng(1), 60_000
    at = np.sort(random.uniform(0, windows, random.poisson(mean * windows)))
    rings = at[k - 1 :][at[k - 1 :] - at[: len(at) - k + 1] <= 1.0]
    clumps = 1 + int((np.diff(rings) > 1.0).sum())
    expected = clump_rate(k, np.array([mean]))[0] * windows
    assert abs(clumps - expected) < 3.5 * np.sqrt(expected) + 0.05 * expected


def test_chance_agrees_with_the_rate_of_clumps_over_a_long_time():
    rate = clump_rate(8, np.array([2.0]))[0]
    assert window_chance(8, 2.0, 500.0) == pytest.approx(-np.expm1(-rate * 500), rel=0.02)


def test_threshold_is_the_smallest_within_the_rate():
    k = windows_to_alarm(1.0, 0.001)
    assert clump_rate(k, np.array([1.0]))[0] <= 0.001 < clump_rate(k - 1, np.array([1.0]))[0]


def test_short_history_makes_the_same_window_less_surprising():
    ks = np.array([6, 8, 10])
    long, short = predicted_clump_rates(5000, 5000.0, ks), predicted_clump_rates(5, 5.0, ks)
    assert (short > long).all()
    assert long == pytest.approx([clump_rate(int(k), np.array([1.0]))[0] for k in ks], rel=0.03)


def test_more_than_windows_are_for_is_infinite():
    assert np.isinf(predicted_clump_rates(100_000, 10.0, np.array([50]))).all()
