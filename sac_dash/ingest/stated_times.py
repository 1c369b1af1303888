"""Dates of a list as they were stated: to the month, the day or the minute, in one order for all its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from sac_dash.domain.errors import SacDashError
from sac_dash.domain.stated_time import start_of
from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision
from sac_dash.ingest.date_order import OrderEvidence, decide_order, weigh_order
from sac_dash.ingest.date_text import read_date_parts
from sac_dash.ingest.dates import PRECISIONS, DateRules, read_instants

MOST_AHEAD_DAYS = 366  # a plan may be written down; a start further ahead is a slip
DATE_REMEDY = "Give a date such as 04/03/2026 or 2026-03-04"
_ENDS = frozenset({"ended_at", "measured_to"})  # what is put in place may stand for years
_FORMATS = {WhenPrecision.MONTH: "%Y-%m", WhenPrecision.DAY: "%Y-%m-%d"}

Times = Mapping[str, Sequence[str | None]]


def read_stated_times(columns: Mapping[str, pl.Series], *, date_1904: bool = False) -> tuple[Times, bool]:
    """Return each column's values as `domain.stated_time` texts, None where they are no date.

    A column whose every time is midnight holds days: that is how a spreadsheet keeps them.

    Returns
    -------
    The values by column, and whether nothing told days from months (then the day was read first).
    """
    parts = {
        name: read_date_parts(texts.cast(pl.String).str.strip_chars().replace("", None))
        for name, texts in columns.items()
    }
    evidence = sum((weigh_order(each) for each in parts.values()), OrderEvidence())
    order = decide_order(evidence)
    rules = DateRules(date_1904=date_1904, midnight_rows=1)
    read = {name: read_instants(each, order, rules) for name, each in parts.items()}
    return {name: _as_stated(each) for name, each in read.items()}, order.ambiguous


def read_typed_time(text: str, column: str, today: datetime) -> str:
    """Return a date that somebody typed as a stated time; nothing for nothing.

    Raises
    ------
    SacDashError
        With `column`, when it is none or lies too far ahead.
    """
    return checked_time(text.strip(), parse_stated_time(text), column, today)


def checked_time(said: str, read: str | None, column: str, today: datetime) -> str:
    """Return a stated time `read` from what is `said`; nothing for nothing.

    Raises
    ------
    SacDashError
        With `column`, when it could not be read or lies too far ahead.
    """
    if not said:
        return ""
    if read is None:
        raise SacDashError(f'"{said[:40]}" is no date', column=column, remedy=DATE_REMEDY)
    if column not in _ENDS and start_of(read) > today + timedelta(days=MOST_AHEAD_DAYS):
        raise SacDashError("the date lies more than a year ahead", column=column, remedy=DATE_REMEDY)
    return read


def parse_stated_time(text: str) -> str | None:
    """Return a date that somebody typed as a stated time, or None where it is none.

    >>> parse_stated_time("04/03/2026"), parse_stated_time("4 Mar 2026 10:30"), parse_stated_time("soon")
    ('2026-03-04', '2026-03-04T10:30:00+00:00', None)
    """
    return read_stated_times({"typed": pl.Series([text])})[0]["typed"][0]


def _as_stated(spans: pl.DataFrame) -> list[str | None]:
    return [_stated(start, precision) for start, precision in spans.select("start", "precision").iter_rows()]


def _stated(start: datetime | None, precision: int | None) -> str | None:
    if start is None or precision is None:
        return None
    local = start.astimezone(ZoneInfo(SOURCE_TIMEZONE))
    written = _FORMATS.get(PRECISIONS[precision])
    return local.strftime(written) if written else local.isoformat()
