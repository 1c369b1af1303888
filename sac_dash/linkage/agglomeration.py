"""Average-link agglomeration of scored pairs under must-link and cannot-link.

Series grow from tight cores: the two groups with the highest mean log odds join first. A pair
that was not kept counts as a stated floor, so that a long chain of good links does not make a
series. Many pairs that agree say more than one: their number adds to the mean, by its logarithm,
as pairs of the same offences are far from independent (decision record 6 compares the alternatives).
The result depends on neither the order of pairs nor of offences beyond their positions.

Groups are grown hundreds of times in a run (twice for the series, once for every shuffle and resample), so the
loop is compiled. Two groups with kept pairs between them share a tie; a group's ties are a doubly linked list of
their ends, so that a join costs no more than the ties of the two.
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

Array = NDArray[Any]
Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

_NONE = -1


class Edges(NamedTuple):
    """Kept pairs of offences, each unordered pair once, with their natural log odds."""

    a: Positions
    b: Positions
    log_odds: Floats


@dataclass(frozen=True)
class Joins:
    """What agglomeration did, join by join.

    Parameters
    ----------
    label
        Of each offence, the lowest offence of its group.
    size
        Of each joined group, its offences.
    tightness
        Of each joined group, the mean log odds of all its pairs.
    """

    label: Positions
    size: Positions
    tightness: Floats

    def groups(self) -> list[list[int]]:
        """Return the groups, each sorted, by their lowest offence; singles included."""
        order = np.argsort(self.label, kind="stable")
        bounds = np.flatnonzero(np.diff(self.label[order])) + 1
        return [part.tolist() for part in np.split(order, bounds)] if len(order) else []


def agglomerate(
    n: int,
    edges: Edges,
    *,
    floor: float,
    threshold: float,
    size_gain: float = 0.0,
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
    must, cannot
        Pairs that stand together, or apart, whatever the evidence. Where they contradict one
        another `cannot` wins: a rejected link stays rejected.
    """
    grown = join_groups(
        n, edges, floor=floor, threshold=threshold, size_gain=size_gain, must=must, cannot=cannot
    )
    return grown.groups()


def join_groups(
    n: int,
    edges: Edges,
    *,
    floor: float,
    threshold: float,
    size_gain: float = 0.0,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
) -> Joins:
    """Return every join of :func:`agglomerate`, whose parameters these are."""
    ends = np.stack([edges.a, edges.b], axis=1).astype(np.int64).reshape(-1, 2)
    rules = (float(floor), float(threshold), float(size_gain))
    label, size, tightness = _grow(n, ends, edges.log_odds, rules, _pairs(sorted(must)), _pairs(cannot))
    return Joins(label, size, tightness)


def _pairs(listed: Iterable[tuple[int, int]]) -> Positions:
    """Return pairs as rows of an array."""
    return np.array(list(listed), np.int64).reshape(-1, 2)


class _Groups(NamedTuple):
    """Groups of offences, by name (their lowest offence), and the ties between them."""

    parent: Array  # of an offence: towards its group
    members: Array  # how many
    version: Array  # rises when the group changes
    inside: Array  # summed log odds of its pairs
    first: Array  # its first end of a tie
    total: Array  # by tie: summed log odds of the kept pairs
    kept: Array  # by tie: how many those are
    at: Array  # by end (2 * tie and the one after): the group it stands at
    after: Array  # by end: the group's next
    before: Array  # by end: the group's one before
    tie_to: Array  # for a moment: by group, the tie to it


@njit(cache=True)
def _make_groups(n: int, ends: Array, log_odds: Array) -> _Groups:
    """Return every offence as a group of its own."""
    ties = ends.shape[0]
    groups = _Groups(
        np.arange(n), np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.float64),
        np.full(n, _NONE, np.int64), log_odds.copy(), np.ones(ties, np.int64), ends.copy().ravel(),
        np.full(2 * ties, _NONE, np.int64), np.full(2 * ties, _NONE, np.int64), np.full(n, _NONE, np.int64),
    )  # fmt: skip
    for end in range(2 * ties):
        _attach(end, groups.at[end], groups)
    return groups


@njit(cache=True, inline="always")
def _attach(end: int, group: int, groups: _Groups) -> None:
    """Put an end of a tie first in a group's list."""
    head = groups.first[group]
    groups.at[end], groups.after[end], groups.before[end] = group, head, _NONE
    if head != _NONE:
        groups.before[head] = end
    groups.first[group] = end


@njit(cache=True, inline="always")
def _detach(end: int, groups: _Groups) -> None:
    """Take an end of a tie out of its group's list."""
    before, after = groups.before[end], groups.after[end]
    if before != _NONE:
        groups.after[before] = after
    else:
        groups.first[groups.at[end]] = after
    if after != _NONE:
        groups.before[after] = before


@njit(cache=True)
def _group_of(offence: int, groups: _Groups) -> int:
    """Return the group of an offence."""
    while groups.parent[offence] != offence:
        groups.parent[offence] = groups.parent[groups.parent[offence]]
        offence = groups.parent[offence]
    return offence


