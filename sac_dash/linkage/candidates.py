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
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.probability import needed_log10

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
    found: list[Pairs] = []
    scan = _scan_all if every_pair else _scan_reach
    by_time = np.argsort(records.mid_days, kind="stable")
    for first in range(0, n, BLOCK_ROWS):
        last = min(first + BLOCK_ROWS, n)
        found.append(scan(records, tables, parameters, keep, (first, last), by_time))
        progress("Scoring pairs", last / n)
    pairs = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Candidates(pairs // max(n, 1), pairs % max(n, 1), every_pair)


def _scan_all(
    records: kernels.Records,
    tables: kernels.Tables,
    _parameters: LinkageParameters,
    keep: int,
    rows: tuple[int, int],
    _by_time: Pairs,
) -> Pairs:
    """Return the coded best pairs of a block of rows against the whole file."""
    partners, _ = kernels.best_partners(records, tables, PAIRWISE, keep, *rows)
    return _code_pairs(np.arange(*rows), partners, len(records.mid_days))


def _scan_reach(  # noqa: PLR0917 - one signature for both scans
    records: kernels.Records,
    tables: kernels.Tables,
    parameters: LinkageParameters,
    keep: int,
    rows: tuple[int, int],
    by_time: Pairs,
) -> Pairs:
    """Return the coded best pairs of a block of rows (in order of time) within reach."""
    reach = parameters.reach
    n = len(records.mid_days)
    floor = needed_log10(reach.min_probability, n, parameters.prior) - parameters.reach.slack_log10
    limits = np.array([reach.local_km, reach.local_days, reach.national_days, floor])
    partners, _ = kernels.best_partners_within_reach(records, tables, PAIRWISE, keep, *rows, by_time, limits)
    return _code_pairs(by_time[rows[0] : rows[1]], partners, n)


def _code_pairs(offences: Pairs, partners: NDArray[np.int32], n: int) -> Pairs:
    """Return each found pair as one number, lower position first; a pair may come twice."""
    mine = np.repeat(offences, partners.shape[1])
    theirs = partners.ravel().astype(np.int64)
    found = theirs >= 0
    low, high = np.minimum(mine, theirs)[found], np.maximum(mine, theirs)[found]
    return low * n + high
