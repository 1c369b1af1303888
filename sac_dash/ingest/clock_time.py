"""Local times to UTC: the clock-change days with care, all the others in one subtraction.

The hour that the spring change leaves out is moved one hour on; of the autumn hour that comes
twice a start takes the earlier reading and an end the later. A day on which the clock does not
change has one offset, so that a million rows need as many conversions as they have days.
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import UTC

_HOUR_PRECISION = 1  # index into dates.PRECISIONS: this fine or finer states a time of day
_ENDS = (("local_start", "earliest", "start"), ("local_end", "latest", "end"))


def read_clock(local: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Turn local spans into UTC.

    Parameters
    ----------
    local
        `local_start`, `local_end` (naive), `offset_s` (stated offset from UTC, or null) and
        `precision` (0 minute, 1 hour, 2 day, 3 month).
    timezone
        IANA name of the zone in which times without an offset are written.

    Returns
    -------
    polars.DataFrame
        One row per row: `start`, `end` (UTC; null where the local time is), and the bools
        `missing_hour` and `repeated_hour`.
    """
    shifts = _shifts_of_plain_days(local, timezone)
    shifted = _with_shift(_with_shift(local.with_row_index("i"), "local_start", shifts), "local_end", shifts)
    plain = shifted["local_start_shift"].is_not_null() & shifted["local_end_shift"].is_not_null()
    quick = shifted.filter(plain).select("i", *_by_shift())
    if plain.all():
        return quick.drop("i")
    careful = shifted.filter(~plain).select("i", *_by_zone(timezone))
    return pl.concat([quick, careful]).sort("i").drop("i")


def _shifts_of_plain_days(local: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Return `day` and `shift` (local minus UTC) for the days on which the clock does not change."""
    days = pl.concat([local[name].dt.date() for name, _, _ in _ENDS]).drop_nulls().unique().rename("day")
    midnight = pl.col("day").cast(pl.Datetime("us"))
    found = days.to_frame().select(
        "day",
        _in_zone(midnight, "earliest", timezone).alias("begins"),
        _in_zone(midnight + pl.duration(days=1), "earliest", timezone).alias("ends"),
    )
    shift = (midnight.dt.replace_time_zone("UTC") - pl.col("begins")).alias("shift")
    return found.filter((pl.col("ends") - pl.col("begins")) == pl.duration(days=1)).select("day", shift)


def _with_shift(local: pl.DataFrame, name: str, shifts: pl.DataFrame) -> pl.DataFrame:
    """Add the shift of each row's day: looked up by its number, which costs less than a join."""
    if shifts.is_empty():
        return local.with_columns(pl.lit(None, pl.Duration("us")).alias(f"{name}_shift"))
    first, last = shifts["day"].min(), shifts["day"].max()
    every = pl.select(day=pl.date_range(pl.lit(first), pl.lit(last))).join(
        shifts, on="day", how="left", maintain_order="left"
    )
    day = local[name].dt.date()
    within = day.is_between(first, last)
    at = (day - first).dt.total_days().set(~within, None).cast(pl.UInt32)
    return local.with_columns(every["shift"].gather(at).alias(f"{name}_shift"))


def _by_shift() -> list[pl.Expr]:
    found = [
        pl.coalesce(_stated(name), pl.col(name).dt.replace_time_zone("UTC") - pl.col(f"{name}_shift"))
        .cast(UTC)
        .alias(ours)
        for name, _, ours in _ENDS
    ]
    return [*found, pl.lit(value=False).alias("missing_hour"), pl.lit(value=False).alias("repeated_hour")]


def _by_zone(timezone: str) -> list[pl.Expr]:
    found = [_instant(name, ambiguous, timezone).alias(ours) for name, ambiguous, ours in _ENDS]
    return [*found, *_clock_changes(timezone)]


def _instant(local: str, ambiguous: str, timezone: str) -> pl.Expr:
    plain = _in_zone(pl.col(local), ambiguous, timezone)
    moved_on = _in_zone(pl.col(local) + pl.duration(hours=1), ambiguous, timezone)
    return pl.coalesce(_stated(local), plain, moved_on).cast(UTC)


def _stated(local: str) -> pl.Expr:
    return (pl.col(local) - pl.duration(seconds=pl.col("offset_s"))).dt.replace_time_zone("UTC")


def _in_zone(local: pl.Expr, ambiguous: str, timezone: str) -> pl.Expr:
    zoned = local.dt.replace_time_zone(timezone, ambiguous=ambiguous, non_existent="null")  # type: ignore[arg-type]
    return zoned.dt.convert_time_zone("UTC")


def _clock_changes(timezone: str) -> list[pl.Expr]:
    local = pl.col("local_start")
    timed = pl.col("offset_s").is_null() & local.is_not_null() & (pl.col("precision") <= _HOUR_PRECISION)
    missing = timed & _in_zone(local, "earliest", timezone).is_null()
    twice = timed & (_in_zone(local, "earliest", timezone) != _in_zone(local, "latest", timezone))
    return [
        missing.fill_null(value=False).alias("missing_hour"),
        twice.fill_null(value=False).alias("repeated_hour"),
    ]
