# ruff: noqa: E501 - a pattern is read whole
"""The shapes in which sources write dates and times, read into numbers and nothing more.

Which of 3 April and 4 March a "03/04/2024" means is not decided here: its two leading numbers
come back as `first` and `second`, and :mod:`sac_dash.ingest.dates` judges the whole column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sac_dash.ingest.fixed_dates import read_fixed

_CLOCK = (
    r"(?:(?P<hh>\d{1,2})(?:[:.h]?(?P<mi>\d{2})(?:[:.]?(?P<ss>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<ap>[aApP]\.?[mM]\.?)?\s*(?P<zone>Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?)"
)
_TIME = rf"(?:(?:[Tt]|\s*,\s*|\s+(?:at\s+)?){_CLOCK}(?:\s*(?:hrs|hours))?)?"
_SPACED_TIME = r"(?:[T ]?(?P<hh>\d{2})(?P<mi>\d{2})(?P<ss>\d{2})?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"

#: Name → pattern. The first that fits a value wins; groups are named as the parts they fill.
DATE_PATTERNS: dict[str, str] = {
    "ISO": rf"^(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_TIME}$",
    "slash": rf"(?i)^{_WEEKDAY}(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.](?P<y>\d{{4}}|\d{{2}}){_TIME}$",
    "compact": rf"^(?P<y>(?:19|20|21)\d{{2}})(?P<m>\d{{2}})(?P<d>\d{{2}}){_SPACED_TIME}$",
    "named month": (
        rf"(?i)^{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-\s/.]*(?P<mon>[a-z]{{3,9}})\.?[-\s/.,]*(?P<y>\d{{4}}|\d{{2}}){_TIME}$"
    ),
    "named month first": rf"(?i)^{_WEEKDAY}(?P<mon>[a-z]{{3,9}})\.?[-\s]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_TIME}$",
    "month": r"^(?P<y>\d{4})[-/](?P<m>\d{1,2})$",
    "month last": r"^(?P<m>\d{1,2})[-/](?P<y>\d{4})$",
    "month in words": r"(?i)^(?P<mon>[a-z]{3,9})\.?[-\s/]+(?P<y>\d{4}|\d{2})$",
    "parts": r"^(?P<y>\d{4}) (?P<m>\d{1,2}) (?P<d>\d{1,2})(?: (?P<hh>\d{1,2})(?: (?P<mi>\d{1,2})(?: (?P<ss>\d{1,2}))?)?)?$",
    "serial": r"^(?P<serial>\d{5}(?:\.\d+)?)$",
    "epoch": r"^(?P<epoch>\d{10}|\d{13})(?:\.0+)?$",
}
MONTH_FORMATS = ("month", "month last", "month in words")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = ("y", "m", "d", "first", "second", "hh", "mi", "ss")
_ZONE_SECONDS = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 3600}
_DAY_S = 86_400
_HOURS = 24

PARTS = {
    "row": pl.UInt32,
    "format": pl.String,
    **dict.fromkeys(_NUMBERS, pl.Int32),
    "ap": pl.String,
    "zone": pl.String,
    "serial": pl.Float64,
    "epoch": pl.Int64,
}


@dataclass(frozen=True)
class CenturyRule:
    """How two-digit years are completed: below `pivot` they are of this century.

    Parameters
    ----------
    pivot
        0–99. Fifty: 19 is 2019 and 93 is 1993.
    """

    pivot: int = 50


def read_date_parts(texts: pl.Series, century: CenturyRule = CenturyRule()) -> pl.DataFrame:
    """Return one row per value of `texts`: its format and the numbers written in it.

    Returns
    -------
    polars.DataFrame
        Columns of `PARTS` that are still of use; `format` is null where no pattern fits. A 12-hour clock has been
        turned into hours 0–23, `seconds` holds the time of day (null: none written) and
        `offset_s` the stated offset from UTC.
    """
    parts = pl.concat([pl.DataFrame(schema=PARTS), *read_shapes(texts)], how="diagonal")
    every = pl.DataFrame({"row": pl.int_range(len(texts), dtype=pl.UInt32, eager=True)})
    joined = every.join(parts, on="row", how="left", maintain_order="left")
    zoned = _offset() if joined["zone"].null_count() < joined.height else pl.lit(None, pl.Int32)
    read = joined.with_columns(_full_year(century), _seconds(), zoned.alias("offset_s"))
    return read.drop("row", "ss", "ap", "zone")  # said already in seconds and offset_s


def read_shapes(texts: pl.Series) -> list[pl.DataFrame]:
    """Return the values that have a shape, one frame a shape: `row`, `format` and the numbers as written."""
    left = pl.DataFrame({"row": pl.int_range(len(texts), dtype=pl.UInt32, eager=True), "text": texts})
    found, left = read_fixed(left.filter(pl.col("text").is_not_null()))
    for name, pattern in DATE_PATTERNS.items():
        if left.is_empty():
            break
        fits = left["text"].str.contains(pattern)
        if fits.any():
            found.append(_extract(left.filter(fits), name, pattern))
            left = left.filter(~fits)
    return [each for each in found if each.height]


def _extract(rows: pl.DataFrame, name: str, pattern: str) -> pl.DataFrame:
    groups = rows["text"].str.extract_groups(pattern).struct.unnest()
    parts = groups.with_columns(rows["row"], pl.lit(name).alias("format"))
    if "mon" in parts.columns:
        parts = parts.with_columns(_month_number()).drop("mon")
    return parts.with_columns(
        pl.col(column).cast(dtype, strict=False) for column, dtype in PARTS.items() if column in parts.columns
    )


def _month_number() -> pl.Expr:
    short = pl.col("mon").str.to_lowercase().str.slice(0, 3)
    return short.replace_strict(list(_MONTHS), list(range(1, 13)), default=None, return_dtype=pl.Int32).alias(
        "m"
    )


def _full_year(century: CenturyRule) -> pl.Expr:
    year = pl.col("y")
    short = pl.when(year < century.pivot).then(year + 2000).otherwise(year + 1900)
    return pl.when(year < 100).then(short).otherwise(year).alias("y")


def _seconds() -> pl.Expr:
    hour, afternoon = pl.col("hh"), pl.col("ap").str.to_lowercase().str.starts_with("p")
    of_twelve = (hour % 12) + pl.when(afternoon).then(12).otherwise(0)
    hours = pl.when(pl.col("ap").is_null()).then(hour).when(hour.is_between(1, 12)).then(of_twelve)
    minutes, seconds = pl.col("mi").fill_null(0), pl.col("ss").fill_null(0)
    total = hours * 3600 + minutes * 60 + seconds
    sound = (minutes < 60) & (seconds <= 60) & (total <= _DAY_S)
    return pl.when(sound).then(total).cast(pl.Int32).alias("seconds")


def _offset() -> pl.Expr:
    zone = pl.col("zone").str.to_uppercase()
    named = zone.replace_strict(_ZONE_SECONDS, default=None, return_dtype=pl.Int32)
    hours = zone.str.extract(r"^[+-](\d{2})").cast(pl.Int32)
    minutes = zone.str.extract(r"(\d{2})$").cast(pl.Int32)
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    return pl.coalesce(named, sign * (hours * 3600 + minutes * 60))


@dataclass(frozen=True)
class TimesEvidence:
    """What a column of times proves of its bare numbers: whether they are hours or minutes past midnight."""

    stated: bool = False
    all_bare: bool = True  # every value is a number of one or two digits
    greatest: int = 0

    def __add__(self, other: TimesEvidence) -> TimesEvidence:
        """Add what further rows of the column prove."""
        return TimesEvidence(
            self.stated or other.stated, self.all_bare and other.all_bare, max(self.greatest, other.greatest)
        )

    @property
    def are_hours(self) -> bool:
        """Return whether the column's numbers are hours of the day."""
        return self.stated and self.all_bare and 0 < self.greatest <= _HOURS


