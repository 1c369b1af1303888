"""Offences laid out so that those within reach of one stand together: by time, by place, by address.

A pass over pairs reads memory in order or not at all. Three layouts of the same offences let it: all in
order of time; square by square in order of time; address by address.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.kernels import Records
from sac_dash.linkage.mo_profiles import Profiles

Array = NDArray[Any]

CELLS_TO_REACH = 4
"""Squares from the middle of the near reach to its edge: finer squares bound distances better."""
_LEAST_CELL_KM = 0.5


class Layout(NamedTuple):
    """Offences in one order."""

    offence: NDArray[np.int32]  # canonical position
    x_km: NDArray[np.float32]
    y_km: NDArray[np.float32]
    mid_days: NDArray[np.float64]
    column: NDArray[np.uint16]  # places x domains, as in `Profiles`


class Squares(NamedTuple):
    """Where to look for those near by and at the same address."""

    cell_key: NDArray[np.int64]  # squares with offences, sorted
    cell_first: NDArray[np.int64]  # by square: its first place in `by_cell`; one more at the end
    cell_of: NDArray[np.int64]  # offences x (east, north): its square
    around: NDArray[np.int64]  # squares to look at from one's own, the nearest first: (east, north)
    around_km: NDArray[np.float64]  # least distance to each of those
    by_address: NDArray[np.int32]  # offences with a known address, sorted by it
    address: NDArray[np.int64]  # their addresses


@dataclass(frozen=True)
class ReachIndex:
    """A file's offences in three layouts.

    Parameters
    ----------
    placed, unplaced
        Place known and not, in order of time.
    by_cell
        Place known, square by square, each in order of time.
    squares
        Where in `by_cell` to look.
    """

    placed: Layout
    unplaced: Layout
    by_cell: Layout
    squares: Squares


def index_reach(records: Records, profiles: Profiles, near_km: float) -> ReachIndex:
    """Lay out a file's offences for passes over pairs; `near_km` is the near reach."""
    cell_km = max(near_km / CELLS_TO_REACH, _LEAST_CELL_KM)
    by_time = np.argsort(records.mid_days, kind="stable")
    known = ~(np.isnan(records.x_km) | np.isnan(records.y_km))
    placed, unplaced = by_time[known[by_time]], by_time[~known[by_time]]
    cell_of = np.zeros((len(known), 2), np.int64)
    for axis, km in enumerate((records.x_km, records.y_km)):
        cell_of[known, axis] = np.floor(km[known].astype(np.float64) / cell_km).astype(np.int64)
    key = cell_key_of(cell_of[:, 0], cell_of[:, 1])
    by_cell = placed[np.argsort(key[placed], kind="stable")]
    keys, first = np.unique(key[by_cell], return_index=True)
    around, around_km = _squares_around(near_km, cell_km)
    addressed = np.flatnonzero(records.address >= 0)
    by_address = addressed[np.argsort(records.address[addressed], kind="stable")]
    squares = Squares(
        cell_key=keys.astype(np.int64),
        cell_first=np.append(first, len(by_cell)).astype(np.int64),
        cell_of=cell_of,
        around=around,
        around_km=around_km,
        by_address=by_address.astype(np.int32),
        address=records.address[by_address],
    )
    placed_too, unplaced_too, cells = (
        _lay_out(order, records, profiles) for order in (placed, unplaced, by_cell)
    )
    return ReachIndex(placed_too, unplaced_too, cells, squares)


def recode_index(index: ReachIndex, profiles: Profiles) -> ReachIndex:
    """Return the layouts with the profiles as they are now; places and times stand as they stood."""
    placed, unplaced, by_cell = (
        layout._replace(column=np.ascontiguousarray(profiles.column[layout.offence]))
        for layout in (index.placed, index.unplaced, index.by_cell)
    )
    return replace(index, placed=placed, unplaced=unplaced, by_cell=by_cell)


def cell_key_of(east: Array, north: Array) -> Array:
    """Return one number for a square; squares of one row of squares follow one another."""
    return np.asarray(east * (1 << 31) + north)


def _lay_out(order: Array, records: Records, profiles: Profiles) -> Layout:
    """Return the offences in an order."""
    return Layout(
        order.astype(np.int32),
        np.ascontiguousarray(records.x_km[order]),
        np.ascontiguousarray(records.y_km[order]),
        np.ascontiguousarray(records.mid_days[order]),
        np.ascontiguousarray(profiles.column[order]),
    )


def _squares_around(near_km: float, cell_km: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the squares that may hold offences within reach, and their least distances in km."""
    steps = int(np.ceil(near_km / cell_km)) + 1
    east, north = (side.ravel() for side in np.mgrid[-steps : steps + 1, -steps : steps + 1])
    least = [np.maximum(np.abs(side) - 1, 0) * cell_km for side in (east, north)]
    km = np.hypot(*least)
    order = np.lexsort((north, east, np.hypot(east, north), km))
    order = order[km[order] <= near_km * (1.0 + 1e-6) + 1e-6]
    return np.stack([east, north], axis=1)[order].astype(np.int64), km[order]
