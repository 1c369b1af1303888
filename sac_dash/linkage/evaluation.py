"""How good a ranking is, judged against known truth the way an analyst works: from a seed.

A raw pair threshold hides the base rate (design, section 9; `domain.md` 1.2): what counts is
which of a series' other offences stand in the list that one offence brings up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.bootstrap import BootstrapParameters, Estimate, Measure, draw_weights, estimate, ratio
from sac_dash.linkage.found_pairs import FoundPairs, find_in_links
from sac_dash.linkage.truth import TruePairs, find_true_pairs

Floats = NDArray[np.float64]

LISTS = (10, 30, 50)
"""Lengths of list that an analyst reads through: a screen, a page, a morning (Porter's ranked list of 50)."""


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
    pairs = find_true_pairs(truth)
    found = find_in_links(links, pairs)
    whole = np.ones((1, pairs.blocks))
    recall = [float(recall_at(length, pairs, found)(whole)[0]) for length in LISTS]
    return RankingQuality(
        recall[0],
        recall[1],
        recall[2],
        hit_at_10=float(hit_at(LISTS[0], pairs, found)(whole)[0]),
        average_precision=float(average_precision(pairs, found)(whole)[0]),
        seeds=len(np.unique(pairs.seeds[pairs.judged])),
        true_pairs=len(pairs),
    )


def ranking_estimates(
    pairs: TruePairs, found: FoundPairs, parameters: BootstrapParameters
) -> dict[str, Estimate]:
    """Return recall@10/30/50, hit@10 and average precision, each with its interval by series."""
    measures = {f"recall_at_{length}": recall_at(length, pairs, found) for length in LISTS}
    measures |= {
        "hit_at_10": hit_at(LISTS[0], pairs, found),
        "average_precision": average_precision(pairs, found),
    }
    weights = draw_weights(pairs.blocks, parameters)
    return {name: estimate(measure, weights, parameters) for name, measure in measures.items()}


def recall_at(
    length: int, pairs: TruePairs, found: FoundPairs, among: NDArray[np.bool_] | None = None
) -> Measure:
    """Measure the mean share of a seed's other offences among its best `length`.

    `among` marks the directed pairs whose seeds count; all that were not given, by default.
    """
    return _mean_over_seeds(pairs, (found.rank < length).astype(np.float64), among, share=True)


def hit_at(
    length: int, pairs: TruePairs, found: FoundPairs, among: NDArray[np.bool_] | None = None
) -> Measure:
    """Measure the share of seeds with at least one true partner among their best `length`."""
    return _mean_over_seeds(pairs, (found.rank < length).astype(np.float64), among, share=False)


def average_precision(pairs: TruePairs, found: FoundPairs) -> Measure:
    """Measure the average precision over all pairs; equal scores are taken together, pairs unscored are missed."""
    order = np.argsort(-found.score, kind="stable")
    score, block = found.score[order], pairs.block[order]
    false = found.false_at_least[order]
    last = np.searchsorted(-score, -score, "right") - 1
    scored = np.isfinite(score)

    def measure(weights: Floats) -> Floats:
        weight = weights[:, block]
        true = np.cumsum(weight, axis=1)[:, last]
        precision = np.where(scored, true / np.maximum(true + false, 1.0), 0.0)
        total = weight.sum(axis=1)
        return np.asarray(
            np.divide(
                (weight * precision).sum(axis=1), total, out=np.full(len(total), np.nan), where=total > 0
            )
        )

    return measure


def area_under_curve(pairs: TruePairs, found: FoundPairs) -> Measure:
    """Measure how often a true pair scores higher than one that is not (ties count half); every pair needs a score."""
    beaten = 1.0 - (found.false_above + found.false_at_least) / (2.0 * max(found.false_pairs, 1))
    counts = np.bincount(pairs.block, minlength=pairs.blocks).astype(np.float64)
    return ratio(np.bincount(pairs.block, beaten, pairs.blocks).astype(np.float64), counts)


def _mean_over_seeds(
    pairs: TruePairs, found: Floats, among: NDArray[np.bool_] | None, *, share: bool
) -> Measure:
    """Return the mean over seeds of the share found (or of whether any was)."""
    counted = pairs.judged if among is None else among & pairs.judged
    rows, seed = np.unique(pairs.seeds[counted], return_inverse=True)
    hits = np.bincount(seed, found[counted], len(rows))
    value = hits / np.bincount(seed, minlength=len(rows)) if share else (hits > 0).astype(np.float64)
    block = np.zeros(len(rows), np.int64)
    block[seed] = np.r_[pairs.block, pairs.block][counted]
    return ratio(
        np.bincount(block, value, pairs.blocks).astype(np.float64),
        np.bincount(block, minlength=pairs.blocks).astype(np.float64),
    )
