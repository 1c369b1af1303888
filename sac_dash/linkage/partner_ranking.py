"""One offence against a whole file, at once: the file is prepared beforehand and asked many times.

What costs time (base rates, curves, densities, profiles of codes, layouts, wording, how codes go together)
belongs to the file and not to the question. The offence asked about stands in the file, as it is measured by
the file's own base rates, but need not have been linked: its shared matches are found on the links that the
others have. So a crime that came in today is ranked against last night's run without linking anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.collective import evidence_of_shared, vote_matrix
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS
from sac_dash.linkage.known_fit import number_known
from sac_dash.linkage.mo_profiles import Profiles, find_profiles
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.partner_ranks import rank_within_offence
from sac_dash.linkage.probability import link_probability
from sac_dash.linkage.reach_bounds import Bounds, find_bounds
from sac_dash.linkage.reach_index import ReachIndex, index_reach
from sac_dash.linkage.reach_scan import best_within_reach
from sac_dash.linkage.scoring import Scales, make_scales, vote_probability, weigh_without_others

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Votes:
    """Who resembles whom in a file, as its links have it.

    Parameters
    ----------
    matrix
        P, as :func:`sac_dash.linkage.collective.vote_matrix` makes it.
    weakest
        Of each offence, the least of its own votes: what another must reach to be among them.
    last
        Of each offence, the partner that vote goes to: of equals, one that stands before it is among them.
    """

    matrix: sparse.csr_array
    weakest: Floats
    last: Positions


@dataclass(frozen=True)
class PreparedFile:
    """What a file's offences are compared by."""

    scales: Scales
    profiles: Profiles
    index: ReachIndex
    bounds: Bounds
    near_km: float
    votes: Votes


@dataclass(frozen=True)
class RankedPartners:
    """An offence's best partners, the best first.

    Parameters
    ----------
    partner
        Canonical positions.
    evidence
        Partners x domains, log10 units.
    total
        Sum of each partner's evidence.
    probability
        That each is linked with the offence.
    """

    partner: Positions
    evidence: NDArray[np.float32]
    total: Floats
    probability: Floats


def prepare_file(
    coded: CodedOffences,
    tags: pl.DataFrame,
    parameters: LinkageParameters,
    links: pl.DataFrame | None = None,
    known: Mapping[str, Sequence[int]] | None = None,
) -> PreparedFile:
    """Prepare a file for any number of rankings.

    Parameters
    ----------
    tags
        Of the offences frame that `coded` came from.
    links
        Kept links (``LINKS`` and the evidence by domain) between offences of that frame, whose shared matches
        count; without them nothing is said of other offences.
    known
        Rows of that frame by known series, as the run's model has them under ``known_series``.
    """
    position = {int(row): place for place, row in enumerate(coded.rows)}
    given = {name: [position[row] for row in rows if row in position] for name, rows in (known or {}).items()}
    scales = make_scales(coded, tags, parameters, number_known(given, len(coded)))
    profiles = find_profiles(scales.records, scales.tables)
    near_km = parameters.reach.local_km
    index = index_reach(scales.records, profiles, near_km)
    bounds = find_bounds(scales.records, scales.tables)
    return PreparedFile(scales, profiles, index, bounds, near_km, _votes(scales, links))


def rank_against(prepared: PreparedFile, position: int, top: int = 20) -> RankedPartners:
    """Rank the `top` partners of the offence at a canonical position among all others, at any distance.

    The best by the evidence of two offences alone, five times `top` but no fewer than a run weighs, are weighed in
    full. Equal scores are ranked by canonical position.
    """
    parameters = prepared.scales.parameters
    with _alone():
        found = _best_by_pair(prepared, position, max(parameters.candidates, 5 * top))
        low, high = np.minimum(found, position), np.maximum(found, position)
        evidence = weigh_without_others(prepared.scales, low, high)
    evidence[:, DOMAIN_INDEX["collective"]] = _shared_matches(prepared, position, found, evidence)
    total = evidence.sum(axis=1, dtype=np.float64)
    order = np.lexsort((found, -total))[:top]
    level, n = parameters.level.log10 or 0.0, len(prepared.scales.coded)
    probability = link_probability(total[order], n, parameters.prior, level)
    return RankedPartners(found[order], evidence[order], total[order], probability)


@contextmanager
def _alone() -> Iterator[None]:
    """Use one thread for a while: waiting for a second one takes longer than so little work."""
    before = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        yield
    finally:
        numba.set_num_threads(before)


def _best_by_pair(prepared: PreparedFile, position: int, keep: int) -> Positions:
    """Return the best `keep` partners by the evidence of two offences alone, by position."""
    scales, index = prepared.scales, prepared.index
    limits = np.array([prepared.near_km, np.inf, np.inf, -np.inf])
    partners, _ = best_within_reach(
        np.array([position]), max(min(keep, len(scales.coded) - 1), 1), limits, scales.records, scales.tables,
        prepared.profiles, index.placed, index.unplaced, index.by_cell, index.squares, prepared.bounds,
    )  # fmt: skip
    return np.sort(partners[0][partners[0] >= 0]).astype(np.int64)


def _shared_matches(
    prepared: PreparedFile, position: int, found: Positions, evidence: NDArray[np.float32]
) -> Floats:
    """Return the collective evidence of an offence and each partner `found`.

    The offence votes for its own best and for those whose best it would be among.
    """
    votes, rules = prepared.votes, prepared.scales.parameters.collective
    own = vote_probability(evidence, prepared.scales)
    rank = np.empty(len(found), np.int64)
    rank[np.lexsort((found, -own))] = np.arange(len(found))
    least = votes.weakest[found]
    among_theirs = (own > least) | ((own == least) & (position <= votes.last[found]))
    voting = (rank < rules.partners) | among_theirs
    mine = np.zeros(len(prepared.scales.coded))
    mine[found[voting]] = own[voting]
    return evidence_of_shared(np.asarray(votes.matrix[found] @ mine), rules)


def _votes(scales: Scales, links: pl.DataFrame | None) -> Votes:
    """Return the votes of the kept links."""
    n, rules = len(scales.coded), scales.parameters.collective
    if links is None or links.is_empty():
        return Votes(sparse.csr_array((n, n)), np.full(n, np.inf), np.full(n, -1, np.int64))
    place = np.full(int(scales.coded.rows.max()) + 1, -1, np.int64)
    place[scales.coded.rows] = np.arange(n)
    ends = np.sort(place[links.select("row_a", "row_b").to_numpy()], axis=1)
    evidence = links.select(domain.column for domain in DOMAINS).to_numpy().astype(np.float32)
    evidence[:, DOMAIN_INDEX["collective"]] = 0.0
    a, b, votes = ends[:, 0], ends[:, 1], vote_probability(evidence, scales)
    rank_a, rank_b = rank_within_offence(a, b, votes)
    weakest = np.full(n, np.inf)
    for ends_of, rank in ((a, rank_a), (b, rank_b)):
        own = rank < rules.partners
        np.minimum.at(weakest, ends_of[own], votes[own])
    last = np.full(n, -1, np.int64)
    for ends_of, other, rank in ((a, b, rank_a), (b, a, rank_b)):
        least = (rank < rules.partners) & (votes == weakest[ends_of])
        np.maximum.at(last, ends_of[least], other[least])
    weakest[np.bincount(np.r_[a, b], minlength=n) < rules.partners] = 0.0
    return Votes(vote_matrix(a, b, votes, n, rules), weakest, last)
