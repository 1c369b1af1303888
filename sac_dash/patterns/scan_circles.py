"""The circles a scan tries: around every place, growing from one neighbour to the next.

They do not change when times are dealt out anew, so they are found once. Where there are too many places
for every circle to be tried in every shuffle, places are gathered into squares, the smallest that will do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy.spatial import cKDTree

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SQUARES_M = (0.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0)
MOST_NEIGHBOURS = 3_000_000
MOST_STEPS = 200_000_000


class Neighbours(NamedTuple):
    """Places within the largest circle of each place, itself first, as compiled code takes them.

    Attributes
    ----------
    start
        Where each place's neighbours begin in the arrays below (places + 1).
    neighbour, away_m
        Which places, and how far off, nearest first.
    offences
        Of the whole file at each place.
    """

    start: Ints
    neighbour: Ints
    away_m: Floats
    offences: Ints


@dataclass(frozen=True, eq=False)
class ScanCircles:
    """Places with their neighbours by distance.

    Attributes
    ----------
    place
        At which place each offence is.
    x_m, y_m, count
        Of each place: where, and how many offences in the whole file.
    reach
        The neighbours of each place.
    square_m
        Side of the squares that places were gathered into; 0: not gathered.
    """

    place: Ints
    x_m: Floats
    y_m: Floats
    count: Ints
    reach: Neighbours
    square_m: float

    def within(self, centre: int, last: int) -> Ints:
        """Return the places of the circle around `centre` up to the neighbour at position `last`."""
        return self.reach.neighbour[self.reach.start[centre] : last + 1]


def circles_around(x_m: Floats, y_m: Floats, radius_m: float, n_recent: int, shuffles: int) -> ScanCircles:
    """Return the circles of up to `radius_m` around places, few enough to be tried in every shuffle.

    Parameters
    ----------
    n_recent
        Offences of the days scanned: circles are tried around these only.
    """
    for square_m in SQUARES_M:
        place, x, y = _gather(x_m, y_m, square_m)
        if square_m == SQUARES_M[-1]:
            break
        most = min(MOST_NEIGHBOURS, MOST_STEPS * len(x) / (max(1, min(n_recent, len(x))) * max(1, shuffles)))
        if _least_neighbours(x, y, radius_m) > most:  # no need to count them
            continue
        tree = cKDTree(np.column_stack([x, y]))
        if int(tree.count_neighbors(tree, radius_m)) <= most:
            break
    count = np.bincount(place, minlength=len(x))
    return ScanCircles(place, x, y, count, Neighbours(*_neighbours(x, y, radius_m), count), square_m)


def _least_neighbours(x: Floats, y: Floats, radius_m: float) -> int:
    """Return a number that neighbours surely reach: pairs within squares whose diagonal is the radius."""
    side = radius_m / np.sqrt(2.0)
    _, held = np.unique(_packed(x, y, side), return_counts=True)
    return int((held.astype(np.int64) ** 2).sum())


def _neighbours(x: Floats, y: Floats, radius_m: float) -> tuple[Ints, Ints, Floats]:
    """Return where each place's neighbours begin, which they are and how far off, nearest first."""
    pairs = cKDTree(np.column_stack([x, y])).query_pairs(radius_m, output_type="ndarray")
    apart = np.hypot(x[pairs[:, 0]] - x[pairs[:, 1]], y[pairs[:, 0]] - y[pairs[:, 1]])
    start = 1 + np.bincount(pairs.ravel(), minlength=len(x))
    start = np.concatenate([[0], np.cumsum(start)]).astype(np.int64)
    neighbour, away_mm = _sort_neighbours(pairs, np.round(apart * 1_000).astype(np.int64), start)
    return start, neighbour, away_mm / 1_000


@njit(cache=True, nogil=True)
def _sort_neighbours(pairs: Array, away_mm: Array, start: Array) -> tuple[Array, Array]:
    """Lay each pair with both of its places, each place with itself, and order them by distance.

    A distance and a place are sorted as one whole number: the distance in its upper half.
    """
    packed = np.zeros(start[-1], dtype=np.int64)
    filled = start[:-1].copy()
    for own in range(len(filled)):
        packed[filled[own]] = own
        filled[own] += 1
    for k in range(len(pairs)):
        for end in range(2):
            own, other = pairs[k, end], pairs[k, 1 - end]
            packed[filled[own]] = (away_mm[k] << 32) | other
            filled[own] += 1
    for own in range(len(filled)):
        packed[start[own] : start[own + 1]].sort()
    return packed & 0xFFFFFFFF, packed >> 32


def _packed(x: Floats, y: Floats, side_m: float) -> Ints:
    """Return one whole number for the square of each place, in the order of columns and then lines."""
    column, line = (np.floor(each / side_m).astype(np.int64) for each in (x, y))
    lowest = line.min(initial=0)
    return np.asarray(column * (line.max(initial=0) - lowest + 1) + (line - lowest))


def _gather(x_m: Floats, y_m: Floats, square_m: float) -> tuple[Ints, Floats, Floats]:
    """Return the place of each offence and the places' coordinates: to the metre, or middles of squares."""
    side = square_m or 1.0
    _, first, place = np.unique(_packed(x_m, y_m, side), return_index=True, return_inverse=True)
    x, y = ((np.floor(each[first] / side) + 0.5) * side for each in (x_m, y_m))
    return place.astype(np.int64), x, y
