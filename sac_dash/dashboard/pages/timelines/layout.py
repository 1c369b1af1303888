"""The look of the Timelines page: controls, and one card whose rows scroll under the time axis."""

from __future__ import annotations

from typing import Any, cast

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.figure_card import CHART_CONFIG, blank_figure, png_button
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.intervention_form import intervention_dialog
from sac_dash.dashboard.pages.timelines import ids
from sac_dash.dashboard.pages.timelines.choice import read_choice
from sac_dash.dashboard.pages.timelines.offence_list import offence_dialog
from sac_dash.figures.series_rows import ROW_PX
from sac_dash.patterns.series_order import ACTIVE_DAYS, SeriesOrder

CONFIG = CHART_CONFIG | {"showTips": False, "doubleClick": "autosize"}


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    head = html.Div([html.H1("Timelines", className="page-title"), _controls(query)], className="page-head")
    return html.Div(
        [head, _card(), offence_dialog(), dcc.Store(id=ids.SHOWN), intervention_dialog(ids.INTERVENTION)],
        className="page timelines",
    )


def _controls(query: dict[str, str]) -> Component:
    """Return the controls in one line."""
    choice = read_choice(query)
    order = dmc.SegmentedControl(
        id=ids.ORDER,
        value=choice.order.value,
        data=[
            {"value": SeriesOrder.LAST.value, "label": "Last seen"},
            {"value": SeriesOrder.STRENGTH.value, "label": "Strength"},
            {"value": SeriesOrder.SIZE.value, "label": "Size"},
        ],
        size="xs",
    )
    period = dmc.SegmentedControl(
        id=ids.PERIOD,
        value="" if choice.first else choice.span,
        data=[
            {"value": "91", "label": "3 months"},
            {"value": "365", "label": "1 year"},
            {"value": "all", "label": "All"},
        ],
        size="xs",
    )
    active = dmc.Switch(
        id=ids.ONLY_ACTIVE,
        checked=choice.only_active,
        size="xs",
        label=f"Active in the last {ACTIVE_DAYS} days",
    )
    add = dmc.Button(
        "Add intervention",
        id=ids.INTERVENTION_OPEN,
        size="xs",
        variant="default",
        leftSection=icon("plus", 13),
    )
    return html.Div(
        [active, _labelled("Order", order), _labelled("Period", period), add],
        className="controls",
    )


def _card() -> Component:
    """Return the card: the head stays while the rows scroll under it."""
    header = html.Header(
        [
            html.H2("Series in time", id=ids.ROWS.title, className="card-title"),
            html.Div(
                [html.Div(id=ids.PAGER, className="tl-pager"), png_button(ids.ROWS)], className="card-tools"
            ),
        ],
        className="card-header",
    )
    head = html.Div(
        [
            html.Div("Series", className="tl-label"),
            _graph(ids.HEAD, "tl-head-graph"),
            html.Div("Quiet at the cut-off", className="tl-label"),
        ],
        className="tl-head",
    )
    body = html.Div(
        [
            html.Nav(id=ids.NAMES, **attributes(aria_label="Series")),
            _graph(ids.ROWS.graph, "tl-body-graph"),
            html.Div(id=ids.SILENCES),
        ],
        className="tl-body",
    )
    scroll = html.Div([head, body], id=ids.SCROLL, className="tl-scroll", style={"--row": f"{ROW_PX}px"})
    caption = html.Footer(id=ids.ROWS.caption, className="card-caption")
    return html.Section(
        [header, scroll, caption], className="card", **attributes(aria_labelledby=ids.ROWS.title)
    )


def _graph(graph_id: str, class_name: str) -> Component:
    """Return a chart that fills its cell."""
    return html.Div(
        dcc.Graph(
            id=graph_id,
            figure=blank_figure(),
            config=cast("Any", CONFIG),
            responsive=True,
            className="tl-graph",
        ),
        className=class_name,
    )


def _labelled(label: str, control: Component) -> Component:
    return html.Div([html.Span(label, className="control-label"), control], className="control")
