"""What a few offences more change among the scored pairs of a large file, and what they leave as it is.

A pair that holds a new offence is new. A pair of two others keeps its own evidence; what may change is what *other
offences* say of it, and only within a few steps of what is new: votes are cast by an offence's best partners, so that
a new partner adds a vote and may push another one out. So the pairs round what is new are voted on again, on exactly
the votes that a whole run would count, and all others keep theirs. The outcome is that of weighing the whole file
(``tests/unit/linkage/test_pair_updates.py`` sets the two side by side).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.asked_scan import scan_asked
from sac_dash.linkage.candidates import reach_of
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.collective import evidence_of_shared, vote_matrix
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.level import held_level
from sac_dash.linkage.linked_rows import number_by_row
from sac_dash.linkage.pair_search import FoundPairs
from sac_dash.linkage.partner_ranks import rank_within_offence
from sac_dash.linkage.placed_evidence import PlacedEvidence
from sac_dash.linkage.probability import link_probability
from sac_dash.linkage.scoring import (
    COLLECTIVE,
    Scales,
    ScoredPairs,
    WeighedPairs,
    mark_links,
    most_weighed,
    votes_of,
    weigh_without_others,
)
from sac_dash.linkage.sparse_rows import row_products

Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]
Floats = NDArray[np.float64]
Evidence = NDArray[np.float32]
Column = NDArray[np.float32]
Rows = NDArray[np.uint32]


@dataclass(frozen=True)
class HeldPairs:
    """The pairs of a file as they were weighed before.

    Parameters
    ----------
    weighed
        By canonical position of the file as it is now, in the order of the links' frame.
    evidence, place
        Of the kept ones: rows of evidence by domain, and the row of each in the order in which they are marked.
    robbed
        Marks offences that had a partner that is not linked any more.
    """

    weighed: WeighedPairs
    evidence: pl.DataFrame
    place: Rows
    robbed: Mask


@dataclass(frozen=True)
class Touched:
    """Offences of which something is new.

    Parameters
    ----------
    asked
        Canonical positions, ascending, of those that are new or coded otherwise: their pairs are looked for.
    reweighed
        Marks those whose pairs are weighed anew: what is known of their series has changed.
    """

    asked: Positions
    reweighed: Mask


@dataclass(frozen=True)
class _Laid:
    """All pairs that are weighed now, in the order of the links' frame.

    `held` is the place of each among the pairs before, -1 for one found anew; `unsettled` marks offences that lost or
    gained a pair.
    """

    a: Positions
    b: Positions
    held: Positions
    unsettled: Mask


@dataclass(frozen=True)
class _Weighed:
    """Which pairs were weighed now, their evidence but for what other offences say, and that of all pairs."""

    anew: Mask
    evidence: Evidence
    of_others: Column


def update_pairs(scales: Scales, before: HeldPairs, touched: Touched, *, top: int) -> ScoredPairs:
    """Return the scored pairs of a file of which some offences are new, in the order of the links' frame.

    To sort millions of pairs or to carry their ledgers over would take longer than to weigh what is new.

    Parameters
    ----------
    scales
        Of the file as it is now.
    """
    parameters, n = scales.parameters, len(scales.coded)
    laid = _lay_over(scales, before, touched.asked, most_weighed(parameters, top))
    anew = (laid.held < 0) | touched.reweighed[laid.a] | touched.reweighed[laid.b]
    fresh = weigh_without_others(scales, laid.a[anew], laid.b[anew])
    alone, total = _held(before.weighed.alone, laid), _held(before.weighed.total, laid)
    alone[anew] = fresh.sum(axis=1, dtype=np.float64)
    unsettled = laid.unsettled.copy()
    unsettled[np.r_[laid.a[anew], laid.b[anew]]] = True
    voted, said = _vote_again(scales, laid, alone, unsettled)
    total[voted] = alone[voted] + said
    level = held_level(parameters.level.log10 or 0.0)
    probability = link_probability(total, n, parameters.prior, level.log10)
    kept = mark_links(laid.a, laid.b, total, probability >= parameters.reach.min_probability, top)
    weighed = WeighedPairs(laid.a, laid.b, alone, total, kept)
    links = np.flatnonzero(kept)
    of_others = (total - alone).astype(np.float32)
    evidence = _evidence_of_links(scales, before, laid, links, _Weighed(anew, fresh, of_others))
    return ScoredPairs(
        laid.a[links],
        laid.b[links],
        evidence,
        total[links],
        probability[links],
        every_pair=False,
        weighed=weighed,
        level=level,
    )


def _held(values: Floats, laid: _Laid) -> Floats:
    """Return what was worked out for each pair before; not a number where it is new."""
    found = np.full(len(laid.held), np.nan)
    stays = laid.held >= 0
    found[stays] = values[laid.held[stays]]
    return found


def _lay_over(scales: Scales, before: HeldPairs, asked: Positions, keep: int) -> _Laid:
    """Lay the pairs found for those asked about over the pairs before; nobody keeps more than its best."""
    n, pairs = len(scales.coded), before.weighed
    asks = np.zeros(n, bool)
    asks[asked] = True
    loses = before.robbed.copy()
    gone = asks[pairs.a] | asks[pairs.b]
    loses[np.r_[pairs.a[gone], pairs.b[gone]]] = True
    asks |= loses & (_partners(pairs.a, pairs.b, n) + before.robbed >= keep)  # who was let go may come back
    stays = np.flatnonzero(~(asks[pairs.a] | asks[pairs.b]))
    found = scan_asked(np.flatnonzero(asks), scales, reach_of(n, scales.parameters))
    a, b, held = _inserted(scales.coded, pairs, stays, found)
    best = _still_best(scales, a, b, held < 0, keep)
    loses[np.r_[a[~best], b[~best]]] = True
    return _Laid(a[best], b[best], held[best], loses)


def _inserted(
    coded: CodedOffences, pairs: WeighedPairs, stays: Positions, found: FoundPairs
) -> tuple[Positions, Positions, Positions]:
    """Return the pairs that stay and those found, in the order of the links' frame, and where each was held (-1)."""
    number = number_by_row(coded, found.a.astype(np.int64), found.b.astype(np.int64))
    order = np.argsort(number)
    a, b = pairs.a[stays], pairs.b[stays]
    place = np.searchsorted(number_by_row(coded, a, b), number[order])
    return (
        np.insert(a, place, found.a[order]),
        np.insert(b, place, found.b[order]),
        np.insert(stays, place, -1),
    )


