"""The near pass: pairs within the near reach, up to a year apart, in tiles of neighbours."""

from __future__ import annotations

# ruff: noqa: FBT001, FBT003, PLR0917 - compiled functions take their arguments by position
import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aspects import Aspects
from sac_dash.linkage.kernels import Records, Tables, calibrated
from sac_dash.linkage.leaf import leaf
from sac_dash.linkage.tile_pairs import (
    BESIDE,
    FLOOR,
    LESS,
    MARGIN,
    NEAR_DAYS,
    NEAR_KM,
    SPARSE_STEPS,
    Found,
    Gaps,
    Line,
    Scratch,
    choose_rows,
    fill_up,
    make_scratch,
    steps_needed,
    write_days,
    write_gaps,
)
from sac_dash.linkage.tile_rows import MOST, TileRows, make_rows, pick, sum_rows
from sac_dash.linkage.waiting_pairs import WaitingPairs, hold, is_full, make_room, settle

Array = NDArray[Any]


class Tiles(NamedTuple):
    """Stretches of a line."""

    first: NDArray[np.int64]  # by tile: its first place; one more at the end
    west: NDArray[np.float64]
    east: NDArray[np.float64]
    south: NDArray[np.float64]
    north: NDArray[np.float64]
    sparse: NDArray[np.float64]  # tiles x bins of km: the most that a low density adds to distance
    least_points: NDArray[np.int64]  # of mobility
    most_points: NDArray[np.int64]
    beside: NDArray[np.int64]  # tiles that its offences are set against, tile after tile
    first_beside: NDArray[np.int64]  # by tile: where those begin; one more at the end


@leaf
def _distance_at_most(
    i: int,
    tile: int,
    least_km: float,
    near_km: float,
    tiles: Tiles,
    line: Line,
    tables: Tables,
) -> float:
    """Return the most that distance can say of an offence and any of a tile within the near reach."""
    first_km, per_octave = tables.numbers[kernels.FIRST_KM], tables.numbers[kernels.PER_OCTAVE]
    last = tables.distance.shape[1] - 1
    low = max(int(kernels.log_bin(least_km * LESS, first_km, per_octave, last) - 1e-6), 0)
    high = min(int(kernels.log_bin(near_km, first_km, per_octave, last)) + 1, last)
    points = line.mobility[i]
    first = kernels.kind_of_pair(points + tiles.most_points[tile])
    stop = kernels.kind_of_pair(points + tiles.least_points[tile]) + 1
    best = -math.inf
    for at in range(low, high + 1):
        beyond = min(at + 1, last)
        for kind in range(first, stop):
            curve = max(tables.distance[kind, at], tables.distance[kind, beyond])
            best = max(best, curve + line.sparse[i, at] / SPARSE_STEPS + tiles.sparse[tile, at])
    return float(calibrated(kernels.DISTANCE, best, tables))


@njit(cache=True, inline="always")
def _km_to_tile(i: int, tile: int, line: Line, tiles: Tiles) -> float:
    """Return the least distance from an offence to a tile."""
    across = max(tiles.west[tile] - line.x_km[i], line.x_km[i] - tiles.east[tile], 0.0)
    up = max(tiles.south[tile] - line.y_km[i], line.y_km[i] - tiles.north[tile], 0.0)
    return math.sqrt(across * across + up * up)


@leaf
def _beside_at_most(km: float, limits: Array, tables: Tables) -> float:
    """Return the most that the day, and a return to the premises, can say of an offence so far from a tile."""
    none = calibrated(kernels.SAME_PREMISES, 0.0, tables)
    again = calibrated(kernels.SAME_PREMISES, max(tables.numbers[kernels.REPEAT], 0.0), tables)
    most: float = limits[BESIDE]
    if km * LESS <= tables.numbers[kernels.REACH_KM]:
        most += max(again - none, 0.0)
    return most


@njit(cache=True, inline="always")
def _bands_reached(most: int, need: int, steps: Array) -> int:
    """Return in how many bands of days apart the rest can still reach what is needed."""
    bands = 0
    while bands < steps.shape[0] and most + steps[bands] >= need:
        bands += 1
    return bands


@leaf
def _stretch(
    i: int, tile: int, reach_days: float, own: bool, tiles: Tiles, times: Array, days: Array
) -> tuple[int, int]:
    """Return the stretch of a tile within some days of an offence, or up to a day more.

    `own`: the offence stands in the tile, and only those after it are wanted.
    """
    start, last = tiles.first[tile], days.shape[0] - 1
    before = min(max(math.floor(times[i] - reach_days), 0), last)
    after = min(max(math.floor(times[i] + reach_days) + 1, 0), last)
    low, high = start + days[before], start + days[after]
    return (max(low, i + 1) if own else low), high


