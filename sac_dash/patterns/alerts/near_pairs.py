"""Which offences lie within a distance of some others: a sorted grid, for a million of them as for a hundred.

Where a town holds thousands of offences its pairs are too many to write down, and mostly only their number is
asked for: :func:`count_near` counts them, compiled, and writes none down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Placed = tuple[Floats, Floats, Ints]  # metres east, metres north, number of the coordinate system


class _Squares(NamedTuple):
    """Points in the order of their squares, and for each anchor the three stretches (3 × anchors) round it."""

    order: Ints
    start: Ints
    stop: Ints


class _Points(NamedTuple):
    """Where and when each point was."""

    x_m: Floats
    y_m: Floats
    day: Floats


class _Band(NamedTuple):
    """What counts as near, as recent and as earlier."""

    beyond_m: float
    within_m: float
    days: float
    span_days: float


@dataclass(frozen=True)
class NearCounts:
    """Others near each anchor: whenever, in the days before it, and in the time before those days."""

    all_times: Ints
    recent: Ints
    earlier: Ints


def near_pairs(x_m: Floats, y_m: Floats, anchors: Ints, radius_m: float) -> tuple[Ints, Ints, Floats]:
    """Return every pair of an anchor and another point within the radius, with the distance.

    Parameters
    ----------
    x_m, y_m
        Metres, finite.
    anchors
        Positions in `x_m` of the points asked about.

    Returns
    -------
    tuple
        Position in `anchors`, position of the other point, metres. An anchor is not paired with itself.

    Examples
    --------
    >>> near_pairs(np.array([0.0, 3.0, 50.0]), np.array([0.0, 4.0, 0.0]), np.array([0]), 10.0)
    (array([0]), array([1]), array([5.]))
    """
    squares = _squares(x_m, y_m, anchors, radius_m)
    of, other = [], []
    for start, stop in zip(squares.start, squares.stop, strict=True):
        length = stop - start
        of.append(np.repeat(np.arange(len(anchors)), length))
        inner = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
        other.append(squares.order[np.repeat(start, length) + inner])
    first, second = np.concatenate(of), np.concatenate(other)
    away = np.hypot(x_m[anchors[first]] - x_m[second], y_m[anchors[first]] - y_m[second])
    kept = (away <= radius_m) & (anchors[first] != second)
    return first[kept], second[kept], away[kept]


def count_near(
    x_m: Floats,
    y_m: Floats,
    day: Floats,
    anchors: Ints,
    *,
    band_m: tuple[float, float],
    days: float = math.inf,
    span_days: float = 0.0,
) -> NearCounts:
    """Count the points further from each anchor than the one end of a band and no further than the other.

    Parameters
    ----------
    x_m, y_m
        Metres, finite.
    day
        When each point was, in order; of one and the same moment the one that stands earlier came first.
    days
        How long before its anchor a point is recent.
    span_days
        How long before those days a point is earlier.

    Examples
    --------
    >>> x, day = np.array([0.0, 3.0, 5.0]), np.array([0.0, 80.0, 100.0])
    >>> found = count_near(x, np.zeros(3), day, np.array([2]), band_m=(-1.0, 9.0), days=28, span_days=365)
    >>> found.all_times.tolist(), found.recent.tolist(), found.earlier.tolist()
    ([2], [1], [1])
    """
    squares = _squares(x_m, y_m, anchors, band_m[1])
    band = _Band(float(band_m[0]), float(band_m[1]), float(days), float(span_days))
    counts = _count(_Points(x_m, y_m, day), anchors, squares, band)
    return NearCounts(counts[0], counts[1], counts[2])


def count_within(first: Placed, second: Placed, within_m: float) -> Ints:
    """Count, for each place of `first`, those of `second` within a distance and in the same coordinate system.

    For reaches so wide that no grid would spare anything: every pair is tried, compiled, and none is kept.

    Examples
    --------
    >>> one = np.array([0.0]), np.array([0.0]), np.array([1])
    >>> two = np.array([3.0, 9.0]), np.array([4.0, 0.0]), np.array([1, 1])
    >>> count_within(one, two, 5.0).tolist()
    [1]
    """
    return np.asarray(_try_all(first, second, within_m), np.int64)


@njit(cache=True, nogil=True)
def _try_all(first: Placed, second: Placed, within: float) -> Array:
    counts = np.zeros(len(first[0]), dtype=np.int64)
    square = within * within
    for k in range(len(first[0])):
        x, y, system, n = first[0][k], first[1][k], first[2][k], 0
        for other in range(len(second[0])):
            right, up = x - second[0][other], y - second[1][other]
            away = right * right + up * up
            inside = away <= square
            if abs(away - square) <= 1e-12 * square:  # too close to call without the root
                inside = math.hypot(right, up) <= within
            n += inside and system == second[2][other]
        counts[k] = n
    return counts


def _squares(x_m: Floats, y_m: Floats, anchors: Ints, side_m: float) -> _Squares:
    column = np.floor(x_m / side_m).astype(np.int64)
    line = np.floor(y_m / side_m).astype(np.int64)
    stride = int(line.max(initial=0) - line.min(initial=0)) + 3
    cell = column * stride + line
    order = np.argsort(cell, kind="stable")
    held = cell[order]
    # The three squares of a column are neighbours in the sorted order.
    own = cell[anchors][None, :] + np.array([-1, 0, 1])[:, None] * stride
    start = np.searchsorted(held, own - 1, side="left")
    stop = np.searchsorted(held, own + 1, side="right")
    return _Squares(order, start, stop)


@njit(cache=True, nogil=True)
def _count(points: _Points, anchors: Array, squares: _Squares, band: _Band) -> Array:
    counts = np.zeros((3, len(anchors)), dtype=np.int64)
    x, y, day = points.x_m, points.y_m, points.day
    surely = band.within_m * band.within_m * (1 + 1e-12)  # further off than the band without a root
    for k in range(len(anchors)):
        own = anchors[k]
        for column in range(3):
            for at in range(squares.start[column, k], squares.stop[column, k]):
                other = squares.order[at]
                right, up = x[own] - x[other], y[own] - y[other]
                if other == own or right * right + up * up > surely:
                    continue
                away = math.hypot(right, up)
                if away > band.within_m or away <= band.beyond_m:
                    continue
                counts[0, k] += 1
                gap = day[own] - day[other]
                if gap > band.days:
                    counts[2, k] += gap <= band.days + band.span_days
                elif gap > 0 or (gap == 0 and other < own):
                    counts[1, k] += 1
    return counts
