"""Times, spans and chances as an analyst says them: British, short, never a bare percentage."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sac_dash.domain.british_dates import british_day
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.figures.series_timeline import TimelineMember, describe_window

LOCAL = ZoneInfo(SOURCE_TIMEZONE)


def local(moment: datetime) -> datetime:
    """Return an aware time in the source's own zone."""
    return moment.astimezone(LOCAL)


def local_ms(moment: datetime) -> float:
    """Return a moment as milliseconds of local wall time since 1970: what charts are drawn by."""
    return local(moment).replace(tzinfo=UTC).timestamp() * 1_000


def say_day(moment: datetime) -> str:
    """Return the local day: ``4 Mar 2026``."""
    return british_day(local(moment).date())


def say_moment(moment: datetime) -> str:
    """Return the local day and time: ``4 Mar 2026 02:15``."""
    return f"{say_day(moment)} {local(moment):%H:%M}"


def say_window(record: Mapping[str, Any]) -> str:
    """Return the window of an offence (a row of ``OFFENCES``) in local time."""
    ends = local(record["from_at"]), local(record["to_at"])
    return describe_window(TimelineMember(0, record["crime_ref"], *ends, ""))


def say_apart(days: float, metres: float | None) -> str:
    """Return how far two offences are apart: ``13 days, 41 km``; the distance where it is known."""
    if metres is None or not math.isfinite(metres):
        return say_days(days)
    far = f"{metres / 1_000:.0f} km" if metres >= 1_000 else f"{metres:.0f} m"
    return f"{say_days(days)}, {far}"


def say_days(days: float) -> str:
    """Return a length of time: ``5 hours``, ``13 days``, ``14 weeks``."""
    if days < 1:
        return _count(max(1, round(days * 24)), "hour")
    if days < 60:
        return _count(round(days), "day")
    return _count(round(days / 7), "week") if days < 730 else f"{days / 365.25:.1f} years"


def say_ago(days: float) -> str:
    """Return how long ago: ``13 days ago``."""
    return "at the cut-off" if days < 1 / 24 else f"{say_days(days)} ago"


def say_list(names: tuple[str, ...] | list[str], most: int = 3) -> str:
    """Return names in a row: ``Ludlow, Leominster and 3 more``."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def say_chance(probability: float) -> str:
    """Return a calibrated probability in words with a natural frequency."""
    steps = (
        (0.95, "almost certain (19 in 20 or more)"),
        (0.8, "very likely (8 in 10 or more)"),
        (0.55, "likely (more than half)"),
        (0.4, "about even"),
        (0.2, "possible (2 to 4 in 10)"),
        (0.05, "unlikely (fewer than 2 in 10)"),
    )
    return next(
        (words for least, words in steps if probability >= least), "very unlikely (fewer than 1 in 20)"
    )


def _count(n: int, unit: str) -> str:
    """Return a number with its unit in singular or plural."""
    return f"{n:,} {unit}{'' if n == 1 else 's'}"