@njit(cache=True)
def _set_apart(a: int, b: int, cannot: Array, groups: _Groups) -> bool:
    """Say whether any offence of one group must stand apart from one of the other."""
    for pair in range(cannot.shape[0]):
        left, right = _group_of(cannot[pair, 0], groups), _group_of(cannot[pair, 1], groups)
        if (left == a and right == b) or (left == b and right == a):
            return True
    return False


@njit(cache=True)
def _join(one: int, other: int, floor: float, groups: _Groups) -> int:
    """Join two groups; the one with the lower name lives on."""
    a, b = min(one, other), max(one, other)
    end = groups.first[a]
    while end != _NONE:
        groups.tie_to[groups.at[end ^ 1]] = end >> 1
        end = groups.after[end]
    between = groups.tie_to[b]
    total, count = (groups.total[between], groups.kept[between]) if between != _NONE else (0.0, 0)
    absent = groups.members[a] * groups.members[b] - count
    groups.inside[a] += groups.inside[b] + total + floor * absent
    _inherit(a, b, groups)
    end = groups.first[a]
    while end != _NONE:
        groups.tie_to[groups.at[end ^ 1]] = _NONE
        end = groups.after[end]
    groups.tie_to[b] = _NONE
    groups.parent[b] = a
    groups.members[a] += groups.members[b]
    groups.version[a] += 1
    groups.version[b] += 1
    return a


@njit(cache=True)
def _inherit(a: int, b: int, groups: _Groups) -> None:
    """Hand b's ties on to a, whose own are marked in `tie_to`; two to the same group become one."""
    end = groups.first[b]
    while end != _NONE:
        following, other = groups.after[end], groups.at[end ^ 1]
        mine = groups.tie_to[other]
        _detach(end, groups)
        if other == a:
            _detach(end ^ 1, groups)
        elif mine != _NONE:
            _detach(end ^ 1, groups)
            groups.total[mine] += groups.total[end >> 1]
            groups.kept[mine] += groups.kept[end >> 1]
        else:
            _attach(end, a, groups)
        end = following


@njit(cache=True, inline="always")
def _worth(
    a: int, b: int, total: float, count: int, rules: tuple[float, float, float], groups: _Groups
) -> float:
    """Return the mean log odds over all pairs between two groups, and what their number adds."""
    pairs = groups.members[a] * groups.members[b]
    value: float = (total + rules[0] * (pairs - count)) / pairs + rules[2] * math.log(pairs)
    return value


@njit(cache=True)
def _offer_all(a: int, queue: list[Any], rules: tuple[float, float, float], groups: _Groups) -> None:
    """Put every join of a group that is good enough on the heap."""
    end = groups.first[a]
    while end != _NONE:
        b, tie = groups.at[end ^ 1], end >> 1
        score = _worth(a, b, groups.total[tie], groups.kept[tie], rules, groups)
        if score >= rules[1]:
            low, high = min(a, b), max(a, b)
            heapq.heappush(queue, (-score, low, high, groups.version[low], groups.version[high]))
        end = groups.after[end]


@njit(cache=True)
def _first_queue(rules: tuple[float, float, float], groups: _Groups) -> list[Any]:
    """Return the heap of all first joins."""
    queue = [(0.0, 0, 0, 0, 0) for _ in range(0)]
    for tie in range(groups.total.shape[0]):
        a, b = groups.at[2 * tie], groups.at[2 * tie + 1]
        if groups.parent[a] != a or groups.parent[b] != b:
            continue
        score = _worth(a, b, groups.total[tie], groups.kept[tie], rules, groups)
        if score >= rules[1]:
            low, high = min(a, b), max(a, b)
            queue.append((-score, low, high, groups.version[low], groups.version[high]))
    heapq.heapify(queue)
    return queue


@njit(cache=True)
def _grow(
    n: int, ends: Array, log_odds: Array, rules: tuple[float, float, float], must: Array, cannot: Array
) -> tuple[Array, Array, Array]:
    """Join groups, the best first; return each offence's group, and each join's size and tightness."""
    groups = _make_groups(n, ends, log_odds)
    for pair in range(must.shape[0]):
        left, right = _group_of(must[pair, 0], groups), _group_of(must[pair, 1], groups)
        if left != right and not _set_apart(left, right, cannot, groups):
            _join(left, right, rules[0], groups)
    queue = _first_queue(rules, groups)
    size, tightness = np.zeros(n, np.int64), np.zeros(n, np.float64)
    joins = 0
    while len(queue) > 0:
        _, a, b, version_a, version_b = heapq.heappop(queue)
        if groups.version[a] != version_a or groups.version[b] != version_b:
            continue
        if _set_apart(a, b, cannot, groups):
            continue
        joined = _join(a, b, rules[0], groups)
        members = groups.members[joined]
        size[joins], tightness[joins] = members, 2.0 * groups.inside[joined] / (members * (members - 1))
        joins += 1
        _offer_all(joined, queue, rules, groups)
    label = np.empty(n, np.int64)
    for offence in range(n):
        label[offence] = _group_of(offence, groups)
    return label, size[:joins], tightness[:joins]
