"""The circles a scan tries: around every place, growing from one neighbour to the next.

They do not change when times are dealt out anew, so they are found once. Where there are too many places
for every circle to be tried in every shuffle, places are gathered into squares, the smallest that will do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

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
        tree = cKDTree(np.column_stack([x, y]))
        neighbours = int(tree.count_neighbors(tree, radius_m))
        steps = min(n_recent, len(x)) * (neighbours / len(x)) * shuffles
        if (neighbours <= MOST_NEIGHBOURS and steps <= MOST_STEPS) or square_m == SQUARES_M[-1]:
            break
    pairs = tree.query_pairs(radius_m, output_type="ndarray").astype(np.int64)
    own = np.arange(len(x))
    centre = np.concatenate([own, pairs[:, 0], pairs[:, 1]])
    other = np.concatenate([own, pairs[:, 1], pairs[:, 0]])
    away = np.round(np.hypot(x[centre] - x[other], y[centre] - y[other]), 3)
    order = np.lexsort((other != centre, away, centre))
    start = np.concatenate([[0], np.cumsum(np.bincount(centre, minlength=len(x)))])
    count = np.bincount(place, minlength=len(x))
    return ScanCircles(place, x, y, count, Neighbours(start, other[order], away[order], count), square_m)


def _gather(x_m: Floats, y_m: Floats, square_m: float) -> tuple[Ints, Floats, Floats]:
    """Return the place of each offence and the places' coordinates: to the metre, or middles of squares."""
    side = square_m or 1.0
    packed, place = np.unique(np.floor(x_m / side) + 1j * np.floor(y_m / side), return_inverse=True)
    return place.astype(np.int64), (packed.real + 0.5) * side, (packed.imag + 0.5) * side
