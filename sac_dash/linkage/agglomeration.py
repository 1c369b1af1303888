"""Average-link agglomeration of scored pairs under must-link and cannot-link.

Series grow from tight cores: the two groups with the highest mean log odds join first. A pair
that was not kept counts as a stated floor, so that a long chain of good links does not make a
series. Many pairs that agree say more than one: their number adds to the mean, by its logarithm,
as pairs of the same offences are far from independent (decision record 6 compares the alternatives).
The result depends on neither the order of pairs nor of offences beyond their positions.

Groups are grown hundreds of times in a run (twice for the series, once for every shuffle and resample), so the
loop is compiled.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage.tied_groups import NONE, Groups, are_apart, group_of, join, make_groups

Array = NDArray[Any]
Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


class Edges(NamedTuple):
    """Kept pairs of offences, each unordered pair once, with their natural log odds."""

    a: Positions
    b: Positions
    log_odds: Floats


@dataclass(frozen=True)
class Grouping:
    """Which offences stand together.

    Parameters
    ----------
    label
        Of each offence, the lowest offence of its group.
    """

    label: Positions

    def grouped(self) -> NDArray[np.bool_]:
        """Mark the offences that share their group with another."""
        return np.asarray(np.bincount(self.label, minlength=len(self.label))[self.label] > 1)

    def groups(self, fewest: int = 1) -> list[list[int]]:
        """Return the groups of at least so many offences, each sorted, by their lowest offence."""
        size = np.bincount(self.label, minlength=len(self.label))
        chosen = np.flatnonzero(size[self.label] >= fewest)
        order = chosen[np.argsort(self.label[chosen], kind="stable")]
        ends = np.cumsum(size[size >= max(fewest, 1)]).tolist()
        members = order.tolist()
        return [members[first:stop] for first, stop in zip([0, *ends], ends, strict=False)]


@dataclass(frozen=True)
class Joins(Grouping):
    """What agglomeration did, join by join.

    Parameters
    ----------
    size
        Of each joined group, its offences.
    tightness
        Of each joined group, the mean log odds of all its pairs.
    """

    size: Positions
    tightness: Floats


def agglomerate(
    n: int,
    edges: Edges,
    *,
    floor: float,
    threshold: float,
    size_gain: float = 0.0,
    most: int = 0,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Return groups of offences (each sorted; singles included), by average linkage.

    Parameters
    ----------
    n
        Offences, numbered from 0.
    edges
        Kept pairs; each unordered pair once.
    floor
        Log odds of a pair that is not among `edges`.
    threshold
        Two groups join while their mean log odds, with the gain of size, are at least this.
    size_gain
        Added to the mean for each unit of ln(pairs between the two groups).
    most
        Two groups of more than so many offences together do not join on evidence; 0 is no limit.
    must, cannot
        Pairs that stand together, or apart, whatever the evidence. Where they contradict one
        another `cannot` wins: a rejected link stays rejected.
    """
    grown = join_groups(
        n, edges, floor=floor, threshold=threshold, size_gain=size_gain, most=most, must=must, cannot=cannot
    )
    return grown.groups()


def join_groups(
    n: int,
    edges: Edges,
    *,
    floor: float,
    threshold: float,
    size_gain: float = 0.0,
    most: int = 0,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
) -> Joins:
    """Return every join of :func:`agglomerate`, whose parameters these are."""
    rules = (float(floor), float(threshold), float(size_gain))
    label, size, tightness = _grow(
        n, edges.a, edges.b, edges.log_odds, rules, most or n, _pairs(sorted(must)), _pairs(cannot)
    )
    return Joins(label, size, tightness)


def _pairs(listed: Iterable[tuple[int, int]]) -> Positions:
    """Return pairs as rows of an array."""
    return np.array(list(listed), np.int64).reshape(-1, 2)


@njit(cache=True, inline="always")
def _worth(
    a: int, b: int, total: float, count: int, rules: tuple[float, float, float], groups: Groups
) -> float:
    """Return the mean log odds over all pairs between two groups, and what their number adds."""
    pairs = groups.members[a] * groups.members[b]
    value: float = (total + rules[0] * (pairs - count)) / pairs + rules[2] * math.log(pairs)
    return value


@njit(cache=True, inline="always")
def _offer(score: float, a: int, b: int, groups: Groups) -> tuple[float, Any, Any, Any, Any]:
    """Return a join as the heap holds it: the best first, with the state of either group."""
    low, high = np.int32(min(a, b)), np.int32(max(a, b))
    return -score, low, high, groups.version[low], groups.version[high]


@njit(cache=True)
def _offer_all(a: int, queue: list[Any], rules: tuple[float, float, float], groups: Groups) -> None:
    """Put every join of a group that is good enough on the heap."""
    end = groups.first[a]
    while end != NONE:
        b, tie = groups.at[end ^ 1], end >> 1
        score = _worth(a, b, groups.total[tie], groups.kept[tie], rules, groups)
        if score >= rules[1]:
            heapq.heappush(queue, _offer(score, a, b, groups))
        end = groups.after[end]


@njit(cache=True)
def _first_queue(rules: tuple[float, float, float], groups: Groups) -> list[Any]:
    """Return the heap of all first joins."""
    queue = [_offer(0.0, 0, 0, groups) for _ in range(0)]
    for tie in range(groups.total.shape[0]):
        a, b = groups.at[2 * tie], groups.at[2 * tie + 1]
        if groups.parent[a] != a or groups.parent[b] != b:
            continue
        score = _worth(a, b, groups.total[tie], groups.kept[tie], rules, groups)
        if score >= rules[1]:
            queue.append(_offer(score, a, b, groups))
    heapq.heapify(queue)
    return queue


@njit(cache=True, nogil=True)
def _grow(
    n: int, a: Array, b: Array, log_odds: Array, rules: tuple[float, float, float], most: int, must: Array,
    cannot: Array,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Join groups, the best first; return each offence's group, and each join's size and tightness."""
    groups = make_groups(n, a, b, log_odds, cannot)
    for pair in range(must.shape[0]):
        left, right = group_of(must[pair, 0], groups), group_of(must[pair, 1], groups)
        if left != right and not are_apart(left, right, groups):
            join(left, right, rules[0], groups)
    queue = _first_queue(rules, groups)
    size, tightness = np.zeros(n, np.int64), np.zeros(n, np.float64)
    joins = 0
    while len(queue) > 0:
        _, one, other, version_one, version_other = heapq.heappop(queue)
        if groups.version[one] != version_one or groups.version[other] != version_other:
            continue
        if groups.members[one] + groups.members[other] > most or are_apart(one, other, groups):
            continue
        joined = join(one, other, rules[0], groups)
        members = groups.members[joined]
        size[joins], tightness[joins] = members, 2.0 * groups.inside[joined] / (members * (members - 1))
        joins += 1
        _offer_all(joined, queue, rules, groups)
    label = np.empty(n, np.int64)
    for offence in range(n):
        label[offence] = group_of(offence, groups)
    return label, size[:joins], tightness[:joins]
