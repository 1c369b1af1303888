"""Groups grown apart where they cannot meet: the same groups, without walking over ties that come to nothing.

Two groups join on the mean log odds between them and a gain of their size, so that no pair between them may lie far
below the threshold unless the groups are large. Of a nation's four million pairs most tie an offence to others that it
can never come to share a group with. Offences are parted by the pairs strong enough for groups of up to so many; each
part is grown by itself, and afterwards every pair between parts is held against the groups that came out. Where two
of them could have joined after all their parts become one and are grown again: the outcome is always that of
:func:`sac_dash.linkage.agglomeration.join_groups`.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage.agglomeration import Edges, Grouping, join_groups

Array = NDArray[Any]

_FEWEST_PAIRS = 100_000
"""Fewer are grown as one: parting them takes as long."""
_MOST_STRONG = 0.5
"""Share of pairs strong enough from which nothing is won."""
_SIZE = 24
"""Groups of up to so many, two together, are parted right at once."""
_ROUNDING = 1e-9


def group_apart(
    n: int,
    edges: Edges,
    *,
    floor: float,
    threshold: float,
    size_gain: float = 0.0,
    most: int = 0,
    cannot: Iterable[tuple[int, int]] = (),
) -> Grouping:
    """Return the groups of :func:`sac_dash.linkage.agglomeration.join_groups`, whose parameters these are.

    `floor` lies below all edges, as it is what a pair counts that is not among them.
    """
    grow = partial(
        join_groups, n, floor=floor, threshold=threshold, size_gain=size_gain, most=most, cannot=list(cannot)
    )
    enough = _SIZE * _SIZE / 4.0
    strong = edges.log_odds >= threshold - size_gain * math.log(enough) - _ROUNDING
    if len(edges.a) < _FEWEST_PAIRS or size_gain < 0.0 or strong.mean() > _MOST_STRONG:
        return grow(edges)
    part = _parts(n, edges.a, edges.b, strong)
    inside = _within(edges.a, edges.b, part)
    label = grow(_some(edges, inside)).label
    while True:
        size = np.bincount(label, minlength=n)[label]
        meet = _could_meet(
            edges.a, edges.b, edges.log_odds, inside, size, threshold - _ROUNDING, size_gain, enough
        )
        if not len(meet):
            return Grouping(label)
        strong[meet] = True
        part = _parts(n, edges.a, edges.b, strong)
        inside = _within(edges.a, edges.b, part)
        again = np.zeros(n, bool)
        again[part[edges.a[meet]]] = True
        again = again[part]
        label = np.where(again, grow(_some(edges, inside & again[edges.a])).label, label)


def _some(edges: Edges, chosen: NDArray[np.bool_]) -> Edges:
    """Return some of the pairs."""
    return Edges(edges.a[chosen], edges.b[chosen], edges.log_odds[chosen])


@njit(cache=True, nogil=True)
def _parts(n: int, a: Array, b: Array, strong: Array) -> Array:
    """Return of each offence the lowest of its part: strong pairs lead from each to the others."""
    parent = np.arange(n)
    for pair in range(a.shape[0]):
        if strong[pair]:
            one, other = _first_of(a[pair], parent), _first_of(b[pair], parent)
            parent[max(one, other)] = min(one, other)
    for offence in range(n):
        parent[offence] = parent[parent[offence]]  # the parent is lower: its own first is known already
    return parent


@njit(cache=True, nogil=True)
def _within(a: Array, b: Array, part: Array) -> Array:
    """Mark the pairs of which both offences lie in one part."""
    inside = np.empty(a.shape[0], np.bool_)
    for pair in range(a.shape[0]):
        inside[pair] = part[a[pair]] == part[b[pair]]
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
    a: Array, b: Array, log_odds: Array, inside: Array, size: Array, threshold: float, size_gain: float,
    enough: float,
) -> Array:  # fmt: skip
    """Return the pairs between parts that are strong enough for the groups of their offences, had these met.

    Those of no more than `enough` pairs are parted right.
    """
    found = [0 for _ in range(0)]
    for pair in range(a.shape[0]):
        if not inside[pair]:
            pairs = size[a[pair]] * size[b[pair]]
            if pairs > enough and log_odds[pair] + size_gain * math.log(pairs) >= threshold:
                found.append(pair)
    return np.array(found, np.int64)
