"""The frame of the Data page: where the upload stands, the work in hand, beside it what to judge it by."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.pages.data import ids

TICK_MS = 700  # often enough for a bar that moves


def layout(_query: dict[str, str]) -> Component:
    """Return the page; what it shows follows the address."""
    head = html.Div(
        [
            html.Div(
                [
                    html.H1("Data", className="page-title"),
                    html.P(
                        "Every row in is accepted, a duplicate, out of scope or rejected with its reason.",
                        className="page-lead",
                    ),
                ]
            ),
            html.Nav(id=ids.STEPS, **attributes(aria_label="Steps of the import")),
        ],
        className="page-head",
    )
    work = html.Div(html.Div(id=ids.WORK), className="data-work", tabIndex="-1")
    aside = html.Aside(
        id=ids.ASIDE, tabIndex="0", className="data-aside", **attributes(aria_label="To judge it by")
    )
    return html.Div(
        [
            head,
            html.Div([work, aside], className="data-columns"),
            dcc.Interval(id=ids.TICK, interval=TICK_MS, disabled=True),
            dcc.Store(id=ids.CHANGED, data=0),
            dcc.Download(id=ids.DOWNLOAD),
        ],
        className="page data",
    )
