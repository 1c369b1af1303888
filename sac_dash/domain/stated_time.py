"""A time as somebody stated it: a month, a day, or a moment; never made more exact than it was.

An operation "from 4 March" has no hour. It is kept as ISO 8601 text of the precision it was stated in
(``2026-03``, ``2026-03-04`` or ``2026-03-04T10:30:00+00:00``), and read as the span it stands for.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sac_dash.domain.british_dates import british_day, british_month
from sac_dash.domain.when import SOURCE_TIMEZONE

_ZONE = ZoneInfo(SOURCE_TIMEZONE)
_MONTH, _DAY = len("2026-03"), len("2026-03-04")


def start_of(text: str) -> datetime:
    """Return the moment (aware) a stated time begins.

    Raises
    ------
    ValueError
        When it is none.

    >>> start_of("2026-07").isoformat()
    '2026-07-01T00:00:00+01:00'
    """
    if len(text) <= _DAY:
        first = date.fromisoformat(f"{text}-01" if len(text) == _MONTH else text)
        return datetime.combine(first, time(), _ZONE)
    return _moment(text)


def end_of(text: str) -> datetime:
    """Return the moment (aware) a stated time is over: of a day or a month, the midnight after it.

    Raises
    ------
    ValueError
        When it is none.

    >>> end_of("2026-03-04").isoformat()
    '2026-03-05T00:00:00+00:00'
    """
    if len(text) > _DAY:
        return _moment(text)
    first = start_of(text).date()
    days = calendar.monthrange(first.year, first.month)[1] if len(text) == _MONTH else 1
    return datetime.combine(first + timedelta(days=days), time(), _ZONE)


def is_stated_time(text: str) -> bool:
    """Tell whether a text is a month, a day or an aware moment in ISO 8601."""
    try:
        start_of(text)
    except ValueError:
        return False
    return True


def say_stated(text: str) -> str:
    """Return a stated time as the British write it; what is none, as it is.

    >>> say_stated("2026-03-04"), say_stated("2026-03"), say_stated("2026-03-04T10:30:00+00:00")
    ('4 Mar 2026', 'Mar 2026', '4 Mar 2026 10:30')
    """
    if not is_stated_time(text):
        return text
    local = start_of(text).astimezone(_ZONE)
    if len(text) == _MONTH:
        return british_month(local.date())
    return british_day(local.date()) if len(text) <= _DAY else f"{british_day(local.date())} {local:%H:%M}"


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return moment
