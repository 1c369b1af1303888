"""Exhaustive search: the pairs of a file within reach that score at least the floor.

There is no blocking: candidate keys are where linkage tools lose travelling gangs. What makes half a million
million pairs affordable is a bound for a quarter of a nanosecond (:mod:`aspects`, :mod:`tile_rows`), and the exact
score only for the few that it lets through. The work falls into pieces that need nothing of one another: some tiles
of the far pass (beyond the near reach, some months apart at most) or of the near one (within it, up to a year
apart). A pair is met once, by the offence that stands first. This module lays out a file (:func:`lay_out`), lists
the pieces (:func:`list_pieces`) and does one (:func:`search_piece`); neither who does them, nor in which order, nor
the number of threads changes what is found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aspect_of_hour import hour_aspect
from sac_dash.linkage.aspect_of_place import Neighbourhoods, find_neighbourhoods, place_aspect
from sac_dash.linkage.aspects import (
    MAX_KINDS,
    STEPS_PER_LOG10,
    Aspects,
    behaviour_aspects,
    best_of_aspects,
    stack_aspects,
)
from sac_dash.linkage.far_scan import scan_far
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.near_scan import Tiles, scan_near
from sac_dash.linkage.reach_bounds import ROUNDED, gap_bounds
from sac_dash.linkage.tile_pairs import SPARSE_STEPS, Found, Gaps, Line

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

FAR_WIDTH = 2048
"""Offences of a far tile: its rows of bounds stay in the cache next to the processor."""
NEAR_WIDTH = 512
"""Offences of a near tile at most: fewer lie closer together and are bounded better."""
MOST_KINDS_OF_BEHAVIOUR = MAX_KINDS
FAR_TILES, NEAR_TILES = 32, 64
"""Tiles of a piece of work."""
_ROOM = 1 << 16
_NEAR_BANDS_DAYS = np.array([0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 90.0, 128.0, 181.0, 256.0, 1e9])
FAR, NEAR, ADDRESS = "far", "near", "address"


@dataclass(frozen=True)
class Reach:
    """Which pairs are searched.

    Parameters
    ----------
    near_km, near_days
        Pairs as near as this are searched when no further apart in time than this.
    far_days
        Pairs at any distance are searched when no further apart in time than this.
    floor_log10
        Evidence of two offences alone from which a pair is found.
    """

    near_km: float
    near_days: float
    far_days: float
    floor_log10: float


@dataclass(frozen=True)
class Piece:
    """Some tiles of one pass: a unit of work."""

    which: str
    first: int
    stop: int


@dataclass(frozen=True)
class SearchLayout:
    """A file laid out for the search.

    Parameters
    ----------
    records, tables
        What pairs are scored with.
    reach
        Which pairs are searched.
    line, aspects, place
        Offences in order of time, their aspects (of which each line has the kinds), and which of those is the place
        (-1: none).
    near_line, near_aspects, tiles
        Offences of known place, neighbourhood by neighbourhood in order of time, and their tiles.
    far_gaps, near_gaps
        The most that days apart can say, in either pass.
    limits
        The numbers of the search, in the order of ``tile_pairs``'s constants.
    asking, near_asking, first_asking
        Places in either line of the offences whose pairs are wanted; by tile, where its own begin.
    """

    records: Records
    tables: Tables
    reach: Reach
    line: Line
    aspects: Aspects
    place: int
    near_line: Line
    near_aspects: Aspects
    tiles: Tiles
    far_gaps: Gaps
    near_gaps: Gaps
    limits: Floats
    asking: Positions
    near_asking: Positions
    first_asking: Positions


@dataclass(frozen=True)
class FoundPairs:
    """Pairs of canonical positions, ``a < b``, with the evidence of two offences alone, log10 units."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    score: Floats

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.a)


def lay_out(records: Records, tables: Tables, reach: Reach, asked: Positions | None = None) -> SearchLayout:
    """Lay out a file for the search.

    Parameters
    ----------
    asked
        Canonical positions of the offences whose pairs are wanted; None for all.
    """
    n = len(records.mid_days)
    asks = np.ones(n, bool)
    if asked is not None:
        asks[:] = False
        asks[asked] = True
    told = [*behaviour_aspects(records, tables, MOST_KINDS_OF_BEHAVIOUR), hour_aspect(records, tables)]
    near_aspects = stack_aspects(told, n)
    placed = place_aspect(records, tables, reach.near_km)
    aspects = stack_aspects([*told, placed], n)
    place = len(aspects.kinds) - 1 if len(aspects.kinds) > len(near_aspects.kinds) else -1
    in_time = np.argsort(records.mid_days, kind="stable")
    sparse = _sparse_steps(records)
    line = _line(in_time, records, sparse, aspects, asks)
    near = find_neighbourhoods(records, max(math.ceil(math.log2(max(n, 1) / NEAR_WIDTH)), 0))
    order = [members[np.argsort(records.mid_days[members], kind="stable")] for members in near.members]
    placed_in_order = np.concatenate([*order, np.zeros(0, np.int64)])
    near_line = _line(placed_in_order, records, sparse, near_aspects, asks)
    tiles = _tiles(near, records, reach.near_km, both=asked is not None)
    near_asking = np.flatnonzero(near_line.asks)
    first, per_octave = tables.numbers[kernels.FIRST_DAY], tables.numbers[kernels.PER_OCTAVE]
    far_days = np.r_[0.0, first * 2.0 ** (np.arange(len(tables.gap) - 1) / per_octave), 1e9]
    aspects, near_aspects = (each._replace(kind=each.kind[:0].copy()) for each in (aspects, near_aspects))
    return SearchLayout(
        records, tables, reach, line, aspects, place, near_line, near_aspects, tiles,
        _gaps(far_days, tables), _gaps(_NEAR_BANDS_DAYS, tables), _limits(reach, records, tables),
        np.flatnonzero(line.asks), near_asking, np.searchsorted(near_asking, tiles.first),
    )  # fmt: skip


