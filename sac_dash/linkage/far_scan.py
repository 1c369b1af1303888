"""The far pass: pairs at any distance beyond the near reach, in tiles of offences that follow one another in time."""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.aspects import STEPS_PER_LOG10, Aspects
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.tile_pairs import (
    BESIDE,
    FAR_DAYS,
    FLOOR,
    LESS,
    MARGIN,
    MOST,
    NEAR_KM,
    Found,
    Gaps,
    Line,
    choose_rows,
    fill_up,
    is_near,
    judge,
    keep_pair,
    steps_needed,
    sum_bounds,
    write_days,
    write_gaps,
)
from sac_dash.linkage.tile_rows import AT_ONCE, TileRows, make_rows, pick

Array = NDArray[Any]

_COARSE = 4
"""Steps by which days apart may differ over a tile before they are bounded offence by offence."""


@njit(cache=True)
def _asking_within(start: int, stop: int, asking: Array, days: float, times: Array) -> tuple[int, int]:
    """Return which of those who ask lie within so many days of a tile; of all offences, those before its end."""
    when = times[asking]
    low = np.searchsorted(when, times[start] - days)
    high = np.searchsorted(when, times[stop - 1] + days, "right")
    if asking.shape[0] == times.shape[0]:
        high = min(high, stop)
    return low, high


@njit(cache=True, inline="always")
def _days_to_tile(i: int, start: int, stop: int, times: Array) -> float:
    """Return the least days from an offence to a tile."""
    days: float = max(times[start] - times[i], times[i] - times[stop - 1], 0.0) * LESS
    return days


@njit(cache=True, inline="always")
def _far_apart(i: int, j: int, limits: Array, line: Line) -> bool:
    """Say whether a pair is this pass's: met by the one that asks, or stands first, and not near."""
    mine = j != i and not (line.asks[j] and j <= i)
    soon = abs(line.mid_days[i] - line.mid_days[j]) <= limits[FAR_DAYS]
    return mine and soon and not is_near(i, j, line, limits[NEAR_KM])


@njit(cache=True)
def _judge_picked(
    i: int, start: int, picked: Array, least: float, of_gaps: int, place: int, slot: int, limits: Array, line: Line,
    aspects: Aspects, records: Records, tables: Tables, rows: TileRows, total: Array, out: Array, found: Found,
) -> None:  # fmt: skip
    """Judge the pairs whose bound reaches the floor by what distance and days really say.

    `of_gaps` is the row of days apart where it is among the sum, else -1.
    """
    of_place = -1
    if place >= 0 and line.kind[i, place] > 0:
        of_place = rows.first[place] + line.kind[i, place]
        least -= aspects.least_log10[place]
    for at in range(picked.shape[0]):
        there = picked[at]
        if _far_apart(i, start + there, limits, line):
            beside = math.inf
            if total[there] < MOST:
                steps = int(total[there])
                if of_gaps >= 0:
                    steps -= int(rows.steps[of_gaps, there])
                if of_place >= 0:
                    steps -= int(rows.steps[of_place, there])
                beside = limits[BESIDE] + least + steps / STEPS_PER_LOG10
            score = judge(i, start + there, beside, limits, line, records, tables, out)
            if score > limits[FLOOR]:
                keep_pair(i, start + there, score, line, slot, found)


@njit(cache=True)
def _band_of(days: float, band: int, gaps: Gaps) -> int:
    """Return the band of so many days, looked for from a band near by."""
    while gaps.days[band] > days:
        band -= 1
    while gaps.days[band + 1] <= days:
        band += 1
    return band


@njit(cache=True)
def _far_tile(
    slot: int, tile: int, width: int, asking: Array, limits: Array, gaps: Gaps, steps: Array, line: Line,
    aspects: Aspects, place: int, records: Records, tables: Tables, rows: TileRows, found: Found,
) -> None:  # fmt: skip
    """Find the far pairs of one tile."""
    times = line.mid_days
    start, stop = tile * width, min((tile + 1) * width, times.shape[0])
    total, picked = np.empty(width, np.uint8), np.empty(width, np.int64)
    chosen, out = np.empty(aspects.kinds.shape[0] + 1 + AT_ONCE, np.int64), np.zeros(PAIRWISE, np.float64)
    days = np.empty(int(times[-1]) + 2, np.int64)
    write_days(start, stop, times, days)
    nothing, of_gaps = rows.steps.shape[0] - 2, rows.steps.shape[0] - 1
    least_gap, span = gaps.most_log10[-1], times[stop - 1] - times[start]
    low, high = _asking_within(start, stop, asking, limits[FAR_DAYS], times)
    band, last_band = 0, 0
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
        by_day = steps[band] - steps[last_band] > _COARSE
        if by_day:
            row = rows.steps[of_gaps]
            row[: stop - start] = 0
            write_gaps(i, start, stop, start, last_band + 1, steps, gaps, times, days, row)
            chosen[count] = of_gaps
            count, most = count + 1, most + steps[band]
        else:
            need -= steps[band]
        reached = sum_bounds(most, fill_up(chosen, count, nothing), 0, stop - start, rows, total)
        need = min(max(need, 0), MOST)
        if reached >= need:
            size = pick(total, stop - start, need, picked)
            _judge_picked(
                i, start, picked[:size], least, of_gaps if by_day else -1, place, slot, limits, line, aspects, records,
                tables, rows, total, out, found,
            )  # fmt: skip


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
        rows = make_rows(aspects.kinds, width)
        for slot in range(thread, batch.shape[0], threads):
            _far_tile(
                slot, batch[slot], width, asking, limits, gaps, steps, line, aspects, place, records, tables, rows,
                found,
            )  # fmt: skip
    return found
