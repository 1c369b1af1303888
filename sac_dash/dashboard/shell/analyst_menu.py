"""Who decides: the name in the top bar, and the small form behind it."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.analyst import MAX_LENGTH, remember
from sac_dash.dashboard.components.popover import form_popover
from sac_dash.dashboard.shell import ids


def analyst_menu() -> Component:
    """Return the button with its form."""
    form = html.Div(
        [
            dmc.TextInput(
                id=ids.ANALYST_NAME,
                label="Your name in the log",
                description="Decisions made in this browser carry it. It is no login.",
                size="xs",
                debounce=True,
                attributes={"input": {"maxLength": MAX_LENGTH}},
            ),
            dmc.Button("Save", id=ids.ANALYST_SAVE, size="xs", fullWidth=True),
        ],
        className="analyst-form",
    )
    button = dmc.Button(
        "…", id=ids.ANALYST, variant="subtle", color="gray", size="compact-sm", className="analyst"
    )
    return form_popover(button, form, width=240, position="bottom-end")


def show_analyst(_pathname: str | None, _clicks: int | None, _submits: int | None, name: str | None) -> Any:  # noqa: ANN401
    """Keep the name that was typed; return who decides here and what the button is called."""
    if ctx.triggered_id in {ids.ANALYST_SAVE, ids.ANALYST_NAME} and (_clicks or _submits):
        kept = remember(ctx.response, name or "") or state.settings().user
        return kept, kept
    if ctx.triggered_id not in {None, ids.URL}:
        return no_update, no_update
    who = state.user()
    return who, who


def register(app: Dash) -> None:
    """Wire the menu."""
    app.callback(
        Output(ids.ANALYST, "children"),
        Output(ids.ANALYST_NAME, "value"),
        Input(ids.URL, "pathname"),
        Input(ids.ANALYST_SAVE, "n_clicks"),
        Input(ids.ANALYST_NAME, "n_submit"),
        State(ids.ANALYST_NAME, "value"),
    )(show_analyst)
