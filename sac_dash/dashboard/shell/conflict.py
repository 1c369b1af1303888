"""When two analysts decided on the same thing: both decisions side by side, and a choice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from sac_dash.casework import Change, from_payload
from sac_dash.dashboard import state
from sac_dash.dashboard.decision_words import say_change
from sac_dash.dashboard.shell import ids
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.figures.wording import say_moment


def conflict_dialog() -> Component:
    """Return the dialog, closed."""
    buttons = dmc.Group(
        [
            dmc.Button("Keep theirs", id=ids.CONFLICT_KEEP, variant="default", size="xs"),
            dmc.Button("Apply mine", id=ids.CONFLICT_APPLY, size="xs"),
        ],
        justify="flex-end",
    )
    return dmc.Modal(
        [html.Div(id=ids.CONFLICT_BODY), buttons],
        id=ids.CONFLICT_DIALOG,
        title="Somebody decided on this while you did",
        opened=False,
        centered=True,
        size="lg",
        keepMounted=True,
        closeButtonProps={"aria-label": "Keep theirs"},
    )


def show_conflict(asked: dict[str, Any] | None) -> tuple[bool, Any]:
    """Open the dialog with what stands and what was wanted; close it when nothing is asked."""
    if not asked:
        return False, no_update
    rows = []
    for held in asked["changes"]:
        change = Change(**{**held, "at": datetime.fromisoformat(held["at"])})
        about, stands, wanted = say_change(change)
        theirs = f"{stands}, by {change.user}, {say_moment(change.at)}"
        rows.append(html.Tr([html.Th(about, scope="row"), html.Td(theirs), html.Td(wanted)]))
    head = html.Tr([html.Th(words, scope="col") for words in ("What", "Stands now", "You wanted")])
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="plain-table")
    note = html.P("Nothing of yours was written yet. Both decisions stay in the history whatever you choose.")
    return True, [note, table]


def apply_mine(_clicks: int | None, asked: dict[str, Any] | None) -> Any:  # noqa: ANN401 - a store's content
    """Write the action again, knowing what stands."""
    if not _clicks or not asked:
        return no_update
    decide_here(from_payload(asked["action"]), int(asked["head"]))
    return None


def drop_mine(_clicks: int | None, opened: bool) -> tuple[Any, Any]:  # noqa: FBT001 - a modal's property
    """Drop what was asked once the dialog is closed by any way, and show what stands."""
    if ctx.triggered_id == ids.CONFLICT_DIALOG and opened:
        return no_update, no_update
    return None, state.case_book().head


def register(app: Dash) -> None:
    """Wire the dialog."""
    app.callback(
        Output(ids.CONFLICT_DIALOG, "opened"),
        Output(ids.CONFLICT_BODY, "children"),
        Input(ids.CONFLICT, "data"),
    )(show_conflict)
    app.callback(
        Output(ids.CONFLICT, "data", allow_duplicate=True),
        Input(ids.CONFLICT_APPLY, "n_clicks"),
        State(ids.CONFLICT, "data"),
        prevent_initial_call=True,
    )(apply_mine)
    app.callback(
        Output(ids.CONFLICT, "data", allow_duplicate=True),
        Output(ids.DECIDED, "data", allow_duplicate=True),
        Input(ids.CONFLICT_KEEP, "n_clicks"),
        Input(ids.CONFLICT_DIALOG, "opened"),
        prevent_initial_call=True,
    )(drop_mine)
