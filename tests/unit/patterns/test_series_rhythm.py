"""The busiest weeks, the longest lull, and its chance against Fisher's law and against simulation."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sac_dash.patterns.series_rhythm import describe_rhythm, longest_part_chance

START = 20_000  # 4 Oct 2024


def test_a_burst_and_a_lull_are_told_with_their_days():
    outings = START + np.array([0, 5, 10, 15, 90, 120])
    found = describe_rhythm(outings)
    assert found is not None
    assert (found.busiest_n, found.busiest_from) == (4, date(2024, 10, 4))
    assert (found.lull_days, found.lull_from, found.lull_to) == (75, date(2024, 10, 19), date(2025, 1, 2))
    assert found.even_pace == pytest.approx(5 / 120 * 28)
    assert found.n_gaps == 5


def test_with_few_gaps_no_lull_is_called_unusual_and_with_two_nights_nothing_is_told():
    assert describe_rhythm(START + np.array([0, 9])) is None
    few = describe_rhythm(START + np.array([0, 9, 100]))
    assert few is not None
    assert few.lull_chance is None


def test_an_even_pace_never_exceeds_what_there_was():
    found = describe_rhythm(START + np.array([0, 1, 2, 3]))
    assert found is not None
    assert found.even_pace == 4


def test_the_chance_of_a_lull_is_that_of_gaps_without_memory():
    random = np.random.default_rng(6)
    for gaps in (4, 9, 20):
        drawn = random.exponential(size=(20_000, gaps))
        longest = drawn.max(axis=1) / drawn.sum(axis=1)
        for share in (0.2, 0.35, 0.5):
            assert longest_part_chance(share, gaps) == pytest.approx((longest >= share).mean(), abs=0.012)


def test_the_longest_part_is_at_least_an_equal_one():
    assert longest_part_chance(1 / 7, 7) == pytest.approx(1.0)
    assert longest_part_chance(1.0, 7) == pytest.approx(0.0)
