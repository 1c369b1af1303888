"""Groups of offences while they grow, and the ties between them: what agglomeration joins.

Two groups with kept pairs between them share a tie; a group's ties are a doubly linked list of their ends, so
that a join costs no more than the ties of the two. Pairs set apart hang on their groups as rings of ends, so
that a file with many of them asks only those of the two groups at hand.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage.leaf import leaf

Array = NDArray[Any]

NONE = -1


class Groups(NamedTuple):
    """Groups of offences, by name (their lowest offence), and the ties between them.

    Four bytes a number: a nation's file has four million ties, of two ends each; there is room for a thousand million.
    """

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
    apart: Array  # by end of a pair set apart: its offence
    apart_after: Array  # by end: the next of the group's, in a ring
    apart_any: Array  # of a group: one end of its ring
    apart_count: Array  # of a group: the ends in its ring


@njit(cache=True)
def make_groups(n: int, a: Array, b: Array, log_odds: Array, cannot: Array) -> Groups:
    """Return every offence as a group of its own, tied by the pairs ``a[k], b[k]``."""
    apart = cannot.copy().ravel()
    ties = a.shape[0]
    groups = Groups(
        np.arange(n, dtype=np.int32), np.ones(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.float64),
        np.full(n, NONE, np.int32), log_odds.copy(), np.ones(ties, np.int32), np.empty(2 * ties, np.int32),
        np.full(2 * ties, NONE, np.int32), np.full(2 * ties, NONE, np.int32), np.full(n, NONE, np.int32),
        apart, np.arange(len(apart)), np.full(n, NONE, np.int64), np.zeros(n, np.int64),
    )  # fmt: skip
    for tie in range(ties):
        _attach(2 * tie, a[tie], groups)
        _attach(2 * tie + 1, b[tie], groups)
    for end in range(len(apart)):
        _add_ring(apart[end], end, 1, groups)
    return groups


@njit(cache=True, inline="always")
def _attach(end: int, group: int, groups: Groups) -> None:
    """Put an end of a tie first in a group's list."""
    head = groups.first[group]
    groups.at[end], groups.after[end], groups.before[end] = group, head, NONE
    if head != NONE:
        groups.before[head] = end
    groups.first[group] = end


@njit(cache=True, inline="always")
def _detach(end: int, groups: Groups) -> None:
    """Take an end of a tie out of its group's list."""
    before, after = groups.before[end], groups.after[end]
    if before != NONE:
        groups.after[before] = after
    else:
        groups.first[groups.at[end]] = after
    if after != NONE:
        groups.before[after] = before


@leaf
def group_of(offence: int, groups: Groups) -> int:
    """Return the group of an offence."""
    while groups.parent[offence] != offence:
        groups.parent[offence] = groups.parent[groups.parent[offence]]
        offence = groups.parent[offence]
    return offence


@njit(cache=True, inline="always")
def _add_ring(group: int, end: int, count: int, groups: Groups) -> None:
    """Open a group's ring of ends set apart and close it round another ring."""
    mine = groups.apart_any[group]
    if mine == NONE:
        groups.apart_any[group] = end
    else:
        groups.apart_after[mine], groups.apart_after[end] = groups.apart_after[end], groups.apart_after[mine]
    groups.apart_count[group] += count


@leaf
def are_apart(a: int, b: int, groups: Groups) -> bool:
    """Say whether any offence of one group must stand apart from one of the other."""
    fewer, other = (a, b) if groups.apart_count[a] <= groups.apart_count[b] else (b, a)
    end = groups.apart_any[fewer]
    for _ in range(groups.apart_count[fewer]):
        if group_of(groups.apart[end ^ 1], groups) == other:
            return True
        end = groups.apart_after[end]
    return False


@leaf
def join(one: int, other: int, floor: float, groups: Groups) -> int:
    """Join two groups; the one with the lower name lives on."""
    a, b = min(one, other), max(one, other)
    end = groups.first[a]
    while end != NONE:
        groups.tie_to[groups.at[end ^ 1]] = end >> 1
        end = groups.after[end]
    between = groups.tie_to[b]
    total = groups.total[between] if between != NONE else 0.0
    count = groups.kept[between] if between != NONE else 0
    absent = groups.members[a] * groups.members[b] - count
    groups.inside[a] += groups.inside[b] + total + floor * absent
    _inherit(a, b, groups)
    end = groups.first[a]
    while end != NONE:
        groups.tie_to[groups.at[end ^ 1]] = NONE
        end = groups.after[end]
    groups.tie_to[b] = NONE
    if groups.apart_count[b] > 0:
        _add_ring(a, groups.apart_any[b], groups.apart_count[b], groups)
    groups.parent[b] = a
    groups.members[a] += groups.members[b]
    groups.version[a] += 1
    groups.version[b] += 1
    return a


@leaf
def _inherit(a: int, b: int, groups: Groups) -> None:
    """Hand b's ties on to a, whose own are marked in `tie_to`; two to the same group become one."""
    end = groups.first[b]
    while end != NONE:
        following, other = groups.after[end], groups.at[end ^ 1]
        mine = groups.tie_to[other]
        _detach(end, groups)
        if other == a:
            _detach(end ^ 1, groups)
        elif mine != NONE:
            _detach(end ^ 1, groups)
            groups.total[mine] += groups.total[end >> 1]
            groups.kept[mine] += groups.kept[end >> 1]
        else:
            _attach(end, a, groups)
        end = following
