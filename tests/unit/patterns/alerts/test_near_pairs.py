"""Pairs by the grid are the pairs by brute force."""

from __future__ import annotations

import numpy as np

from sac_dash.patterns.alerts.near_pairs import near_pairs


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
