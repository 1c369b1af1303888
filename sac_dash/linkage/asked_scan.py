"""The pairs of a few offences within reach of a whole file.

Fifty offences that came in today have some ten million others within reach: few enough to be looked at one by one.
To lay out the file for bounds by the tile (:mod:`sac_dash.linkage.pair_search`) would take longer. The offences
near enough in time are brought together in memory; what place, days apart and behaviour say is worked out there, and
the few pairs that could reach the floor with the best of hours are scored.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.kernels import DISTANCE, TIME_GAP, Records, Tables
from sac_dash.linkage.leaf import leaf
from sac_dash.linkage.pair_search import FoundPairs, Reach
from sac_dash.linkage.scoring import Scales
from sac_dash.linkage.tile_pairs import MARGIN

Array = NDArray[Any]
Positions = NDArray[np.int64]

_ROOM = 1 << 14
_NEAR_KM, _NEAR_DAYS, _FAR_DAYS, _ENOUGH = range(4)
_FIRST_BEHAVIOUR = kernels.SAME_PREMISES + 1


def scan_asked(asked: Positions, scales: Scales, reach: Reach) -> FoundPairs:
    """Return the pairs within reach that score above the floor and hold an offence that is asked about, each once.

    Parameters
    ----------
    asked
        Canonical positions, ascending.
    """
    if not len(asked):
        return FoundPairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))
    records, tables = scales.records, scales.tables
    others = _near_in_time(asked, records, max(reach.near_days, reach.far_days))
    here = np.r_[asked, others]
    scales.need(here)
    theirs, mine = _could_reach(here, len(asked), records, tables, reach)
    a, b = np.minimum(mine, theirs), np.maximum(mine, theirs)
    score = kernels.pair_totals(records, tables, a, b)
    good = score > reach.floor_log10
    return FoundPairs(a[good].astype(np.int32), b[good].astype(np.int32), score[good])


def _near_in_time(asked: Positions, records: Records, days: float) -> Positions:
    """Return the offences not asked about that lie within so many days of the first or last one asked, in time."""
    when = records.mid_days
    within = (when >= when[asked].min() - days) & (when <= when[asked].max() + days)
    within[asked] = False
    others = np.flatnonzero(within)
    return others[np.argsort(when[others], kind="stable")]


def _could_reach(
    here: Positions, asked: int, records: Records, tables: Tables, reach: Reach
) -> tuple[Positions, Positions]:
    """Return the pairs that could reach the floor, by canonical position; of `here` the first are asked about."""
    beside = _most_of_hours(records, here, tables)
    limits = np.array([reach.near_km, reach.near_days, reach.far_days, reach.floor_log10 - beside - MARGIN])
    brought = _bring_together(records, here)
    room = _ROOM
    while True:
        partner, count = _look(asked, limits, brought, tables, room)
        most = int(count.max())
        if most <= room:
            break
        room = most
    held = np.arange(room) < count[:, None]
    return here[partner[held]], np.repeat(here[:asked], count)


def _most_of_hours(records: Records, here: Positions, tables: Tables) -> float:
    """Return the most that hour, day and a return to the premises can say."""
    most = 0.0
    for domain, shares, ratio in (
        (kernels.HOUR, records.hour, tables.hour),
        (kernels.DAY, records.day, tables.day),
    ):
        best = math.log10(max(float(kernels.most_linked(shares[here], ratio).max()), kernels.LEAST_RATIO))
        most += float(kernels.calibrated(domain, best, tables))
    again = max(float(tables.numbers[kernels.REPEAT]), 0.0)
    return most + max(float(kernels.calibrated(kernels.SAME_PREMISES, each, tables)) for each in (0.0, again))


def _bring_together(records: Records, here: Positions) -> Records:
    """Return some offences side by side in memory, without what :func:`_look` does not read."""
    unread = {name: getattr(records, name)[:1] for name in ("hour", "day", "address")}
    read = {name: each[here] for name, each in records._asdict().items() if name not in unread}
    return Records(**read, **unread)


@njit(cache=True, inline="always")
def _behaviour_log10(i: int, j: int, records: Records, tables: Tables, out: Array) -> float:
    """Return the calibrated evidence of all facets together."""
    out[:] = 0.0
    for facet in range(tables.facet_domain.shape[0]):
        out[tables.facet_domain[facet]] += kernels.facet_evidence(i, j, facet, records, tables)
    total = 0.0
    for domain in range(_FIRST_BEHAVIOUR, out.shape[0]):
        total += kernels.calibrated(domain, out[domain], tables)
    return total


@njit(cache=True, inline="always")
def _place_and_days_log10(i: int, j: int, records: Records, tables: Tables) -> float:
    """Return the calibrated evidence of distance and days apart."""
    km = kernels.km_apart(i, j, records)
    far = 0.0
    if not math.isnan(km):
        far = kernels.distance_log10(i, j, km, records, tables)
    days = kernels.gap_log10(kernels.days_apart(i, j, records), tables)
    said: float = kernels.calibrated(DISTANCE, far, tables) + kernels.calibrated(TIME_GAP, days, tables)
    return said


@leaf
def _look_from(i: int, limits: Array, records: Records, tables: Tables, out: Array, partner: Array) -> int:
    """Write who could reach the floor with an offence; return how many, of which only so many as fit are written."""
    count, near_km2 = 0, limits[_NEAR_KM] * limits[_NEAR_KM]
    most = _behaviour_log10(i, i, records, tables, out)
    for j in range(i + 1, records.mid_days.shape[0]):
        dx, dy = records.x_km[i] - records.x_km[j], records.y_km[i] - records.y_km[j]
        near = dx * dx + dy * dy <= near_km2
        days = abs(records.mid_days[i] - records.mid_days[j])
        if days > (limits[_NEAR_DAYS] if near else limits[_FAR_DAYS]):
            continue
        needed = limits[_ENOUGH] - _place_and_days_log10(i, j, records, tables)
        if most < needed or _behaviour_log10(i, j, records, tables, out) < needed:
            continue
        if count < partner.shape[0]:
            partner[count] = j
        count += 1
    return count


@njit(cache=True, parallel=True, nogil=True)
def _look(asked: int, limits: Array, records: Records, tables: Tables, room: int) -> tuple[Array, Array]:
    """Return by offence asked who could reach the floor with it, and how many; beyond `room` they are counted only."""
    partner = np.empty((asked, room), np.int64)
    count = np.zeros(asked, np.int64)
    for i in prange(asked):
        out = np.zeros(PAIRWISE, np.float64)
        count[i] = _look_from(i, limits, records, tables, out, partner[i])
    return partner, count
