"""The far pass: pairs at any distance beyond the near reach, in tiles of offences that follow one another in time."""

from __future__ import annotations

# ruff: noqa: FBT003, PLR0917 - compiled functions take their arguments by position
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.aspects import Aspects
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.leaf import leaf
from sac_dash.linkage.tile_pairs import (
    BESIDE,
    FAR_DAYS,
    FLOOR,
    LESS,
    MARGIN,
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

_COARSE = 4
"""Steps by which days apart may differ over a tile before they are bounded offence by offence."""


@leaf
def _first_from(time: float, asking: Array, times: Array) -> int:
    """Return the place of the first who asks at a time or after; those who ask are in order of time."""
    low, high = 0, asking.shape[0]
    while low < high:
        middle = (low + high) // 2
        if times[asking[middle]] < time:
            low = middle + 1
        else:
            high = middle
    return low


@leaf
def _asking_within(start: int, stop: int, asking: Array, days: float, times: Array) -> tuple[int, int]:
    """Return which of those who ask lie within so many days of a tile; of all offences, those before its end."""
    low = _first_from(times[start] - days, asking, times)
    high = _first_from(np.nextafter(times[stop - 1] + days, np.inf), asking, times)
    if asking.shape[0] == times.shape[0]:
        high = min(high, stop)
    return low, high


@njit(cache=True, inline="always")
def _days_to_tile(i: int, start: int, stop: int, times: Array) -> float:
    """Return the least days from an offence to a tile."""
    days: float = max(times[start] - times[i], times[i] - times[stop - 1], 0.0) * LESS
    return days


@leaf
def _band_of(days: float, band: int, gaps: Gaps) -> int:
    """Return the band of so many days, looked for from a band near by."""
    while gaps.days[band] > days:
        band -= 1
    while gaps.days[band + 1] <= days:
        band += 1
    return band


@leaf
def _far_tile(
    slot: int, tile: int, width: int, asking: Array, limits: Array, gaps: Gaps, steps: Array, line: Line,
    aspects: Aspects, place: int, records: Records, tables: Tables, rows: TileRows, scratch: Scratch,
    waiting: WaitingPairs, found: Found,
) -> None:  # fmt: skip
    """Find the far pairs of one tile."""
    times = line.mid_days
    start, stop = tile * width, min((tile + 1) * width, times.shape[0])
    total, chosen = scratch.total, scratch.chosen
    write_days(start, stop, times, scratch.days)
    nothing, own_row = rows.steps.shape[0] - 2, rows.steps.shape[0] - 1
    least_gap, span = gaps.most_log10[-1], times[stop - 1] - times[start]
    low, high = _asking_within(start, stop, asking, limits[FAR_DAYS], times)
    band, last_band, held = 0, 0, 0
    for at in range(low, high):
        i = asking[at]
        apart = _days_to_tile(i, start, stop, times)
        band = _band_of(apart, band, gaps)
        enough = limits[FLOOR] - limits[BESIDE]
        if gaps.most_log10[band] + line.best_log10[i] + MARGIN < enough:
            continue
        count, least, most = choose_rows(i, tile, start, stop, line, aspects, rows, chosen)
        need = steps_needed(enough - least_gap - least)
        if most + steps[band] < need:
            continue
        last_band = _band_of(apart + span, last_band, gaps)
        of_gaps = nothing
        if steps[band] - steps[last_band] > _COARSE:
            of_gaps = own_row
            row = rows.steps[of_gaps]
            row[: stop - start] = 0
            write_gaps(i, start, stop, start, last_band + 1, steps, gaps, times, scratch.days, row)
            chosen[count] = of_gaps
            count += 1
        else:
            need -= steps[band]
        reached = sum_rows(fill_up(chosen, count, nothing), 0, stop - start, rows, total)
        need = min(max(need, 0), MOST)
        if reached >= need:
            size = pick(total, stop - start, need, scratch.picked)
            of_place = nothing
            if place >= 0 and line.kind[i, place] > 0:
                of_place = rows.first[place] + line.kind[i, place]
                least -= aspects.least_log10[place]
            held = hold(
                i, start, start, scratch.picked[:size], limits[BESIDE] + least, of_place, of_gaps, total, rows,
                waiting, held,
            )  # fmt: skip
            if is_full(held, waiting, width):
                settle(waiting, held, False, slot, limits, line, records, tables, scratch.out, found)
                held = 0
    settle(waiting, held, False, slot, limits, line, records, tables, scratch.out, found)


@njit(cache=True, parallel=True, nogil=True)
def scan_far(
    batch: Array, width: int, asking: Array, limits: Array, gaps: Gaps, steps: Array, line: Line, aspects: Aspects,
    place: int, records: Records, tables: Tables, room: int, threads: int,
) -> Found:  # fmt: skip
    """Return the far pairs of some tiles.

    Parameters
    ----------
    batch
        Tiles: each `width` offences of `line`, which is in order of time.
    asking
        Places of the offences whose pairs are wanted, in order.
    steps
        By band of `gaps`: whole steps above the last.
    place
        The aspect of place; -1 where there is none.
    room
        Pairs kept for each tile; a tile that counts more has to be asked again.
    """
    found = Found(
        np.empty((batch.shape[0], room), np.int32), np.empty((batch.shape[0], room), np.int32),
        np.empty((batch.shape[0], room), np.float64), np.zeros(batch.shape[0], np.int64),
    )  # fmt: skip
    for thread in prange(threads):
        rows, waiting = make_rows(aspects.kinds, width), make_room(width)
        scratch = make_scratch(width, aspects.kinds.shape[0], int(line.mid_days[-1]) + 2)
        for slot in range(thread, batch.shape[0], threads):
            _far_tile(
                slot, batch[slot], width, asking, limits, gaps, steps, line, aspects, place, records, tables, rows,
                scratch, waiting, found,
            )  # fmt: skip
    return found