def weigh_times(texts: pl.Series) -> TimesEvidence:
    """Return what some rows of a column of times prove."""
    text = _plain_times(texts)
    bare = text.drop_nulls()
    if bare.is_empty():
        return TimesEvidence()
    if not bare.str.contains(r"^\d{1,2}$").all():
        return TimesEvidence(stated=True, all_bare=False)
    return TimesEvidence(stated=True, greatest=int(bare.cast(pl.Int32).max() or 0))  # type: ignore[arg-type]


def read_times(texts: pl.Series, *, hours_only: bool | None = None) -> pl.DataFrame:
    """Return the time of day of each value of a column that holds times only.

    Reads ``2355``, ``"0439"``, ``23:55:00``, ``11.55 pm``, ``2400`` (the next midnight), parts of a
    day (0.618) and a workbook's ``1899-12-30 23:55:00``. Bare numbers of one or two digits are
    minutes past midnight (18 = 00:18), unless every value of the column is one and at most 24.

    Parameters
    ----------
    hours_only
        Whether the column's numbers are hours, where more of it was looked at than `texts`; None
        lets these tell.

    Returns
    -------
    polars.DataFrame
        `seconds` since midnight (0–86,400; null = unreadable) and `hour_only`.
    """
    text = _plain_times(texts)
    if weigh_times(texts).are_hours if hours_only is None else hours_only:
        hours = text.cast(pl.Int32, strict=False)
        return pl.DataFrame({"seconds": hours * 3600, "hour_only": hours.is_not_null()})
    readers: list[Callable[[pl.Series], pl.Series]] = [_digits, _fraction, _clock]
    seconds = pl.Series("seconds", [None], dtype=pl.Int32).new_from_index(0, len(text))
    for read in readers:
        if seconds.null_count():
            seconds = seconds.zip_with(seconds.is_not_null(), read(text))
    return pl.DataFrame({"seconds": seconds}).with_columns(hour_only=pl.lit(value=False))


