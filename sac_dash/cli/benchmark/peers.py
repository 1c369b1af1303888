"""Benchmark against published peers, by their own protocol, on the labelled crimelinkage set.

Whole groups are dealt to five folds, five times over. For each fold the groups of the other four are given as
known series, and every pair is scored; a pair's score is the mean of the two models that knew neither its first
nor its second offence's fold. Nothing of what judges a pair has taught the model that scores it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.cli.benchmark.labelled_set import LabelledSet, read_labelled_set
from sac_dash.cli.benchmark.report import Comparison, Figure, Report
from sac_dash.linkage.baselines import BaselineParameters, DistanceTimeScorer
from sac_dash.linkage.bootstrap import BootstrapParameters, Estimate, Measure, draw_weights, estimate
from sac_dash.linkage.evaluation import LISTS, area_under_curve, average_precision, hit_at
from sac_dash.linkage.found_pairs import FoundPairs, find_in_links
from sac_dash.linkage.truth import TruePairs, find_true_pairs

Floats = NDArray[np.float64]

PUBLISHED = (
    ("crimelinkage (R), logistic", ".905", ".291", ".793", ".378", "384"),
    ("crimelinkage (R), naive Bayes", ".881", ".263", ".773", ".366", ""),
    ("crimelinkage (R), gradient boosting", ".874", ".269", ".726", ".374", ""),
    ("crimeserieslinkage (Python), naive Bayes", ".877", ".237", ".761", ".339", "344"),
    ("crimeserieslinkage (Python), gradient boosting", ".829", ".099", ".775", ".167", "344"),
    ("Splink, EM without labels", ".881", ".267", ".711", ".334", ""),
    ("random forest on all features (Patternizr-like)", ".902", ".326", ".811", ".407", ""),
)
"""Peers measured once under this protocol on these folds: AUC, AP, hit@10, ARI, microseconds a pair."""

NOTES = (
    (
        "AUC and average precision over all pairs of the solved offences; hit@10 over the members of true series, "
        "each ranked against all other solved offences; means of the dealings. Brackets: 95 % intervals, whole "
        "series drawn again."
    ),
    "ARI: adjusted Rand index of average linkage at the cut that serves each method best (the peers' as well).",
    (
        "Microseconds a pair: from coded offences to the scored ledger of every pair, as the peers' figures; the "
        "quickest of five. On so small a file most of it is the same for any number of pairs."
    ),
)


@dataclass(frozen=True)
class ScoredSet:
    """Scores of every pair of the set, one matrix a dealing, and what a pair of a whole run took (None: unknown)."""

    matrices: tuple[Floats, ...]
    microseconds: float | None


def benchmark_peers(folder: Path) -> Report:
    """Measure linking with and without known series on the set in `folder`, beside its peers."""
    labelled = read_labelled_set(folder)
    pairs = find_true_pairs(labelled.truth)
    solved = labelled.truth["row"].cast(pl.Int64).to_numpy()
    methods = {
        "SAC Dash, taught by the other folds": score_held_out(labelled),
        "SAC Dash, no labels": score_unlabelled(labelled),
        "distance + time": score_plainly(labelled),
    }
    quality = {name: judge(scored, pairs, solved) for name, scored in methods.items()}
    cost = scoring_cost(labelled)
    rows = [
        (
            name,
            *(shown(each) for each in quality[name]),
            _ari(scored, solved, labelled),
            f"{cost:.2f}" if scored.microseconds else "",
        )
        for name, scored in methods.items()
    ]
    comparison = Comparison(("method", "AUC", "AP", "hit@10", "ARI", "µs a pair"), (*rows, *PUBLISHED), NOTES)
    best = next(iter(methods))
    return Report(
        "peers",
        "sac-dash benchmark peers --labelled DIR",
        _figures(quality[best], cost, methods[best]),
        comparison,
    )


def score_held_out(labelled: LabelledSet) -> ScoredSet:
    """Return, for each dealing, the mean of the two models that knew neither fold of a pair."""
    matrices, costs = [], []
    for fold_of in labelled.folds:
        by_fold: dict[int, Floats] = {}
        for fold in sorted(set(fold_of.values())):
            rows = [row for row, held in fold_of.items() if held != fold]
            known = labelled.truth.filter(pl.col("row").is_in(rows))
            by_fold[fold], cost = _link(labelled, known)
            costs.append(cost)
        matrices.append(_mean_of_two(by_fold, fold_of, labelled.offences.height))
    return ScoredSet(tuple(matrices), min(costs))


def score_unlabelled(labelled: LabelledSet) -> ScoredSet:
    """Return the scores of linking with no series known."""
    matrix, cost = _link(labelled, None)
    return ScoredSet((matrix,), min(cost, _link(labelled, None)[1]))


def scoring_cost(labelled: LabelledSet, repeats: int = 5) -> float:
    """Return the microseconds that scoring takes for each pair: evidence of every domain, and its sum."""
    from sac_dash.linkage import LinkageParameters, linkable
    from sac_dash.linkage.coded_offences import code_arrays
    from sac_dash.linkage.scoring import make_scales, score_pairs

    coded, parameters = (
        code_arrays(labelled.offences, labelled.tags, linkable(labelled.offences)),
        LinkageParameters(),
    )
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        pairs = score_pairs(make_scales(coded, labelled.tags, parameters), top=len(coded) - 1)
        seconds.append(time.perf_counter() - started)
    return 1e6 * min(seconds) / len(pairs.a)


def score_plainly(labelled: LabelledSet) -> ScoredSet:
    """Return minus log distance minus log gap of every pair: what needs no method at all."""
    plain = DistanceTimeScorer(labelled.offences, BaselineParameters())
    return ScoredSet((-np.log(-plain.score(np.arange(labelled.offences.height))),), None)


def judge(
    scored: ScoredSet, pairs: TruePairs, solved: NDArray[np.int64], rounds: int = 400
) -> tuple[Estimate, Estimate, Estimate]:
    """Return AUC, average precision and hit@10 with their intervals, the mean of the dealings."""
    found = [find_in_links(_links(matrix, solved), pairs) for matrix in scored.matrices]
    parameters = BootstrapParameters(rounds=rounds)
    weights = draw_weights(pairs.blocks, parameters)
    measures: tuple[Callable[[FoundPairs], Measure], ...] = (
        lambda each: area_under_curve(pairs, each),
        lambda each: average_precision(pairs, each),
        lambda each: hit_at(LISTS[0], pairs, each),
    )
    auc, precision, hit = (
        estimate(_mean([measure(each) for each in found]), weights, parameters) for measure in measures
    )
    return auc, precision, hit


def adjusted_rand(first: NDArray[np.int64], second: NDArray[np.int64]) -> float:
    """Return the adjusted Rand index of two groupings (Hubert and Arabie 1985)."""
    table = np.unique(np.c_[first, second], axis=0, return_counts=True)[1]
    sides = [np.unique(side, return_counts=True)[1] for side in (first, second)]
    together, left, right = (float((counts * (counts - 1) // 2).sum()) for counts in (table, *sides))
    expected = left * right / max(len(first) * (len(first) - 1) / 2.0, 1.0)
    most = (left + right) / 2.0
    return 1.0 if most == expected else (together - expected) / (most - expected)


def best_cut_agreement(matrix: Floats, truth: NDArray[np.int64]) -> float:
    """Return the adjusted Rand index of average linkage at its best cut."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = matrix.max() - matrix
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), "average")
    heights = np.unique(tree[:, 2])
    cuts = [(low + high) / 2.0 for low, high in pairwise(heights)]
    return max(adjusted_rand(fcluster(tree, cut, "distance").astype(np.int64), truth) for cut in cuts)


