"""A time window as an analyst says it: local time, British order, never a midpoint."""

from __future__ import annotations

from datetime import datetime, timedelta

from sac_dash.domain.when import WhenPrecision
from sac_dash.figures.wording import local, say_day


def say_window(from_at: datetime, to_at: datetime, precision: str) -> str:
    """Return a window in local time: ``Mon 29 Jun 2026 17:30–07:00``.

    The day of its end is left out where it ends within 24 hours, hours where only the day is known.
    """
    start, end = local(from_at), local(to_at)
    if precision == WhenPrecision.MONTH.value:
        return f"{start:%B %Y}"
    first = f"{start:%a} {say_day(from_at)}"
    if precision == WhenPrecision.DAY.value:
        return first if start.date() == end.date() else f"{first} – {end.day} {end:%b}"
    if from_at == to_at:
        return f"{first} {start:%H:%M}"
    last = f"{end:%H:%M}" if end - start < timedelta(days=1) else f"{end:%a} {end.day} {end:%b} {end:%H:%M}"
    return f"{first} {start:%H:%M}–{last}"
