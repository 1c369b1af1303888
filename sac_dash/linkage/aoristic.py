"""Where in the day and the week an offence may have happened.

A window is never put at its midpoint: each hour of the day holds the share of the window that
falls in it, weighted by how busy that hour is in the file (Ratcliffe 2002, refined by a prior).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision

Array = NDArray[Any]
Floats = NDArray[np.float64]

SLICE = 1 << 15
"""Offences whose hours are worked out at a time."""
_MIN_WINDOW_HOURS = 0.05
_PRIOR_SHARE = 0.1


def window_hours(offences: pl.DataFrame) -> tuple[Floats, Floats]:
    """Return each window's start and length in hours of local time since Monday 00:00.

    Offences known to the day only span that whole day, whatever clock time the source filled in.
    """
    local = [pl.col(name).dt.convert_time_zone(SOURCE_TIMEZONE) for name in ("from_at", "to_at")]
    frame = offences.select(
        start=(local[0].dt.weekday() - 1) * 24.0 + local[0].dt.hour() + local[0].dt.minute() / 60.0,
        length=(pl.col("to_at") - pl.col("from_at")).dt.total_seconds() / 3600.0,
        vague=pl.col("when_precision").is_in([WhenPrecision.DAY.value, WhenPrecision.MONTH.value]),
    )
    start = frame["start"].to_numpy().astype(np.float64)
    length = frame["length"].to_numpy().astype(np.float64)
    vague = frame["vague"].fill_null(value=False).to_numpy()
    start = np.where(vague, np.floor(start / 24.0) * 24.0, start)
    length = np.where(vague, np.ceil((length + 1e-9) / 24.0) * 24.0, length)
    return start, np.maximum(length, _MIN_WINDOW_HOURS)


def cycle_shares(start: Floats, length: Floats, cells: int, cell_hours: float) -> tuple[Floats, Floats]:
    """Return where in a cycle each offence may lie, and the whole file's profile.

    Returns
    -------
    Posterior shares (offences x cells, rows sum to 1) and the base profile (cells).
    """
    base = cycle_base(start, length, cells, cell_hours)
    return shares_given(base, start, length, cell_hours), base


def cycle_base(start: Floats, length: Floats, cells: int, cell_hours: float) -> Floats:
    """Return the whole file's profile over a cycle: a share for each of its cells."""
    total = np.zeros(cells)
    for part in slices_of(len(start)):
        total += _shares(start[part], length[part], cells, cell_hours).sum(axis=0)
    return (1.0 - _PRIOR_SHARE) * (total / len(start)) + _PRIOR_SHARE / cells


def shares_given(base: Floats, start: Floats, length: Floats, cell_hours: float) -> Floats:
    """Return where in a cycle each offence may lie (rows sum to 1), given the whole file's profile."""
    weighted = _shares(start, length, len(base), cell_hours) * base
    return np.asarray(weighted / weighted.sum(axis=1, keepdims=True))


def slices_of(n: int) -> Iterator[slice]:
    """Return runs of offences whose tables take little memory."""
    return (slice(first, first + SLICE) for first in range(0, n, SLICE))


def _shares(start: Floats, length: Floats, cells: int, cell_hours: float) -> Floats:
    """Return the share of each window in each cell of a repeating cycle."""
    cycle = cells * cell_hours
    whole = np.floor(length / cycle)
    covered = _coverage(np.mod(start, cycle), length - whole * cycle, whole, cells, cell_hours)
    return np.asarray(covered / covered.sum(axis=1, keepdims=True))


@njit(cache=True, parallel=True)
def _coverage(begin: Array, rest: Array, whole: Array, cells: int, cell_hours: float) -> Array:
    """Return the hours each window spends in each cell: whole turns of the cycle, and the rest."""
    covered = np.empty((begin.shape[0], cells), np.float64)
    for i in prange(begin.shape[0]):
        stop = begin[i] + rest[i]
        for cell in range(cells):
            hours = whole[i] * cell_hours
            for turn in range(2):
                low = cell * cell_hours + turn * cells * cell_hours
                hours += max(min(stop, low + cell_hours) - max(begin[i], low), 0.0)
            covered[i, cell] = hours
    return covered
