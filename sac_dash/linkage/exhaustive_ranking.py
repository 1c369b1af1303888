"""True pairs among all pairs of a file, for a method that can score every one of them.

Our links hold each offence's best partners only; a plain baseline has no such list, so that its pairs are
scored in blocks of rows and counted, never kept: memory stays at a block times the file.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.found_pairs import FoundPairs
from sac_dash.linkage.truth import Integers, TruePairs

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


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
        for each in here:
            ahead = _ahead(block[at[each] - start], score[each])
            rank[each] = ahead.sum() - 0.5
            then[each] = ahead[order <= by[each]].sum() - 0.5
    return rank, then


def _ahead(row: Floats, score: float) -> Floats:
    """Return 1 where an offence scores higher, a half where it scores the same (the partner itself does)."""
    return np.asarray(0.5 * (row > score) + 0.5 * (row >= score))


def _count_from(
    scorer: PairScorer, keep: Mask, pairs: TruePairs, levels: Floats, block_rows: int
) -> tuple[Floats, int]:
    """Return how many pairs that the truth decides score at least each level, and how many there are.

    Where the truth lists some series only, those are the pairs with a listed offence.
    """
    others = np.flatnonzero(keep)
    rows = others if pairs.complete else others[np.isin(others, pairs.listed)]
    is_row = np.isin(others, rows)
    counts = np.zeros(len(levels) + 1)
    for start in range(0, len(rows), block_rows):
        here = rows[start : start + block_rows]
        once = ~is_row | (others > here[:, None])
        scores = scorer.score(here)[:, others][once]
        counts += np.bincount(np.searchsorted(levels, scores, "right"), minlength=len(levels) + 1)
    return np.asarray(np.cumsum(counts[::-1])[::-1][1:]), int(counts.sum())
