"""A next event is told only behind its three locks, and its windows come true as often as promised."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.patterns.basis import NotEnough, TooLittle
from sac_dash.patterns.next_event import (
    BackTest,
    NextEvent,
    NextEventParameters,
    back_test_windows,
    foretell_next,
    gap_window,
    supports,
)
from sac_dash.patterns.silence_clock import read_clock

ON = NextEventParameters(switched_on=True)
SOUND = BackTest(40, 32, 0.66, 0.9, 0.8)
STEADY = [0, 10, 20, 30, 40, 50]


def drawn(n: int, outings: int, seed: int) -> list[np.ndarray]:
    gaps = np.random.default_rng(seed).exponential(20.0, (n, outings - 1))
    return [np.concatenate([[0.0], np.cumsum(row)]) for row in gaps]


def reason(found: NextEvent | NotEnough) -> TooLittle:
    assert isinstance(found, NotEnough)
    return found.reason


def test_it_is_off_by_default():
    assert reason(foretell_next(STEADY, 0, SOUND)) is TooLittle.SWITCHED_ON


def test_short_series_few_tests_and_a_failed_test_say_nothing():
    assert reason(foretell_next(STEADY[:5], 0, SOUND, ON)) is TooLittle.OUTINGS
    assert reason(foretell_next(STEADY, 0, BackTest(5, 5, 0.6, 1.0, 0.8), ON)) is TooLittle.BACK_TESTS
    assert reason(foretell_next(STEADY, 0, BackTest(40, 20, 0.35, 0.65, 0.8), ON)) is TooLittle.SUPPORT


def test_a_window_is_told_with_its_back_test():
    found = foretell_next(STEADY, 0, SOUND, ON)
    assert isinstance(found, NextEvent)
    assert found.back_test is SOUND
    assert (found.from_days, found.to_days) == gap_window(STEADY, 0, 0.8)


def test_the_windows_ends_agree_with_the_silence_clock():
    begin, end = gap_window(STEADY, 0.0, 0.8)
    assert read_clock(STEADY, begin).chance == pytest.approx(0.9)
    assert read_clock(STEADY, end).chance == pytest.approx(0.1)


def test_after_days_of_silence_the_window_lies_ahead():
    begin, end = gap_window(STEADY, 25.0, 0.8)
    assert 25 < begin < end
    clock = [read_clock(STEADY, days).chance for days in (25.0, end)]
    assert clock[1] / clock[0] == pytest.approx(0.1)


def test_windows_of_series_by_chance_come_true_as_often_as_promised():
    tested = back_test_windows(drawn(3_000, 8, 4))
    assert tested.n_series == 3_000
    assert tested.n_true / tested.n_series == pytest.approx(0.8, abs=0.02)
    assert supports(tested)


def test_series_that_change_their_tempo_fail_the_test():
    slowing = [np.append(each, each[-1] + 2_000.0) for each in drawn(40, 7, 2)]
    tested = back_test_windows(slowing)
    assert tested.n_true == 0
    assert not supports(tested)


def test_series_too_short_to_leave_one_out_are_not_tested():
    tested = back_test_windows([STEADY, [0, 5]])
    assert tested.n_series == 0
    assert np.isnan(tested.low)
