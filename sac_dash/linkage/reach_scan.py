"""Each offence's best partners within reach: every pair is judged, hardly any at full cost.

A pair is near (within so many km and days) or far (any distance, fewer days). For a stretch of offences of
alike distance and gap the best that place and time could say is known beforehand; with the bound of the
codes (:mod:`mo_profiles`) it tells which pairs could still reach the floor and the worst partner kept so
far. Only those get the exact evidence, so nothing is lost. Equal scores go to the lower position: neither
the order of the pass nor the number of threads changes a result.
"""

from __future__ import annotations

# ruff: noqa: FBT001, FBT003, PLR0917 - compiled functions take their arguments by position
import math
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.kernels import Records, Tables, calibrated, log_bin
from sac_dash.linkage.mo_profiles import FACET_DOMAINS, STEPS_PER_LOG10, Profiles, profile_row
from sac_dash.linkage.reach_bounds import Bounds, distance_bin, distance_steps, habit_bound
from sac_dash.linkage.reach_index import Layout, Squares

Array = NDArray[Any]

STRETCH = 256
"""Offences bounded together: they share the least gap in days."""
NEAR_KM, NEAR_DAYS, FAR_DAYS, FLOOR = range(4)
_MARGIN = 1e-3
"""Added to bounds of sums, log10 units: they are not added up in the same order as scores."""
_LESS = 1.0 - 1e-4
"""Distances and gaps are bounded a little short, as they are measured in single precision."""
_KEY_EAST = 1 << 31


@njit(cache=True, inline="always")
def _worse(score: float, partner: int, other: float, other_partner: int) -> bool:
    """Say whether one partner stands behind another."""
    return score < other or (score == other and partner > other_partner)


@njit(cache=True)
def _keep_best(score: float, partner: int, scores: Array, partners: Array) -> None:
    """Put a partner in the place of the worst kept (the heap's top), if it stands before it."""
    if not _worse(scores[0], partners[0], score, partner):
        return
    size, at = scores.shape[0], 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and _worse(
            scores[child + 1], partners[child + 1], scores[child], partners[child]
        ):
            child += 1
        if not _worse(scores[child], partners[child], score, partner):
            break
        scores[at], partners[at] = scores[child], partners[child]
        at = child
    scores[at], partners[at] = score, partner


@njit(cache=True)
def _select(
    i: int, first: int, stop: int, need: int, near: bool, near_km: float, first_km: float,
    layout: Layout, row: Array, distance: Array, records: Records, found: Array,
) -> int:  # fmt: skip
    """Write the places of a stretch whose bound reaches `need` steps to `found`; return how many."""
    x, y = records.x_km[i], records.y_km[i]
    columns, east, north = layout.column[first:stop], layout.x_km[first:stop], layout.y_km[first:stop]
    unit, reach, last = 1.0 / (first_km * first_km), near_km * near_km, distance.shape[0] - 2
    count = 0
    for place in range(columns.shape[0]):
        total = 0
        for domain in range(FACET_DOMAINS):
            total += row[columns[place, domain]]
        dx, dy = x - east[place], y - north[place]
        squared = dx * dx + dy * dy
        total += distance[distance_bin(squared * unit, last)]
        if total >= need and (squared <= reach) == near:
            found[count] = first + place
            count += 1
    return count


@njit(cache=True, inline="always")
def _codes_log10(
    j: int, row: Array, exact: Array, profiles: Profiles
) -> tuple[float, bool]:  # fmt: skip
    """Return the most that the codes can say with `j`, and whether it is exact."""
    total = 0.0
    for domain in range(FACET_DOMAINS):
        total += exact[profiles.column[j, domain]]
    if not math.isnan(total):
        return total, True
    steps = 0
    for domain in range(FACET_DOMAINS):
        steps += row[profiles.column[j, domain]]
    return steps / STEPS_PER_LOG10, False


