"""The place as an aspect: offences of one neighbourhood are of one kind.

Neighbourhoods hold about equally many offences (the file is halved across its longer side, again and again), so
that a city has many small ones. How far apart two of them lie at least and at most, and how busy they are,
tells the most that distance can say of an offence here and another there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aspects import Aspect, Floats, Positions, counted_at_most
from sac_dash.linkage.kernels import Records, Tables

HALVINGS = 8
"""256 neighbourhoods; with the kinds of what travels still few enough for one aspect."""
MOST_KINDS = 1024
_LESS = 1.0 - 1e-4


@dataclass(frozen=True)
class Neighbourhoods:
    """Offences of known place, in groups of about the same size.

    Parameters
    ----------
    members
        Canonical positions of each group.
    west, east, south, north
        Edges of each, km.
    """

    members: tuple[Positions, ...]
    west: Floats
    east: Floats
    south: Floats
    north: Floats

    def least_km(self) -> Floats:
        """Return the least distance between any two groups."""
        across = _gap(self.west, self.east)
        up = _gap(self.south, self.north)
        return np.asarray(np.hypot(across, up) * _LESS)

    def most_km(self) -> Floats:
        """Return the greatest distance between offences of any two groups."""
        across = np.maximum.outer(self.east, self.east) - np.minimum.outer(self.west, self.west)
        up = np.maximum.outer(self.north, self.north) - np.minimum.outer(self.south, self.south)
        return np.asarray(np.hypot(across, up) / _LESS)


def _gap(low: Floats, high: Floats) -> Floats:
    """Return how far apart stretches are, 0 where they overlap."""
    return np.asarray(np.maximum(np.maximum(low[:, None] - high[None, :], low[None, :] - high[:, None]), 0.0))


def find_neighbourhoods(records: Records, halvings: int) -> Neighbourhoods:
    """Return the offences of known place in two to the `halvings` groups, or fewer where there are few."""
    placed = np.flatnonzero(~(np.isnan(records.x_km) | np.isnan(records.y_km))).astype(np.int64)
    groups = [placed] if len(placed) else []
    for _ in range(halvings):
        groups = [half for group in groups for half in _halve(group, records)]
    sides = [
        np.array([pick(km[group]) for group in groups], np.float64)
        for km in (records.x_km, records.y_km)
        for pick in (np.min, np.max)
    ]
    return Neighbourhoods(tuple(groups), *sides)


def _halve(group: Positions, records: Records) -> list[Positions]:
    """Return a group in two halves across its longer side; whole if it has fewer than two places."""
    across, up = records.x_km[group], records.y_km[group]
    km = across if np.ptp(across) >= np.ptp(up) else up
    half = len(group) // 2
    if half == 0 or np.ptp(km) == 0.0:
        return [group]
    middle = np.partition(km, half)[half]
    low, equal = km < middle, np.flatnonzero(km == middle)
    low[equal[: half - int(low.sum())]] = True
    return [group[low], group[~low]]


def place_aspect(records: Records, tables: Tables, beyond_km: float) -> Aspect:
    """Return the kinds of places, and the most that distance can say of any two further apart than `beyond_km`."""
    near = find_neighbourhoods(records, HALVINGS)
    of_points, points = _group_points(records.mobility, MOST_KINDS // max(len(near.members), 1))
    kind, seen = np.zeros(len(records.x_km), np.uint16), [(0, 0)]
    for number, members in enumerate(near.members):
        for which in np.unique(of_points[members]):
            kind[members[of_points[members] == which]] = len(seen)
            seen.append((number, int(which)))
    most = np.zeros((len(seen), len(seen)))
    if len(seen) > 1:
        where, which = np.array(seen[1:]).T
        most[1:, 1:] = _most_log10(near, points, records, tables, beyond_km)[
            which[:, None], which[None, :], where[:, None], where[None, :]
        ]
    return Aspect(kind, most)


def _group_points(
    mobility: NDArray[np.int8], most_groups: int
) -> tuple[NDArray[np.int64], list[tuple[int, int]]]:
    """Return the group of each offence by its points of mobility, and the least and most points of each group."""
    held = np.unique(mobility)
    groups = np.array_split(held, max(min(len(held), most_groups), 1))
    first = np.array([group[0] for group in groups])
    of_offence = np.searchsorted(first, mobility, "right") - 1
    return of_offence.astype(np.int64), [(int(group[0]), int(group[-1])) for group in groups]


def _most_log10(
    near: Neighbourhoods, points: list[tuple[int, int]], records: Records, tables: Tables, beyond_km: float
) -> NDArray[np.float64]:
    """Return the most that distance can say: groups of points x groups of points x places x places."""
    least_km = np.maximum(near.least_km(), beyond_km * _LESS)
    first, last = _bins(least_km, tables), _bins(np.maximum(near.most_km(), least_km), tables) + 1
    least = np.array([records.density[members].min(axis=0) for members in near.members], np.float64)
    sparse = -least / kernels.DENSITY_STEPS
    at_most = {
        kind: _most_of_kind(tables.distance[kind], first, last, sparse)
        for kind in range(len(tables.distance))
    }
    found = np.empty((len(points), len(points), *least_km.shape))
    for one, (low, high) in enumerate(points):
        for other, (low_too, high_too) in enumerate(points):
            kinds = range(_kind(high + high_too), _kind(low + low_too) + 1)
            found[one, other] = np.max([at_most[kind] for kind in kinds], axis=0)
    return counted_at_most(kernels.DISTANCE, found, tables)


def _kind(points: int) -> int:
    return int(kernels.kind_of_pair(points))


def _bins(km: Floats, tables: Tables) -> Positions:
    """Return the bin below each distance."""
    first_km, per_octave = tables.numbers[kernels.FIRST_KM], tables.numbers[kernels.PER_OCTAVE]
    at = 1.0 + per_octave * np.log2(np.maximum(km, first_km) / first_km)
    at = np.where(km <= first_km, 0.0, at)
    return np.asarray(np.clip(np.floor(at - 1e-6), 0, tables.distance.shape[1] - 1), np.int64)


def _most_of_kind(curve: Floats, first: Positions, last: Positions, sparse: Floats) -> Floats:
    """Return the most that a curve says between bins `first` and `last` where density counts least.

    Between two bins the curve is read off a straight line: the density is that of the lower one.
    """
    most = np.full(first.shape, -math.inf)
    for low in range(len(curve)):
        high = min(low + 1, len(curve) - 1)
        here = max(curve[low], curve[high]) + sparse[:, None, low] + sparse[None, :, low]
        within = (low >= first) & (low <= last)
        most = np.where(within, np.maximum(most, here), most)
    return most
