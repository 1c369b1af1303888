"""Scored pairs: candidates, their ledger by domain, and which of them are kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage import kernels
from sac_dash.linkage.candidates import Candidates, SearchPieces, find_candidates, search_here
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.collective import collective_evidence
from sac_dash.linkage.combination import Combinations, evidence_of_combinations, find_combinations
from sac_dash.linkage.dealt_behaviours import pairs_by_chance
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS, PAIRWISE
from sac_dash.linkage.known_fit import evidence_of_known_fit
from sac_dash.linkage.laid_out import LaidOut
from sac_dash.linkage.level import SHIPPED, JudgedPairs, Level, count_level, held_level
from sac_dash.linkage.mo_wording import ResidualTerms, evidence_of_terms, residual_terms
from sac_dash.linkage.pair_marks import count_partners, mark_touching
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.partner_ranks import rank_within_offence
from sac_dash.linkage.placed_evidence import PlacedEvidence
from sac_dash.linkage.probability import link_probability, prior_log10_odds, vote_weight
from sac_dash.linkage.records import FileRates, RecordsOnDemand, build_tables

COLLECTIVE = DOMAIN_INDEX["collective"]
_PAIRS_AT_ONCE = 1_000_000
"""Pairs weighed together: their parts in double precision are let go before the next."""


@dataclass(frozen=True)
class WeighedPairs:
    """Pairs that were weighed in full: what a few offences more can be laid over (:mod:`pair_updates`).

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``.
    alone
        Evidence but for what other offences say, log10 units.
    total
        All of it.
    kept
        Whether the pair is a link.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    alone: NDArray[np.float64]
    total: NDArray[np.float64]
    kept: NDArray[np.bool_]


@dataclass(frozen=True)
class ScoredPairs:
    """Pairs with their evidence.

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``, each pair once: sorted, or in the order of the links' frame.
    evidence
        Pairs x domains, float32, log10 units; where most of it was written before, what gives that of some pairs.
    total
        Sum of a pair's evidence.
    probability
        That the pair is linked.
    every_pair
        Whether every pair of the file was scored.
    weighed
        Every pair that was weighed, kept or not; None where every pair of the file was scored.
    level
        What the level of the probabilities rests on.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    evidence: NDArray[np.float32] | PlacedEvidence
    total: NDArray[np.float64]
    probability: NDArray[np.float64]
    every_pair: bool
    weighed: WeighedPairs | None = None
    level: Level = SHIPPED


@dataclass(frozen=True)
class Scales:
    """What the pairs of a file are weighed with, made once: arrays, tables, combinations and residual wording.

    Parameters
    ----------
    coded
        The offences.
    records, tables
        See :mod:`sac_dash.linkage.kernels`.
    combinations
        How often codes go together; None where that is not weighed.
    terms
        Residual wording; None where no text is written.
    parameters
        Those the tables were made with.
    known
        Number of each offence's known series, -1 for none; None where none is known.
    on_demand
        Makes the records of an offence when they are needed; None where they are all there.
    laid
        The file as it is laid out, where somebody has that; else None.
    """

    coded: CodedOffences
    records: kernels.Records
    tables: kernels.Tables
    combinations: Combinations | None
    terms: ResidualTerms | None
    parameters: LinkageParameters
    known: NDArray[np.int64] | None = None
    on_demand: RecordsOnDemand | None = None
    laid: LaidOut | None = None

    def least_density(self) -> NDArray[np.float64]:
        """Return by bin of km what no offence's density lies below, whether its records are made or not."""
        if self.on_demand is not None:
            return self.on_demand.least_density()
        return np.asarray(self.records.density.min(axis=0) / kernels.DENSITY_STEPS)

    def need(self, *offences: NDArray[np.int64]) -> None:
        """Have the records of some offences made where that was left until somebody asks."""
        if self.on_demand is not None:
            for each in offences:
                self.on_demand.fill(each)


def make_scales(
    coded: CodedOffences,
    tags: pl.DataFrame,
    parameters: LinkageParameters,
    known: NDArray[np.int64] | None = None,
    rates: FileRates | None = None,
    *,
    laid: LaidOut | None = None,
) -> Scales:
    """Return what the pairs of a file are weighed with; `known` as :func:`known_fit.number_known` gives it.

    With `rates` of an earlier run the records of an offence are made when somebody needs them
    (:meth:`Scales.need`): a few offences more are compared with a part of a large file only. `laid` is the file
    `coded` as it is laid out already.
    """
    own, together = (None, None) if laid is None else (laid.own, laid.together)
    made = RecordsOnDemand(coded, parameters, rates, own)
    return Scales(
        coded,
        made.records,
        build_tables(coded, made.rates, parameters),
        find_combinations(coded, parameters.combination, together),
        residual_terms(coded, tags, parameters.text),
        parameters,
        known,
        made,
        laid,
    )


