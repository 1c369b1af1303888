"""What the address of the Patterns page asks for; what it does not say, or says wrongly, is everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sac_dash.dashboard.pages.patterns import ids
from sac_dash.dashboard.query_string import write_query

TIME, PLACE = "time", "place"


@dataclass(frozen=True)
class Choice:
    """Which offences are looked at; empty and None are all.

    Parameters
    ----------
    first, last
        Local days on which a window may begin, both included.
    """

    offence_class: str = ""
    area: str = ""
    series: str = ""
    first: date | None = None
    last: date | None = None


def read_tab(query: Mapping[str, str]) -> str:
    """Return the tab an address opens."""
    return PLACE if query.get(ids.TAB) == PLACE else TIME


def read_choice(query: Mapping[str, str]) -> Choice:
    """Return what an address asks for."""
    return make_choice(*(query.get(name) for name in (ids.CLASS, ids.AREA, ids.SERIES, ids.FROM, ids.TO)))


def make_choice(
    offence_class: str | None,
    area: str | None,
    series: str | None,
    first: str | None,
    last: str | None,
) -> Choice:
    """Return the choice that the controls make; days are ISO."""
    return Choice(offence_class or "", area or "", series or "", _day(first), _day(last))


def write_choice(tab: str, choice: Choice) -> str:
    """Return the address that shows the same again."""
    return write_query(
        {
            ids.TAB: tab if tab == PLACE else None,
            ids.CLASS: choice.offence_class,
            ids.AREA: choice.area,
            ids.SERIES: choice.series,
            ids.FROM: choice.first.isoformat() if choice.first else None,
            ids.TO: choice.last.isoformat() if choice.last else None,
        }
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
