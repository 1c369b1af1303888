"""Saved views: an address of any page, with everything it holds, kept under a name for everybody."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from sac_dash.casework import CaseBook, SaveView
from sac_dash.casework.actions import MAX_NAME_LENGTH
from sac_dash.dashboard import state
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.popover import form_popover
from sac_dash.dashboard.shell import ids
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.figures.wording import say_moment

NONE_YET = "None yet. Filters, selection and the series in hand are part of a view."


def views_menu() -> Component:
    """Return the button with the list behind it."""
    field = dmc.TextInput(
        id=ids.VIEW_NAME,
        label="Save what is on screen as",
        placeholder="Name of the view",
        size="xs",
        debounce=True,
        attributes={"input": {"maxLength": MAX_NAME_LENGTH}},
    )
    body = [
        html.Div(id=ids.VIEW_LIST, className="view-list"),
        field,
        dmc.Button("Save view", id=ids.VIEW_SAVE, size="xs", fullWidth=True),
    ]
    button = dmc.Button("Views", id=ids.VIEWS, variant="subtle", color="gray", size="compact-sm")
    return form_popover(button, html.Div(body, className="analyst-form"), width=280, position="bottom-end")


def list_views(book: CaseBook) -> list[Component]:
    """Return the saved views as links, each with who saved it and a way to drop it."""
    if not book.views:
        return [html.P(NONE_YET, className="card-note")]
    return [
        html.Div(
            [
                dcc.Link(name, href=held.value, title=f"Saved by {held.user}, {say_moment(held.at)}"),
                dmc.ActionIcon(
                    icon("close", 11),
                    id=ids.view_drop(name),
                    variant="subtle",
                    color="gray",
                    size="xs",
                    attributes={"root": {"aria-label": f"Drop the view {name}"}},
                ),
            ],
            className="view-row",
        )
        for name, held in sorted(book.views.items(), key=lambda each: each[0].casefold())
    ]


def show_views(_decided: int | None) -> list[Component]:
    """Return the list as it stands."""
    return list_views(state.case_book())


def save_view(  # noqa: PLR0917 - a callback's inputs and states
    clicks: int | None,
    submits: int | None,
    name: str | None,
    pathname: str | None,
    search: str | None,
    seen: int | None,
) -> Any:  # noqa: ANN401
    """Keep the address on screen under the name typed, and empty the field."""
    if not (clicks or submits):
        return no_update
    decide_here(SaveView(" ".join((name or "").split()), f"{pathname or '/'}{search or ''}"), seen)
    return ""


def drop_view(clicks: list[int | None], seen: int | None) -> None:
    """Drop the view whose button was clicked."""
    source = ctx.triggered_id
    if isinstance(source, dict) and any(clicks):
        decide_here(SaveView(str(source["name"]), ""), seen)


def register(app: Dash) -> None:
    """Wire the menu."""
    app.callback(Output(ids.VIEW_LIST, "children"), Input(ids.DECIDED, "data"))(show_views)
    app.callback(
        Output(ids.VIEW_NAME, "value"),
        Input(ids.VIEW_SAVE, "n_clicks"),
        Input(ids.VIEW_NAME, "n_submit"),
        State(ids.VIEW_NAME, "value"),
        State(ids.URL, "pathname"),
        State(ids.URL, "search"),
        State(ids.DECIDED, "data"),
        prevent_initial_call=True,
    )(save_view)
    app.callback(
        Input(ids.view_drop(ALL), "n_clicks"), State(ids.DECIDED, "data"), prevent_initial_call=True
    )(drop_view)