def _partners(a: Positions, b: Positions, n: int) -> NDArray[np.int64]:
    """Return how many pairs each offence has."""
    return np.asarray(np.bincount(a, minlength=n) + np.bincount(b, minlength=n))


def _still_best(scales: Scales, a: Positions, b: Positions, new: Mask, keep: int) -> Mask:
    """Mark the pairs among the `keep` best of either offence; only who has a new partner may lose another."""
    n = len(scales.coded)
    crowded = _partners(a, b, n) > keep
    joined = np.zeros(n, bool)
    joined[np.r_[a[new], b[new]]] = True
    joined &= crowded
    best = np.ones(len(a), bool)
    doubtful = (joined[a] | joined[b]) & crowded[a] & crowded[b]
    if not doubtful.any():
        return best
    ends = np.zeros(n, bool)
    ends[np.r_[a[doubtful], b[doubtful]]] = True
    looked = np.flatnonzero(ends[a] | ends[b])
    scales.need(a[looked], b[looked])
    score = kernels.pair_totals(scales.records, scales.tables, a[looked], b[looked])
    rank_a, rank_b = rank_within_offence(a[looked], b[looked], score)
    among = (rank_a < keep) | (rank_b < keep)
    best[looked] = among | ~doubtful[looked]
    return best


def _vote_again(
    scales: Scales, laid: _Laid, alone: Floats, unsettled: Mask
) -> tuple[NDArray[np.int64], Evidence]:
    """Return the pairs that are voted on again, and what other offences say of them.

    A vote between two offences can change only where one of them is unsettled. It counts for pairs of which an end
    is either of the two; whose votes those pairs rest on, and whether each of these is among the best of one who casts
    it, is told by three steps more.
    """
    changed = _and_beside(unsettled, laid)
    told = _and_beside(_and_beside(changed, laid), laid)
    near = np.flatnonzero(told[laid.a] | told[laid.b])
    a, b = laid.a[near], laid.b[near]
    rules, n = scales.parameters.collective, len(scales.coded)
    matrix = vote_matrix(a, b, votes_of(alone[near], scales), n, rules)
    voted = changed[a] | changed[b]
    said = evidence_of_shared(row_products(matrix, a[voted], b[voted]), rules)
    return near[voted], said.astype(np.float32)


def _and_beside(offences: Mask, laid: _Laid) -> Mask:
    """Mark offences and all who have a pair with one of them."""
    beside = offences.copy()
    beside[laid.b[offences[laid.a]]] = True
    beside[laid.a[offences[laid.b]]] = True
    return beside


def _evidence_of_links(
    scales: Scales, before: HeldPairs, laid: _Laid, links: Positions, now: _Weighed
) -> PlacedEvidence:
    """Return the evidence of links, places among the pairs.

    Nearly all of it stays in the row that it has. Added are those that were weighed just now, those of which others
    say something else, and those that were not kept before: these are weighed again.
    """
    held, anew = laid.held[links], now.anew[links]
    stays = ~anew & (held >= 0)
    stays[stays] = before.weighed.kept[held[stays]]
    was = held[stays]
    kept = np.full(len(links), -1)
    kept[stays] = (np.cumsum(before.weighed.kept) - 1)[was]
    said = (before.weighed.total - before.weighed.alone).astype(np.float32)
    as_held = stays.copy()
    as_held[stays] = said[was] == now.of_others[links[stays]]
    place = np.zeros(len(links), np.uint32)
    place[as_held] = before.place[kept[as_held]]
    more = np.flatnonzero(~as_held)
    place[more] = before.evidence.height + np.arange(len(more))
    added = _Added(links[more], stays[more], anew[more], kept[more])
    return PlacedEvidence(before.evidence, _added_rows(scales, before, laid, added, now), place)


@dataclass(frozen=True)
class _Added:
    """Links of which evidence is added: which were kept before, and as which of them; which were weighed just now."""

    links: Positions
    stays: Mask
    anew: Mask
    kept: Positions


def _added_rows(scales: Scales, before: HeldPairs, laid: _Laid, added: _Added, now: _Weighed) -> Evidence:
    """Return the rows of evidence of some links: links x domains."""
    links = added.links
    rows = np.zeros((len(links), len(DOMAINS)), np.float32)
    of_held = PlacedEvidence(before.evidence, rows[:0], before.place)
    rows[added.stays] = of_held[added.kept[added.stays]]
    rows[added.anew] = now.evidence[(np.cumsum(now.anew) - 1)[links[added.anew]]]
    lifted = ~added.anew & ~added.stays
    rows[lifted] = weigh_without_others(scales, laid.a[links[lifted]], laid.b[links[lifted]])
    rows[:, COLLECTIVE] = now.of_others[links]
    return rows
