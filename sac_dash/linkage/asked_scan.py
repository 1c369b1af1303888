"""The pairs of a few offences within reach of a whole file.

Fifty offences that came in today have some ten million others within reach. To lay out the file for bounds by the
tile (:mod:`sac_dash.linkage.pair_search`) would take longer than to look at each of these once: the codes of the
offences near enough in time are brought together in memory, facet by facet, and what each pair could say at most
(:mod:`sac_dash.linkage.asked_bounds`) leaves a few thousand to be scored.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from bisect import bisect_left, bisect_right
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.asked_bounds import AskedBounds, bounds_of
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.leaf import leaf
from sac_dash.linkage.mo_profiles import STEPS_PER_LOG10, steps_up
from sac_dash.linkage.pair_search import FoundPairs, Reach, join_found
from sac_dash.linkage.scoring import Scales
from sac_dash.linkage.tile_pairs import LESS, MARGIN

Array = NDArray[Any]
Positions = NDArray[np.int64]

_AT_ONCE = 256
"""Offences asked about whose possible partners are held together."""
_ROOM = 1 << 12
_MOST_STEPS = 32_767
_TILE = 2048
"""Others looked at together: their sums stay in the nearest cache, and they lie within a few days of one another."""
_CHUNK = 64
_PARTS = 16
_FRACTION_BITS, _ONE_AT = np.int32(23), np.int32(126)
_NEAR_KM, _NEAR_DAYS, _FAR_DAYS, _FLOOR = range(4)


class _Others(NamedTuple):
    """The offences within reach in time, in the order of it."""

    offence: NDArray[np.int64]
    is_asked: NDArray[np.bool_]
    mid_days: NDArray[np.float64]
    x_km: NDArray[np.float32]
    y_km: NDArray[np.float32]
    column: NDArray[np.uint16]  # words x offences: their codes


def scan_asked(asked: Positions, scales: Scales, reach: Reach) -> FoundPairs:
    """Return the pairs within reach that score above the floor and hold an offence that is asked about, each once.

    Parameters
    ----------
    asked
        Canonical positions, ascending.
    """
    is_asked = np.zeros(len(scales.coded), bool)
    is_asked[asked] = True
    scales.need(asked)
    some = [asked[first : first + _AT_ONCE] for first in range(0, len(asked), _AT_ONCE)]
    return join_found(_scan_some(each, is_asked, scales, reach) for each in some)


def _scan_some(asked: Positions, is_asked: NDArray[np.bool_], scales: Scales, reach: Reach) -> FoundPairs:
    """Return the pairs that hold one of some of the offences asked about; of two asked the earlier one has the pair."""
    mine, theirs = _could_reach(asked, is_asked, scales, reach)
    scales.need(theirs)
    a, b = np.minimum(mine, theirs), np.maximum(mine, theirs)
    score = kernels.pair_totals(scales.records, scales.tables, a, b)
    good = score > reach.floor_log10
    return FoundPairs(a[good].astype(np.int32), b[good].astype(np.int32), score[good])


def _could_reach(
    asked: Positions, is_asked: NDArray[np.bool_], scales: Scales, reach: Reach
) -> tuple[Positions, Positions]:
    """Return the pairs that could reach the floor, by canonical position: each offence asked, and the other.

    Raises
    ------
    OverflowError
        When evidence speaks against by more than steps of two bytes can take off again.
    """
    records, tables = scales.records, scales.tables
    bounds = bounds_of(asked, records, tables, scales.least_density())
    others = _near_in_time(asked, is_asked, scales, max(reach.near_days, reach.far_days))
    limits = np.array([reach.near_km, reach.near_days, reach.far_days, reach.floor_log10 - MARGIN])
    against = kernels.calibrated(kernels.TIME_GAP, float(bounds.gap.min()), tables)
    deepest = limits[_FLOOR] * STEPS_PER_LOG10 - steps_up(against) - bounds.habits.min() - bounds.least.min()
    if deepest > _MOST_STEPS:
        raise OverflowError(
            f"evidence of {deepest / STEPS_PER_LOG10:.0f} log10 units against a pair: steps overflow"
        )
    room = _ROOM
    while True:
        partner, count = _look(asked, limits, bounds, others, records, tables, room)
        most = int(count.max())
        if most <= room:
            break
        room = most
    held = np.arange(room) < count[:, None]
    return np.repeat(asked, count), others.offence[partner[held]]


def _near_in_time(asked: Positions, is_asked: NDArray[np.bool_], scales: Scales, days: float) -> _Others:
    """Return the offences that lie within so many days of the first or last one asked, in the order of time."""
    records = scales.records
    when = records.mid_days
    within = _in_window(
        when, float(when[asked].min()) - days, float(when[asked].max()) + days, scales.in_time
    )
    return _Others(
        within, is_asked[within], when[within], records.x_km[within], records.y_km[within],
        _columns(records.present, within),
    )  # fmt: skip


def _in_window(when: NDArray[np.float64], first: float, last: float, in_time: Positions | None) -> Positions:
    """Return the offences between two instants, in the order of time: a part of `in_time` where that is known."""
    if in_time is None:
        within = np.flatnonzero((when >= first) & (when <= last))
        return within[np.argsort(when[within], kind="stable")]
    begin = bisect_left(in_time, first, key=lambda offence: when[offence])
    return in_time[begin : bisect_right(in_time, last, key=lambda offence: when[offence])]


@njit(cache=True, parallel=True)
def _columns(present: Array, within: Array) -> Array:
    """Return the codes of some offences, word by word."""
    column = np.empty((present.shape[1], within.shape[0]), present.dtype)
    for part in prange(_PARTS):
        for k in range(part * within.shape[0] // _PARTS, (part + 1) * within.shape[0] // _PARTS):
            for word in range(present.shape[1]):
                column[word, k] = present[within[k], word]
    return column


@njit(cache=True, inline="always")
def _plus(one: np.int16, other: np.int16) -> np.int16:
    """Return the sum of two bounds, the greatest number of two bytes where it exceeds it: one instruction."""
    total = np.int32(one) + np.int32(other)
    return np.int16(min(max(total, np.int32(-_MOST_STEPS)), np.int32(_MOST_STEPS)))


@leaf
def _add_facet(total: Array, column: Array, word: np.uint16, sharing: np.int16, differing: np.int16) -> None:
    """Add the most that a facet of one word says with each of some others."""
    for k in range(total.shape[0]):
        theirs = column[k]
        said = sharing if (theirs & word) != 0 else differing
        total[k] = _plus(total[k], said if theirs != 0 else np.int16(0))


@leaf
def _add_marked(total: Array, shared: Array, known: Array, sharing: np.int16, differing: np.int16) -> None:
    """Add the same of a facet of several words, of which is marked what is shared and what is known."""
    for k in range(total.shape[0]):
        said = sharing if shared[k] != 0 else differing
        total[k] = _plus(total[k], said if known[k] != 0 else np.int16(0))


@leaf
def _mark_word(shared: Array, known: Array, column: Array, word: np.uint16) -> None:
    """Mark which others share a code of a word, and which state any."""
    for k in range(shared.shape[0]):
        shared[k] |= column[k] & word
        known[k] |= column[k]


@leaf
def _behaviour_steps(
    i: int, first: int, stop: int, bounds: AskedBounds, others: _Others, facet_start: Array, scratch: Array,
    total: Array,
) -> None:  # fmt: skip
    """Write the most that all facets say of an offence asked with each other of a tile."""
    size = stop - first
    total[:size] = 0
    for facet in range(facet_start.shape[0] - 1):
        begin, end = facet_start[facet], facet_start[facet + 1]
        sharing, differing = bounds.sharing[i, facet], bounds.differing[i, facet]
        if sharing == 0 and differing == 0:
            continue  # it states nothing there
        if end - begin == 1:
            _add_facet(
                total[:size], others.column[begin, first:stop], bounds.word[i, begin], sharing, differing
            )
            continue
        shared, known = scratch[0, :size], scratch[1, :size]
        shared[:], known[:] = 0, 0
        for word in range(begin, end):
            _mark_word(shared, known, others.column[word, first:stop], bounds.word[i, word])
        _add_marked(total[:size], shared, known, sharing, differing)


@leaf
def _most(sums: Array) -> np.int16:
    """Return the greatest of some sums."""
    most = np.int16(sums[0])
    for k in range(sums.shape[0]):
        most = max(most, sums[k])
    return most


@leaf
def _wanted(i: int, j: int, limits: Array, others: _Others, records: Records) -> bool:
    """Say whether an offence asked and another are a pair within reach; of two asked the earlier one has it."""
    if others.is_asked[j] and others.offence[j] <= i:
        return False
    dx, dy = records.x_km[i] - others.x_km[j], records.y_km[i] - others.y_km[j]
    near = dx * dx + dy * dy <= limits[_NEAR_KM] * limits[_NEAR_KM]
    apart = abs(records.mid_days[i] - others.mid_days[j])
    return bool(apart <= (limits[_NEAR_DAYS] if near else limits[_FAR_DAYS]))


@leaf
def _add_distance(
    total: Array,
    x_km: np.float32,
    y_km: np.float32,
    others_x: Array,
    others_y: Array,
    unit: np.float32,
    said: Array,
) -> None:
    """Add the most that distance says with each of some others.

    Two bins to an octave of distance are one to an octave of its square: the exponent of the number, as in
    :func:`sac_dash.linkage.reach_bounds.distance_bin`, but without a branch, so that many are told at once.
    """
    last = np.int32(said.shape[0] - 2)
    for k in range(total.shape[0]):
        dx, dy = x_km - others_x[k], y_km - others_y[k]
        squared = np.float32((dx * dx + dy * dy) * unit)
        octave = np.int32((squared.view(np.int32) >> _FRACTION_BITS) - _ONE_AT)
        known = max(min(octave, last), np.int32(0))
        at = known if squared == squared else last + np.int32(1)  # noqa: PLR0124 - not a number
        total[k] = _plus(total[k], said[at])


@leaf
def _pick(
    i: int, first: int, stop: int, need: int, limits: Array, others: _Others, records: Records, total: Array,
    partner: Array, count: int,
) -> int:  # fmt: skip
    """Write who of a tile could reach the floor, after `count` others; return how many there are then."""
    for start in range(first, stop, _CHUNK):
        end = min(start + _CHUNK, stop)
        if _most(total[start - first : end - first]) < need:
            continue
        for j in range(start, end):
            if total[j - first] >= need and _wanted(i, j, limits, others, records):
                if count < partner.shape[0]:
                    partner[count] = j
                count += 1
    return count


@leaf
def _look_from(
    at: int, i: int, limits: Array, bounds: AskedBounds, others: _Others, records: Records, tables: Tables,
    scratch: Array, total: Array, partner: Array,
) -> int:  # fmt: skip
    """Write who could reach the floor with an offence; return how many, of which only so many as fit are written."""
    n, count = others.offence.shape[0], 0
    first_km, first_day = tables.numbers[kernels.FIRST_KM], tables.numbers[kernels.FIRST_DAY]
    when, per_octave = records.mid_days[i], tables.numbers[kernels.PER_OCTAVE]
    unit, last_gap = np.float32(1.0 / (first_km * first_km)), bounds.gap.shape[0] - 1
    floor = math.floor(limits[_FLOOR] * STEPS_PER_LOG10) - bounds.habits[at]
    for first in range(0, n, _TILE):
        stop = min(first + _TILE, n)
        days = max(others.mid_days[first] - when, when - others.mid_days[stop - 1], 0.0) * LESS
        if days > limits[_NEAR_DAYS]:
            continue
        gap = bounds.gap[int(kernels.log_bin(days, first_day, per_octave, last_gap))]
        need = floor - steps_up(kernels.calibrated(kernels.TIME_GAP, gap, tables))
        if need > bounds.most[at]:
            continue
        _behaviour_steps(at, first, stop, bounds, others, tables.facet_start, scratch, total)
        _add_distance(
            total[: stop - first], records.x_km[i], records.y_km[i], others.x_km[first:stop],
            others.y_km[first:stop], unit, bounds.distance[at],
        )  # fmt: skip
        count = _pick(i, first, stop, need, limits, others, records, total, partner, count)
    return count


@njit(cache=True, parallel=True, nogil=True)
def _look(
    asked: Array,
    limits: Array,
    bounds: AskedBounds,
    others: _Others,
    records: Records,
    tables: Tables,
    room: int,
) -> tuple[Array, Array]:
    """Return by offence asked who could reach the floor with it, and how many; beyond `room` they are counted only."""
    partner = np.empty((asked.shape[0], room), np.int64)
    count = np.zeros(asked.shape[0], np.int64)
    for at in prange(asked.shape[0]):
        scratch, total = np.empty((2, _TILE), np.uint16), np.empty(_TILE, np.int16)
        count[at] = _look_from(
            at, asked[at], limits, bounds, others, records, tables, scratch, total, partner[at]
        )
    return partner, count
