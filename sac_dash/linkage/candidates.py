"""Which pairs get the full ledger: each offence's best partners, from either side.

Up to 20,000 offences every pair is scored. Beyond, every pair within a stated reach is. There is
no blocking: candidate keys are where linkage tools lose travelling gangs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage import kernels
from sac_dash.linkage.mo_profiles import find_profiles
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.probability import needed_log10
from sac_dash.linkage.reach_bounds import find_bounds
from sac_dash.linkage.reach_index import ReachIndex, index_reach
from sac_dash.linkage.reach_scan import NEAR_KM, best_within_reach

Pairs = NDArray[np.int64]

BLOCK_ROWS = 1000
"""Rows scored between two reports of progress."""


@dataclass(frozen=True)
class Candidates:
    """Pairs that survive the first pass.

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``, sorted by a then b; each pair once.
    every_pair
        Whether every pair of the file was scored.
    """

    a: Pairs
    b: Pairs
    every_pair: bool


def find_candidates(
    records: kernels.Records,
    tables: kernels.Tables,
    parameters: LinkageParameters,
    *,
    keep: int,
    progress: Progress = silent,
) -> Candidates:
    """Score the pairs of a file and return each offence's best `keep` partners."""
    n = len(records.mid_days)
    every_pair = n <= parameters.reach.every_pair_up_to
    keep = max(min(keep, n - 1), 1)
    limits = reach_limits(n, parameters)
    profiles = find_profiles(records, tables)
    index = index_reach(records, profiles, limits[NEAR_KM])
    bounds = find_bounds(records, tables)
    layouts = index.placed, index.unplaced, index.by_cell
    by_place = _neighbours_together(index)
    found: list[Pairs] = []
    for first in range(0, n, BLOCK_ROWS):
        block = by_place[first : first + BLOCK_ROWS]
        partners, _ = best_within_reach(
            block, keep, limits, records, tables, profiles, *layouts, index.squares, bounds
        )
        found.append(_code_pairs(block, partners, n))
        progress("Scoring pairs", min(first + BLOCK_ROWS, n) / n)
    pairs = _distinct(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Candidates(pairs // max(n, 1), pairs % max(n, 1), every_pair)


def reach_limits(n: int, parameters: LinkageParameters) -> NDArray[np.float64]:
    """Return near km, near days, far days and the floor (log10) of a file of `n` offences.

    Where every pair is scored the limits are infinite; what is near only decides the order of the pass.
    """
    reach = parameters.reach
    if n <= reach.every_pair_up_to:
        return np.array([reach.local_km, np.inf, np.inf, -np.inf])
    floor = needed_log10(reach.min_probability, n, parameters.prior) - reach.slack_log10
    near_days = max(reach.local_days, reach.national_days)
    return np.array([reach.local_km, near_days, reach.national_days, floor])


def _neighbours_together(index: ReachIndex) -> Pairs:
    """Return all positions in an order in which followers look at the same stretches of memory."""
    return np.concatenate([index.by_cell.offence, index.unplaced.offence]).astype(np.int64)


def _distinct(pairs: Pairs) -> Pairs:
    """Return sorted numbers, each once."""
    ordered = np.sort(pairs)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def _code_pairs(offences: Pairs, partners: NDArray[np.int32], n: int) -> Pairs:
    """Return each found pair as one number, lower position first; a pair may come twice."""
    mine = np.repeat(offences, partners.shape[1])
    theirs = partners.ravel().astype(np.int64)
    found = theirs >= 0
    low, high = np.minimum(mine, theirs)[found], np.maximum(mine, theirs)[found]
    return low * n + high
