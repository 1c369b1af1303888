"""Cards, statistics and chips: the small pieces that pages are put together from."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon

Children = Component | str | list[Component]


def panel(
    title: str,
    children: Children,
    *,
    tools: list[Component] | None = None,
    class_name: str = "",
    element_id: str | None = None,
) -> Component:
    """Return a titled card around `children`."""
    header = html.Header(
        [html.H2(title, className="card-title"), html.Div(tools or [], className="card-tools")],
        className="card-header",
    )
    extra: dict[str, Any] = {"id": element_id} if element_id else {}
    return html.Section(
        [header, html.Div(children, className="card-body")], className=f"card {class_name}".strip(), **extra
    )


def statistic(label: str, value: str, note: str = "") -> Component:
    """Return one figure with its label above and what it counts below."""
    return html.Div(
        [
            html.Div(label, className="stat-label"),
            html.Div(value, className="stat-value"),
            html.Div(note, className="stat-note"),
        ],
        className="stat",
    )


def chip_button(label: str, write: str, *, hint: str, colour: str | None = None) -> Component:
    """Return a filter chip: a button that writes names into the address as it is when pressed.

    `write` is a query whose empty names are taken out (``circle=&around=``); a link would bring back
    whatever else the address said when the chip was made.
    """
    dot = [colour_dot(colour)] if colour else []
    return html.Button(
        [*dot, html.Span(label), icon("close", 12)],
        className="chip",
        title=hint,
        **attributes(aria_label=hint, data_write=write),
    )


def colour_dot(colour: str) -> Component:
    """Return a small disc in a series' colour."""
    return html.Span(className="dot", style={"background": colour})


def page_frame(
    title: str, children: Children, *, lead: str = "", tools: list[Component] | None = None
) -> Component:
    """Return a scrolling page: heading, one lead sentence, content."""
    head = html.Div(
        [html.Div([html.H1(title, className="page-title"), dmc.Text(lead, c="dimmed", size="sm")]),
         html.Div(tools or [], className="card-tools")],
        className="page-head",
    )  # fmt: skip
    return html.Div(
        [head, *(children if isinstance(children, list) else [children])], className="page page-scroll"
    )
