"""A figure as every page shows it: title, PNG button, the picture, and what it counts.

No figure stands without its n, its period and its counting rule, on screen or in the PNG.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon

MAP_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": True,
    "doubleClick": False,
}
CHART_CONFIG: dict[str, Any] = {"displaylogo": False, "displayModeBar": False, "doubleClick": "reset"}


@dataclass(frozen=True)
class FigureIds:
    """The ids of one figure card, all made from its name (see :func:`figure_ids`)."""

    graph: str
    caption: str
    png: str
    title: str


def figure_ids(name: str) -> FigureIds:
    """Return the ids of the card called `name`."""
    return FigureIds(f"{name}-graph", f"{name}-caption", f"{name}-png", f"{name}-title")


def figure_card(
    ids: FigureIds,
    title: str,
    figure: dict[str, Any] | None = None,
    *,
    caption: str = "",
    config: dict[str, Any] | None = None,
    tools: list[Component] | None = None,
    class_name: str = "",
) -> Component:
    """Return a card that fills its parent: header, graph, caption line.

    The PNG button is served by `assets/png.js` for any card: it needs no callback.
    """
    return html.Section(
        [
            html.Header(
                [
                    html.H2(title, id=ids.title, className="card-title"),
                    html.Div([*(tools or []), png_button(ids)], className="card-tools"),
                ],
                className="card-header",
            ),
            dcc.Graph(
                id=ids.graph,
                figure=figure if figure is not None else blank_figure(),
                config=cast("Any", config or CHART_CONFIG),
                responsive=True,
                className="card-graph",
            ),
            html.Footer(caption, id=ids.caption, className="card-caption"),
        ],
        className=f"card figure-card {class_name}".strip(),
        **attributes(aria_labelledby=ids.title),
    )


def png_button(ids: FigureIds) -> Component:
    """Return the button that saves the card's figure as a PNG with its title, caption and marking."""
    return dmc.Tooltip(
        dmc.ActionIcon(
            icon("png", 16),
            id=ids.png,
            variant="subtle",
            color="gray",
            size="sm",
            attributes={"root": {"aria-label": "Save as PNG", "data-png": ids.graph}},
        ),
        label="Save as PNG",
    )


def blank_figure() -> dict[str, Any]:
    """Return a figure with nothing in it, for the moment before the first answer."""
    return {
        "data": [],
        "layout": {
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {"visible": False},
            "yaxis": {"visible": False},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        },
    }
