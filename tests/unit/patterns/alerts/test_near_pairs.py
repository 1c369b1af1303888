"""Pairs by the grid are the pairs by brute force."""

from __future__ import annotations

import numpy as np

from sac_dash.patterns.alerts.near_pairs import count_near, count_within, near_pairs


def test_agrees_with_all_distances():
    random = np.random.default_rng(4)
    x, y = random.uniform(-2_000, 2_000, 300), random.uniform(-900, 5_000, 300)
    anchors = np.arange(0, 300, 7)
    of, other, away = near_pairs(x, y, anchors, 250.0)
    all_away = np.hypot(x[anchors][:, None] - x, y[anchors][:, None] - y)
    all_away[np.arange(len(anchors)), anchors] = np.inf
    assert {*zip(of.tolist(), other.tolist(), strict=True)} == {
        *map(tuple, np.argwhere(all_away <= 250.0).tolist())
    }
    assert np.allclose(away, all_away[of, other])


def test_no_anchors_no_pairs():
    assert len(near_pairs(np.array([1.0]), np.array([1.0]), np.arange(0), 10.0)[0]) == 0


def test_counts_are_those_of_the_pairs_written_down():
    random = np.random.default_rng(8)
    x, y, day = *random.uniform(0, 3_000, (2, 400)), np.sort(random.uniform(0, 500, 400).round())
    anchors = np.arange(100, 400, 9)
    found = count_near(x, y, day, anchors, band_m=(15.0, 600.0), days=28, span_days=200)
    of, other, away = near_pairs(x, y, anchors, 600.0)
    of, other = of[away > 15.0], other[away > 15.0]
    gap = day[anchors[of]] - day[other]
    recent = ((gap > 0) | ((gap == 0) & (other < anchors[of]))) & (gap <= 28)
    for counted, of_them in (
        (found.all_times, of),
        (found.recent, of[recent]),
        (found.earlier, of[(gap > 28) & (gap <= 228)]),
    ):
        assert counted.tolist() == np.bincount(of_them, minlength=len(anchors)).tolist()


def test_a_wide_reach_counts_those_of_the_same_system_alone():
    random = np.random.default_rng(9)
    (x, y), system = random.uniform(0, 90_000, (2, 200)), random.integers(0, 2, 200)
    first, second = ((x[each], y[each], system[each]) for each in (slice(0, 50), slice(50, 200)))
    away = np.hypot(x[:50, None] - x[50:], y[:50, None] - y[50:])
    same = system[:50, None] == system[50:]
    assert count_within(first, second, 60_000.0).tolist() == (same & (away <= 60_000)).sum(axis=1).tolist()
    assert count_within(first, first, 0.0).min() >= 1  # a place is within nothing of itself
