"""Pairs are put into their bands, and each shuffle deals out the same times."""

from __future__ import annotations

import numpy as np

from sac_dash.patterns.knox_shuffles import NearPairs, shuffle_counts

DAYS = np.array([7.0, 14.0])
SEEDS = np.arange(50, dtype=np.uint32)


def pairs(*each: tuple[int, int, int]) -> NearPairs:
    return NearPairs(*(np.array(column, dtype=np.int64) for column in zip(*each, strict=True)))


def test_the_edge_of_a_band_belongs_to_it():
    moment = np.array([0.0, 7.0, 21.0, 100.0])
    counts = shuffle_counts(pairs((0, 1, 0), (1, 2, 1), (0, 3, 1)), moment, DAYS, 2, SEEDS[:0])
    assert counts.tolist() == [[[1, 0], [0, 1]]]


def test_shuffles_keep_times_and_repeat_with_their_seeds():
    every = pairs(*[(a, b, 0) for a in range(12) for b in range(a)])
    moment = np.random.default_rng(1).uniform(0, 60, 12)
    counts = shuffle_counts(every, moment, DAYS, 1, SEEDS)
    assert (counts == counts[0]).all()  # with every pair near in space, who has which time does not matter
    some = pairs(*[(a, a - 1, 0) for a in range(1, 12)])
    first, again = (shuffle_counts(some, moment, DAYS, 1, SEEDS) for _ in range(2))
    assert (first == again).all()
    assert len({tuple(row.ravel()) for row in first}) > 1
    assert (moment == np.random.default_rng(1).uniform(0, 60, 12)).all()


def test_no_pairs_are_no_counts():
    none = NearPairs(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    assert shuffle_counts(none, np.zeros(0), DAYS, 1, SEEDS).sum() == 0
