"""The silence clock says by chance what comes about by chance."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.patterns.silence_clock import read_clock


def test_a_silence_of_the_usual_length_is_nothing_and_one_of_many_is_rare():
    usual = read_clock([0, 10, 20, 30, 40], 10).chance
    assert usual == pytest.approx((40 / 50) ** 4)
    assert read_clock([0, 10, 20, 30, 40], 80).chance == pytest.approx((1 / 3) ** 4)


def test_too_few_gaps_are_said_to_be_too_few():
    assert read_clock([0, 5, 9, 30], 400).chance is None
    assert read_clock([7], 400).n_gaps == 0
    assert read_clock([], 400).chance is None


def test_a_window_that_reaches_past_the_cut_off_is_no_negative_silence():
    clock = read_clock([0, 10, 20, 30, 40], -3)
    assert (clock.quiet_days, clock.chance) == (0.0, 1.0)


@pytest.mark.parametrize("gaps", [4, 9])
def test_of_series_that_go_on_one_in_ten_is_called_one_in_ten(gaps):
    rng = np.random.default_rng(11)
    drawn = rng.exponential(20.0, (6_000, gaps + 1))
    nights = np.concatenate([np.zeros((6_000, 1)), np.cumsum(drawn[:, :-1], axis=1)], axis=1)
    said = np.array([read_clock(row, quiet).chance for row, quiet in zip(nights, drawn[:, -1], strict=True)])
    assert (said <= 0.1).mean() == pytest.approx(0.1, abs=0.012)
    assert (said <= 0.5).mean() == pytest.approx(0.5, abs=0.02)
