"""Cards, statistics and chips: the small pieces that pages are put together from."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

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


def chip_link(label: str, href: str, *, hint: str) -> Component:
    """Return a filter chip: a link to the same page without that filter."""
    return dcc.Link([html.Span(label), icon("close", 12)], href=href, className="chip", title=hint)


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
