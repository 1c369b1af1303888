"""Aspects: what two offences can be alike in, each put into a few hundred kinds.

A pass over half a million million pairs has a quarter of a nanosecond for each. So an offence is one kind in
each of some ten aspects (its way of entry, its hour, its place ...), and for every two kinds of an aspect the most
that they can say of any two such offences is worked out beforehand, in small whole steps, rounded up. The sum over
the aspects is a bound that never lies below the score: a pair that cannot reach the floor by it is done with.

Facets are multi-valued, so a kind is a whole set of codes stated present and absent. Facets that few kinds
describe share an aspect, as a sum of fewer terms is quicker; where an aspect holds all facets of a domain its bound
is the domain's evidence itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.kernels import Records, Tables, facet_evidence
from sac_dash.linkage.numbering import number_kinds
from sac_dash.linkage.stated_codes import Word

Array = NDArray[Any]
Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

STEPS_PER_LOG10 = 32
"""Fineness of a bound; ten aspects lose a sixth of a log10 on average, and the exact score follows."""
MAX_KINDS = 255
"""Kinds of an aspect: its table of a byte for every two stays in the cache of one core."""
_REST_KINDS = 16
_DEEPEST_LOG10 = -1.0
_ROUNDING = 1e-6
_NOTHING = Word(0)


class Aspects(NamedTuple):
    """The kind of each offence in each aspect, and the most that any two kinds can say.

    Parameters
    ----------
    kind
        Offences x aspects; 0 is unknown, which says nothing.
    kinds
        By aspect: how many, 0 included.
    first
        By aspect: where its table begins in `steps`.
    steps
        Tables of kinds x kinds, one after the other: whole steps above `least_log10`.
    least_log10
        By aspect: what no step means.
    """

    kind: NDArray[np.uint16]
    kinds: NDArray[np.int64]
    first: NDArray[np.int64]
    steps: NDArray[np.uint8]
    least_log10: Floats


@dataclass(frozen=True)
class Aspect:
    """One aspect.

    Parameters
    ----------
    kind
        Of each offence, from 1; 0 is unknown.
    most_log10
        Kinds x kinds: the most that two such offences can say; nothing where either is unknown.
    """

    kind: NDArray[np.uint16]
    most_log10: Floats

    @property
    def kinds(self) -> int:
        """Return how many kinds there are, the unknown included."""
        return len(self.most_log10)


@dataclass(frozen=True)
class _FacetKinds:
    """One facet: the kind of each offence (0: nothing stated) and an offence that shows each kind.

    From `rest` on a kind is what is left over, by the most that any of it can say (`own_log10`).
    """

    facet: int
    kind: Positions
    example: Positions
    rest: int
    own_log10: Floats


def stack_aspects(aspects: Sequence[Aspect], offences: int) -> Aspects:
    """Return aspects as the compiled pass takes them."""
    told = [aspect for aspect in aspects if aspect.kinds > 1 and np.any(aspect.most_log10 != 0.0)]
    least = [_least(aspect.most_log10) for aspect in told]
    tables = [_in_steps(a.most_log10, low).ravel() for a, low in zip(told, least, strict=True)]
    kind = np.zeros((offences, len(told)), np.uint16)
    for column, aspect in enumerate(told):
        kind[:, column] = aspect.kind
    return Aspects(
        kind,
        np.array([aspect.kinds for aspect in told], np.int64),
        np.cumsum([0, *(len(table) for table in tables)])[: len(told)].astype(np.int64),
        np.concatenate([*tables, np.zeros(0, np.uint8)]),
        np.array(least, np.float64),
    )


def best_of_aspects(aspects: Aspects) -> NDArray[np.float32]:
    """Return the most that the aspects of each offence say with any other, log10 units."""
    best = np.zeros(len(aspects.kind), np.float64)
    for aspect, (kinds, first) in enumerate(zip(aspects.kinds, aspects.first, strict=True)):
        table = aspects.steps[first : first + kinds * kinds].reshape(kinds, kinds)
        most = table.max(axis=1) / STEPS_PER_LOG10 + aspects.least_log10[aspect]
        most[0] = 0.0
        best += most[aspects.kind[:, aspect]]
    return np.nextafter(best.astype(np.float32), np.float32(np.inf))


def _least(most_log10: Floats) -> float:
    """Return the least worth telling apart, in whole steps."""
    low = max(float(most_log10.min()), _DEEPEST_LOG10)
    return float(np.floor(low * STEPS_PER_LOG10)) / STEPS_PER_LOG10


def _in_steps(most_log10: Floats, least: float) -> NDArray[np.uint8]:
    """Return whole steps above `least`, rounded up; nothing where either is unknown."""
    raised = np.maximum(most_log10, least) - least
    steps = np.ceil((raised + _ROUNDING) * STEPS_PER_LOG10)
    steps[0, :] = steps[:, 0] = np.ceil((_ROUNDING - least) * STEPS_PER_LOG10)
    if steps.max(initial=0.0) > np.iinfo(np.uint8).max:
        msg = f"an aspect says more than {steps.max() / STEPS_PER_LOG10:.1f} log10 units: steps overflow"
        raise OverflowError(msg)
    return steps.astype(np.uint8)


def behaviour_aspects(records: Records, tables: Tables, max_kinds: int = MAX_KINDS) -> list[Aspect]:
    """Return the aspects of the facets: what was done, to what, with what, and how they left."""
    facets = [_facet_kinds(facet, records, tables, max_kinds) for facet in range(len(tables.facet_domain))]
    parts = [[facet] for facet in facets if len(facet.example) > 1]
    grouped: list[list[_FacetKinds]] = []
    for domain in np.unique(tables.facet_domain):
        of_domain = [part for part in parts if tables.facet_domain[part[0].facet] == domain]
        grouped += _merge(of_domain, max_kinds)
    return [_aspect(group, grouped, records, tables) for group in _merge(grouped, max_kinds)]


def _facet_kinds(facet: int, records: Records, tables: Tables, max_kinds: int) -> _FacetKinds:
    """Give every set of codes of a facet a number, the commonest first; the rest goes by what it can say."""
    number = _number_sets(facet, records, tables)
    place, example, count = number_kinds(number)
    unknown = number[example] == 0
    order = np.lexsort((example, -count, ~unknown))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    kind, example = rank[place], example[order]
    if not unknown.any():
        kind, example = kind + 1, np.r_[example[:1], example]
    own = _own_log10(facet, example.astype(np.int64), records, tables)
    if len(example) <= max_kinds:
        return _FacetKinds(facet, kind, example, len(example), own)
    common = max_kinds - _REST_KINDS
    return _rest_by_own(facet, kind, example, own, common)


def _rest_by_own(facet: int, kind: Positions, example: Positions, own: Floats, common: int) -> _FacetKinds:
    """Return a facet whose rare kinds are put together by the most that they can say."""
    rare = own[common:]
    edges = np.quantile(rare, np.linspace(0.0, 1.0, _REST_KINDS + 1)[1:-1])
    rest = np.searchsorted(edges, rare, "right")
    of_kind = np.r_[np.arange(common), common + rest]
    most = np.full(common + _REST_KINDS, -np.inf)
    np.maximum.at(most, of_kind, own)
    shown = np.zeros(common + _REST_KINDS, np.int64)
    shown[of_kind[::-1]] = example[::-1]
    return _FacetKinds(facet, of_kind[kind], shown, common, most)


def _number_sets(facet: int, records: Records, tables: Tables) -> Positions:
    """Return one number for each set of codes of a facet, 0 for the empty one."""
    number = np.zeros(len(records.present), np.int64)
    for side in (records.present, records.absent):
        for word in range(tables.facet_start[facet], tables.facet_start[facet + 1]):
            column = pl.Series(side[:, word])
            distinct = column.unique().sort().to_numpy()
            if len(distinct) > 1 or distinct[0] != _NOTHING:
                held = distinct if distinct[0] == _NOTHING else np.r_[_NOTHING, distinct]
                number = number * len(held) + np.searchsorted(held, side[:, word])
                if number.max() > 1 << 40:
                    number = _dense(number)
    return number


def _dense(number: Positions) -> Positions:
    """Return numbers without gaps in the same order, 0 still for 0."""
    held = np.unique(np.r_[0, number])
    return np.asarray(np.searchsorted(held, number))


def _merge(parts: list[list[_FacetKinds]], max_kinds: int) -> list[list[_FacetKinds]]:
    """Put parts together that still have few enough kinds, those with the fewest first."""
    waiting = sorted(parts, key=lambda part: (_kinds_together(part), part[0].facet))
    merged: list[list[_FacetKinds]] = []
    while waiting:
        group = waiting.pop(0)
        for other in list(waiting):
            if _kinds_together([*group, *other]) <= max_kinds:
                group = [*group, *other]
                waiting.remove(other)
        merged.append(group)
    return merged


def _kinds_together(group: list[_FacetKinds]) -> int:
    """Return how many kinds an aspect of these facets has, the unknown included."""
    return int(np.count_nonzero(_tally(group))) + 1


def _tally(group: list[_FacetKinds]) -> Positions:
    """Return how many offences there are of each combination of kinds but the all unknown."""
    sizes = [len(facet.example) for facet in group]
    if np.prod(sizes, dtype=float) > 1 << 22:
        return np.ones(1 << 16, np.int64)  # more than any aspect may have: not worth counting
    counts = np.bincount(_combined(group), minlength=1)
    counts[0] = 0
    return counts


def _combined(group: list[_FacetKinds]) -> Positions:
    """Return one number for each combination of kinds, 0 for the all unknown."""
    number = np.zeros(len(group[0].kind), np.int64)
    for facet in group:
        number = number * len(facet.example) + facet.kind
    return number


def _aspect(
    group: list[_FacetKinds], every: list[list[_FacetKinds]], records: Records, tables: Tables
) -> Aspect:
    """Return the aspect of some facets."""
    combined = _combined(group)
    held = np.flatnonzero(_tally(group))
    kind_of = np.zeros(int(combined.max(initial=0)) + 1, np.int64)
    kind_of[held] = np.arange(1, len(held) + 1)
    of_facet = _kinds_of(held, group)
    most = np.zeros((len(held) + 1, len(held) + 1))
    for domain in np.unique([tables.facet_domain[facet.facet] for facet in group]):
        inside = [k for k, facet in enumerate(group) if tables.facet_domain[facet.facet] == domain]
        parts = sum(1 for other in every if tables.facet_domain[other[0].facet] == domain)
        tabled = [_facet_table(group[k], records, tables)[np.ix_(of_facet[k], of_facet[k])] for k in inside]
        most[1:, 1:] += counted_share(tabled, int(domain), parts, tables)
    return Aspect(kind_of.astype(np.uint16)[combined], most)


def _kinds_of(held: Positions, group: list[_FacetKinds]) -> list[Positions]:
    """Return the kind in each facet of some combinations."""
    kinds: list[Positions] = []
    for facet in reversed(group):
        kinds.append(held % len(facet.example))
        held = held // len(facet.example)
    return kinds[::-1]


def counted_share(tabled: Sequence[Floats], domain: int, parts: int, tables: Tables) -> Floats:
    """Return how much of a domain's facets counts at most, by kinds.

    Where the aspect has the whole domain that is what counts. Where the domain is shared out, each facet's
    evidence is counted so that the sum cannot lie below: what speaks against by the lesser factor, and no part
    below its share of the domain's floor.
    """
    if parts == 1:
        return counted_at_most(domain, np.asarray(np.sum(tabled, axis=0)), tables)
    agree, disagree, floor, _ = tables.calibration[domain]
    lesser = min(agree, disagree)
    shared = np.sum([each * np.where(each > 0.0, agree, lesser) for each in tabled], axis=0)
    return np.asarray(np.maximum(shared, floor / parts))


def _facet_table(facet: _FacetKinds, records: Records, tables: Tables) -> Floats:
    """Return the most evidence between any two kinds of a facet."""
    table = _evidence_between(facet.facet, facet.example.astype(np.int64), records, tables)
    against = max(float(tables.facet_disagree[facet.facet]), 0.0)
    most = np.maximum(np.minimum(facet.own_log10[:, None], facet.own_log10[None, :]), against)
    table[facet.rest :, :] = most[facet.rest :, :]
    table[:, facet.rest :] = most[:, facet.rest :]
    table[0, :] = table[:, 0] = 0.0
    return table


@njit(cache=True)
def _own_log10(facet: int, example: Array, records: Records, tables: Tables) -> Array:
    """Return the most that each kind can say with any other: nobody shares more than it has itself."""
    own = np.empty(example.shape[0], np.float64)
    for place in range(example.shape[0]):
        own[place] = max(facet_evidence(example[place], example[place], facet, records, tables), 0.0)
    return own


@njit(cache=True, parallel=True)
def _evidence_between(facet: int, example: Array, records: Records, tables: Tables) -> Array:
    """Return a facet's evidence between the offences that show its kinds."""
    kinds = example.shape[0]
    table = np.zeros((kinds, kinds), np.float64)
    for one in prange(kinds):
        for other in range(kinds):
            table[one, other] = facet_evidence(example[one], example[other], facet, records, tables)
    return table


def counted_at_most(domain: int, raw: Floats, tables: Tables) -> Floats:
    """Return how much of a domain's raw evidence counts, element by element."""
    agree, disagree, floor, cap = tables.calibration[domain]
    return np.asarray(np.clip(raw * np.where(raw > 0.0, agree, disagree), floor, cap))
