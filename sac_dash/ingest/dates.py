"""From what a column says to instants in UTC, with how precisely each is known.

Each value becomes the span it stands for: a minute is a point, a day lasts to its last second,
a month to its end. Local times (Europe/London unless the mapping says otherwise) become UTC in
:mod:`sac_dash.ingest.clock_time`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision
from sac_dash.ingest.clock_time import read_clock
from sac_dash.ingest.date_order import DateOrder
from sac_dash.ingest.date_text import MONTH_FORMATS

PRECISIONS = (WhenPrecision.MINUTE, WhenPrecision.HOUR, WhenPrecision.DAY, WhenPrecision.MONTH)

_READ = ("start", "end", "precision", "contrary", "either_way", "missing_hour", "repeated_hour")
_NAIVE = pl.Datetime("us")
_EPOCH_1900 = pl.date(1899, 12, 30)
_EPOCH_1904 = pl.date(1904, 1, 1)
_DAY_S = 86_400


@dataclass(frozen=True)
class DateRules:
    """What a source says of its clock, and what counts as a date at all.

    Parameters
    ----------
    timezone
        IANA name of the zone in which times without an offset are written.
    date_1904
        Whether serial numbers count days from 1904 (old Macintosh workbooks) and not 1900.
    earliest_year, latest_year
        Years outside are fillers ("01/01/1900", "31/12/9999"), not dates.
    midnight_rows
        From this many rows on, a column whose every time is midnight holds dates without a time.
    """

    timezone: str = SOURCE_TIMEZONE
    date_1904: bool = False
    earliest_year: int = 1950
    latest_year: int = 2199
    midnight_rows: int = 5


def read_instants(
    parts: pl.DataFrame,
    order: DateOrder,
    rules: DateRules,
    times: pl.DataFrame | None = None,
    *,
    only_midnights: bool | None = None,
) -> pl.DataFrame:
    """Turn the parts of a column (and the times of a second one) into spans in UTC.

    Parameters
    ----------
    parts
        From :func:`~sac_dash.ingest.date_text.read_date_parts`.
    times
        From :func:`~sac_dash.ingest.date_text.read_times`, where times stand in a column of their own.
    only_midnights
        What :func:`holds_only_midnights` said of the whole column, where `parts` are a slice of it;
        None: `parts` are the whole column.

    Returns
    -------
    polars.DataFrame
        One row per value: `start` and `end` (UTC, null = unreadable), `precision` (index into
        `PRECISIONS`), and the warnings `contrary`, `either_way`, `missing_hour`, `repeated_hour`
        (bool).
    """
    dated = _dated(parts, order, rules)
    if times is not None:
        dated = dated.with_columns(_join_times(times))
    elif _only_midnights([dated], rules) if only_midnights is None else only_midnights:
        dated = dated.with_columns(
            pl.lit(None, pl.Int32).alias("seconds"), pl.lit(None, pl.Int32).alias("offset_s")
        )
    spans = dated.with_columns(_precision()).with_columns(_local_start()).with_columns(_local_end())
    clock = read_clock(spans.select("local_start", "local_end", "offset_s", "precision"), rules.timezone)
    told = pl.concat([clock, spans.select("precision", "contrary", "either_way")], how="horizontal")
    return told.with_columns(_both_or_none()).select(_READ)


def holds_only_midnights(slices: Iterable[pl.DataFrame], order: DateOrder, rules: DateRules) -> bool:
    """Return whether every time of a column, given in slices, is midnight: it holds dates without times.

    Slices behind the first that shows another time are not asked for.
    """
    return _only_midnights((_dated(parts, order, rules) for parts in slices), rules)


def _only_midnights(slices: Iterable[pl.DataFrame], rules: DateRules) -> bool:
    dates = 0
    for dated in slices:
        timed = dated.filter(pl.col("date").is_not_null())
        if (timed["seconds"].fill_null(0) != 0).any():
            return False
        dates += timed.height
    return dates >= rules.midnight_rows


def _dated(parts: pl.DataFrame, order: DateOrder, rules: DateRules) -> pl.DataFrame:
    return _with_date(parts.with_columns(_calendar(order)), rules).with_columns(_serial_time())


def _calendar(order: DateOrder) -> list[pl.Expr]:
    slash, first, second, year = pl.col("format") == "slash", pl.col("first"), pl.col("second"), pl.col("y")
    only_day_first, only_month_first = (first > 12) & (second <= 12), (second > 12) & (first <= 12)
    month_first = {"DMY": only_month_first, "MDY": ~only_day_first, "YMD": only_month_first}[order.order]
    against = {"DMY": only_month_first, "MDY": only_day_first, "YMD": pl.lit(False)}[order.order]  # noqa: FBT003
    month = pl.when(month_first).then(first).otherwise(second)
    day = pl.when(month_first).then(second).otherwise(first)
    if order.order == "YMD":  # 24/01/06: the year comes first, in two figures
        month, day, year = second, year % 100, pl.when(slash).then(first + 2000).otherwise(year)
    month_only = pl.col("format").is_in(MONTH_FORMATS)
    return [
        year.alias("y"),
        pl.when(slash).then(month).otherwise(pl.col("m")).alias("m"),
        pl.when(slash).then(day).when(month_only).then(1).otherwise(pl.col("d")).alias("d"),
        (slash & against).fill_null(value=False).alias("contrary"),
        _either_way(order),
    ]


def _either_way(order: DateOrder) -> pl.Expr:
    """Return whether a value stands for two dates and nothing in its column says which."""
    if not order.ambiguous:
        return pl.lit(value=False).alias("either_way")
    first, second = pl.col("first"), pl.col("second")
    two = first.is_between(1, 12) & second.is_between(1, 12) & (first != second)
    return ((pl.col("format") == "slash") & two).fill_null(value=False).alias("either_way")


def _with_date(parts: pl.DataFrame, rules: DateRules) -> pl.DataFrame:
    """Add `date`, worked out once for each distinct day."""
    written = ["y", "m", "d", "serial", "epoch"]
    once = parts.select(written).unique().with_columns(_date(rules))
    return parts.join(once, on=written, how="left", nulls_equal=True, maintain_order="left")


def _date(rules: DateRules) -> pl.Expr:
    year, month, day = pl.col("y"), pl.col("m"), pl.col("d")
    sound = month.is_between(1, 12) & year.is_between(rules.earliest_year, rules.latest_year)
    first = pl.date(pl.when(sound).then(year), pl.when(sound).then(month), pl.when(sound).then(1))
    exists = day.is_between(1, first.dt.month_end().dt.day())
    written = pl.when(exists).then(first + pl.duration(days=day - 1))
    base = _EPOCH_1904 if rules.date_1904 else _EPOCH_1900
    serial = base + pl.duration(days=pl.col("serial").floor().cast(pl.Int64))
    seconds = pl.when(pl.col("epoch") >= 10**11).then(pl.col("epoch") // 1000).otherwise(pl.col("epoch"))
    epoch = pl.from_epoch(seconds, time_unit="s").dt.date()
    found = pl.coalesce(written, serial, epoch)
    return (
        pl.when(found.dt.year().is_between(rules.earliest_year, rules.latest_year)).then(found).alias("date")
    )


def _serial_time() -> list[pl.Expr]:
    share = pl.col("serial") % 1
    of_serial = pl.when(share > 0).then((share * _DAY_S).round(0).cast(pl.Int32))
    seconds = pl.when(pl.col("epoch") >= 10**11).then(pl.col("epoch") // 1000).otherwise(pl.col("epoch"))
    of_epoch = (seconds % _DAY_S).cast(pl.Int32)
    impossible = pl.col("hh").is_not_null() & pl.col("seconds").is_null()
    return [
        pl.coalesce("seconds", of_serial, of_epoch).alias("seconds"),
        pl.when(pl.col("epoch").is_not_null()).then(0).otherwise(pl.col("offset_s")).alias("offset_s"),
        pl.when(~impossible).then(pl.col("date")).alias("date"),
        (pl.col("hh").is_not_null() & pl.col("mi").is_null() & ~(pl.col("format") == "parts")).alias(
            "hour_only"
        ),
    ]


def _join_times(times: pl.DataFrame) -> list[pl.Expr]:
    other = times["seconds"]
    own = pl.when(pl.col("seconds") > 0).then(pl.col("seconds"))
    return [
        pl.coalesce(pl.lit(other), own).alias("seconds"),
        pl.when(pl.lit(other).is_null()).then(pl.col("offset_s")).alias("offset_s"),
        pl.lit(times["hour_only"]).alias("hour_only"),
    ]


def _precision() -> pl.Expr:
    return (
        pl.when(pl.col("format").is_in(MONTH_FORMATS))
        .then(3)
        .when(pl.col("seconds").is_null())
        .then(2)
        .when("hour_only")
        .then(1)
        .otherwise(0)
        .cast(pl.Int8)
        .alias("precision")
    )


def _local_start() -> pl.Expr:
    return (pl.col("date").cast(_NAIVE) + pl.duration(seconds=pl.col("seconds").fill_null(0))).alias(
        "local_start"
    )


def _local_end() -> pl.Expr:
    start, precision = pl.col("local_start"), pl.col("precision")
    day_end = start + pl.duration(seconds=_DAY_S - 1)
    month_end = start.dt.month_end() + pl.duration(seconds=_DAY_S - 1)
    hour_end = start + pl.duration(seconds=3599)
    return (
        pl.when(precision == 3).then(month_end).when(precision == 2).then(day_end).when(precision == 1).then(hour_end)
        .otherwise(start).alias("local_end")
    )  # fmt: skip


def _both_or_none() -> list[pl.Expr]:
    readable = pl.col("start").is_not_null() & pl.col("end").is_not_null()
    return [pl.when(readable).then(pl.col(name)).alias(name) for name in ("start", "end", "precision")]
