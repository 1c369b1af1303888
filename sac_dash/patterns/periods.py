"""Weeks and months as a police analyst counts them: local time, weeks from Monday.

Every count over time rests on these few functions, so that two pages can never disagree about
which week a Sunday-night offence belongs to.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import polars as pl

from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision


class Period(StrEnum):
    """The length of time over which offences are counted."""

    WEEK = "week"
    MONTH = "month"


POLARS_STEP = {Period.WEEK: "1w", Period.MONTH: "1mo"}


def start_of(day: date, period: Period) -> date:
    """Return the first day of the week (a Monday) or month that holds `day`.

    >>> start_of(date(2026, 6, 3), Period.WEEK)
    datetime.date(2026, 6, 1)
    """
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def next_start(start: date, period: Period) -> date:
    """Return the first day of the period after the one that begins on `start`."""
    if period is Period.WEEK:
        return start + timedelta(days=7)
    return (start.replace(day=1) + timedelta(days=32)).replace(day=1)


def local_day(moment: datetime) -> date:
    """Return the calendar day (Europe/London) of an aware `moment`."""
    return moment.astimezone(ZoneInfo(SOURCE_TIMEZONE)).date()


def period_starts(first: date, last: date, period: Period) -> list[date]:
    """Return every period start from the period that holds `first` to the one that holds `last`."""
    starts = []
    start = start_of(first, period)
    while start <= last:
        starts.append(start)
        start = next_start(start, period)
    return starts


def period_of(column: str, period: Period) -> pl.Expr:
    """Return the expression for the period start (Date) in which the UTC time `column` falls."""
    return pl.col(column).dt.convert_time_zone(SOURCE_TIMEZONE).dt.date().dt.truncate(POLARS_STEP[period])


def placeable(offences: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Return the offences whose time is precise enough to be put into a `period`.

    A source that states months only cannot be counted by week.
    """
    if period is Period.MONTH:
        return offences
    return offences.filter(pl.col("when_precision") != WhenPrecision.MONTH.value)
