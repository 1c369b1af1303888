"""What an analyst does to a series, wired: verdicts, names, references, notes, splits, merges, undo."""

from __future__ import annotations

from typing import Any, cast

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from sac_dash.casework import SeriesField, Verdict
from sac_dash.dashboard.components.reason_dialog import reason_given
from sac_dash.dashboard.components.rows_shown import Rows, row_in_hand
from sac_dash.dashboard.decision_words import say_offences
from sac_dash.dashboard.pages.series import ids, verdicts
from sac_dash.dashboard.pages.series.address import asked_series
from sac_dash.dashboard.pages.series.details import details_body
from sac_dash.dashboard.pages.series.queries import series_basis
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.dashboard.shell import ids as shell

_VERDICTS = {
    ids.ACCEPT: Verdict.ACCEPTED,
    ids.POSSIBLE: Verdict.POSSIBLE,
    ids.CLEAR: Verdict.UNDECIDED,
}


def meant(search: str | None, tab: str, grids: tuple[Rows, Rows, Rows, Rows]) -> list[str]:
    """Return the offences a verdict is about: the ticked ones of the open tab, else the one in hand.

    Parameters
    ----------
    grids
        Rows ticked and rows shown, of the members and then of the candidates.
    """
    ticked, shown = grids[2:] if tab == "candidates" else grids[:2]
    if ticked:
        return [str(row["id"]) for row in ticked]
    query = read_query(search)
    if tab == "candidates":
        found = row_in_hand(shown, query.get(ids.CANDIDATE))
    else:
        found = row_in_hand(shown, query.get(ids.OFFENCE), "number")
    return [found] if found else []


def give_verdict(
    accept: int | None,
    possible: int | None,
    clear: int | None,
    search: str | None,
    tab: str,
    *grids_and_seen: Any,  # noqa: ANN401
) -> tuple[Any, Any]:
    """Write a verdict that needs no reason, and untick what was judged."""
    *grids, seen = grids_and_seen
    detail, chosen = asked_series(search), meant(search, tab, cast("Any", tuple(grids)))
    if detail is None or not chosen or not (accept or possible or clear):
        return no_update, no_update
    verdicts.judge(detail, chosen, _VERDICTS[str(ctx.triggered_id)], "", seen)
    return [], []


def ask_reason(clicks: int | None, search: str | None, tab: str, *grids: Rows) -> tuple[Any, Any, Any, Any]:
    """Open the dialog that asks why, for the offences meant."""
    chosen = meant(search, tab, cast("Any", grids))
    if not clicks or not chosen:
        return no_update, no_update, no_update, no_update
    return True, f"{say_offences(chosen)}: rejected from this series.", "", chosen


def reject(  # noqa: PLR0917 - a callback's inputs and states
    clicks: int | None,
    submits: int | None,
    usual: list[int | None],
    reason: str | None,
    held: list[str] | None,
    search: str | None,
    seen: int | None,
) -> tuple[Any, Any, Any]:
    """Write a rejection with its reason; close the dialog and untick."""
    detail = asked_series(search)
    if detail is None or not held or not (clicks or submits or any(usual)):
        return no_update, no_update, no_update
    verdicts.judge(detail, held, Verdict.REJECTED, reason_given(ctx.triggered_id, reason), seen)
    return False, [], []


def save_name(
    clicks: int | None, submits: int | None, name: str | None, search: str | None, seen: int | None
) -> None:
    """Write the series' name down."""
    detail = asked_series(search)
    if detail is not None and (clicks or submits):
        verdicts.describe(detail, {SeriesField.NAME: name or ""}, seen)


def undo(clicks: int | None, search: str | None, seen: int | None) -> Any:  # noqa: ANN401
    """Take the analyst's own last decision on this series back, and say which it was."""
    detail = asked_series(search)
    if detail is None or not clicks:
        return no_update
    return [verdicts.undo(detail, seen)]


def open_details(clicks: int | None) -> Any:  # noqa: ANN401
    """Open the drawer."""
    return bool(clicks) or no_update


def show_details(
    opened: bool,  # noqa: FBT001 - a drawer's property
    _decided: int | None,
    search: str | None,
    shown: str | None,
) -> tuple[Any, Any]:
    """Fill the drawer while it is open; what changes elsewhere leaves it as it is."""
    detail = asked_series(search) if opened else None
    if detail is None or (ctx.triggered_id != ids.DETAILS and detail.state == shown):
        return no_update, no_update
    now = verdicts.require_standing()
    others = [each for each in series_basis(now).last_active() if each != detail.card.series_id]
    return details_body(detail, others, now.book.names()), detail.state


def save_fields(  # noqa: PLR0917 - a callback's inputs and states
    clicks: int | None,
    status: str | None,
    pattern: str | None,
    operation: str | None,
    group: str | None,
    search: str | None,
    seen: int | None,
) -> None:
    """Write down what changed of the drawer's fields."""
    detail = asked_series(search)
    if detail is None or not clicks:
        return
    values = {
        SeriesField.STATUS: status or "",
        SeriesField.PATTERN_TYPE: pattern or "",
        SeriesField.OPERATION_REF: operation or "",
        SeriesField.GROUP_REF: group or "",
    }
    verdicts.describe(detail, values, seen)


