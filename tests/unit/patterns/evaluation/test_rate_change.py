"""Exact tests: the worked figures, their intervals, and what they could have shown."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sac_dash.patterns.evaluation.rate_change import (
    BeforeAfter,
    best_possible_chance,
    chance_of_fall,
    chance_of_fall_beside,
    chance_of_rise,
    chance_to_notice,
    least_before,
    least_rise,
    most_after,
    rate_ratio,
    rate_ratio_beside,
    rate_ratio_jeffreys,
)


@pytest.mark.parametrize(
    ("treated", "control", "chance"), [((6, 0), (10, 9), 0.045), ((5, 0), (30, 27), 0.050)]
)
def test_worked_figures_beside_a_control(treated, control, chance):
    assert chance_of_fall_beside(BeforeAfter(*treated), BeforeAfter(*control)) == pytest.approx(
        chance, abs=0.0005
    )


def test_four_to_none_cannot_be_told_and_five_to_none_can():
    assert chance_of_fall(BeforeAfter(4, 0)) == 0.0625
    assert chance_of_fall(BeforeAfter(5, 0)) == pytest.approx(0.031, abs=0.0005)
    assert most_after(BeforeAfter(4, 0)) is None
    assert most_after(BeforeAfter(5, 0)) == 0
    assert least_before(BeforeAfter(0, 0)) == 5


def test_unequal_windows_weigh_by_their_length():
    assert chance_of_fall(BeforeAfter(4, 0, 6, 3)) == pytest.approx((2 / 3) ** 4)
    assert least_before(BeforeAfter(0, 0, 6, 3)) == 8
    assert BeforeAfter(4, 0, 6, 3).expected_after == 2.0


def test_a_control_cancels_the_lengths_of_the_windows():
    short = chance_of_fall_beside(BeforeAfter(6, 0, 10, 1), BeforeAfter(10, 9, 10, 1))
    assert short == chance_of_fall_beside(BeforeAfter(6, 0), BeforeAfter(10, 9))


def test_rise_is_the_other_tail():
    assert chance_of_rise(BeforeAfter(0, 5)) == chance_of_fall(BeforeAfter(5, 0))
    least = least_rise(BeforeAfter(2, 0))
    assert chance_of_rise(BeforeAfter(2, least)) <= 0.05 < chance_of_rise(BeforeAfter(2, least - 1))


def test_nothing_at_all_is_no_evidence():
    none = BeforeAfter(0, 0)
    assert (
        chance_of_fall(none) == chance_of_rise(none) == chance_of_fall_beside(none, BeforeAfter(3, 3)) == 1.0
    )
    assert rate_ratio(none).ratio is None
    assert (rate_ratio(none).lower, rate_ratio(none).upper) == (0.0, math.inf)


def test_exact_interval_holds_the_true_ratio_often_enough():
    random = np.random.default_rng(6)
    pairs = zip(random.poisson(6, 1500), random.poisson(3, 1500), strict=True)
    found = [rate_ratio(BeforeAfter(int(before), int(after))) for before, after in pairs]
    assert np.mean([each.lower <= 0.5 <= each.upper for each in found]) >= 0.95


def test_jeffreys_interval_is_shorter_and_agrees_with_simulation():
    counts = BeforeAfter(8, 2, 100, 50)
    exact, bayes = rate_ratio(counts), rate_ratio_jeffreys(counts)
    assert bayes.upper - bayes.lower < exact.upper - exact.lower
    random = np.random.default_rng(7)
    drawn = (random.gamma(2.5, size=200_000) / 50) / (random.gamma(8.5, size=200_000) / 100)
    assert np.quantile(drawn, [0.025, 0.5, 0.975]) == pytest.approx(
        [bayes.lower, bayes.ratio, bayes.upper], rel=0.03
    )


def test_ratio_beside_a_control_excludes_one_where_the_test_is_far_from_it():
    strong = rate_ratio_beside(BeforeAfter(20, 1), BeforeAfter(20, 20))
    assert strong.upper < 1
    assert rate_ratio_beside(BeforeAfter(0, 0), BeforeAfter(3, 4)).ratio is None


def test_best_possible_is_that_of_none_after():
    assert best_possible_chance(BeforeAfter(6, 3), BeforeAfter(10, 9)) == chance_of_fall_beside(
        BeforeAfter(6, 0), BeforeAfter(10, 9)
    )


def test_power_grows_with_the_count_and_keeps_its_level():
    windows = BeforeAfter(0, 0)
    powers = [chance_to_notice(mean, 0.0, windows) for mean in (3.0, 6.0, 12.0)]
    assert powers == sorted(powers)
    assert powers[-1] > 0.95
    assert chance_to_notice(10.0, 1.0, windows) <= 0.05
