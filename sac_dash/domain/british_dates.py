"""Days as the British write them, whatever the machine's locale: ``4 Mar 2026``.

Every room that speaks to an analyst writes days; this is the one place that says how.
"""

from __future__ import annotations

from datetime import date

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def british_day(day: date) -> str:
    """Return a day in British order.

    >>> british_day(date(2026, 3, 4))
    '4 Mar 2026'
    """
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def british_month(day: date) -> str:
    """Return the month of a day.

    >>> british_month(date(2026, 3, 4))
    'Mar 2026'
    """
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"
