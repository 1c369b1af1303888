"""Which offences lie within a distance of some others: a sorted grid, for a million of them as for a hundred."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


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
    column = np.floor(x_m / radius_m).astype(np.int64)
    line = np.floor(y_m / radius_m).astype(np.int64)
    stride = int(line.max(initial=0) - line.min(initial=0)) + 3
    cell = column * stride + line
    order = np.argsort(cell, kind="stable")
    held = cell[order]
    of, other = [], []
    for right in (-1, 0, 1):  # the three squares of a column are neighbours in the sorted order
        own = cell[anchors] + right * stride
        start, stop = (
            np.searchsorted(held, own - 1, side="left"),
            np.searchsorted(held, own + 1, side="right"),
        )
        length = stop - start
        of.append(np.repeat(np.arange(len(anchors)), length))
        inner = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
        other.append(order[np.repeat(start, length) + inner])
    first, second = np.concatenate(of), np.concatenate(other)
    away = np.hypot(x_m[anchors[first]] - x_m[second], y_m[anchors[first]] - y_m[second])
    kept = (away <= radius_m) & (anchors[first] != second)
    return first[kept], second[kept], away[kept]
