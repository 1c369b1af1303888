"""Groups grown apart where they cannot meet: the same groups, without walking over ties that come to nothing.

Two groups join on the mean log odds between them and a gain of their size, so that no pair between them may lie far
below the threshold unless the groups are large. Of a nation's four million pairs most tie an offence to others that it
can never come to share a group with. Offences are parted by the pairs strong enough for groups of up to so many; each
part is grown by itself, and afterwards every pair between parts is held against the groups that came out. If two of
them could have joined after all, parts are made for larger groups, in the end one for all: the outcome is always that
of :func:`sac_dash.linkage.agglomeration.join_groups`.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage.agglomeration import Edges, Joins, join_groups

Array = NDArray[Any]

_FEWEST_PAIRS = 100_000
"""Fewer are grown as one: parting them takes as long."""
_MOST_STRONG = 0.5
"""Share of pairs strong enough from which nothing is won."""
_FIRST_SIZE = 24
_ROUNDING = 1e-9


def join_groups_apart(
    n: int,
    edges: Edges,
    *,
    floor: float,
    threshold: float,
    size_gain: float = 0.0,
    most: int = 0,
    cannot: Iterable[tuple[int, int]] = (),
) -> Joins:
    """Return every join of :func:`sac_dash.linkage.agglomeration.join_groups`, whose parameters these are.

    `floor` lies below all edges, as it is what a pair counts that is not among them.
    """
    cannot, size = list(cannot), _FIRST_SIZE
    while True:
        cut = threshold - size_gain * math.log(size * size / 4.0)
        strong = edges.log_odds >= cut
        if len(edges.a) < _FEWEST_PAIRS or size_gain < 0.0 or strong.mean() > _MOST_STRONG:
            return join_groups(
                n, edges, floor=floor, threshold=threshold, size_gain=size_gain, most=most, cannot=cannot
            )
        inside = _within_parts(n, edges.a, edges.b, strong)
        part = Edges(edges.a[inside], edges.b[inside], edges.log_odds[inside])
        joins = join_groups(
            n, part, floor=floor, threshold=threshold, size_gain=size_gain, most=most, cannot=cannot
        )
        of_group = np.bincount(joins.label, minlength=n)[joins.label]
        if not _could_meet(
            edges.a, edges.b, edges.log_odds, inside, of_group, threshold - _ROUNDING, size_gain
        ):
            return joins
        size *= 2


@njit(cache=True, nogil=True)
def _within_parts(n: int, a: Array, b: Array, strong: Array) -> Array:
    """Mark the pairs of which both offences lie in one part: strong pairs lead from each to the other."""
    parent = np.arange(n)
    for pair in range(a.shape[0]):
        if strong[pair]:
            one, other = _first_of(a[pair], parent), _first_of(b[pair], parent)
            parent[max(one, other)] = min(one, other)
    for offence in range(n):
        parent[offence] = parent[parent[offence]]  # the parent is lower: its own first is known already
    inside = np.empty(a.shape[0], np.bool_)
    for pair in range(a.shape[0]):
        inside[pair] = parent[a[pair]] == parent[b[pair]]
    return inside


@njit(cache=True)
def _first_of(offence: int, parent: Array) -> int:
    """Return the lowest offence of a part."""
    while parent[offence] != offence:
        parent[offence] = parent[parent[offence]]
        offence = parent[offence]
    return offence


@njit(cache=True, nogil=True)
def _could_meet(
    a: Array, b: Array, log_odds: Array, inside: Array, size: Array, threshold: float, size_gain: float
) -> bool:
    """Say whether a pair between parts is strong enough for the groups of its offences, had they met."""
    for pair in range(a.shape[0]):
        if not inside[pair]:
            pairs = size[a[pair]] * size[b[pair]]
            if log_odds[pair] + size_gain * math.log(pairs) >= threshold:
                return True
    return False