def score_pairs(
    scales: Scales, *, top: int, progress: Progress = silent, search: SearchPieces = search_here
) -> ScoredPairs:
    """Score the pairs of a file and keep each offence's `top` best partners.

    A pair is kept if it is among the best of either offence. Up to ``candidates`` (and no fewer than
    twice `top`) partners of each offence, by the evidence of two offences alone, are weighed in full.
    """
    parameters, n = scales.parameters, len(scales.coded)
    found = find_candidates(
        scales.records,
        scales.tables,
        parameters,
        keep=most_weighed(parameters, top),
        progress=progress,
        search=search,
    )
    progress("Weighing the best pairs", 0.0)
    evidence = weigh_without_others(scales, found.a, found.b)
    alone = evidence.sum(axis=1, dtype=np.float64)
    evidence[:, COLLECTIVE] = _say_of_others(scales, found, alone)
    total = alone + evidence[:, COLLECTIVE]
    level = _level(scales, found, evidence, total)
    probability = link_probability(total, n, parameters.prior, level.log10)
    if found.every_pair:
        kept = _best_of_either(found, total, top)
    else:
        kept = mark_links(found.a, found.b, total, probability >= parameters.reach.min_probability, top)
    weighed = None if found.every_pair else WeighedPairs(found.a, found.b, alone, total, kept)
    a, b = found.a, found.b
    if not kept.all():  # in a nation's file all are, and copies would be half a gigabyte
        a, b, evidence = a[kept], b[kept], evidence[kept]
        total, probability = total[kept], probability[kept]
    return ScoredPairs(a, b, evidence, total, probability, found.every_pair, weighed, level)


def most_weighed(parameters: LinkageParameters, top: int) -> int:
    """Return how many partners of an offence are weighed in full where `top` are kept."""
    return max(parameters.candidates, 2 * top)


def _say_of_others(scales: Scales, found: Candidates, alone: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what other offences say of the pairs of a file, given what else is said of them."""
    if not len(alone):
        return np.zeros(0)
    n, rules = len(scales.coded), scales.parameters.collective
    return collective_evidence(found.a, found.b, votes_of(alone, scales), n, rules)


def _level(
    scales: Scales, found: Candidates, evidence: NDArray[np.float32], total: NDArray[np.float64]
) -> Level:
    """Return the level of a file's probabilities: counted in one too large for every pair, unless it is held."""
    parameters = scales.parameters
    if parameters.level.log10 is not None:
        return held_level(parameters.level.log10)
    if found.every_pair:
        return SHIPPED
    log10_odds = total + prior_log10_odds(len(scales.coded), parameters.prior)
    chance = pairs_by_chance(scales.coded, scales.records, scales.tables, parameters)
    by_two = evidence[:, :PAIRWISE].sum(axis=1, dtype=np.float64)
    judged = JudgedPairs(found.a, found.b, by_two, log10_odds)
    return count_level(judged, chance, parameters.prior, parameters.level, len(scales.coded))


def weigh_without_others(scales: Scales, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the ledger of some pairs but for what other offences say of them: pairs x domains, log10 units."""
    evidence = np.zeros((len(a), len(DOMAINS)), np.float32)
    for first in range(0, len(a), _PAIRS_AT_ONCE):
        some = slice(first, first + _PAIRS_AT_ONCE)
        _weigh_into(evidence[some], scales, a[some], b[some])
    return evidence


def _weigh_into(
    evidence: NDArray[np.float32], scales: Scales, a: NDArray[np.int64], b: NDArray[np.int64]
) -> None:
    """Write the ledger of some pairs to their rows of `evidence`."""
    parameters = scales.parameters
    scales.need(a, b)
    evidence[:, :PAIRWISE] = kernels.pair_evidence(scales.records, scales.tables, PAIRWISE, a, b)
    evidence[:, DOMAIN_INDEX["combination"]] = evidence_of_combinations(
        scales.combinations, scales.coded, scales.tables, a, b, parameters=parameters.combination
    )
    evidence[:, DOMAIN_INDEX["mo_text"]] = evidence_of_terms(scales.terms, a, b, parameters.text)
    evidence[:, DOMAIN_INDEX["known_series"]] = evidence_of_known_fit(
        scales.records, scales.tables, scales.known, a, b, parameters=parameters.known_fit
    )


def vote_probability(evidence: NDArray[np.float32], scales: Scales) -> NDArray[np.float64]:
    """Return the probability by which pairs vote, given what :func:`weigh_without_others` says."""
    return votes_of(evidence.sum(axis=1, dtype=np.float64), scales)


def votes_of(alone: NDArray[np.float64], scales: Scales) -> NDArray[np.float64]:
    """Return the probability by which pairs vote, given their evidence but for what other offences say."""
    votes = scales.parameters.collective
    pairwise = alone * votes.vote_scale + votes.vote_offset_log10
    return vote_weight(pairwise, len(scales.coded), scales.parameters.prior)


def mark_links(
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    total: NDArray[np.float64],
    likely: NDArray[np.bool_],
    top: int,
) -> NDArray[np.bool_]:
    """Mark the `likely` pairs that are among the `top` best of both their offences.

    Only where an offence has more than that do ranks matter.
    """
    places = np.flatnonzero(likely)
    ends_a, ends_b = a[places], b[places]
    crowded = count_partners(ends_a, ends_b, int(max(a.max(initial=0), b.max(initial=0))) + 1) > top
    asked = np.flatnonzero(mark_touching(crowded, ends_a, ends_b))
    if not len(asked):
        return likely
    rank_a, rank_b = rank_within_offence(ends_a[asked], ends_b[asked], total[places[asked]])
    kept = likely.copy()
    kept[places[asked]] = (rank_a < top) & (rank_b < top)
    return kept


def _best_of_either(found: Candidates, total: NDArray[np.float64], top: int) -> NDArray[np.bool_]:
    """Mark the pairs that are among the `top` best of either offence."""
    rank_a, rank_b = rank_within_offence(found.a, found.b, total)
    return np.asarray((rank_a < top) | (rank_b < top))