@njit(cache=True)
def _judge(
    i: int, j: int, habits: float, gap: float, row: Array, exact: Array, records: Records, tables: Tables,
    profiles: Profiles, out: Array, scores: Array, partners: Array,
) -> None:  # fmt: skip
    """Score a pair exactly, unless the bounds rule it out.

    `habits` and `gap` are the most that hour, day and a return, and days apart, can say. The parts are added up
    in the order of the score itself.
    """
    codes, is_exact = _codes_log10(j, row, exact, profiles)
    low, high = min(i, j), max(i, j)
    km = kernels.km_apart(low, high, records)
    raw = 0.0
    if not math.isnan(km):
        raw = kernels.distance_log10(low, high, km, records, tables)
    distance = calibrated(kernels.DISTANCE, raw, tables)
    known = codes + _MARGIN + habits + distance
    if known + gap < scores[0]:
        return
    days = kernels.days_apart(low, high, records)
    exact_gap = calibrated(kernels.TIME_GAP, kernels.gap_log10(days, tables), tables)
    if known + exact_gap < scores[0]:
        return
    if not is_exact:
        _keep_best(kernels.pair_score(low, high, records, tables, out), j, scores, partners)
        return
    hour = kernels.habit_log10(records.hour[low], records.hour[high], tables.hour)
    day = kernels.habit_log10(records.day[low], records.day[high], tables.day)
    repeat = kernels.repeat_log10(low, high, km, days, records, tables)
    total = distance + exact_gap
    total += calibrated(kernels.HOUR, hour, tables)
    total += calibrated(kernels.DAY, day, tables)
    total += calibrated(kernels.SAME_PREMISES, repeat, tables)
    for domain in range(FACET_DOMAINS):
        total += exact[profiles.column[j, domain]]
    _keep_best(total, j, scores, partners)


@njit(cache=True)
def _scan_stretch(
    i: int, first: int, stop: int, habits: float, gap: float, near: bool, limits: Array, layout: Layout, row: Array,
    exact: Array, distance: Array, records: Records, tables: Tables, profiles: Profiles, found: Array,
    out: Array, scores: Array, partners: Array,
) -> None:  # fmt: skip
    """Judge the pairs of an offence with one stretch; `habits` and `gap` are the most that those can say there."""
    best = habits + gap + _MARGIN
    need = math.floor((scores[0] - best) * STEPS_PER_LOG10) if scores[0] > -1e3 else -(1 << 30)
    count = _select(
        i, first, stop, need, near, limits[NEAR_KM], tables.numbers[kernels.FIRST_KM],
        layout, row, distance, records, found,
    )  # fmt: skip
    for place in range(count):
        j = layout.offence[found[place]]
        same_address = records.address[i] >= 0 and records.address[i] == records.address[j]
        if j != i and not same_address:
            _judge(i, j, habits, gap, row, exact, records, tables, profiles, out, scores, partners)


@njit(cache=True)
def _scan_range(
    i: int, low: int, high: int, habits: float, near: bool, limits: Array, layout: Layout, row: Array,
    exact: Array, distance: Array, records: Records, tables: Tables, profiles: Profiles, bounds: Bounds, found: Array,
    out: Array, scores: Array, partners: Array,
) -> None:  # fmt: skip
    """Judge an offence's pairs with offences in order of time, from its own time outwards.

    `habits` is the most that hour, day and a return to the premises can say.
    """
    mid = records.mid_days[i]
    days = limits[NEAR_DAYS] if near else limits[FAR_DAYS]
    times = layout.mid_days[low:high]
    left, stop = low + np.searchsorted(times, mid - days), low + np.searchsorted(times, mid + days, "right")
    back = low + np.searchsorted(times, mid)
    on, last = back, tables.gap.shape[0] - 1
    first_day, per_octave = tables.numbers[kernels.FIRST_DAY], tables.numbers[kernels.PER_OCTAVE]
    while on < stop or back > left:
        after = layout.mid_days[on] - mid if on < stop else np.inf
        before = mid - layout.mid_days[back - 1] if back > left else np.inf
        at = int(log_bin(min(after, before) * _LESS, first_day, per_octave, last))
        gap = calibrated(kernels.TIME_GAP, bounds.gap[at], tables)
        if after <= before:
            start, end = on, min(on + STRETCH, stop)
            on = end
        else:
            start, end = max(back - STRETCH, left), back
            back = start
        _scan_stretch(
            i, start, end, habits, gap, near, limits, layout, row, exact, distance, records, tables, profiles, found,
            out, scores, partners,
        )  # fmt: skip


@njit(cache=True, inline="always")
def _is_near(i: int, j: int, records: Records, near_km: float) -> bool:
    dx, dy = records.x_km[i] - records.x_km[j], records.y_km[i] - records.y_km[j]
    near: bool = dx * dx + dy * dy <= near_km * near_km
    return near


