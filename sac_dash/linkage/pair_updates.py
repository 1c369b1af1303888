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
from sac_dash.linkage.pair_marks import count_partners, mark_beside, mark_touching
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
Rows = NDArray[np.uint32]

_NOWHERE = np.uint32(0xFFFFFFFF)
"""The row of evidence of a pair that has none."""


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
    """Which pairs were weighed now, their evidence but for what other offences say, and which were voted on again."""

    anew: Mask
    evidence: Evidence
    voted: Positions


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
    anew = laid.held < 0
    if touched.reweighed.any():
        anew |= mark_touching(touched.reweighed, laid.a, laid.b)
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
    evidence = _evidence_of_links(scales, before, weighed, laid, _Weighed(anew, fresh, voted))
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
    gone = mark_touching(asks, pairs.a, pairs.b)
    loses[np.r_[pairs.a[gone], pairs.b[gone]]] = True
    if loses.any():  # who was let go may come back
        asks |= loses & (count_partners(pairs.a, pairs.b, n) + before.robbed >= keep)
        gone = mark_touching(asks, pairs.a, pairs.b)
    found = scan_asked(np.flatnonzero(asks), scales, reach_of(n, scales.parameters))
    a, b, held = _inserted(scales.coded, pairs, np.flatnonzero(~gone), found)
    best = _still_best(scales, a, b, held < 0, keep)
    if best.all():
        return _Laid(a, b, held, loses)
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


def _still_best(scales: Scales, a: Positions, b: Positions, new: Mask, keep: int) -> Mask:
    """Mark the pairs among the `keep` best of either offence; only who has a new partner may lose another."""
    n = len(scales.coded)
    crowded = count_partners(a, b, n) > keep
    joined = np.zeros(n, bool)
    joined[np.r_[a[new], b[new]]] = True
    joined &= crowded
    best = np.ones(len(a), bool)
    if not joined.any():
        return best
    doubtful = mark_touching(joined, a, b) & crowded[a] & crowded[b]
    if not doubtful.any():
        return best
    ends = np.zeros(n, bool)
    ends[np.r_[a[doubtful], b[doubtful]]] = True
    looked = np.flatnonzero(mark_touching(ends, a, b))
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
    changed = mark_beside(unsettled, laid.a, laid.b)
    told = mark_beside(mark_beside(changed, laid.a, laid.b), laid.a, laid.b)
    near = np.flatnonzero(mark_touching(told, laid.a, laid.b))
    a, b = laid.a[near], laid.b[near]
    rules, n = scales.parameters.collective, len(scales.coded)
    matrix = vote_matrix(a, b, votes_of(alone[near], scales), n, rules)
    voted = changed[a] | changed[b]
    said = evidence_of_shared(row_products(matrix, a[voted], b[voted]), rules)
    return near[voted], said.astype(np.float32)


def _evidence_of_links(
    scales: Scales, before: HeldPairs, weighed: WeighedPairs, laid: _Laid, now: _Weighed
) -> PlacedEvidence:
    """Return the evidence of the links among the pairs that are weighed.

    Nearly all of it stays in the row that it has. Added are those that were weighed just now, those of which others
    say something else, and those that were not kept before: these are weighed again.
    """
    row = np.full(len(before.weighed.kept) + 1, _NOWHERE, np.uint32)  # the last for pairs that are new
    row[:-1][before.weighed.kept] = before.place
    row = row[laid.held]
    row[now.anew] = _NOWHERE
    again = now.voted[row[now.voted] != _NOWHERE]
    of_others = (weighed.total - weighed.alone)[again].astype(np.float32)
    was = laid.held[again]
    said = (before.weighed.total[was] - before.weighed.alone[was]).astype(np.float32)
    otherwise = np.zeros(len(row), bool)
    otherwise[again[said != of_others]] = True
    more = np.flatnonzero(weighed.kept & (otherwise | (row == _NOWHERE)))
    added = _added_rows(scales, before, weighed, _Added(more, row[more]), now)
    row[more] = before.evidence.height + np.arange(len(more))
    return PlacedEvidence(before.evidence, added, row[weighed.kept])


@dataclass(frozen=True)
class _Added:
    """Pairs whose evidence is added, and the row that each had before, if any."""

    pairs: Positions
    row: Rows


def _added_rows(
    scales: Scales, before: HeldPairs, weighed: WeighedPairs, added: _Added, now: _Weighed
) -> Evidence:
    """Return the rows of evidence that are added: pairs x domains."""
    pairs, had = added.pairs, added.row != _NOWHERE
    rows = np.zeros((len(pairs), len(DOMAINS)), np.float32)
    rows[had] = PlacedEvidence(before.evidence, rows[:0], added.row)[np.flatnonzero(had)]
    anew = now.anew[pairs]
    rows[anew] = now.evidence[(np.cumsum(now.anew) - 1)[pairs[anew]]]
    lifted = pairs[~anew & ~had]
    rows[~anew & ~had] = weigh_without_others(scales, weighed.a[lifted], weighed.b[lifted])
    rows[:, COLLECTIVE] = (weighed.total - weighed.alone)[pairs]
    return rows
