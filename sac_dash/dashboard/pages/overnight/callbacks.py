"""What happens on the Overnight page: tell the night, choose its beginning, mark it held, keep actions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, no_update
from dash.development.base_component import Component

from sac_dash.casework import AddTask, CompleteTask, MarkSitting, Sitting, Undo
from sac_dash.dashboard import state
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.kept_alerts import alerts_in_hand
from sac_dash.dashboard.pages.overnight import ids
from sac_dash.dashboard.pages.overnight.lists import (
    list_changes,
    list_enablers,
    list_offences,
    list_pairs,
    say_headline,
    say_rules,
    titles,
)
from sac_dash.dashboard.pages.overnight.queries import NightView, night_view, reach_of
from sac_dash.dashboard.pages.overnight.tasks import count_overdue, open_tasks, task_list
from sac_dash.dashboard.pages.overnight.wording import point_options
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.figures.wording import local

TAKE_BACK_MINUTES = 60  # how long a sitting marked by mistake can be taken back on this page


def tell_night(search: str | None, _generation: str | None, _decided: int | None) -> tuple[Any, ...]:
    """Return the headline, the rule, every list with its title, and the points to choose from."""
    view, book = _view(search), state.case_book()
    names, now = book.names(), datetime.now(UTC)
    return (
        say_headline(view, now),
        say_rules(view, now),
        *titles(view),
        list_offences(view, names),
        list_changes(view, names),
        list_pairs(view),
        list_enablers(view),
        point_options(book.sittings, now),
        view.night.since.asked,
    )


def tell_tasks(
    search: str | None, _generation: str | None, _decided: int | None
) -> tuple[list[Component], str, Any]:
    """Return the actions, their title, and whether the last sitting can be taken back here."""
    book, today = state.case_book(), local(datetime.now(UTC)).date()
    late = count_overdue(book, today)
    title = f"Actions · {len(open_tasks(book)):,} open" + (f", {late:,} overdue" if late else "")
    hidden = {"display": "none"} if _own_fresh_sitting() is None else {}
    return task_list(book, _view(search).night.since.head, today), title, hidden


def tell_alerts(_generation: str | None, _decided: int | None) -> Component:
    """Return how many alerts are open, as a link to them."""
    standing = state.standing()
    assert standing is not None  # noqa: S101 - the shell shows the page only where there is data
    n = len(alerts_in_hand(standing).open_alerts)
    words = f"{n:,} open alert{'' if n == 1 else 's'}" if n else "No open alerts"
    return dcc.Link([icon("bell", 14), words], href="/alerts", className="on-alerts-open" if n else "")


def choose_point(point: str | None, search: str | None) -> Any:  # noqa: ANN401 - an address or nothing
    """Return the address of the night since another point."""
    query = read_query(search)
    if not point or point == _view(search).night.since.asked:
        return no_update
    return write_query(query | {ids.SINCE: point})


def mark_sitting(_clicks: int | None, search: str | None, seen: int | None) -> Any:  # noqa: ANN401
    """Mark this sitting as held, and keep the night that was discussed on the screen."""
    standing = state.standing()
    if not _clicks or standing is None:
        return no_update
    discussed = _view(search).night.since.asked
    generation = standing.generation
    head = standing.book.head if seen is None else seen
    held = decide_here(MarkSitting(generation.id, head, reach_of(generation).isoformat()), seen)
    return no_update if held is None else write_query(read_query(search) | {ids.SINCE: discussed})


def take_sitting_back(_clicks: int | None, seen: int | None) -> Any:  # noqa: ANN401 - an address or nothing
    """Take the sitting back that was just marked here."""
    sitting = _own_fresh_sitting()
    if _clicks and sitting is not None:
        decide_here(Undo(sitting.seq), seen)
    return no_update


def add_task(
    _clicks: int | None,
    _enter: int | None,
    _enter_owner: int | None,
    text: str | None,
    owner: str | None,
    due: str | None,
    seen: int | None,
) -> tuple[Any, Any, Any]:
    """Write an action down as typed, and empty the line."""
    kept = (no_update, no_update, no_update)
    if not ctx.triggered_id or not (text or "").strip():
        return kept
    asked = AddTask(" ".join((text or "").split()), " ".join((owner or "").split()), (due or "")[:10])
    return kept if decide_here(asked, seen) is None else ("", "", None)


def tick_task(_checked: list[bool], seen: int | None) -> Any:  # noqa: ANN401 - nothing
    """Tick an action off, or open it again, where its box says otherwise than the book."""
    box = ctx.triggered_id
    if not box or not ctx.triggered:
        return no_update
    task = state.case_book().tasks.get(int(box["task"]))
    done = bool(ctx.triggered[0]["value"])
    if task is not None and done != (task.done is not None):
        decide_here(CompleteTask(task.seq, done=done), seen)
    return no_update


def _view(search: str | None) -> NightView:
    standing = state.standing()
    assert standing is not None  # noqa: S101 - the shell shows the page only where there is data
    return night_view(standing, read_query(search).get(ids.SINCE))


def _own_fresh_sitting() -> Sitting | None:
    """Return the last sitting where this analyst marked it within the hour."""
    sittings = state.case_book().sittings
    last = sittings[-1] if sittings else None
    if last is None or last.user != state.user():
        return None
    minutes = (datetime.now(UTC) - last.at).total_seconds() / 60
    return last if minutes <= TAKE_BACK_MINUTES else None


def register(app: Dash) -> None:
    """Wire the page."""
    url, decided = Input(shell.URL, "search"), Input(shell.DECIDED, "data")
    generation, seen = Input(shell.GENERATION, "data"), State(shell.DECIDED, "data")
    lists = (ids.HEADLINE, ids.RULE, *ids.TITLES, ids.OFFENCES, ids.SERIES, ids.PAIRS, ids.ENABLERS)
    app.callback(
        *(Output(each, "children") for each in lists),
        Output(ids.POINT, "data"),
        Output(ids.POINT, "value"),
        url,
        generation,
        decided,
    )(tell_night)
    app.callback(
        Output(ids.TASKS, "children"),
        Output(ids.TASKS_TITLE, "children"),
        Output(ids.UNMARK, "style"),
        url,
        generation,
        decided,
    )(tell_tasks)
    app.callback(Output(ids.ALERTS, "children"), generation, decided)(tell_alerts)
    address = Output(shell.URL, "search", allow_duplicate=True)
    app.callback(address, Input(ids.POINT, "value"), State(shell.URL, "search"), prevent_initial_call=True)(
        choose_point
    )
    app.callback(
        address, Input(ids.MARK, "n_clicks"), State(shell.URL, "search"), seen, prevent_initial_call=True
    )(mark_sitting)
    app.callback(
        Output(ids.UNMARK, "n_clicks"), Input(ids.UNMARK, "n_clicks"), seen, prevent_initial_call=True
    )(take_sitting_back)
    app.callback(
        Output(ids.TASK_TEXT, "value"),
        Output(ids.TASK_OWNER, "value"),
        Output(ids.TASK_DUE, "value"),
        Input(ids.TASK_ADD, "n_clicks"),
        Input(ids.TASK_TEXT, "n_submit"),
        Input(ids.TASK_OWNER, "n_submit"),
        State(ids.TASK_TEXT, "value"),
        State(ids.TASK_OWNER, "value"),
        State(ids.TASK_DUE, "value"),
        seen,
        prevent_initial_call=True,
    )(add_task)
    app.callback(
        Output(ids.TASKS, "tabIndex"),
        Input({"type": ids.TICK, "task": ALL}, "checked"),
        seen,
        prevent_initial_call=True,
    )(tick_task)
