"""The facts of a series that an analyst says aloud: how many, since when, how often, how long quiet.

Gaps run from one window's start to the next window's start: windows overlap, and no method may put
an offence at the middle of its window.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl

SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True)
class SeriesFacts:
    """What is known of a series before any judgement.

    Parameters
    ----------
    n, n_attempts
        Offences, and those of them that were attempts.
    first_at, last_at
        Start of the first window and end of the last (UTC).
    span_days
        From one to the other.
    median_gap_days
        Median days between window starts; None with fewer than three offences.
    days_since_last
        From the last window's end to `as_of`; never below 0.
    areas, towns, premises_types
        In the order of how many offences they hold.
    """

    n: int
    n_attempts: int
    first_at: datetime
    last_at: datetime
    span_days: float
    median_gap_days: float | None
    days_since_last: float
    areas: tuple[str, ...]
    towns: tuple[str, ...]
    premises_types: tuple[str, ...]


def state_facts(offences: pl.DataFrame, as_of: datetime) -> SeriesFacts:
    """Return the facts of the offences of one series.

    Parameters
    ----------
    offences
        The members (`domain.columns.OFFENCES`), at least one, in any order.
    as_of
        The data cut-off (aware): silence is counted up to here and not to the clock on the wall.
    """
    starts = offences.get_column("from_at").sort()
    first, last = starts[0], offences.get_column("to_at").max()
    assert isinstance(last, datetime)  # noqa: S101 - a frame of offences has no null window
    return SeriesFacts(
        n=offences.height,
        n_attempts=int(offences.get_column("attempt").fill_null(value=False).sum()),
        first_at=first,
        last_at=last,
        span_days=(last - first).total_seconds() / SECONDS_A_DAY,
        median_gap_days=_median_gap_days(starts),
        days_since_last=max(0.0, (as_of - last).total_seconds() / SECONDS_A_DAY),
        areas=_commonest(offences, "policing_area"),
        towns=_commonest(offences, "town"),
        premises_types=_commonest(offences, "premises_type"),
    )


def gaps_days(offences: pl.DataFrame) -> list[float]:
    """Return the days between consecutive window starts, in order of time."""
    starts = offences.get_column("from_at").sort().to_numpy().astype("datetime64[s]").astype(np.int64)
    return [float(gap) / SECONDS_A_DAY for gap in np.diff(starts)]


def _median_gap_days(starts: pl.Series) -> float | None:
    """Return the median gap, or None with fewer than two gaps."""
    if len(starts) < 3:
        return None
    return float(np.median(gaps_days(starts.to_frame("from_at"))))


def _commonest(offences: pl.DataFrame, column: str) -> tuple[str, ...]:
    """Return the known values of a text column, commonest first (ties by name)."""
    known = offences.select(pl.col(column).alias("value")).drop_nulls()
    ranked = known.group_by("value").len().sort("len", "value", descending=[True, False])
    return tuple(ranked.get_column("value"))
