"""What happens on the Alerts page: tell what rang, settle it, open it again, set the budget."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from sac_dash.casework import SetAlarmBudget, Undo
from sac_dash.dashboard import state
from sac_dash.dashboard.components.reason_dialog import reason_given
from sac_dash.dashboard.kept_alerts import alerts_in_hand, past_of
from sac_dash.dashboard.pages.alerts import ids
from sac_dash.dashboard.pages.alerts.layout import DISMISSING
from sac_dash.dashboard.pages.alerts.lists import list_open, list_settled
from sac_dash.dashboard.pages.alerts.panels import (
    show_past,
    show_past_begun,
    show_past_by_command,
    show_past_fault,
    show_spending,
    show_watched,
)
from sac_dash.dashboard.pages.alerts.wording import headline, say_asked, say_number_of, say_open_title
from sac_dash.dashboard.query_string import read_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.dashboard.shell.deciding import decide_all_here, decide_here
from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.workflow.alerts import (
    AlertsInHand,
    acknowledgement,
    dismissal,
    require_alert,
)
from sac_dash.workflow.past_alerts import how_far, kept_past, takes_long


def tell_alerts(search: str | None, _generation: str | None, _decided: int | None) -> tuple[Any, ...]:
    """Return the headline, the alerts, the parts of the budget, and what is watched."""
    standing = _standing()
    book, held = standing.book, alerts_in_hand(standing)
    asked = read_query(search).get(ids.ALERT)
    n = len(held.open_alerts)
    return (
        [html.B(say_number_of(n, "open alert")), f" {headline(len(held.settled), held.scan.as_of)}"],
        say_open_title(n, len(held.groups)),
        list_open(standing, held, asked),
        list_settled(held),
        show_spending(held.scan, book),
        show_watched(held.scan),
    )


def show_budget(_decided: int | None, shown: float | None) -> tuple[Any, Any]:
    """Return the budget in its field; one half typed outlasts whatever else is decided meanwhile."""
    stands = state.case_book().alarm_budget
    return (no_update, no_update) if stands == shown else (stands, stands)


def tell_past(
    _ticks: int | None, _generation: str | None, _decided: int | None
) -> tuple[list[Component], bool]:
    """Return the back-test, and whether to stop asking for it."""
    standing, store = _standing(), state.store()
    if takes_long(standing.generation):
        kept = kept_past(store, standing.generation, standing.book)
        return (show_past_by_command() if kept is None else show_past(kept)), True
    try:
        past = past_of(store, standing.generation, standing.book)
    except SacDashError as fault:
        return show_past_fault(fault), True
    if past is None:
        return show_past_begun(how_far(store, standing.generation, standing.book)), False
    return show_past(past), True


def set_budget(clicks: int | None, enter: int | None, per_year: float | str | None, seen: int | None) -> None:
    """Write down how many false alarms a year are borne."""
    if not (clicks or enter):
        return
    if not isinstance(per_year, int | float):
        raise SacDashError("no budget was given", remedy="Give a number of false alarms a year, such as 4")
    if float(per_year) != state.case_book().alarm_budget:
        decide_here(SetAlarmBudget(float(per_year)), seen)


def acknowledge(clicks: list[int | None], seen: int | None) -> None:
    """Acknowledge the alerts whose button was pressed, each with an entry of its own in the log."""
    if ctx.triggered_id and any(clicks):
        held = _held()
        alerts = _named(held, ctx.triggered_id["alert"])
        decide_all_here([acknowledgement(each, held.scan.as_of) for each in alerts], seen)


def ask_reason(clicks: list[int | None]) -> tuple[Any, ...]:
    """Open the dialog that asks why alerts are dismissed."""
    if not ctx.triggered_id or not any(clicks):
        return (no_update,) * 4
    asked = str(ctx.triggered_id["alert"])
    return True, say_asked(_named(_held(), asked)), "", asked


def dismiss(
    _save: int | None,
    _enter: int | None,
    _usual: list[int | None],
    words: str | None,
    asked: str | None,
    seen: int | None,
) -> Any:  # noqa: ANN401 - closed, or left as it is
    """Dismiss the alerts asked about with the reason given."""
    source = ctx.triggered_id
    if not source or not asked or not any((_save, _enter, *_usual)):
        return no_update
    reason = " ".join(reason_given(source, words, DISMISSING).split())
    decide_all_here([dismissal(each, reason) for each in _named(_held(), asked)], seen)
    return False


def open_again(clicks: list[int | None], seen: int | None) -> None:
    """Take back how an alert was settled."""
    if ctx.triggered_id and any(clicks):
        held = state.case_book().alerts.get(ctx.triggered_id["alert"])
        if held is not None:
            decide_here(Undo(held.seq), seen)


def _standing() -> state.Standing:
    standing = state.standing()
    assert standing is not None  # noqa: S101 - the shell shows the page only where there is data
    return standing


def _held() -> AlertsInHand:
    return alerts_in_hand(_standing())


def _named(held: AlertsInHand, asked: str) -> list[Alert]:
    """Return the alerts that a button names: those that were on the screen, and none that came since."""
    return [require_alert(held, alert_id) for alert_id in asked.split(ids.AND)]


def register(app: Dash) -> None:
    """Wire the page."""
    generation, decided = Input(shell.GENERATION, "data"), Input(shell.DECIDED, "data")
    seen = State(shell.DECIDED, "data")
    told = (ids.HEADLINE, ids.OPEN_TITLE, ids.OPEN, ids.SETTLED)
    app.callback(
        *(Output(each, "children") for each in told),
        Output(ids.SPENT, "children"),
        Output(ids.WATCHED, "children"),
        Input(shell.URL, "search"),
        generation,
        decided,
    )(tell_alerts)
    app.callback(
        Output(ids.BUDGET, "value"),
        Output(ids.BUDGET_SHOWN, "data"),
        decided,
        State(ids.BUDGET_SHOWN, "data"),
    )(show_budget)
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
        Input(ids.BUDGET_SET, "n_clicks"),
        Input(ids.BUDGET, "n_submit"),
        State(ids.BUDGET, "value"),
        seen,
        prevent_initial_call=True,
    )(set_budget)
    app.callback(
        Input({"type": ids.ACKNOWLEDGE, "alert": ALL}, "n_clicks"),
        seen,
        prevent_initial_call=True,
    )(acknowledge)
    app.callback(
        Output(ids.REASONS.dialog, "opened"),
        Output(ids.REASONS.about, "children"),
        Output(ids.REASONS.words, "value"),
        Output(ids.REASONS.held, "data"),
        Input({"type": ids.DISMISS, "alert": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )(ask_reason)
    app.callback(
        Output(ids.REASONS.dialog, "opened", allow_duplicate=True),
        Input(ids.REASONS.save, "n_clicks"),
        Input(ids.REASONS.words, "n_submit"),
        Input(ids.REASONS.usual(ALL), "n_clicks"),
        State(ids.REASONS.words, "value"),
        State(ids.REASONS.held, "data"),
        seen,
        prevent_initial_call=True,
    )(dismiss)
    app.callback(
        Input({"type": ids.REOPEN, "alert": ALL}, "n_clicks"),
        seen,
        prevent_initial_call=True,
    )(open_again)
