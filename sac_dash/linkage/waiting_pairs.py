"""Pairs whose bound reaches the floor, on their way to the exact score.

They wait until there are a few thousand, and are then judged in one go: first by the distance and the days that the
line itself tells, then, what is left, by the score. The loop over the bounds and that over the scores each have the
processor's caches to themselves.
"""

from __future__ import annotations

# ruff: noqa: FBT001, PLR0917 - compiled functions take their arguments by position
import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aspects import STEPS_PER_LOG10
from sac_dash.linkage.kernels import Records, Tables, calibrated
from sac_dash.linkage.leaf import leaf
from sac_dash.linkage.tile_pairs import (
    FAR_DAYS,
    FLOOR,
    MARGIN,
    NEAR_DAYS,
    NEAR_KM,
    SPARSE_STEPS,
    Found,
    Line,
)
from sac_dash.linkage.tile_rows import MOST, TileRows

Array = NDArray[Any]

_WAITING = 4096


class WaitingPairs(NamedTuple):
    """Room for pairs by their places in a line."""

    asking: NDArray[np.int32]
    other: NDArray[np.int32]
    beside_log10: NDArray[np.float64]  # the most that all but distance and days apart can say


@njit(cache=True)
def make_room(width: int) -> WaitingPairs:
    """Return room for pairs, of which one offence may bring as many as a tile is wide."""
    room = _WAITING + width
    return WaitingPairs(np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.float64))


@njit(cache=True, inline="always")
def is_full(held: int, waiting: WaitingPairs, width: int) -> bool:
    """Say whether there might not be room for the pairs of one offence more."""
    full: bool = held + width > waiting.asking.shape[0]
    return full


@leaf
def hold(
    i: int, low: int, start: int, picked: Array, least_log10: float, of_place: int, of_gaps: int, total: Array,
    rows: TileRows, waiting: WaitingPairs, held: int,
) -> int:  # fmt: skip
    """Let the pairs of an offence wait; return how many do now.

    Parameters
    ----------
    low, start
        Where the sums of `total` begin in the line, and the tile.
    picked
        Which of the sums reach the floor.
    least_log10
        What no step of the others means.
    of_place, of_gaps
        The rows of distance and of days apart among the sum, which are taken out of it; else the row of nothing.
    """
    for at in range(picked.shape[0]):
        there = picked[at]
        j = low + there
        beside = math.inf
        if total[there] < MOST:
            known = int(rows.steps[of_place, j - start]) + int(rows.steps[of_gaps, j - start])
            beside = least_log10 + (int(total[there]) - known) / STEPS_PER_LOG10
        waiting.asking[held], waiting.other[held], waiting.beside_log10[held] = i, j, beside
        held += 1
    return held


@leaf
def _drop_distant(
    waiting: WaitingPairs, held: int, near: bool, limits: Array, line: Line, tables: Tables
) -> int:
    """Move those to the front that are this pass's, and that distance and days do not rule out; return how many."""
    left = 0
    reach_days = limits[NEAR_DAYS] if near else limits[FAR_DAYS]
    for at in range(held):
        i, j, beside = waiting.asking[at], waiting.other[at], waiting.beside_log10[at]
        mine = j != i and not (line.asks[j] and j <= i)
        soon = abs(line.mid_days[i] - line.mid_days[j]) <= reach_days
        if (
            mine
            and soon
            and _is_near(i, j, line, limits[NEAR_KM]) == near
            and _place_and_days_at_most(i, j, line, tables) + beside + MARGIN >= limits[FLOOR]
        ):
            waiting.asking[left], waiting.other[left] = i, j
            left += 1
    return left


@leaf
def settle(
    waiting: WaitingPairs, held: int, near: bool, slot: int, limits: Array, line: Line, records: Records,
    tables: Tables, out: Array, found: Found,
) -> None:  # fmt: skip
    """Write the pairs that score above the floor to their tile's room; what no longer fits is counted.

    Parameters
    ----------
    near
        Whether pairs within the near reach are wanted, or those beyond.
    out
        Room for the evidence of a pair by domain.
    """
    for at in range(_drop_distant(waiting, held, near, limits, line, tables)):
        one, other = line.offence[waiting.asking[at]], line.offence[waiting.other[at]]
        score = kernels.pair_score(one, other, records, tables, out)
        if score > limits[FLOOR]:
            place = found.counted[slot]
            if place < found.a.shape[1]:
                found.a[slot, place], found.b[slot, place] = min(one, other), max(one, other)
                found.score[slot, place] = score
            found.counted[slot] = place + 1


@njit(cache=True, inline="always")
def _is_near(i: int, j: int, line: Line, near_km: float) -> bool:
    """Say whether two offences lie within the near reach; not where a place is unknown."""
    dx, dy = line.x_km[i] - line.x_km[j], line.y_km[i] - line.y_km[j]
    near: bool = dx * dx + dy * dy <= near_km * near_km
    return near


@njit(cache=True, inline="always")
def _place_and_days_at_most(i: int, j: int, line: Line, tables: Tables) -> float:
    """Return the most that distance and days apart can say of a pair, from what stands in the line itself."""
    numbers = tables.numbers
    dx, dy = line.x_km[i] - line.x_km[j], line.y_km[i] - line.y_km[j]
    km = math.sqrt(dx * dx + dy * dy)
    raw = 0.0
    if not math.isnan(km):
        kind = kernels.kind_of_pair(line.mobility[i] + line.mobility[j])
        last = tables.distance.shape[1] - 1
        at = kernels.log_bin(km, numbers[kernels.FIRST_KM], numbers[kernels.PER_OCTAVE], last)
        low = int(at)
        below, above = tables.distance[kind, low], tables.distance[kind, min(low + 1, last)]
        sparse = int(line.sparse[i, low]) + int(line.sparse[j, low])
        raw = below + (at - low) * (above - below) + sparse / SPARSE_STEPS
    apart = line.mid_days[i] - line.mid_days[j]
    days = math.sqrt(apart * apart + line.window_term[i] + line.window_term[j])
    gap = kernels.gap_log10(days, tables)
    most: float = calibrated(kernels.DISTANCE, raw, tables) + calibrated(kernels.TIME_GAP, gap, tables)
    return most
