"""Nights with more than one offence, and the fewest nights that windows allow."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np

from sac_dash.patterns.spree_nights import find_sprees, least_outings, night_span

from .offences import at, offences


def window(start: str, end: str) -> dict:
    return {"from_at": at(start), "to_at": at(end)}


def test_a_night_runs_from_noon_to_noon_by_the_clock_of_the_source():
    frame = offences(
        window("2026-06-05T22:00:00", "2026-06-06T05:00:00"),
        window("2026-06-06T02:00:00", "2026-06-06T02:10:00"),
        window("2026-06-06T10:30:00", "2026-06-06T10:40:00"),  # 11:30 in British summer
        window("2026-06-06T11:30:00", "2026-06-06T11:40:00"),  # 12:30: the next night's
    )
    first, last = night_span(frame)
    assert first.tolist() == last.tolist()
    assert first.tolist() == [first[0]] * 3 + [first[0] + 1]
    (spree,) = find_sprees(first, last)
    assert (spree.night, spree.positions) == (date(2026, 6, 5), (0, 1, 2))


def test_a_weekends_window_makes_no_spree():
    frame = offences(
        window("2026-06-05T22:00:00", "2026-06-06T05:00:00"),
        window("2026-06-05T17:00:00", "2026-06-08T08:00:00"),
    )
    assert find_sprees(*night_span(frame)) == ()


def test_a_wide_window_is_no_outing_of_its_own_when_another_explains_it():
    assert least_outings(np.array([10, 8, 30]), np.array([10, 12, 30])).tolist() == [10, 30]


def test_no_fewer_nights_would_do():
    rng = np.random.default_rng(3)
    for _ in range(40):
        first = rng.integers(0, 12, 6)
        last = first + rng.integers(0, 5, 6)
        chosen = least_outings(first, last)
        assert all(((chosen >= a) & (chosen <= b)).any() for a, b in zip(first, last, strict=True))
        fewer = combinations(range(int(last.max()) + 1), len(chosen) - 1)
        assert not any(
            all(any(a <= night <= b for night in nights) for a, b in zip(first, last, strict=True))
            for nights in fewer
        )
