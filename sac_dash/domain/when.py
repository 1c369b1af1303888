"""How precisely an offence's time is known.

Windows are first-class: an offence happened somewhere between `from_at` and `to_at`, and no
method may put it at the midpoint. Month precision serves trends and maps only.
"""

from __future__ import annotations

from enum import StrEnum


class WhenPrecision(StrEnum):
    """The unit in which a source states its times."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


SOURCE_TIMEZONE = "Europe/London"
