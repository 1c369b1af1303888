"""One offence against a whole file, at once: the file is prepared beforehand and asked many times.

What costs time (base rates, curves, densities, profiles of codes, layouts) belongs to the file and not to
the question. The evidence is that of two offences alone; combination, wording and collective evidence
are weighed afterwards, for the few that are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.mo_profiles import Profiles, find_profiles
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.reach_bounds import Bounds, find_bounds
from sac_dash.linkage.reach_index import ReachIndex, index_reach
from sac_dash.linkage.reach_scan import best_within_reach
from sac_dash.linkage.records import build_records


@dataclass(frozen=True)
class PreparedFile:
    """What a file's offences are compared by."""

    records: kernels.Records
    tables: kernels.Tables
    profiles: Profiles
    index: ReachIndex
    bounds: Bounds
    near_km: float


@dataclass(frozen=True)
class RankedPartners:
    """An offence's best partners, the best first.

    Parameters
    ----------
    partner
        Canonical positions.
    evidence
        Partners x pairwise domains, log10 units; their sum ranks.
    """

    partner: NDArray[np.int64]
    evidence: NDArray[np.float64]


def prepare_file(coded: CodedOffences, parameters: LinkageParameters) -> PreparedFile:
    """Prepare a file for any number of rankings."""
    records, tables = build_records(coded, parameters)
    profiles = find_profiles(records, tables)
    near_km = parameters.reach.local_km
    index = index_reach(records, profiles, near_km)
    return PreparedFile(records, tables, profiles, index, find_bounds(records, tables), near_km)


def rank_against(prepared: PreparedFile, position: int, top: int = 20) -> RankedPartners:
    """Rank the `top` partners of the offence at a canonical position among all others, at any distance.

    Equal scores are ranked by canonical position.
    """
    n = len(prepared.records.mid_days)
    limits = np.array([prepared.near_km, np.inf, np.inf, -np.inf])
    index = prepared.index
    partners, _ = best_within_reach(
        np.array([position]), max(min(top, n - 1), 1), limits, prepared.records, prepared.tables,
        prepared.profiles, index.placed, index.unplaced, index.by_cell, index.squares, prepared.bounds,
    )  # fmt: skip
    found = partners[0][partners[0] >= 0].astype(np.int64)
    pair = np.full(len(found), position, np.int64)
    evidence = kernels.pair_evidence(prepared.records, prepared.tables, PAIRWISE, pair, found)
    order = np.lexsort((found, -evidence.sum(axis=1)))
    return RankedPartners(found[order], evidence[order])
