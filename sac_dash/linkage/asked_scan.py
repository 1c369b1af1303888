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
from collections.abc import Iterator
from typing import Any

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
from sac_dash.linkage.time_tiles import CHUNK, TILE, TimeTiles, tile_up

Array = NDArray[Any]
Positions = NDArray[np.int64]

_AT_ONCE = 256
"""Offences asked about whose possible partners are held together."""
_ROOM = 1 << 14
_MOST_STEPS = 32_767
_PARTS = 16
"""Parts of the tiles that are looked at side by side."""
_FRACTION_BITS, _ONE_AT = np.int32(23), np.int32(126)
_NEAR_KM, _NEAR_DAYS, _FAR_DAYS, _FLOOR = range(4)


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
    return join_found(_scan_some(each, is_asked, scales, reach) for each in _by_time(asked, scales, reach))


def _by_time(asked: Positions, scales: Scales, reach: Reach) -> Iterator[Positions]:
    """Yield those asked about in the order of time, so many at once; none is with others that lie in other tiles."""
    when = scales.records.mid_days[asked]
    order = np.argsort(when, kind="stable")
    recent = scales.laid.recent_from + max(reach.near_days, reach.far_days) if scales.laid else -np.inf
    for part in np.split(asked[order], [int(np.searchsorted(when[order], recent))]):
        for first in range(0, len(part), _AT_ONCE):
            yield part[first : first + _AT_ONCE]


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
    tiles = _tiles_near(asked, scales, max(reach.near_days, reach.far_days))
    limits = np.array([reach.near_km, reach.near_days, reach.far_days, reach.floor_log10 - MARGIN])
    against = kernels.calibrated(kernels.TIME_GAP, float(bounds.gap.min()), tables)
    deepest = limits[_FLOOR] * STEPS_PER_LOG10 - steps_up(against) - bounds.habits.min() - bounds.least.min()
    if deepest > _MOST_STEPS:
        raise OverflowError(
            f"evidence of {deepest / STEPS_PER_LOG10:.0f} log10 units against a pair: steps overflow"
        )
    room = _ROOM
    while True:
        place, partner, count = _look(asked, is_asked, limits, bounds, tiles, records, tables, room)
        most = int(count.max())
        if most <= room:
            break
        room = most
    held = np.arange(room) < count[:, None]
    return asked[place[held]], partner[held]


def _tiles_near(asked: Positions, scales: Scales, days: float) -> TimeTiles:
    """Return all offences that lie within so many days of the first or last one asked, and perhaps others, in tiles."""
    records, laid = scales.records, scales.laid
    when = records.mid_days
    first, last = float(when[asked].min()) - days, float(when[asked].max()) + days
    if laid is not None and laid.recent_from <= first:
        return laid.recent
    if laid is None:
        within = np.flatnonzero((when >= first) & (when <= last))
        within = within[np.argsort(when[within], kind="stable")]
    else:
        begin = bisect_left(laid.in_time, first, key=lambda offence: when[offence])
        within = laid.in_time[begin : bisect_right(laid.in_time, last, key=lambda offence: when[offence])]
    return tile_up(within, when, records.x_km, records.y_km, records.present)


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
    i: int, first: int, stop: int, bounds: AskedBounds, tiles: TimeTiles, facet_start: Array, scratch: Array,
    total: Array,
) -> None:  # fmt: skip
    """Write the most that all facets say of an offence asked with each other of a chunk."""
    size = stop - first
    total[:size] = 0
    for facet in range(facet_start.shape[0] - 1):
        begin, end = facet_start[facet], facet_start[facet + 1]
        sharing, differing = bounds.sharing[i, facet], bounds.differing[i, facet]
        if sharing == 0 and differing == 0:
            continue  # it states nothing there
        if end - begin == 1:
            _add_facet(
                total[:size], tiles.column[begin, first:stop], bounds.word[i, begin], sharing, differing
            )
            continue
        shared, known = scratch[0, :size], scratch[1, :size]
        shared[:], known[:] = 0, 0
        for word in range(begin, end):
            _mark_word(shared, known, tiles.column[word, first:stop], bounds.word[i, word])
        _add_marked(total[:size], shared, known, sharing, differing)


@leaf
def _most(sums: Array) -> np.int16:
    """Return the greatest of some sums."""
    most = np.int16(sums[0])
    for k in range(sums.shape[0]):
        most = max(most, sums[k])
    return most


@leaf
def _wanted(i: int, other: int, is_asked: Array, limits: Array, records: Records) -> bool:
    """Say whether an offence asked and another are a pair within reach; of two asked the earlier one has it."""
    if is_asked[other] and other <= i:
        return False
    dx, dy = records.x_km[i] - records.x_km[other], records.y_km[i] - records.y_km[other]
    near = dx * dx + dy * dy <= limits[_NEAR_KM] * limits[_NEAR_KM]
    apart = abs(records.mid_days[i] - records.mid_days[other])
    return bool(apart <= (limits[_NEAR_DAYS] if near else limits[_FAR_DAYS]))


@njit(cache=True, inline="always")
def _bin_of(squared_km: np.float32, unit: np.float32, last: np.int32) -> np.int32:
    """Return the bin of a distance, given its square; the one after the last where it is unknown.

    Two bins to an octave of distance are one to an octave of its square: the exponent of the number, as in
    :func:`sac_dash.linkage.reach_bounds.distance_bin`, but without a branch, so that many are told at once.
    """
    squared = np.float32(squared_km * unit)
    octave = np.int32((squared.view(np.int32) >> _FRACTION_BITS) - _ONE_AT)
    known = max(min(octave, last), np.int32(0))
    return known if squared == squared else last + np.int32(1)  # noqa: PLR0124 - not a number


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
    """Add the most that distance says with each of some others."""
    last = np.int32(said.shape[0] - 2)
    for k in range(total.shape[0]):
        dx, dy = x_km - others_x[k], y_km - others_y[k]
        total[k] = _plus(total[k], said[_bin_of(np.float32(dx * dx + dy * dy), unit, last)])


