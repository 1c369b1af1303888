"""What the address of the Timelines page asks for; what it does not say, or says wrongly, has a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sac_dash.dashboard.pages.timelines import ids
from sac_dash.patterns.series_order import SeriesOrder

DEFAULT_SPAN = "365"
SPANS = ("91", DEFAULT_SPAN, "all")


@dataclass(frozen=True)
class Choice:
    """What is shown.

    Parameters
    ----------
    span
        A member of `SPANS`: days back from the cut-off, or everything. Without meaning where
        `first` and `last` are given.
    first, last
        A brushed period (local days, both included), or None.
    page
        From 1.
    """

    order: SeriesOrder = SeriesOrder.LAST
    only_active: bool = False
    span: str = DEFAULT_SPAN
    first: date | None = None
    last: date | None = None
    page: int = 1


def read_choice(query: Mapping[str, str]) -> Choice:
    """Return what an address asks for."""
    order = query.get(ids.BY, "")
    span = query.get(ids.SPAN, "")
    first, last = _day(query.get(ids.FROM)), _day(query.get(ids.TO))
    brushed = first is not None and last is not None and first <= last
    page = query.get(ids.PAGE, "")
    return Choice(
        order=SeriesOrder(order) if order in set(SeriesOrder) else SeriesOrder.LAST,
        only_active=query.get(ids.ACTIVE) == "1",
        span=span if span in SPANS else DEFAULT_SPAN,
        first=first if brushed else None,
        last=last if brushed else None,
        page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
    )


def window_of(choice: Choice, first: date, last: date) -> tuple[date, date]:
    """Return the first day shown and the day after the last, given the first and last day of the data."""
    if choice.first is not None and choice.last is not None:
        return choice.first, choice.last + timedelta(days=1)
    end = last + timedelta(days=1)
    if choice.span == "all":
        return first, end
    return max(first, end - timedelta(days=int(choice.span))), end


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