def shown(value: Estimate) -> str:
    """Return a measure with its interval: ``.375 (.30–.45)``."""
    parts = [f"{each:.{digits}f}".removeprefix("0") for each, digits in _with_digits(value)]
    return parts[0] if len(parts) < 3 else f"{parts[0]} ({parts[1]}–{parts[2]})"


def _with_digits(value: Estimate) -> list[tuple[float, int]]:
    given = ((value.value, 3), (value.low, 2), (value.high, 2))
    return [(each, digits) for each, digits in given if each is not None]


def _link(labelled: LabelledSet, known: pl.DataFrame | None) -> tuple[Floats, float]:
    """Return a matrix of log10 odds of every pair, and the microseconds a pair cost."""
    from sac_dash.linkage import LinkageParameters, link_offences

    n = labelled.offences.height
    started = time.perf_counter()
    result = link_offences(labelled.offences, labelled.tags, LinkageParameters(), known=known, top=n - 1)
    cost = 1e6 * (time.perf_counter() - started) / result.links.height
    a, b = (result.links[name].cast(pl.Int64).to_numpy() for name in ("row_a", "row_b"))
    matrix = np.zeros((n, n))
    matrix[a, b] = result.links["log10_bayes_factor"].to_numpy() + (result.model["prior_log10_odds"] or 0.0)
    return matrix + matrix.T, cost


def _mean_of_two(by_fold: dict[int, Floats], fold_of: dict[int, int], n: int) -> Floats:
    """Return each pair's mean over the models that left out its first and its second offence's fold."""
    one = np.zeros((n, n))
    for row, fold in fold_of.items():
        one[row] = by_fold[fold][row]
    return np.asarray((one + one.T) / 2.0)


def _links(matrix: Floats, solved: NDArray[np.int64]) -> pl.DataFrame:
    """Return the pairs of solved offences with their scores."""
    left, right = np.triu_indices(len(solved), 1)
    a, b = solved[left], solved[right]
    return pl.DataFrame({"row_a": a, "row_b": b, "log10_bayes_factor": matrix[a, b]})


def _mean(measures: list[Measure]) -> Measure:
    return lambda weights: np.asarray(np.mean([measure(weights) for measure in measures], axis=0))


def _ari(scored: ScoredSet, solved: NDArray[np.int64], labelled: LabelledSet) -> str:
    truth = labelled.truth["series"].rank("dense").cast(pl.Int64).to_numpy()
    within = [matrix[np.ix_(solved, solved)] for matrix in scored.matrices]
    return f"{np.mean([best_cut_agreement(matrix, truth) for matrix in within]):.3f}".removeprefix("0")


def _figures(
    quality: tuple[Estimate, Estimate, Estimate], cost: float, scored: ScoredSet
) -> tuple[Figure, ...]:
    auc, precision, hit = (float(each.value or 0.0) for each in quality)
    return (
        Figure("AUC", auc, "share", "at least 0.91"),
        Figure("average precision", precision, "share", "at least 0.36; 0.40 is the aim"),
        Figure("hit@10", hit, "share", "at least 0.80; 0.83 is the aim"),
        Figure("cost of a pair, scoring", cost, "µs", "under 3.84"),
        Figure("cost of a pair, whole run with learning and series", scored.microseconds or 0.0, "µs"),
    )
