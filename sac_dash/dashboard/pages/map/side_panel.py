"""What stands beside the map: the offences as a table, the series as switches, the trend."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.figure_card import figure_card
from sac_dash.dashboard.components.grid import table
from sac_dash.dashboard.pages.map import ids
from sac_dash.dashboard.pages.map.filters import MapFilters

PANEL_LABELS = {"offences": "Offences", "series": "Series", "trend": "Trend"}
_COLUMNS: list[dict[str, Any]] = [
    {"field": "ref", "headerName": "Reference", "cellRenderer": "OffenceRef", "flex": 13,
     "minWidth": 124},
    {"field": "start", "headerName": "When", "flex": 12, "minWidth": 108,
     "valueFormatter": {"function": "params.data.when"}, "tooltipField": "when", "wrapText": True, "autoHeight": True},
    {"field": "series", "headerName": "Series", "cellRenderer": "SeriesCell", "flex": 10, "minWidth": 92,
     "tooltipField": "series_name"},
    {"field": "place", "headerName": "Place", "flex": 16, "minWidth": 90, "tooltipField": "place",
     "wrapText": True, "autoHeight": True},
]  # fmt: skip


def side_panel(filters: MapFilters) -> Component:
    """Return the panel, open at what the address asks for."""
    return html.Section(
        [_header(filters), _offences(), _series(), _trend()],
        id=ids.SIDE,
        className="card side-panel",
        **attributes(data_panel=filters.panel, aria_label="Offences, series and trend"),
    )


def _header(filters: MapFilters) -> Component:
    choice = dmc.SegmentedControl(
        id=ids.PANEL,
        data=[{"value": value, "label": label} for value, label in PANEL_LABELS.items()],
        value=filters.panel,
        size="xs",
    )
    title = html.H2("Offences", id=ids.TABLE_TITLE, className="card-title", **attributes(aria_live="polite"))
    return html.Header([title, html.Div(choice, className="card-tools")], className="card-header")


def _offences() -> Component:
    options = {
        "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
        "tooltipShowDelay": 300,
    }
    grid = table(ids.TABLE, _COLUMNS, row_id="id", options=options)
    return html.Div(
        [
            html.Div(grid, className="table-holder"),
            html.Footer(id=ids.TABLE_CAPTION, className="card-caption"),
        ],
        className="panel-body panel-offences",
    )


def _series() -> Component:
    return html.Div(
        [
            html.Div(id=ids.SERIES_LIST, className="series-list"),
            html.Footer(id=ids.SERIES_CAPTION, className="card-caption"),
        ],
        className="panel-body panel-series",
    )


def _trend() -> Component:
    card = figure_card(ids.TREND, "Month by month", class_name="card-flat")
    return html.Div(card, className="panel-body panel-trend")
