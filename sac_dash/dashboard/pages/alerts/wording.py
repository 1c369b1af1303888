"""What the Alerts page says: the headline, the budget and its parts, the past, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sac_dash.casework import CaseBook, SettledAlert
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.wording import local, say_day
from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.alert import Alert, say_chance
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.alerts.groups import AlertGroup
from sac_dash.patterns.counts import COUNTING_RULE
from sac_dash.store.worked_out import Told
from sac_dash.workflow.alerts import say_what

LOOKED_BACK = "the week in progress and the four before it"
MOST_NEW = 6  # new offences named before the rest are counted
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


def say_open_title(n: int, n_groups: int) -> str:
    """Return the title over the open alerts.

    >>> say_open_title(2, 2), say_open_title(9, 4)
    ('Open alerts · 2', 'Open alerts · 9 about 4 things')
    """
    if n == n_groups:
        return f"Open alerts · {n:,}"
    return f"Open alerts · {n:,} about {say_number_of(n_groups, 'thing')}"


def say_earlier(group: AlertGroup) -> str:
    """Return what is folded away beneath the latest alert of a group."""
    about = "this series" if group.series_id else "this"
    return f"{say_number_of(len(group.alerts) - 1, 'earlier open alert')} about {about}"


def say_together(group: AlertGroup) -> str:
    """Return how many alerts and offences a group holds."""
    n = say_number_of(len(group.offence_keys), "offence")
    return f"{say_number_of(len(group.alerts), 'alert')} on {n} in all" if len(group.alerts) > 1 else ""


def say_new(group: AlertGroup) -> str:
    """Return what is new since alerts about the same thing were settled; "" where none was.

    It names the offences by reference, the latest alert's first.
    """
    if not group.known_keys:
        return ""
    new = [key.partition(":")[2] or key for key in group.new_keys]
    if not new:
        return "Nothing but offences of alerts that have been settled: another detector rang for them."
    named = ", ".join(new[:MOST_NEW]) + (f" and {len(new) - MOST_NEW:,} more" if len(new) > MOST_NEW else "")
    return f"{say_number_of(len(new), 'offence')} not in any alert settled before: {named}."


def say_asked(alerts: Sequence[Alert]) -> str:
    """Return what the dialog that asks for a reason is about."""
    first = f"{say_what(alerts[0])}, rang {british_day(alerts[0].fired_on)}"
    return first if len(alerts) == 1 else f"{first}, and {say_number_of(len(alerts) - 1, 'earlier alert')}"


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


def say_begun(told: Told | None) -> str:
    """Return that the past is being looked through, and how far that is.

    >>> say_begun(Told("Looking back, quarter 7 of 20", 0.3))
    'Looking back, quarter 7 of 20. It is done once for these data and this budget, and then kept for everybody.'
    """
    stage = told.stage if told else "The past is being looked through, quarter by quarter"
    return f"{stage}. It is done once for these data and this budget, and then kept for everybody."


def say_past(past: BackTest) -> str:
    """Return what the budget would have been like, or that there is too little past."""
    if not past.rates:
        return (
            "Not enough data: no detector had enough history before any quarter of this force's past, so nothing can "
            "be said about it."
        )
    n, given = past.n, sum(past.allowed.values())
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
