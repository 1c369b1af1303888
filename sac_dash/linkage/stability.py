"""Stability: whether a suggested series holds when the evidence is weighed a little otherwise.

A series that falls apart when one domain counts less, or when a few offences are left out, rests on
little. Series are grown anew many times, each time with every domain weighed anew about its own
weight and a share of the offences left out; a suggestion's stability is the share of its core's
pairs that stay together.

Source: the Bayesian bootstrap (Rubin 1981), over domains of evidence rather than offences.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.kept_pairs import KeptPairs, keep_pairs
from sac_dash.linkage.scoring import ScoredPairs
from sac_dash.linkage.series_groups import grow_groups
from sac_dash.linkage.series_parameters import SeriesParameters

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


def measure_stability(
    pairs: ScoredPairs,
    cores: Sequence[Sequence[int]],
    prior_log_odds: float,
    *,
    parameters: SeriesParameters,
    offences: int,
    taken: set[int],
    cannot: Sequence[tuple[int, int]] = (),
    seed: int,
) -> list[float | None]:
    """Return the share (0-1) of each core's pairs that stay together.

    Parameters
    ----------
    pairs
        Kept pairs with their evidence by domain.
    cores
        Canonical positions of the core of each suggestion, at least two offences each.
    offences
        Offences in the file.
    taken
        Offences that stand in, or are proposed to, a known series.
    cannot
        Pairs set apart, which no resample may join.

    Returns
    -------
    One share per core; None where no resample held two of its offences.
    """
    rules = parameters.stability
    near, number = _neighbourhood(
        pairs, cores, prior_log_odds, parameters=parameters, offences=offences, taken=taken
    )
    local = [number[list(core)] for core in cores]
    apart = _renumbered(cannot, number)
    a, b = number[pairs.a[near]], number[pairs.b[near]]
    ledger = pairs.evidence[near].astype(np.float64)
    size = int(number.max()) + 1 if len(number) else 0
    rng = np.random.default_rng(seed)
    together, present = np.zeros(len(cores)), np.zeros(len(cores))
    for _ in range(rules.resamples):
        weights = rng.gamma(rules.weight_shape, 1.0 / rules.weight_shape, ledger.shape[1])
        inside = rng.random(size) >= rules.left_out
        left, right = a[inside[a] & inside[b]], b[inside[a] & inside[b]]
        log_odds = ledger[inside[a] & inside[b]] @ weights * math.log(10.0) + prior_log_odds
        again = keep_pairs(left, right, log_odds, offences=size, floor=parameters.absent_log_odds)
        group_of = _labels(again, parameters, size, apart)
        for k, core in enumerate(local):
            kept, all_pairs = _pairs_kept(group_of[core[inside[core]]])
            together[k] += kept
            present[k] += all_pairs
    return [float(kept / of) if of else None for kept, of in zip(together, present, strict=True)]


def _neighbourhood(
    pairs: ScoredPairs,
    cores: Sequence[Sequence[int]],
    prior_log_odds: float,
    *,
    parameters: SeriesParameters,
    offences: int,
    taken: set[int],
) -> tuple[Positions, Positions]:
    """Return the pairs that bear on the cores, and a new number for each of their offences (or -1).

    Those are the pairs among the cores' offences and the offences that might join them.
    """
    log_odds = pairs.total * math.log(10.0) + prior_log_odds
    lowest = parameters.second_merge_log_odds - parameters.stability.margin_log_odds
    free = np.ones(offences, bool)
    free[sorted(taken)] = False
    usable = free[pairs.a] & free[pairs.b] & (log_odds > max(lowest, parameters.absent_log_odds))
    of_core = np.zeros(offences, bool)
    of_core[[offence for core in cores for offence in core]] = True
    strong = usable & (log_odds >= parameters.second_merge_log_odds) & (of_core[pairs.a] | of_core[pairs.b])
    chosen = of_core.copy()
    chosen[pairs.a[strong]] = True
    chosen[pairs.b[strong]] = True
    number = np.full(offences, -1, np.int64)
    number[chosen] = np.arange(int(chosen.sum()))
    near = np.flatnonzero(usable & chosen[pairs.a] & chosen[pairs.b])
    return near[np.lexsort((pairs.b[near], pairs.a[near]))], number


def _renumbered(cannot: Sequence[tuple[int, int]], number: Positions) -> list[tuple[int, int]]:
    """Return the pairs set apart whose offences both bear on the cores, by their new numbers."""
    moved = [(int(number[a]), int(number[b])) for a, b in cannot]
    return [pair for pair in moved if min(pair) >= 0]


def _labels(
    pairs: KeptPairs, parameters: SeriesParameters, size: int, apart: Sequence[tuple[int, int]]
) -> Positions:
    """Return the group of each offence; offences without one have each their own."""
    group_of = -1 - np.arange(size)
    for number, group in enumerate(grow_groups(pairs, parameters, taken=set(), cannot=apart)):
        group_of[group] = number
    return group_of


def _pairs_kept(groups: Positions) -> tuple[int, int]:
    """Return how many pairs of offences share a group, and how many pairs there are."""
    sizes = np.unique(groups, return_counts=True)[1]
    n = len(groups)
    return int((sizes * (sizes - 1) // 2).sum()), n * (n - 1) // 2
