"""Sums of money, counts, hours and days as bands: exact ones can tell which offence a line is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.domain.british_dates import british_month

VALUE_EDGES_GBP = (500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000)
HOURS_A_BAND = 4
_SUM = re.compile(
    r"£\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|million|thousand)?\b|\b(\d[\d,]*(?:\.\d+)?)\s?(k)?\s?(?:pounds|gbp)\b",
    re.IGNORECASE,
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}


def find_sums(text: str) -> Iterator[Span]:
    """Yield every sum of pounds, its band in its place."""
    for hit in _SUM.finditer(text):
        digits = (hit.group(1) or hit.group(3)).replace(",", "")
        scale = _SCALES.get((hit.group(2) or hit.group(4) or "").casefold(), 1)
        yield Span(hit.start(), hit.end(), Category.VALUE, value_band(float(digits) * scale))


def value_band(value_gbp: float | None) -> str:
    """Return the band of a sum in words; a sum that is not known is said so.

    >>> value_band(12_000), value_band(80), value_band(None)
    ('£10,000 to £25,000', 'under £500', 'not known')
    """
    if value_gbp is None:
        return "not known"
    at = bisect_right(VALUE_EDGES_GBP, value_gbp)
    if at == 0:
        return f"under £{VALUE_EDGES_GBP[0]:,}"
    if at == len(VALUE_EDGES_GBP):
        return f"£{VALUE_EDGES_GBP[-1]:,} or more"
    return f"£{VALUE_EDGES_GBP[at - 1]:,} to £{VALUE_EDGES_GBP[at]:,}"


def hour_band(from_at: datetime, to_at: datetime) -> str:
    """Return the four-hour bands a window lies in, or that it is too long to say.

    Both moments are in the zone to be shown.

    >>> hour_band(datetime(2026, 3, 4, 2, 15), datetime(2026, 3, 4, 2, 40))
    '00:00 to 04:00'
    """
    if (to_at - from_at).total_seconds() > 2 * HOURS_A_BAND * 3_600:
        return "hour not known"
    first = from_at.hour // HOURS_A_BAND * HOURS_A_BAND
    last = to_at.hour // HOURS_A_BAND * HOURS_A_BAND + HOURS_A_BAND
    return f"{first:02d}:00 to {last % 24:02d}:00"


def month_of(from_at: datetime) -> str:
    """Return the month of an offence, in place of its day."""
    return british_month(from_at.date())


def week_of(from_at: datetime) -> str:
    """Return the ISO week of an offence, in place of its day.

    >>> week_of(datetime(2026, 3, 4))
    'week 10 of 2026'
    """
    year, week, _ = from_at.isocalendar()
    return f"week {week} of {year}"


def area_of(postcode: str | None, policing_area: str | None) -> str:
    """Return where an offence was as outsiders may know it: outward postcode, else policing area."""
    outward = re.fullmatch(r"\s*([A-Z]{1,2}\d[A-Z\d]?)\s*(?:\d[A-Z]{2})?\s*", (postcode or "").upper())
    return outward.group(1) if outward else policing_area or "area not known"
