"""What the Alerts page says: the headline, the budget and its parts, the past, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sac_dash.casework import CaseBook, SettledAlert
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.wording import local, say_day
from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.alert import Alert, say_chance
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.counts import COUNTING_RULE

LOOKED_BACK = "the week in progress and the four before it"
CHANCE_RULE = "An alert is a reason to look, not proof of a series."


def say_number_of(n: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> say_number_of(1, "open alert"), say_number_of(3, "open alert")
    ('1 open alert', '3 open alerts')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def headline(n_settled: int, as_of: datetime) -> str:
    """Return the sentence beside the number of open alerts."""
    settled = f"; {n_settled:,} settled" if n_settled else ""
    return f"in {LOOKED_BACK}, on data to {say_day(as_of)}{settled}."


def say_rule() -> str:
    """Return what is counted and how."""
    return (
        f"Counting rule: {COUNTING_RULE}; month-only dates left out; an alert carries the day on which enough was "
        f"known. {CHANCE_RULE}"
    )


def say_span(alert: Alert) -> str:
    """Return the days an alert speaks of."""
    first, last = alert.window_start, alert.window_end
    return british_day(first) if first == last else f"{british_day(first)} to {british_day(last)}"


def say_rate(alert: Alert) -> str:
    """Return how often chance alone would ring it."""
    return f"Chance alone: {say_chance(alert.chance_per_year)}"


def say_settled(held: SettledAlert) -> str:
    """Return how an alert was settled, by whom and when."""
    how = "Dismissed" if held.dismissed else "Acknowledged"
    return f"{how} by {held.user}, {say_day(held.at)} {local(held.at):%H:%M}"


def say_fired(held: SettledAlert) -> str:
    """Return when a settled alert had rung; its id where the log does not say what it was."""
    if not held.fired_on:
        return held.alert_id
    return f"rang {british_day(date.fromisoformat(held.fired_on))}"


def say_set_by(book: CaseBook) -> str:
    """Return who set the budget when."""
    held = book.alarm_budget_set
    if held is None:
        return "Nobody has set another number yet."
    return f"Set by {held.user}, {say_day(held.at)}."


def say_past(past: BackTest) -> str:
    """Return what the budget would have been like, or that there is too little past."""
    if not past.rates:
        return (
            "Not enough data: no detector had enough history before any quarter of this force's past, so nothing can "
            "be said about it."
        )
    n, given = len(past.alerts), sum(past.allowed.values())
    rang = f"{say_rings(past.per_year)} a year" if n else "never"
    return (
        f"Over the last {_years(past.rates.values())} this budget would have rung {rang} (n = {n:,}). Chance alone "
        f"was allowed {given:.1f} of the {n:,}; what is above that came of real changes, or of counts more "
        "uneven than pure chance."
    )


def say_rings(per_year: float) -> str:
    """Return a yearly rate of alarms with the figures it deserves.

    >>> say_rings(35.8), say_rings(3.24), say_rings(1.0)
    ('36 times', '3.2 times', 'once')
    """
    if per_year >= 10:
        return f"{per_year:.0f} times"
    return "once" if round(per_year, 1) == 1.0 else f"{per_year:.1f} times"


def _years(rates: Iterable[AlarmRate]) -> str:
    """Return the years that were watched: a span where detectors had different ones."""
    years = sorted(round(float(each.years), 1) for each in rates)
    first, last = years[0], years[-1]
    return f"{last:.1f} years" if first == last else f"{first:.1f} to {last:.1f} years (by detector)"
