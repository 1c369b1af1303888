"""How many of a sample of offences lie how far from each offence, and how dense its place is by that.

A million offences and a sample of four thousand are four thousand million distances. Neighbours share most of
the answer: offences are packed in small boxes (sort-tile-recursive, Leutenegger and others 1997), and what lies
in the same bin from everywhere in a box is counted once for it. Only what a bin's edge divides is measured.
The counts are those of measuring every distance, to the last one.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.curves import BINS_PER_OCTAVE, DISTANCE_BINS, FIRST_KM
from sac_dash.linkage.kernels import log_bin

Array = NDArray[Any]
Floats = NDArray[np.float64]

BOX = 64
"""Offences packed together."""
_OCTAVE = 23  # bits of a single-precision number below its exponent
_INFINITE = 0x7F800000  # the bits of infinity


def count_neighbours(
    x_km: NDArray[np.float32],
    y_km: NDArray[np.float32],
    sample: NDArray[np.int64],
    rows: NDArray[np.int64] | None = None,
) -> NDArray[np.uint16]:
    """Return how many other offences of a sample lie in each distance bin round each offence: n x bins.

    Parameters
    ----------
    x_km, y_km
        Places; NaN where unknown: nothing is counted round those.
    sample
        Positions, each once; no more than 65,535.
    rows
        Positions, ascending, round which is counted; None for all.
    """
    counts = np.zeros((len(x_km), DISTANCE_BINS), np.uint16)
    known = ~(np.isnan(x_km) | np.isnan(y_km))
    others = sample[known[sample]]
    edges, lowest = _edges(FIRST_KM, float(BINS_PER_OCTAVE), DISTANCE_BINS)
    asked = np.flatnonzero(known) if rows is None else rows[known[rows]]
    _count(x_km, y_km, _pack(x_km, y_km, asked), x_km[others], y_km[others], edges, lowest, counts)
    itself = np.intersect1d(others, asked)
    counts[itself, 0] -= 1
    return counts if rows is None else counts[rows]


def local_density(
    counts: NDArray[np.uint16], shares: Floats, prior: float, weight: float
) -> NDArray[np.float32]:
    """Return how much denser each offence's surroundings are than the file's, by bin: n x bins.

    Half the log10 ratio of the offences within each distance to those expected by `shares` of all pairs,
    smoothed by `prior` offences and multiplied by `weight`.
    """
    density = np.empty(counts.shape, np.float32)
    _weigh_density(counts, np.cumsum(shares), prior, 0.5 * weight, density)
    return density


def _pack(
    x_km: NDArray[np.float32], y_km: NDArray[np.float32], known: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the offences in an order in which any ``BOX`` that follow one another lie close together."""
    strips = max(1, math.isqrt(len(known) // BOX))
    strip = np.empty(len(known), np.int32)
    strip[np.argsort(x_km[known], kind="stable")] = np.arange(len(known)) // -(-max(len(known), 1) // strips)
    return known[np.lexsort((y_km[known], strip))]


@njit(cache=True)
def _edges(first_km: float, per_octave: float, bins: int) -> tuple[Array, int]:
    """Return the least squared distance of each bin and one beyond, as bits, and the highest first edge.

    Bits of positive numbers are ordered like the numbers, and grow by one octave to the doubling: two bins
    to an octave of distance are one to an octave of its square. Each edge is found by halving, so that
    bins are those of :func:`kernels.log_bin` although distances are not rounded like their squares.
    """
    edges = np.zeros(bins + 1, np.int32)
    edges[bins] = 2**31 - 1
    lowest = 0
    for at in range(1, bins):
        below, above = 0, _INFINITE
        while above - below > 1:
            middle = (below + above) // 2
            squared = np.array([middle], np.int32).view(np.float32)[0]
            if int(log_bin(math.sqrt(squared), first_km, per_octave, bins - 1)) >= at:
                above = middle
            else:
                below = middle
        edges[at] = above
        lowest = max(lowest, above - ((at - 1) << _OCTAVE))
    return edges, lowest


@njit(cache=True, inline="always")
def _bin(bits: int, edges: Array, lowest: int) -> int:
    """Return the bin of a squared distance."""
    at: int = min(max(((bits - lowest) >> _OCTAVE) + 1, 0), edges.shape[0] - 2)
    return at + 1 if bits >= edges[at + 1] else at


@njit(cache=True, parallel=True)
def _count(  # noqa: PLR0917 - compiled functions take arguments by position
    x_km: Array,
    y_km: Array,
    order: Array,
    other_x: Array,
    other_y: Array,
    edges: Array,
    lowest: int,
    counts: Array,
) -> None:
    """Count box by box; boxes are independent."""
    for box in prange(-(-order.shape[0] // BOX)):
        of_box = order[box * BOX : (box + 1) * BOX]
        common, divided = _divide(x_km[of_box], y_km[of_box], other_x, other_y, edges, lowest)
        left_x, left_y = other_x[divided], other_y[divided]
        for i in of_box:
            found = common.copy()
            squared = np.empty(left_x.shape[0], np.float32)
            for k in range(left_x.shape[0]):
                dx, dy = x_km[i] - left_x[k], y_km[i] - left_y[k]
                squared[k] = dx * dx + dy * dy
            bits = squared.view(np.int32)
            for k in range(left_x.shape[0]):
                found[_bin(bits[k], edges, lowest)] += 1
            for at in range(found.shape[0]):
                counts[i, at] = found[at]


@njit(cache=True)
def _divide(  # noqa: PLR0917 - compiled functions take arguments by position
    x_km: Array, y_km: Array, other_x: Array, other_y: Array, edges: Array, lowest: int
) -> tuple[Array, Array]:
    """Return how many others lie in one bin from all of a box, by bin, and which of them do not.

    Rounding never turns an order round, so that the least and the greatest squared distance to the box,
    worked out like those to its offences, bound these exactly.
    """
    common = np.zeros(edges.shape[0] - 1, np.int64)
    divided = np.empty(other_x.shape[0], np.int64)
    west, east, south, north = x_km.min(), x_km.max(), y_km.min(), y_km.max()
    ends, count = np.empty(2, np.float32), 0
    bits = ends.view(np.int32)
    for k in range(other_x.shape[0]):
        from_west, from_east = west - other_x[k], east - other_x[k]
        from_south, from_north = south - other_y[k], north - other_y[k]
        near_x = max(from_west, -from_east, np.float32(0.0))
        near_y = max(from_south, -from_north, np.float32(0.0))
        far_x, far_y = max(-from_west, from_east), max(-from_south, from_north)
        ends[0] = near_x * near_x + near_y * near_y
        ends[1] = far_x * far_x + far_y * far_y
        at = _bin(bits[0], edges, lowest)
        if at == _bin(bits[1], edges, lowest):
            common[at] += 1
        else:
            divided[count] = k
            count += 1
    return common, divided[:count].copy()


@njit(cache=True, parallel=True)
def _weigh_density(counts: Array, expected_share: Array, prior: float, weight: float, density: Array) -> None:
    """Write the weighted log10 ratio of the offences within each distance to those expected."""
    for i in prange(counts.shape[0]):
        known = 0.0
        for at in range(counts.shape[1]):
            known += counts[i, at]
        within = 0.0
        for at in range(counts.shape[1]):
            within += counts[i, at]
            ratio = (within + prior) / (expected_share[at] * known + prior)
            density[i, at] = weight * math.log10(ratio)
