"""Circles grow from place to place, nearest first."""

from __future__ import annotations

import numpy as np

from sac_dash.patterns.scan_circles import circles_around


def test_neighbours_come_nearest_first_and_offences_of_one_place_are_one_place():
    circles = circles_around(
        np.array([0.0, 0.3, 400.0, 100.0, 9_000.0]), np.zeros(5), 1_000.0, n_recent=5, shuffles=9
    )
    assert circles.square_m == 0
    assert circles.place[0] == circles.place[1]
    assert circles.count.tolist() == [2, 1, 1, 1]
    start, stop = circles.reach.start[:2]
    assert circles.x_m[circles.reach.neighbour[start:stop]].astype(int).tolist() == [0, 100, 400]
    assert circles.reach.away_m[start:stop].tolist() == [0, 100, 400]
    assert circles.within(int(circles.place[4]), int(circles.reach.start[-1]) - 1).tolist() == [3]


def test_too_many_circles_gather_places_into_squares_and_lose_nobody():
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, 30_000, (2, 3_000))
    circles = circles_around(x, y, 10_000.0, n_recent=3_000, shuffles=999)
    assert circles.square_m >= 500
    assert circles.count.sum() == 3_000
    first = circles.within(0, int(circles.reach.start[1]) - 1)
    assert first[0] == 0
    away = np.hypot(circles.x_m - circles.x_m[0], circles.y_m - circles.y_m[0])
    assert set(first.tolist()) == set(np.flatnonzero(away <= 10_000).tolist())


def test_neighbours_are_all_places_within_the_largest_circle():
    rng = np.random.default_rng(5)
    x, y = rng.uniform(-40_000, 40_000, (2, 500))  # places west and south of nought, too
    circles = circles_around(x, y, 10_000.0, n_recent=20, shuffles=99)
    assert circles.square_m == 0
    away = np.hypot(circles.x_m[:, None] - circles.x_m, circles.y_m[:, None] - circles.y_m)
    for own in range(len(circles.x_m)):
        start, stop = circles.reach.start[own : own + 2]
        assert set(circles.reach.neighbour[start:stop]) == set(np.flatnonzero(away[own] <= 10_000))
        assert (np.diff(circles.reach.away_m[start:stop]) >= 0).all()
        np.testing.assert_allclose(
            circles.reach.away_m[start:stop], away[own][circles.reach.neighbour[start:stop]], atol=6e-4
        )