def save_note(clicks: int | None, text: str | None, search: str | None, seen: int | None) -> Any:  # noqa: ANN401
    """Write a note down and empty its field."""
    detail = asked_series(search)
    if detail is None or not clicks:
        return no_update
    verdicts.add_note(detail, text or "", seen)
    return ""


def turn_lock(clicks: int | None, search: str | None, seen: int | None) -> None:
    """Lock a series that is open, open one that is locked."""
    detail = asked_series(search)
    if detail is not None and clicks:
        owned = detail.card.owned
        verdicts.lock(detail, locked=owned is None or owned.locked is None, seen=seen)


def merge(clicks: int | None, other: str | None, search: str | None, seen: int | None) -> None:
    """Merge the series chosen into this one."""
    detail = asked_series(search)
    if detail is not None and clicks and other:
        verdicts.merge(detail, other, seen)


def split(clicks: int | None, members: Rows, search: str | None, seen: int | None) -> tuple[Any, Any]:
    """Split the ticked members off and show the new series."""
    detail = asked_series(search)
    if detail is None or not clicks:
        return no_update, no_update
    new_id = verdicts.split(detail, [str(row["id"]) for row in members or []], seen)
    return (write_query({ids.ID: new_id}), False) if new_id else (no_update, no_update)


def register(app: Dash) -> None:
    """Wire what an analyst does."""
    search, seen = State(shell.URL, "search"), State(shell.DECIDED, "data")
    chosen = (
        search,
        State(ids.TABS, "value"),
        State(ids.MEMBERS, "selectedRows"),
        State(ids.MEMBERS, "rowData"),
        State(ids.CANDIDATES, "selectedRows"),
        State(ids.CANDIDATES, "rowData"),
    )
    unticked = [Output(grid, "selectedRows", allow_duplicate=True) for grid in (ids.MEMBERS, ids.CANDIDATES)]
    _register_verdicts(app, chosen, seen, unticked)
    _register_details(app, search, seen)


def _register_verdicts(app: Dash, chosen: tuple[State, ...], seen: State, unticked: list[Output]) -> None:
    clicked = [Input(button, "n_clicks") for button in (ids.ACCEPT, ids.POSSIBLE, ids.CLEAR)]
    app.callback(*unticked, *clicked, *chosen, seen, prevent_initial_call=True)(give_verdict)
    app.callback(
        Output(ids.REASONS.dialog, "opened"),
        Output(ids.REASONS.about, "children"),
        Output(ids.REASONS.words, "value"),
        Output(ids.REASONS.held, "data"),
        Input(ids.REJECT, "n_clicks"),
        *chosen,
        prevent_initial_call=True,
    )(ask_reason)
    app.callback(
        Output(ids.REASONS.dialog, "opened", allow_duplicate=True),
        *unticked,
        Input(ids.REASONS.save, "n_clicks"),
        Input(ids.REASONS.words, "n_submit"),
        Input(ids.REASONS.usual(ALL), "n_clicks"),
        State(ids.REASONS.words, "value"),
        State(ids.REASONS.held, "data"),
        chosen[0],
        seen,
        prevent_initial_call=True,
    )(reject)


def _register_details(app: Dash, search: State, seen: State) -> None:
    app.callback(
        Input(ids.NAME_SAVE, "n_clicks"),
        Input(ids.NAME, "n_submit"),
        State(ids.NAME, "value"),
        search,
        seen,
        prevent_initial_call=True,
    )(save_name)
    app.callback(
        Output(shell.NOTICES, "sendNotifications", allow_duplicate=True),
        Input(ids.UNDO, "n_clicks"),
        search,
        seen,
        prevent_initial_call=True,
    )(undo)
    app.callback(
        Output(ids.DETAILS, "opened"), Input(ids.DETAILS_OPEN, "n_clicks"), prevent_initial_call=True
    )(open_details)
    app.callback(
        Output(ids.DETAILS_BODY, "children"),
        Output(ids.DETAILS_SHOWN, "data"),
        Input(ids.DETAILS, "opened"),
        Input(shell.DECIDED, "data"),
        search,
        State(ids.DETAILS_SHOWN, "data"),
    )(show_details)
    fields = [State(field, "value") for field in (ids.STATUS, ids.PATTERN, ids.OPERATION, ids.GROUP)]
    app.callback(Input(ids.FIELDS_SAVE, "n_clicks"), *fields, search, seen, prevent_initial_call=True)(
        save_fields
    )
    app.callback(
        Output(ids.NOTE, "value"),
        Input(ids.NOTE_SAVE, "n_clicks"),
        State(ids.NOTE, "value"),
        search,
        seen,
        prevent_initial_call=True,
    )(save_note)
    app.callback(Input(ids.LOCK, "n_clicks"), search, seen, prevent_initial_call=True)(turn_lock)
    app.callback(
        Input(ids.MERGE, "n_clicks"), State(ids.MERGE_WITH, "value"), search, seen, prevent_initial_call=True
    )(merge)
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Output(ids.DETAILS, "opened", allow_duplicate=True),
        Input(ids.SPLIT, "n_clicks"),
        State(ids.MEMBERS, "selectedRows"),
        search,
        seen,
        prevent_initial_call=True,
    )(split)
