"""Count offences by week or month, with nothing counted twice and no quiet period left out.

An offence whose window spans two periods is counted once, in the period in which its window
begins: the rule is printed under every chart, with the number of such offences. Periods in which
nothing happened are rows with 0; periods for which the source has no data are rows with null,
because "no file was loaded" and "nothing happened" are different statements.
"""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from sac_dash.domain.columns import Schema
from sac_dash.domain.when import WhenPrecision
from sac_dash.patterns.periods import (
    Period,
    local_day,
    next_start,
    period_of,
    period_starts,
    placeable,
    start_of,
)

ALL = "All offences"
NOT_KNOWN = "Not known"
COUNTING_RULE = "each offence counted once, attempts included, in the period its time window begins"

# One row = one period of one group.
COUNTS: Schema = {
    "period_start": pl.Date,
    "group": pl.String,
    "n": pl.Int64,  # null = no data for this period
    "complete": pl.Boolean,  # false = the period had not ended at `as_of`
}


def count_by_period(
    offences: pl.DataFrame, period: Period | str, by: str | None, as_of: datetime
) -> pl.DataFrame:
    """Count offences in every period from the first offence to `as_of`, by group.

    The basis of every trend: complete periods may be compared with one another; a part
    period (``complete`` false: the last, and the first unless the data begin on its first day) may not.

    Parameters
    ----------
    offences
        Offence record (`domain.columns.OFFENCES`); month-precision offences are left out of weeks.
    period
        ``week`` (from Monday, Europe/London) or ``month``.
    by
        A text column to group by (null counts as "Not known"), or None for one group.
    as_of
        The moment (aware) up to which the data are known; later offences are left out.

    Returns
    -------
    polars.DataFrame
        `COUNTS`, ordered by group then period; empty when no offence can be placed.
    """
    period = Period(period)
    held = placeable(offences, period).filter(pl.col("from_at") <= as_of)
    if held.is_empty():
        return pl.DataFrame(schema=dict(COUNTS))
    group = pl.lit(ALL) if by is None else pl.col(by).cast(pl.String).fill_null(NOT_KNOWN)
    placed = held.select(period_of("from_at", period).alias("period_start"), group.alias("group"))
    counted = placed.group_by("period_start", "group").agg(pl.len().cast(pl.Int64).alias("n"))
    grid = _period_grid(held, period, as_of)
    groups = counted.select("group").unique()
    return (
        grid.join(groups, how="cross")
        .join(counted, on=["period_start", "group"], how="left")
        .with_columns(pl.when(pl.col("covered")).then(pl.col("n").fill_null(0)).alias("n"))
        .select(*COUNTS)
        .sort("group", "period_start")
    )


def count_spanning(offences: pl.DataFrame, period: Period | str, as_of: datetime) -> int:
    """Return how many counted offences have a window that ends in a later period than it begins."""
    period = Period(period)
    held = placeable(offences, period).filter(
        (pl.col("from_at") <= as_of) & (pl.col("when_precision") != WhenPrecision.MONTH.value)
    )
    return held.filter(period_of("from_at", period) != period_of("to_at", period)).height


def _period_grid(held: pl.DataFrame, period: Period, as_of: datetime) -> pl.DataFrame:
    """Return every period with whether data cover it and whether it had ended at `as_of`."""
    days = held.select(
        period_of("from_at", period).alias("start"), (pl.col("when_precision") == "month").alias("monthly")
    ).unique()
    cut = local_day(as_of)
    exact_days = days.filter(~pl.col("monthly")).get_column("start")
    monthly = set(days.filter(pl.col("monthly")).get_column("start"))
    first_exact = exact_days.min()
    last = cut if first_exact is not None else max(monthly)
    starts = period_starts(_earliest(days), last, period)
    covered = [
        start in monthly or (isinstance(first_exact, date) and start >= first_exact) for start in starts
    ]
    begun = _first_whole(held, period)
    complete = [start in monthly or (begun <= start and next_start(start, period) <= cut) for start in starts]
    return pl.DataFrame(
        {"period_start": starts, "covered": covered, "complete": complete},
        schema={"period_start": pl.Date, "covered": pl.Boolean, "complete": pl.Boolean},
    )


def _earliest(days: pl.DataFrame) -> date:
    """Return the earliest period start of a frame that has at least one."""
    earliest = days.get_column("start").min()
    assert isinstance(earliest, date)  # noqa: S101 - the caller has checked that there are offences
    return earliest


def _first_whole(held: pl.DataFrame, period: Period) -> date:
    """Return the first period that the data cover from its first day: they begin with the first offence."""
    exact = held.filter(pl.col("when_precision") != WhenPrecision.MONTH.value).get_column("from_at").min()
    if not isinstance(exact, datetime):
        return date.max
    day = local_day(exact)
    start = start_of(day, period)
    return start if day == start else next_start(start, period)
