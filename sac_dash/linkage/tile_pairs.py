"""What both passes over tiles share: offences in a line, and the rows of one against a tile."""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage.aspects import STEPS_PER_LOG10, Aspects
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.leaf import leaf
from sac_dash.linkage.tile_rows import AT_ONCE, TileRows, write_row

Array = NDArray[Any]

FLOOR, NEAR_KM, NEAR_DAYS, FAR_DAYS, BESIDE = range(5)
"""Limits: least score, the near reach, days apart at most near by and far off, the most that the day can say."""
SPARSE_STEPS = 32.0
"""Fineness of what a low density adds to distance, in steps to a log10."""
MARGIN = 1e-3
"""Bounds are not added up in the order of the score itself, log10 units."""
LESS = 1.0 - 1e-4
"""Distances and days are bounded a little short."""


class Line(NamedTuple):
    """Offences in one order, to be read from end to end."""

    offence: NDArray[np.int32]  # canonical position
    mid_days: NDArray[np.float64]
    window_term: NDArray[np.float64]
    x_km: NDArray[np.float32]
    y_km: NDArray[np.float32]
    mobility: NDArray[np.int8]
    sparse: NDArray[np.int8]  # places x bins of km: what a low density adds to distance, in ``SPARSE_STEPS``
    asks: NDArray[np.bool_]  # whether its pairs are wanted
    best_log10: NDArray[np.float32]  # the most that its aspects say with any other
    kind: NDArray[np.uint16]  # places x aspects
    column: NDArray[np.uint16]  # the same, aspect by aspect


class Gaps(NamedTuple):
    """The most that days apart can say, in bands that lie ever further apart."""

    days: NDArray[np.float64]  # by band: where it begins; one more at the end
    most_log10: NDArray[np.float64]  # by band


class Found(NamedTuple):
    """Pairs that reach the floor, tile by tile, and how many each tile has: more than there was room for, perhaps."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    score: NDArray[np.float64]
    counted: NDArray[np.int64]


class Scratch(NamedTuple):
    """Room for the work on one offence and one tile."""

    total: NDArray[np.uint8]
    picked: NDArray[np.int64]
    chosen: NDArray[np.int64]
    days: NDArray[np.int64]  # by day: the first place of the tile on or after it
    out: NDArray[np.float64]  # by domain


@njit(cache=True)
def make_scratch(width: int, aspects: int, days: int) -> Scratch:
    """Return room for tiles so wide, offences of so many aspects and so many days."""
    return Scratch(
        np.empty(width, np.uint8), np.empty(width, np.int64), np.empty(aspects + 1 + AT_ONCE, np.int64),
        np.empty(days, np.int64), np.zeros(PAIRWISE, np.float64),
    )  # fmt: skip


@njit(cache=True, inline="always")
def choose_rows(
    i: int, tile: int, start: int, stop: int, line: Line, aspects: Aspects, rows: TileRows, chosen: Array
) -> tuple[int, float, int]:
    """Write the rows of an offence to `chosen`; return how many, what no step of them means, and the most of them."""
    count, least, most = 0, 0.0, 0
    for aspect in range(aspects.kinds.shape[0]):
        kind = line.kind[i, aspect]
        if kind > 0:
            row = rows.first[aspect] + kind
            if rows.written[row] != tile:
                write_row(aspect, kind, tile, start, stop, line.column, aspects, rows)
            chosen[count] = row
            count += 1
            least += aspects.least_log10[aspect]
            most += rows.most[row]
    return count, least, most


@njit(cache=True, inline="always")
def fill_up(chosen: Array, count: int, nothing: int) -> Array:
    """Return the rows chosen, filled up with the row of nothing to what is added at once."""
    size = max((count + AT_ONCE - 1) // AT_ONCE, 1) * AT_ONCE
    chosen[count:size] = nothing
    return chosen[:size]


@njit(cache=True, inline="always")
def steps_needed(least_log10: float) -> int:
    """Return the steps that reach some evidence, rounded down."""
    steps: int = math.floor((least_log10 - MARGIN) * STEPS_PER_LOG10)
    return steps


@leaf
def write_gaps(
    i: int, low: int, high: int, start: int, bands: int, steps: Array, gaps: Gaps, times: Array, days: Array,
    row: Array,
) -> None:  # fmt: skip
    """Write the steps of days apart between an offence and those from `low` to `high`, who are in order of time.

    `days` tells for each day the first place of the tile on or after it. Who stands within a day of the edge of a band
    counts to the nearer one, of which more can be said.
    """
    last = days.shape[0] - 1
    middle_low, middle_high = high, high
    for band in range(bands):
        before = min(max(math.floor(times[i] - gaps.days[band + 1]), 0), last)
        after = min(max(math.floor(times[i] + gaps.days[band + 1]) + 1, 0), last)
        first, stop = max(start + days[before], low), min(start + days[after], high)
        if band == 0:
            row[first - start : max(stop, first) - start] = steps[0]
        else:
            row[first - start : max(middle_low, first) - start] = steps[band]
            row[min(middle_high, stop) - start : stop - start] = steps[band]
        middle_low, middle_high = min(first, high), max(stop, low)


@leaf
def write_days(start: int, stop: int, times: Array, days: Array) -> None:
    """Write for each day the first place of a tile, whose offences are in order of time, on or after it."""
    place = start
    for day in range(days.shape[0]):
        while place < stop and times[place] < day:
            place += 1
        days[day] = place - start
