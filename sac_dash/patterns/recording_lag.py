"""How late offences are recorded, so that a quiet last week is not taken for good news.

An offence becomes known when its window ends and is recorded some days later. The newest periods
are therefore short of offences still to come; this module says how many periods may still grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from sac_dash.domain.when import WhenPrecision
from sac_dash.patterns.periods import Period, local_day, next_start


@dataclass(frozen=True)
class LagParameters:
    """When a recording lag may be stated.

    Parameters
    ----------
    share
        Share of offences recorded within the lag stated (0.9).
    min_offences
        Offences with both times needed before it is stated (20).
    """

    share: float = 0.9
    min_offences: int = 20


@dataclass(frozen=True)
class RecordingLag:
    """How late offences were recorded: `share` of the `n` within `days` of their window's end."""

    days: float
    share: float
    n: int


def measure_lag(offences: pl.DataFrame, parameters: LagParameters | None = None) -> RecordingLag | None:
    """Return the recording lag, or None where too few offences state when they were recorded."""
    parameters = parameters or LagParameters()
    dated = offences.filter(
        pl.col("recorded_at").is_not_null() & (pl.col("when_precision") != WhenPrecision.MONTH.value)
    )
    if dated.height < parameters.min_offences:
        return None
    lag_days = dated.select((pl.col("recorded_at") - pl.col("to_at")).dt.total_seconds() / 86_400).to_series()
    within = lag_days.clip(lower_bound=0.0).quantile(parameters.share, interpolation="higher")
    return RecordingLag(days=float(within or 0.0), share=parameters.share, n=dated.height)


def still_growing(start: date, period: Period | str, lag: RecordingLag | None, as_of: datetime) -> bool:
    """Tell whether a period ended so recently that offences of it may still be recorded."""
    if lag is None:
        return False
    return next_start(start, Period(period)) + timedelta(days=lag.days) > local_day(as_of)
