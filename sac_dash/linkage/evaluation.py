"""How good a ranking is, judged against known truth the way an analyst works: from a seed.

A raw pair threshold hides the base rate (design, section 9; `domain.md` 1.2): what counts is
which of a series' other offences stand in the list that one offence brings up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.collective import rank_within_offence


@dataclass(frozen=True)
class RankingQuality:
    """Quality of ranked links.

    Parameters
    ----------
    recall_at_10, recall_at_30, recall_at_50
        Mean share of a member's other offences among its best 10, 30, 50 partners.
    hit_at_10
        Share of members with at least one true partner among their best 10.
    average_precision
        Over all true pairs of the file; pairs not in the links count as missed.
    seeds, true_pairs
        Offences judged from, and pairs to find.
    """

    recall_at_10: float
    recall_at_30: float
    recall_at_50: float
    hit_at_10: float
    average_precision: float
    seeds: int
    true_pairs: int


def evaluate_ranking(links: pl.DataFrame, truth: pl.DataFrame) -> RankingQuality:
    """Judge links against the series the offences truly belong to.

    Parameters
    ----------
    links
        ``row_a, row_b, log10_bayes_factor``.
    truth
        ``row, series``: one row per offence of a true series; offences left out belong to none.
        An offence may stand in several series (co-offenders).
    """
    pairs = true_pairs(truth)
    a, b = (links[name].cast(pl.Int64).to_numpy() for name in ("row_a", "row_b"))
    score = links["log10_bayes_factor"].cast(pl.Float64).to_numpy()
    rank_a, rank_b = rank_within_offence(a, b, score)
    is_true = _is_true(a, b, pairs)
    partners = _partners(pairs)
    found = {
        limit: _found_within(np.r_[a, b], np.r_[rank_a, rank_b] < limit, np.r_[is_true, is_true])
        for limit in (10, 30, 50)
    }
    recall = {
        limit: float(np.mean([within.get(seed, 0) / count for seed, count in partners.items()]))
        for limit, within in found.items()
    }
    hit = float(np.mean([seed in found[10] for seed in partners]))
    precision = average_precision(score, is_true, len(pairs))
    return RankingQuality(
        recall[10], recall[30], recall[50], hit, precision, seeds=len(partners), true_pairs=len(pairs)
    )


def true_pairs(truth: pl.DataFrame) -> set[tuple[int, int]]:
    """Return the unordered pairs of rows that share a series."""
    pairs: set[tuple[int, int]] = set()
    for (_,), members in truth.group_by("series"):
        rows = sorted({int(row) for row in members["row"].to_list()})
        pairs |= {(left, right) for k, left in enumerate(rows) for right in rows[k + 1 :]}
    return pairs


def average_precision(score: NDArray[np.float64], is_true: NDArray[np.bool_], total: int) -> float:
    """Return the average precision of a ranking in which `total` true pairs could be found."""
    ordered = is_true[np.argsort(-score, kind="stable")]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return float(precision[ordered].sum() / total) if total else 0.0


def _is_true(a: NDArray[np.int64], b: NDArray[np.int64], pairs: set[tuple[int, int]]) -> NDArray[np.bool_]:
    """Mark the links that are true pairs."""
    return np.array(
        [(min(p, q), max(p, q)) in pairs for p, q in zip(a.tolist(), b.tolist(), strict=True)], bool
    )


def _partners(pairs: set[tuple[int, int]]) -> dict[int, int]:
    """Return how many true partners each offence of a series has."""
    counts: dict[int, int] = {}
    for pair in sorted(pairs):
        for row in pair:
            counts[row] = counts.get(row, 0) + 1
    return counts


def _found_within(
    offence: NDArray[np.int64], near_top: NDArray[np.bool_], is_true: NDArray[np.bool_]
) -> dict[int, int]:
    """Return how many true partners each offence has among its best."""
    rows, counts = np.unique(offence[near_top & is_true], return_counts=True)
    return dict(zip(rows.tolist(), counts.tolist(), strict=True))