def _sparse_steps(records: Records) -> NDArray[np.int8]:
    """Return by offence and bin of km what a low density adds to distance, in steps, rounded up."""
    steps = -(records.density // np.int16(kernels.DENSITY_STEPS // SPARSE_STEPS))
    most = np.iinfo(np.int8)
    if steps.max(initial=0.0) > most.max:
        msg = f"a low density adds {steps.max() / SPARSE_STEPS:.1f} log10 units to distance: steps overflow"
        raise OverflowError(msg)
    return np.asarray(np.maximum(steps, most.min), np.int8)


def _line(
    order: Positions, records: Records, sparse: NDArray[np.int8], aspects: Aspects, asks: NDArray[np.bool_]
) -> Line:
    """Return the offences in an order."""
    kind = np.ascontiguousarray(aspects.kind[order])
    return Line(
        order.astype(np.int32),
        np.ascontiguousarray(records.mid_days[order]),
        np.ascontiguousarray(records.window_term[order]),
        np.ascontiguousarray(records.x_km[order]),
        np.ascontiguousarray(records.y_km[order]),
        np.ascontiguousarray(records.mobility[order]),
        np.ascontiguousarray(sparse[order]),
        np.ascontiguousarray(asks[order]),
        best_of_aspects(aspects)[order],
        kind,
        np.ascontiguousarray(kind.T),
    )


def _tiles(near: Neighbourhoods, records: Records, near_km: float, *, both: bool) -> Tiles:
    """Return the tiles of neighbourhoods, each beside those within reach; each two once unless `both` ways."""
    count = len(near.members)
    beside: list[Positions] = []
    for tile in range(count):
        across = np.maximum(np.maximum(near.west[tile] - near.east, near.west - near.east[tile]), 0.0)
        up = np.maximum(np.maximum(near.south[tile] - near.north, near.south - near.north[tile]), 0.0)
        within = np.flatnonzero(np.hypot(across, up) <= near_km * (1.0 + 1e-6))
        beside.append(within if both else within[within <= tile])
    bins = records.density.shape[1]
    sparse = [-records.density[members].min(axis=0) / kernels.DENSITY_STEPS for members in near.members]
    points = [records.mobility[members] for members in near.members]
    return Tiles(
        np.cumsum([0, *(len(members) for members in near.members)]).astype(np.int64),
        near.west, near.east, near.south, near.north,
        np.array(sparse, np.float64).reshape(count, bins),
        np.array([each.min() for each in points], np.int64),
        np.array([each.max() for each in points], np.int64),
        np.concatenate([*beside, np.zeros(0, np.int64)]).astype(np.int64),
        np.cumsum([0, *(len(each) for each in beside)]).astype(np.int64),
    )  # fmt: skip


def list_pieces(layout: SearchLayout) -> list[Piece]:
    """Return the work of a search: every tile of both passes that anybody asks for."""
    return [
        *_cut(FAR, _far_tiles(layout), FAR_TILES),
        *_cut(NEAR, (0, len(layout.tiles.first) - 1), NEAR_TILES),
        *([Piece(ADDRESS, 0, 1)] if _returns_count(layout) else []),
    ]


def _returns_count(layout: SearchLayout) -> bool:
    """Return whether a return to the premises says anything: bounds by distance do not know of addresses."""
    tables = layout.tables
    repeat = max(float(tables.numbers[kernels.REPEAT]), 0.0)
    again, none = (kernels.calibrated(kernels.SAME_PREMISES, raw, tables) for raw in (repeat, 0.0))
    return bool(again > none) and bool((layout.records.address >= 0).any())


def _far_tiles(layout: SearchLayout) -> tuple[int, int]:
    """Return the first and beyond the last far tile that lies within the far reach of any who asks."""
    if not len(layout.asking):
        return 0, 0
    when, days = layout.line.mid_days, layout.reach.far_days
    asked = when[layout.asking]
    first = np.searchsorted(when, asked[0] - days)
    stop = np.searchsorted(when, asked[-1] + days, "right")
    return int(first) // FAR_WIDTH, -(-int(stop) // FAR_WIDTH)


def _cut(which: str, tiles: tuple[int, int], size: int) -> list[Piece]:
    first, stop = tiles
    return [Piece(which, at, min(at + size, stop)) for at in range(first, stop, size)]


def search_piece(layout: SearchLayout, piece: Piece, threads: int | None = None) -> FoundPairs:
    """Return the pairs of one piece of work, in the order of its tiles.

    Parameters
    ----------
    threads
        How many share the piece; None = all that this run may use.
    """
    if piece.which == ADDRESS:
        return _at_one_address(layout)
    threads = numba.get_num_threads() if threads is None else threads
    batch = np.arange(piece.first, piece.stop)
    found = _scan(layout, piece.which, batch, _ROOM, threads)
    parts = [_taken(found, slot) for slot in range(len(batch))]
    for slot in np.flatnonzero(found.counted > _ROOM):
        again = _scan(layout, piece.which, batch[slot : slot + 1], int(found.counted[slot]), 1)
        parts[slot] = _taken(again, 0)
    return join_found(parts)


def _at_one_address(layout: SearchLayout) -> FoundPairs:
    """Return the pairs of offences at the same address."""
    records, reach = layout.records, layout.reach
    addressed = np.flatnonzero(records.address >= 0)
    order = addressed[np.argsort(records.address[addressed], kind="stable")]
    groups = np.split(order, np.flatnonzero(np.diff(records.address[order])) + 1)
    ends = [np.triu_indices(len(group), 1) for group in groups]
    a = np.concatenate([group[low] for group, (low, _) in zip(groups, ends, strict=True)])
    b = np.concatenate([group[high] for group, (_, high) in zip(groups, ends, strict=True)])
    asked = np.zeros(len(records.address), bool)
    asked[layout.line.offence[layout.asking]] = True
    near = np.hypot(records.x_km[a] - records.x_km[b], records.y_km[a] - records.y_km[b]) <= reach.near_km
    days = np.abs(records.mid_days[a] - records.mid_days[b])
    within = (asked[a] | asked[b]) & (days <= np.where(near, reach.near_days, reach.far_days))
    a, b = a[within], b[within]
    score = kernels.pair_totals(records, layout.tables, a, b)
    good = score > reach.floor_log10
    return FoundPairs(a[good].astype(np.int32), b[good].astype(np.int32), score[good])


def _taken(found: Found, slot: int) -> FoundPairs:
    """Return the pairs of one tile."""
    count = min(int(found.counted[slot]), found.a.shape[1])
    return FoundPairs(
        found.a[slot, :count].copy(), found.b[slot, :count].copy(), found.score[slot, :count].copy()
    )


def join_found(parts: Iterable[FoundPairs]) -> FoundPairs:
    """Return the pairs of several pieces, one after the other."""
    parts = list(parts)
    return FoundPairs(
        np.concatenate([part.a for part in parts] or [np.zeros(0, np.int32)]),
        np.concatenate([part.b for part in parts] or [np.zeros(0, np.int32)]),
        np.concatenate([part.score for part in parts] or [np.zeros(0)]),
    )


def _scan(layout: SearchLayout, which: str, batch: Positions, room: int, threads: int) -> Found:
    """Run the pass of a piece over some tiles."""
    gaps = layout.far_gaps if which == FAR else layout.near_gaps
    steps = np.ceil((gaps.most_log10 - gaps.most_log10[-1] + 1e-6) * STEPS_PER_LOG10).astype(np.int64)
    if which == FAR:
        return scan_far(
            batch, FAR_WIDTH, layout.asking, layout.limits, gaps, steps, layout.line, layout.aspects,
            layout.place, layout.records, layout.tables, room, threads,
        )  # fmt: skip
    width = int(np.diff(layout.tiles.first).max(initial=1))
    return scan_near(
        batch, width, layout.near_asking, layout.first_asking, layout.limits, gaps, steps, layout.tiles,
        layout.near_line, layout.near_aspects, layout.records, layout.tables, room, threads,
    )  # fmt: skip


def _limits(reach: Reach, records: Records, tables: Tables) -> Floats:
    """Return the numbers of the search in the order of ``tile_pairs``'s constants."""
    day = float(kernels.most_linked(records.day, tables.day).max()) * ROUNDED
    beside = float(kernels.calibrated(kernels.DAY, math.log10(max(day, kernels.LEAST_RATIO)), tables))
    beside += float(kernels.calibrated(kernels.SAME_PREMISES, 0.0, tables))
    return np.array([reach.floor_log10, reach.near_km, reach.near_days, reach.far_days, beside])


def _gaps(edges: Floats, tables: Tables) -> Gaps:
    """Return the most that days apart can say, in bands between some edges."""
    bounds = gap_bounds(tables)
    last = len(bounds) - 1
    first, per_octave = tables.numbers[kernels.FIRST_DAY], tables.numbers[kernels.PER_OCTAVE]
    bins = [max(int(kernels.log_bin(float(each), first, per_octave, last) - 1e-6), 0) for each in edges[:-1]]
    return Gaps(
        edges, np.array([kernels.calibrated(kernels.TIME_GAP, bounds[each], tables) for each in bins])
    )
