"""The most that place, hour and day can say of an offence and any other.

A pass over pairs needs bounds that cost next to nothing and never lie below the score.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.kernels import Records, Tables, calibrated
from sac_dash.linkage.mo_profiles import steps_up

Array = NDArray[Any]

ROUNDED = 1.0 + 1e-6
"""What a bound is raised by where single precision is added up in another order than in the score."""


class Bounds(NamedTuple):
    """The most that place and time can say, raw log10 units."""

    gap: NDArray[np.float64]  # by bin of days: of a gap in this bin or beyond
    distance: NDArray[np.float64]  # kind of pair x bin of km: the curve there, less the least local density
    least_points: int  # of mobility, of any offence
    most_points: int
    hour: NDArray[np.float64]  # by hour: the greatest ratio any offence expects
    day: NDArray[np.float64]


def gap_bounds(tables: Tables) -> NDArray[np.float64]:
    """Return by bin of days the most that a gap in this bin or beyond can say, raw log10 units."""
    gap = np.maximum(tables.gap, np.append(tables.gap[1:], tables.gap[-1]))
    return np.asarray(np.maximum.accumulate(gap[::-1])[::-1].copy())


def find_bounds(records: Records, tables: Tables) -> Bounds:
    """Return the bounds of a file."""
    following = np.concatenate([tables.distance[:, 1:], tables.distance[:, -1:]], axis=1)
    distance = np.maximum(tables.distance, following)
    return Bounds(
        gap=gap_bounds(tables),
        distance=distance - records.density.min(axis=0) / kernels.DENSITY_STEPS,
        least_points=int(records.mobility.min(initial=0)),
        most_points=int(records.mobility.max(initial=0)),
        hour=kernels.most_linked(records.hour, tables.hour) * ROUNDED,
        day=kernels.most_linked(records.day, tables.day) * ROUNDED,
    )


@njit(cache=True)
def distance_steps(i: int, records: Records, tables: Tables, bounds: Bounds, out: Array) -> None:
    """Write the most that distance can say of an offence and any other, by bin; last where it is unknown.

    A bin's neighbours count as well: a distance on the edge may fall to either side.
    """
    last = bounds.distance.shape[1] - 1
    first_kind = kernels.kind_of_pair(records.mobility[i] + bounds.most_points)
    last_kind = kernels.kind_of_pair(records.mobility[i] + bounds.least_points)
    for low in range(last + 1):
        best = -np.inf
        for kind in range(first_kind, last_kind + 1):
            for each in range(max(low - 1, 0), min(low + 1, last) + 1):
                best = max(best, bounds.distance[kind, each] - kernels.density_log10(i, each, records))
        out[low] = steps_up(calibrated(kernels.DISTANCE, best, tables))
    out[last + 1] = steps_up(calibrated(kernels.DISTANCE, 0.0, tables))


@njit(cache=True)
def habit_bound(mine: Array, ratio: Array, greatest: Array) -> float:
    """Return the most that hour or day can say of an offence and any other."""
    expected = np.empty(ratio.shape[1], np.float64)
    kernels.linked_into(mine, ratio, expected)
    most = max(kernels.dot(mine, greatest) / kernels.SHARE_STEPS, expected.max() * ROUNDED)
    return math.log10(max(most, kernels.LEAST_RATIO))


@njit(cache=True, inline="always")
def distance_bin(squared: float, last: int) -> int:
    """Return the bin of a squared distance in units of the first bin's; one beyond the last if unknown.

    Two bins to an octave of distance are one to an octave of its square: the exponent of the number.
    """
    if squared <= 1.0:
        return 0
    if not squared > 1.0:
        return last + 1
    octave = int(np.float32(squared).view(np.int32) >> 23) - 126
    return octave if octave < last else last  # noqa: FURB136 - typed whole
