"""True pairs among all pairs of a file, for a method that can score every one of them.

Our links hold each offence's best partners only; a plain baseline has no such list, so that its pairs are
scored in blocks of rows and counted, never kept: memory stays at a block times the file.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.found_pairs import FoundPairs
from sac_dash.linkage.truth import Integers, TruePairs

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Array = NDArray[Any]


class PairScorer(Protocol):
    """Scores some offences against all; greater is likelier linked; the same pair always scores the same."""

    def score(self, rows: Integers) -> Floats:
        """Return rows x all offences."""
        ...


def place_pairs(
    scorer: PairScorer, keep: Mask, pairs: TruePairs, order: Integers, block_rows: int = 256
) -> FoundPairs:
    """Return the true pairs as a scorer of every pair places them.

    Ranks of equal scores are shared (the middle of their places), so that the order of rows favours none.

    Parameters
    ----------
    keep
        Offences that stand in lists at all.
    order
        ``found_pairs.order_in_time`` of the offences.
    block_rows
        Offences compared with all others at a time.
    """
    score = _scores_of(scorer, pairs.a, pairs.b, block_rows)
    score[~(keep[pairs.a] & keep[pairs.b])] = -np.inf
    given = _scores_of(scorer, pairs.given_a, pairs.given_b, block_rows)
    known = np.sort(np.r_[score[np.isfinite(score)], given[keep[pairs.given_a] & keep[pairs.given_b]]])
    rank, then = _directed_ranks(scorer, keep, pairs, np.r_[score, score], order, block_rows)
    levels = np.unique(np.r_[score, np.nextafter(score, np.inf)])
    every, total = _count_from(scorer, keep, pairs, levels, block_rows)
    counts = every - (len(known) - np.searchsorted(known, levels, "left"))
    return FoundPairs(
        rank, then, score,
        false_above=counts[np.searchsorted(levels, np.nextafter(score, np.inf))],
        false_at_least=counts[np.searchsorted(levels, score)],
        false_pairs=total - len(known),
    )  # fmt: skip


def _scores_of(scorer: PairScorer, a: Integers, b: Integers, block_rows: int) -> Floats:
    """Return the scores of some pairs."""
    found = np.zeros(len(a))
    rows, at = np.unique(a, return_inverse=True)
    for start in range(0, len(rows), block_rows):
        here = np.flatnonzero((at >= start) & (at < start + block_rows))
        found[here] = scorer.score(rows[start : start + block_rows])[at[here] - start, b[here]]
    return found


def _directed_ranks(  # noqa: PLR0917 - arrays of one loop
    scorer: PairScorer, keep: Mask, pairs: TruePairs, score: Floats, order: Integers, block_rows: int
) -> tuple[Floats, Floats]:
    """Return each partner's rank in its seed's list, and its rank among what had happened by then."""
    rank, then = np.full(len(score), np.inf), np.full(len(score), np.inf)
    by = np.maximum(order[pairs.seeds], order[pairs.partners])
    rows, at = np.unique(pairs.seeds, return_inverse=True)
    for start in range(0, len(rows), block_rows):
        block = scorer.score(rows[start : start + block_rows])
        block[:, ~keep] = -np.inf
        block[np.arange(len(block)), rows[start : start + block_rows]] = -np.inf
        here = np.flatnonzero((at >= start) & (at < start + block_rows) & np.isfinite(score))
        rank[here], then[here] = _ranks_within(block, at[here] - start, score[here], order, by[here])
    return rank, then


@njit(cache=True, parallel=True)
def _ranks_within(block: Array, row: Array, score: Array, order: Array, by: Array) -> tuple[Array, Array]:
    """Return how many offences stand before each score of its row: of all, and of those up to `by` in time.

    Half of those that score the same count (the partner itself does, and is taken off again).
    """
    rank, then = np.empty(row.shape[0], np.float64), np.empty(row.shape[0], np.float64)
    for each in prange(row.shape[0]):
        ahead, ahead_then = -0.5, -0.5
        for other in range(block.shape[1]):
            value = block[row[each], other]
            if value >= score[each]:
                share = 1.0 if value > score[each] else 0.5
                ahead += share
                if order[other] <= by[each]:
                    ahead_then += share
        rank[each], then[each] = ahead, ahead_then
    return rank, then


def _count_from(
    scorer: PairScorer, keep: Mask, pairs: TruePairs, levels: Floats, block_rows: int
) -> tuple[Floats, int]:
    """Return how many pairs that the truth decides score at least each level, and how many there are.

    Where the truth lists some series only, those are the pairs with a listed offence.
    """
    others = np.flatnonzero(keep)
    rows = others if pairs.complete else others[np.isin(others, pairs.listed)]
    is_row = np.isin(others, rows)
    counts = np.zeros(len(levels) + 1, np.int64)
    for start in range(0, len(rows), block_rows):
        here = rows[start : start + block_rows]
        counts += _tally(scorer.score(here)[:, others], here, others, is_row, levels).sum(axis=0)
    return np.asarray(np.cumsum(counts[::-1])[::-1][1:].astype(np.float64)), int(counts.sum())


@njit(cache=True, parallel=True)
def _tally(block: Array, here: Array, others: Array, is_row: Array, levels: Array) -> Array:
    """Return how many of a block's pairs lie between each two levels, in shares; each pair counts once."""
    shares = 8
    counts = np.zeros((shares, levels.shape[0] + 1), np.int64)
    for share in prange(shares):
        for row in range(share, here.shape[0], shares):
            for other in range(others.shape[0]):
                if not is_row[other] or others[other] > here[row]:
                    value = block[row, other]
                    low, high = 0, levels.shape[0]
                    while low < high:
                        middle = (low + high) // 2
                        if levels[middle] <= value:
                            low = middle + 1
                        else:
                            high = middle
                    counts[share, low] += 1
    return counts
