"""A time window as an analyst says it: local time, British order, never a midpoint."""

from __future__ import annotations

from datetime import datetime, timedelta

from sac_dash.domain.british_dates import MONTH_NAMES, british_day
from sac_dash.domain.when import WhenPrecision
from sac_dash.figures.wording import local

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def say_window(from_at: datetime, to_at: datetime, precision: str) -> str:
    """Return a window in local time: ``Mon 29 Jun 2026 17:30–07:00``.

    The day of its end is left out where it ends within 24 hours, hours where only the day is known.
    """
    start, end = local(from_at), local(to_at)
    if precision == WhenPrecision.MONTH.value:
        return f"{start:%B %Y}"
    first = f"{_DAYS[start.weekday()]} {british_day(start)}"
    if precision == WhenPrecision.DAY.value:
        return first if start.date() == end.date() else f"{first} – {_day(end)}"
    if from_at == to_at:
        return f"{first} {_clock(start)}"
    last = _clock(end)
    if end - start >= timedelta(days=1):
        last = f"{_DAYS[end.weekday()]} {_day(end)} {last}"
    return f"{first} {_clock(start)}–{last}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {MONTH_NAMES[moment.month - 1]}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour:02d}:{moment.minute:02d}"  # a page says this thousands of times
