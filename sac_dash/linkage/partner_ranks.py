"""Which place each pair has among the pairs of either of its offences."""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

Array = NDArray[Any]
Positions = NDArray[np.int64]
Floats = NDArray[np.float64]


def rank_within_offence(a: Positions, b: Positions, score: Floats) -> tuple[Positions, Positions]:
    """Return each pair's rank (from 0) among its first and among its second offence's pairs.

    Equal scores are ranked by the partner's canonical position.
    """
    if not len(a):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    a, b = (np.require(each, np.int64, ["C", "W"]) for each in (a, b))  # others would be compiled for anew
    score = np.require(score, np.float64, ["C", "W"])
    offences = int(max(a.max(), b.max())) + 1
    starts = np.zeros(offences + 1, np.int64)
    np.cumsum(np.bincount(a, minlength=offences) + np.bincount(b, minlength=offences), out=starts[1:])
    rank = np.empty((2, len(a)), np.int64)
    _rank(starts, _by_offence(starts, a, b), a, b, score, rank)
    return rank[0], rank[1]


@njit(cache=True)
def _by_offence(starts: Array, a: Array, b: Array) -> Array:
    """Return the pairs of each offence, one after the other: a pair's number, and beyond all those from `b`'s side."""
    entries, filled = np.empty(starts[-1], np.int64), starts[:-1].copy()
    for side in range(2):
        ends = b if side else a
        for pair in range(ends.shape[0]):
            offence = ends[pair]
            entries[filled[offence]] = pair + side * ends.shape[0]
            filled[offence] += 1
    return entries


@njit(cache=True, parallel=True)
def _rank(starts: Array, entries: Array, a: Array, b: Array, score: Array, rank: Array) -> None:
    """Write the ranks of all pairs, offence by offence."""
    pairs = a.shape[0]
    for offence in prange(starts.shape[0] - 1):
        own = entries[starts[offence] : starts[offence + 1]]
        if own.shape[0] == 0:
            continue
        less, partner = np.empty(own.shape[0], np.float64), np.empty(own.shape[0], np.int64)
        for place in range(own.shape[0]):
            side, pair = own[place] // pairs, own[place] % pairs
            less[place] = -score[pair]
            partner[place] = a[pair] if side else b[pair]
        order = np.argsort(less)
        _settle_ties(order, less, partner)
        for place in range(order.shape[0]):
            entry = own[order[place]]
            rank[entry // pairs, entry % pairs] = place


@njit(cache=True)
def _settle_ties(order: Array, less: Array, partner: Array) -> None:
    """Put equal scores of an order into that of their partners."""
    first = 0
    for stop in range(1, order.shape[0] + 1):
        if stop == order.shape[0] or less[order[stop]] != less[order[first]]:
            if stop - first > 1:
                equal = order[first:stop].copy()
                order[first:stop] = equal[np.argsort(partner[equal])]
            first = stop
