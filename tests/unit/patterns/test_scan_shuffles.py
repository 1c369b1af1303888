"""The greatest ratio of shuffled files against one worked out circle by circle."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sac_dash.patterns.scan_circles import circles_around
from sac_dash.patterns.scan_shuffles import ScanSums, best_by_centre, shuffled_maxima

SEEDS = np.arange(200, dtype=np.uint32)


def greatest(x, y, length, radius=2_000.0, least=2):
    """Return the greatest log ratio over circles around recent offences, in plain Python."""
    n, best = len(x), 0.0
    for step in range(2):
        recent = length <= step
        for centre in np.flatnonzero(length < 2):
            away = np.hypot(x - x[centre], y - y[centre])
            for reach in np.unique(away[away <= radius]):
                inside = away <= reach
                c, m = (inside & recent).sum(), inside.sum() * recent.sum() / n
                if c >= least and m < c < n and inside.sum() <= n / 2:
                    best = max(best, c * math.log(c / m) + (n - c) * math.log((n - c) / (n - m)))
    return best


def scene(seed: int):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 6_000, (2, 60)) + 0.5
    return x, y, rng.choice([0, 1, 2, 2, 2, 2], 60)


@pytest.mark.parametrize("seed", range(6))
def test_the_best_circle_is_the_best_of_all(seed):
    x, y, length = scene(seed)
    circles = circles_around(x, y, 2_000.0, n_recent=20, shuffles=9)
    found = best_by_centre(circles, ScanSums.of(circles, length, 2), 2)
    assert found.log_ratio.max() == pytest.approx(greatest(x, y, length), abs=1e-9)


def test_shuffled_files_are_those_of_times_dealt_out_anew():
    x, y, length = scene(9)
    circles = circles_around(x, y, 2_000.0, n_recent=20, shuffles=9)
    sums = ScanSums.of(circles, length, 2)
    maxima = shuffled_maxima(circles, sums, 2, SEEDS)
    assert (maxima == shuffled_maxima(circles, sums, 2, SEEDS)).all()
    rng = np.random.default_rng(3)
    by_hand = np.array([greatest(x, y, rng.permutation(length)) for _ in range(100)])
    error = 4 * by_hand.std() * math.sqrt(1 / 100 + 1 / 200)
    assert maxima.mean() == pytest.approx(by_hand.mean(), abs=error)
