"""Of a large file whole squares of country are looked at, with all their years."""

from __future__ import annotations

import numpy as np

from sac_dash.patterns.knox_sample import choose_sample

RNG = 4


def towns(n_towns: int, n_each: int):
    rng = np.random.default_rng(1)
    centre = np.arange(n_towns).repeat(n_each)[:, None] * [20_000.0, 0.0] + 1_000.0
    return centre + rng.uniform(0, 500, (n_towns * n_each, 2)), rng.integers(0, 1_000, n_towns * n_each)


def choose(points, start, most, seed=RNG):
    return choose_sample(points, start, 100.0, most, np.random.default_rng(seed))


def test_a_small_file_is_looked_at_whole():
    points, start = towns(3, 10)
    assert choose(points, start, (100, 1_000)).tolist() == list(range(30))


def test_towns_are_taken_whole_or_not_at_all():
    points, start = towns(10, 40)
    chosen = choose(points, start, (200, 10**9))
    town, count = np.unique(chosen // 40, return_counts=True)
    assert (len(town), set(count.tolist())) == (5, {40})
    assert choose(points, start, (200, 10**9)).tolist() == chosen.tolist()
    assert choose(points, start, (200, 10**9), seed=5).tolist() != chosen.tolist()


def test_pairs_are_kept_within_bounds():
    points, start = towns(10, 40)
    chosen = choose(points, start, (400, 300))
    away = np.hypot(*(points[chosen][:, None] - points[chosen]).transpose(2, 0, 1))
    assert ((away <= 100).sum() - len(chosen)) / 2 <= 300


def test_of_one_town_that_is_too_many_the_latest_are_taken():
    points, start = towns(1, 100)
    chosen = choose(points, start, (20, 10**9))
    assert sorted(start[chosen]) == sorted(start)[-20:]
