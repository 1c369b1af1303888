"""What happens on the Alerts page: tell what rang, settle it, open it again, set the budget."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from sac_dash.casework import SetAlarmBudget, Undo
from sac_dash.dashboard import state
from sac_dash.dashboard.kept_alerts import alerts_in_hand, past_of
from sac_dash.dashboard.pages.alerts import ids
from sac_dash.dashboard.pages.alerts.layout import REASONS
from sac_dash.dashboard.pages.alerts.lists import list_open, list_settled
from sac_dash.dashboard.pages.alerts.panels import show_past, show_spending, show_watched
from sac_dash.dashboard.pages.alerts.wording import headline, say_number_of
from sac_dash.dashboard.query_string import read_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.errors import SacDashError
from sac_dash.workflow.alerts import (
    AlertsInHand,
    acknowledgement,
    dismissal,
    require_alert,
    say_what,
)


def tell_alerts(search: str | None, _generation: str | None, _decided: int | None) -> tuple[Any, ...]:
    """Return the headline, the alerts, the budget, its parts, and what is watched."""
    generation, book = _standing()
    held = alerts_in_hand(generation, book)
    asked = read_query(search).get(ids.ALERT)
    n = len(held.open_alerts)
    return (
        [html.B(say_number_of(n, "open alert")), f" {headline(len(held.settled), held.scan.as_of)}"],
        f"Open alerts · {n:,}",
        list_open(generation, held, asked),
        list_settled(held),
        book.alarm_budget,
        show_spending(held.scan, book),
        show_watched(held.scan),
    )


def tell_past(
    _ticks: int | None, _generation: str | None, _decided: int | None
) -> tuple[list[Component], bool]:
    """Return the back-test, and whether to stop asking for it."""
    past = past_of(*_standing())
    return show_past(past), past is not None


def set_budget(
    _clicks: int | None, _enter: int | None, per_year: float | str | None, seen: int | None
) -> Any:  # noqa: ANN401
    """Write down how many false alarms a year are borne."""
    if not ctx.triggered_id:
        return no_update
    if not isinstance(per_year, int | float):
        raise SacDashError("no budget was given", remedy="Give a number of false alarms a year, such as 4")
    if float(per_year) != state.case_book().alarm_budget:
        decide_here(SetAlarmBudget(float(per_year)), seen)
    return no_update


def acknowledge(clicks: list[int | None], seen: int | None) -> Any:  # noqa: ANN401 - nothing
    """Acknowledge the alert whose button was pressed."""
    if ctx.triggered_id and any(clicks):
        held = _held()
        alert = require_alert(held, ctx.triggered_id["alert"])
        decide_here(acknowledgement(alert, held.scan.as_of), seen)
    return no_update


def ask_reason(clicks: list[int | None]) -> tuple[Any, ...]:
    """Open the dialog that asks why an alert is dismissed."""
    if not ctx.triggered_id or not any(clicks):
        return (no_update,) * 4
    alert = require_alert(_held(), ctx.triggered_id["alert"])
    about = f"{say_what(alert)}, rang {british_day(alert.fired_on)}"
    return True, about, "", alert.alert_id


def dismiss(
    _save: int | None,
    _enter: int | None,
    _usual: list[int | None],
    words: str | None,
    asked: str | None,
    seen: int | None,
) -> Any:  # noqa: ANN401 - closed, or left as it is
    """Dismiss the alert asked about with the reason given."""
    source = ctx.triggered_id
    if not source or not asked or not any((_save, _enter, *_usual)):
        return no_update
    reason = REASONS[source["place"]] if isinstance(source, dict) else " ".join((words or "").split())
    decide_here(dismissal(require_alert(_held(), asked), reason), seen)
    return False


def open_again(clicks: list[int | None], seen: int | None) -> Any:  # noqa: ANN401 - nothing
    """Take back how an alert was settled."""
    if ctx.triggered_id and any(clicks):
        held = state.case_book().alerts.get(ctx.triggered_id["alert"])
        if held is not None:
            decide_here(Undo(held.seq), seen)
    return no_update


def _standing() -> tuple[Any, Any]:
    standing = state.standing()
    assert standing is not None  # noqa: S101 - the shell shows the page only where there is data
    return standing.generation, standing.book


def _held() -> AlertsInHand:
    return alerts_in_hand(*_standing())


def register(app: Dash) -> None:
    """Wire the page."""
    generation, decided = Input(shell.GENERATION, "data"), Input(shell.DECIDED, "data")
    seen = State(shell.DECIDED, "data")
    told = (ids.HEADLINE, ids.OPEN_TITLE, ids.OPEN, ids.SETTLED)
    app.callback(
        *(Output(each, "children") for each in told),
        Output(ids.BUDGET, "value"),
        Output(ids.SPENT, "children"),
        Output(ids.WATCHED, "children"),
        Input(shell.URL, "search"),
        generation,
        decided,
    )(tell_alerts)
    app.callback(
        Output(ids.PAST, "children"),
        Output(ids.PAST_POLL, "disabled"),
        Input(ids.PAST_POLL, "n_intervals"),
        generation,
        decided,
    )(tell_past)
    _register_deciding(app, seen)


def _register_deciding(app: Dash, seen: State) -> None:
    app.callback(
        Output(ids.BUDGET_SET, "n_clicks"),
        Input(ids.BUDGET_SET, "n_clicks"),
        Input(ids.BUDGET, "n_submit"),
        State(ids.BUDGET, "value"),
        seen,
        prevent_initial_call=True,
    )(set_budget)
    app.callback(
        Output(ids.OPEN, "tabIndex"),
        Input({"type": ids.ACKNOWLEDGE, "alert": ALL}, "n_clicks"),
        seen,
        prevent_initial_call=True,
    )(acknowledge)
    app.callback(
        Output(ids.DIALOG, "opened"),
        Output(ids.DIALOG_ABOUT, "children"),
        Output(ids.REASON, "value"),
        Output(ids.DIALOG_HELD, "data"),
        Input({"type": ids.DISMISS, "alert": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )(ask_reason)
    app.callback(
        Output(ids.DIALOG, "opened", allow_duplicate=True),
        Input(ids.SAVE, "n_clicks"),
        Input(ids.REASON, "n_submit"),
        Input({"type": ids.USUAL, "place": ALL}, "n_clicks"),
        State(ids.REASON, "value"),
        State(ids.DIALOG_HELD, "data"),
        seen,
        prevent_initial_call=True,
    )(dismiss)
    app.callback(
        Output(ids.SETTLED, "tabIndex"),
        Input({"type": ids.REOPEN, "alert": ALL}, "n_clicks"),
        seen,
        prevent_initial_call=True,
    )(open_again)
