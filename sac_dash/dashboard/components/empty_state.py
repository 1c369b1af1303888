"""What a page shows when it has nothing to show: why, and what to do about it."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.icons import icon


def empty_state(title: str, what_to_do: list[Component | str], icon_name: str = "info") -> Component:
    """Return a centred panel: an icon, a plain sentence and the next step."""
    return html.Div(
        dmc.Stack(
            [
                html.Div(icon(icon_name, 34), className="empty-icon"),
                dmc.Title(title, order=2, size="h3", ta="center"),
                dmc.Text(what_to_do, c="dimmed", ta="center", maw=460),
            ],
            align="center",
            gap="sm",
        ),
        className="empty-state",
    )


def empty_store() -> Component:
    """Return the empty state of a store that holds no offences yet."""
    return empty_state(
        "No offences yet",
        [
            "Drop an export on the ",
            dmc.Anchor("Data page", href="/data", refresh=False),
            " to load your own, or run ",
            dmc.Code("sac-dash demo"),
            " to explore an invented force. This page fills itself when the data is in.",
        ],
        "upload",
    )


def page_missing(pathname: str) -> Component:
    """Return what an unknown address shows."""
    return empty_state(
        "There is no such page",
        [
            f"{pathname} is not an address of SAC Dash. ",
            dmc.Anchor("Go to the map", href="/map", refresh=False),
        ],
        "search",
    )


def page_failed(message: str) -> Component:
    """Return what a page shows when it could not be drawn; `message` is plain words."""
    return empty_state("This page could not be shown", [message], "alert")
