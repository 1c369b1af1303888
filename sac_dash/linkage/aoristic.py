"""Where in the day and the week an offence may have happened.

A window is never put at its midpoint: each hour of the day holds the share of the window that
falls in it, weighted by how busy that hour is in the file (Ratcliffe 2002, refined by a prior).
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision

Floats = NDArray[np.float64]

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


def _coverage(start: Floats, length: Floats, cells: int, cell_hours: float) -> Floats:
    """Return the hours each window spends in each cell of a repeating cycle."""
    cycle = cells * cell_hours
    whole = np.floor(length / cycle)
    rest = length - whole * cycle
    begin = np.mod(start, cycle)
    covered = np.repeat(whole[:, None] * cell_hours, cells, axis=1)
    lows = np.arange(cells) * cell_hours
    for turn in (0.0, cycle):
        left = np.maximum(begin[:, None], lows + turn)
        right = np.minimum((begin + rest)[:, None], lows + turn + cell_hours)
        covered += np.maximum(right - left, 0.0)
    return covered


def cycle_shares(start: Floats, length: Floats, cells: int, cell_hours: float) -> tuple[Floats, Floats]:
    """Return where in a cycle each offence may lie, and the whole file's profile.

    Returns
    -------
    Posterior shares (offences x cells, rows sum to 1) and the base profile (cells).
    """
    covered = _coverage(start, length, cells, cell_hours)
    shares = covered / covered.sum(axis=1, keepdims=True)
    base = (1.0 - _PRIOR_SHARE) * shares.mean(axis=0) + _PRIOR_SHARE / cells
    weighted = shares * base
    return weighted / weighted.sum(axis=1, keepdims=True), base