@njit(cache=True)
def _scan_address(
    i: int, limits: Array, records: Records, tables: Tables, squares: Squares,
    out: Array, scores: Array, partners: Array,
) -> None:  # fmt: skip
    """Score an offence exactly with those at the same address."""
    if records.address[i] < 0:
        return
    first = np.searchsorted(squares.address, records.address[i])
    stop = np.searchsorted(squares.address, records.address[i], "right")
    for place in range(first, stop):
        j = squares.by_address[place]
        near = _is_near(i, j, records, limits[NEAR_KM])
        apart = abs(records.mid_days[i] - records.mid_days[j])
        if j != i and apart <= (limits[NEAR_DAYS] if near else limits[FAR_DAYS]):
            _keep_best(kernels.pair_score(i, j, records, tables, out), j, scores, partners)


@njit(cache=True)
def _scan_offence(
    i: int, limits: Array, records: Records, tables: Tables, profiles: Profiles, placed: Layout, unplaced: Layout,
    by_cell: Layout, squares: Squares, bounds: Bounds, scores: Array, partners: Array,
) -> None:  # fmt: skip
    """Fill an offence's best partners."""
    out = np.zeros(PAIRWISE, np.float64)
    row, exact = (
        np.empty(profiles.example.shape[0], np.int16),
        np.empty(profiles.example.shape[0], np.float64),
    )
    found = np.empty(STRETCH, np.int64)
    distance = np.empty(tables.distance.shape[1] + 1, np.int64)
    profile_row(i, records, tables, profiles, row, exact)
    distance_steps(i, records, tables, bounds, distance)
    _scan_address(i, limits, records, tables, squares, out, scores, partners)
    hour = habit_bound(records.hour[i], tables.hour, bounds.hour)
    day = habit_bound(records.day[i], tables.day, bounds.day)
    habits = calibrated(kernels.HOUR, hour, tables) + calibrated(kernels.DAY, day, tables)
    none = calibrated(kernels.SAME_PREMISES, 0.0, tables)
    repeat = calibrated(kernels.SAME_PREMISES, max(tables.numbers[kernels.REPEAT], 0.0), tables)
    reach_km = tables.numbers[kernels.REACH_KM]
    if not (math.isnan(records.x_km[i]) or math.isnan(records.y_km[i])):
        for square in range(squares.around.shape[0]):
            east, north = squares.around[square]
            key = (squares.cell_of[i, 0] + east) * _KEY_EAST + squares.cell_of[i, 1] + north
            cell = np.searchsorted(squares.cell_key, key)
            if cell < squares.cell_key.shape[0] and squares.cell_key[cell] == key:
                adjacent = repeat if squares.around_km[square] <= reach_km else none
                _scan_range(
                    i, squares.cell_first[cell], squares.cell_first[cell + 1], habits + adjacent, True,
                    limits, by_cell, row, exact, distance, records, tables, profiles, bounds, found,
                    out, scores, partners,
                )  # fmt: skip
    adjacent = repeat if limits[NEAR_KM] <= reach_km else none
    for layout in (placed, unplaced):
        _scan_range(
            i, 0, layout.offence.shape[0], habits + adjacent, False, limits, layout, row, exact, distance,
            records, tables, profiles, bounds, found, out, scores, partners,
        )  # fmt: skip


@njit(cache=True, parallel=True)
def best_within_reach(
    offences: Array, keep: int, limits: Array, records: Records, tables: Tables, profiles: Profiles,
    placed: Layout, unplaced: Layout, by_cell: Layout, squares: Squares, bounds: Bounds,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the best `keep` partners of some offences among those within reach and above the floor.

    Parameters
    ----------
    limits
        Near reach in km and days, far reach in days, floor in log10 units.

    Returns
    -------
    Partners (offences x keep, -1 where there are none) and their log10 scores, in no order.
    """
    partners = np.full((offences.shape[0], keep), -1, np.int32)
    scores = np.full((offences.shape[0], keep), limits[FLOOR], np.float64)
    for place in prange(offences.shape[0]):
        _scan_offence(
            offences[place],
            limits,
            records,
            tables,
            profiles,
            placed,
            unplaced,
            by_cell,
            squares,
            bounds,
            scores[place],
            partners[place],
        )
    return partners, scores
