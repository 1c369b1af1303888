"""Whether an alert may be settled, and what a false-alarm budget may be."""

from __future__ import annotations

from datetime import date

from sac_dash.casework.actions import MAX_TEXT_LENGTH, AlertAction, DismissAlert, SetAlarmBudget
from sac_dash.domain.errors import SacDashError

LEAST_PER_YEAR, MOST_PER_YEAR = 0.5, 52.0  # one in two years; one a week


def check_alert(action: AlertAction) -> None:
    """Raise when an alert cannot be settled so, or a budget is none.

    Raises
    ------
    SacDashError
        With what is to be given instead.
    """
    if isinstance(action, SetAlarmBudget):
        _check_budget(action.per_year)
        return
    if not action.alert_id:
        raise SacDashError("no alert was named", remedy="Give its id, as the list shows it")
    if isinstance(action, DismissAlert) and not action.reason.strip():
        raise SacDashError("an alert is dismissed with a reason", remedy="Say why it is of no use")
    if len(action.reason) > MAX_TEXT_LENGTH:
        raise SacDashError("the reason is too long", remedy=f"Use at most {MAX_TEXT_LENGTH:,} characters")
    for day in (action.fired_on, "" if isinstance(action, DismissAlert) else action.reach):
        _check_day(day)


def _check_budget(per_year: float) -> None:
    if not LEAST_PER_YEAR <= per_year <= MOST_PER_YEAR:
        raise SacDashError(
            f"{per_year:g} false alarms a year is no budget",
            remedy=f"Give a number from {LEAST_PER_YEAR:g} to {MOST_PER_YEAR:g}, such as 4",
        )


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text or "2026-01-01")
    except ValueError as error:
        raise SacDashError(f"{text} is no day", remedy="Give the day as 2026-03-31") from error