@leaf
def _near_tile(
    slot: int, tile: int, asking: Array, first_asking: Array, limits: Array, gaps: Gaps, steps: Array,
    tiles: Tiles, line: Line, aspects: Aspects, records: Records, tables: Tables, rows: TileRows, scratch: Scratch,
    waiting: WaitingPairs, found: Found,
) -> None:  # fmt: skip
    """Find the near pairs of one tile, with those of the tiles beside it that ask."""
    start, stop, width = tiles.first[tile], tiles.first[tile + 1], rows.steps.shape[1]
    times = line.mid_days
    total, chosen, days, held = scratch.total, scratch.chosen, scratch.days, 0
    write_days(start, stop, times, days)
    nothing, of_gaps = rows.steps.shape[0] - 2, rows.steps.shape[0] - 1
    for place in range(tiles.first_beside[tile], tiles.first_beside[tile + 1]):
        beside = tiles.beside[place]
        own = beside == tile and asking.shape[0] == times.shape[0]
        for at in range(first_asking[beside], first_asking[beside + 1]):
            i = asking[at]
            km = _km_to_tile(i, tile, line, tiles)
            if km * LESS > limits[NEAR_KM]:
                continue
            distance = _distance_at_most(i, tile, km, limits[NEAR_KM], tiles, line, tables)
            fixed = _beside_at_most(km, limits, tables)
            enough = limits[FLOOR] - fixed - distance
            if gaps.most_log10[0] + line.best_log10[i] + MARGIN < enough:
                continue
            count, least, most = choose_rows(i, tile, start, stop, line, aspects, rows, chosen)
            need = steps_needed(enough - least - gaps.most_log10[-1])
            bands = _bands_reached(most, need, steps)
            if bands == 0:
                continue
            low, high = _stretch(i, tile, min(gaps.days[bands], limits[NEAR_DAYS]), own, tiles, times, days)
            if high <= low:
                continue
            write_gaps(i, low, high, start, bands, steps, gaps, times, days, rows.steps[of_gaps])
            chosen[count] = of_gaps
            using = fill_up(chosen, count + 1, nothing)
            reached = sum_rows(using, low - start, high - start, rows, total)
            need = min(max(need, 0), MOST)
            if reached >= need:
                size = pick(total, high - low, need, scratch.picked)
                held = hold(
                    i, low, start, scratch.picked[:size], fixed + least, nothing, of_gaps, total, rows, waiting, held,
                )  # fmt: skip
                if is_full(held, waiting, width):
                    settle(waiting, held, True, slot, limits, line, records, tables, scratch.out, found)
                    held = 0
    settle(waiting, held, True, slot, limits, line, records, tables, scratch.out, found)


@njit(cache=True, parallel=True, nogil=True)
def scan_near(
    batch: Array, width: int, asking: Array, first_asking: Array, limits: Array, gaps: Gaps, steps: Array,
    tiles: Tiles, line: Line, aspects: Aspects, records: Records, tables: Tables, room: int, threads: int,
) -> Found:  # fmt: skip
    """Return the near pairs of some tiles.

    Parameters
    ----------
    batch
        Tiles of `line`, the offences of each in order of time; `width` is that of the widest.
    asking, first_asking
        Places of the offences whose pairs are wanted, and by tile where its own begin in that list.
    steps
        By band of `gaps`: whole steps above the last.
    room
        Pairs kept for each tile; a tile that counts more has to be asked again.
    """
    found = Found(
        np.empty((batch.shape[0], room), np.int32), np.empty((batch.shape[0], room), np.int32),
        np.empty((batch.shape[0], room), np.float64), np.zeros(batch.shape[0], np.int64),
    )  # fmt: skip
    last_day = int(line.mid_days.max())
    for thread in prange(threads):
        rows, waiting = make_rows(aspects.kinds, width), make_room(width)
        scratch = make_scratch(width, aspects.kinds.shape[0], last_day + 2)
        for slot in range(thread, batch.shape[0], threads):
            _near_tile(
                slot, batch[slot], asking, first_asking, limits, gaps, steps, tiles, line, aspects, records, tables,
                rows, scratch, waiting, found,
            )  # fmt: skip
    return found