def _plain_times(texts: pl.Series) -> pl.Series:
    return texts.str.strip_chars().str.replace(r"^(\d{1,6})\.0+$", "${1}")


def _digits(text: pl.Series) -> pl.Series:
    number = pl.when(text.str.contains(r"^(\d{1,4}|\d{6})$")).then(text.cast(pl.Int64, strict=False))
    six = text.str.len_chars() == 6
    hhmm = pl.when(six).then(number // 100).otherwise(number)
    seconds = pl.when(six).then(number % 100).otherwise(0)
    total = (hhmm // 100) * 3600 + (hhmm % 100) * 60 + seconds
    sound = ((hhmm % 100) < 60) & (total <= _DAY_S)
    return pl.select(pl.when(sound).then(total).cast(pl.Int32).alias("seconds"))["seconds"]


def _fraction(text: pl.Series) -> pl.Series:
    share = pl.when(text.str.contains(r"^0?\.\d+(e-\d+)?$")).then(text.cast(pl.Float64, strict=False))
    return pl.select((share * _DAY_S).round(0).cast(pl.Int32).alias("seconds"))["seconds"]


def _clock(text: pl.Series) -> pl.Series:
    groups = text.str.extract_groups(rf"^(?:\d{{4}}-\d{{2}}-\d{{2}}[T ])?{_CLOCK}(?:\s*(?:hrs|hours))?$")
    parts = groups.struct.unnest().with_columns(pl.col("hh", "mi", "ss").cast(pl.Int32, strict=False))
    return parts.select(pl.when(pl.col("mi").is_not_null() | pl.col("ap").is_not_null()).then(_seconds()))[
        "seconds"
    ]