@leaf
def _square_to(x_km: np.float32, y_km: np.float32, box: Array) -> np.float32:
    """Return the square of the distance from a place to the box of a chunk; not a number where one is unknown."""
    zero = np.float32(0.0)
    dx = max(box[0] - x_km, x_km - box[2])
    dy = max(box[1] - y_km, y_km - box[3])
    if dx != dx or dy != dy:  # noqa: PLR0124 - not a number
        return np.float32(np.nan)
    dx, dy = max(dx, zero), max(dy, zero)
    return np.float32(dx * dx + dy * dy)


@leaf
def _gap_steps(days: float, bounds: AskedBounds, tables: Tables) -> int:
    """Return the most that so many days apart, or more, can say."""
    numbers = tables.numbers
    last = bounds.gap.shape[0] - 1
    at = int(kernels.log_bin(days * LESS, numbers[kernels.FIRST_DAY], numbers[kernels.PER_OCTAVE], last))
    return int(steps_up(kernels.calibrated(kernels.TIME_GAP, bounds.gap[at], tables)))


@leaf
def _look_at_tile(
    tile: int, asked: Array, is_asked: Array, limits: Array, bounds: AskedBounds, tiles: TimeTiles,
    records: Records, tables: Tables, scratch: Array, total: Array, place: Array, partner: Array, count: int,
) -> int:  # fmt: skip
    """Write who of a tile could reach the floor with whom, after `count` others; return how many there are then."""
    for at in range(asked.shape[0]):
        when = records.mid_days[asked[at]]
        days = max(tiles.days[tile, 0] - when, when - tiles.days[tile, 1], 0.0)
        if days * LESS > limits[_NEAR_DAYS]:
            continue
        floor = math.floor(limits[_FLOOR] * STEPS_PER_LOG10) - bounds.habits[at]
        if floor - _gap_steps(days, bounds, tables) <= bounds.most[at]:
            count = _look_at_chunks(
                tile, at, asked[at], days, floor, is_asked, limits, bounds, tiles, records, tables, scratch,
                total, place, partner, count,
            )  # fmt: skip
    return count


@leaf
def _look_at_chunks(
    tile: int, at: int, i: int, days: float, floor: int, is_asked: Array, limits: Array, bounds: AskedBounds,
    tiles: TimeTiles, records: Records, tables: Tables, scratch: Array, total: Array, place: Array,
    partner: Array, count: int,
) -> int:  # fmt: skip
    """Write who of a tile, so many days away, could reach the floor: chunks too far away for that are passed over."""
    first_km = tables.numbers[kernels.FIRST_KM]
    unit, near = np.float32(1.0 / (first_km * first_km)), limits[_NEAR_KM] * limits[_NEAR_KM]
    x_km, y_km, said = records.x_km[i], records.y_km[i], bounds.distance[at]
    last, need = np.int32(said.shape[0] - 2), floor - _gap_steps(days, bounds, tables)
    only_near = days * LESS > limits[_FAR_DAYS]
    stop, first_box = min((tile + 1) * TILE, tiles.offence.shape[0]), tile * (TILE // CHUNK)
    for start in range(tile * TILE, stop, CHUNK):
        end = min(start + CHUNK, stop)
        square = _square_to(x_km, y_km, tiles.box[first_box + (start - tile * TILE) // CHUNK])
        if only_near and square > near:
            continue
        least = need - bounds.beyond[at, _bin_of(square, unit, last)]
        if bounds.behaviour[at] < least:
            continue
        some = total[: end - start]
        _behaviour_steps(at, start, end, bounds, tiles, tables.facet_start, scratch, some)
        if _most(some) < least:
            continue
        _add_distance(some, x_km, y_km, tiles.x_km[start:end], tiles.y_km[start:end], unit, said)
        if _most(some) < need:
            continue
        for k in range(end - start):
            other = tiles.offence[start + k]
            if some[k] < need or not _wanted(i, other, is_asked, limits, records):
                continue
            apart = abs(records.mid_days[i] - records.mid_days[other])
            if some[k] + _gap_steps(apart, bounds, tables) >= floor:
                if count < partner.shape[0]:
                    place[count], partner[count] = at, other
                count += 1
    return count


@njit(cache=True, parallel=True, nogil=True)
def _look(
    asked: Array,
    is_asked: Array,
    limits: Array,
    bounds: AskedBounds,
    tiles: TimeTiles,
    records: Records,
    tables: Tables,
    room: int,
) -> tuple[Array, Array, Array]:
    """Return by part of the tiles who could reach the floor with whom, and how many pairs those are.

    Of each pair the place among those asked, and the other; beyond `room` they are counted only.
    """
    place, partner = np.empty((_PARTS, room), np.int32), np.empty((_PARTS, room), np.int64)
    count = np.zeros(_PARTS, np.int64)
    for part in prange(_PARTS):
        scratch, total = np.empty((2, CHUNK), np.uint16), np.empty(CHUNK, np.int16)
        first = (
            2 * part % _PARTS + 2 * part // _PARTS
        )  # the newest tiles take longest: every other to each half
        for tile in range(first, tiles.days.shape[0], _PARTS):
            count[part] = _look_at_tile(
                tile, asked, is_asked, limits, bounds, tiles, records, tables, scratch, total, place[part],
                partner[part], count[part],
            )  # fmt: skip
    return place, partner, count
