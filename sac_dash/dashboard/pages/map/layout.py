"""The Map page's layout: filters above, map and table side by side, the timeline below; one screen."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.figure_card import MAP_CONFIG, figure_card
from sac_dash.dashboard.components.grid import table
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.map import ids
from sac_dash.dashboard.pages.map.filters import CLASSES, LAYERS, MapFilters, read_filters
from sac_dash.dashboard.series_names import label_series, series_names
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass

LAYER_LABELS = {
    "hulls": "Series outlines",
    "journeys": "Numbered journeys",
    "towns": "Towns",
    "boundaries": "Boundaries",
}
CHIP_LABELS = {
    OffenceClass.ATM_ATTACK: "ATM",
    OffenceClass.COMMERCIAL_BURGLARY: "Commercial",
    OffenceClass.ENABLER: "Enablers",
    OffenceClass.OTHER: "Other",
}
PERIODS = {"30": "30 d", "90": "90 d", "365": "1 year", "all": "All"}
TOOLS = {
    "pan": "Move the map",
    "box": "Select a box",
    "lasso": "Select by lasso",
    "plus": "Zoom in",
    "minus": "Zoom out",
    "fit": "Show everything",
}
_COLUMNS = [
    {"field": "ref", "headerName": "Reference", "cellRenderer": "OffenceRef", "width": 122},
    {"field": "start", "headerName": "When", "width": 132, "valueFormatter": {"function": "params.data.when"},
     "tooltipField": "when", "wrapText": True, "autoHeight": True},
    {"field": "series", "headerName": "Series", "cellRenderer": "SeriesCell", "width": 104,
     "tooltipField": "series_name"},
    {"field": "place", "headerName": "Place", "flex": 1, "minWidth": 130, "tooltipField": "place",
     "wrapText": True, "autoHeight": True},
    {"field": "kind", "headerName": "Class", "width": 150},
]  # fmt: skip


def layout(query: dict[str, str]) -> Component:
    """Return the page as its address asks for it."""
    filters = read_filters(query)
    return html.Div(
        [
            _filter_bar(filters),
            html.Div([_map_card(query.get("offence")), _table_card()], className="map-row"),
            figure_card(
                ids.TIMELINE,
                "Offences over time, and their windows",
                tools=[_class_key(), _brush_hint(), _period()],
                class_name="timeline-card",
            ),
        ],
        className="page map-page",
    )


def _filter_bar(filters: MapFilters) -> Component:
    return html.Div(
        [
            _class_chips(filters),
            _series_select(filters),
            _layer_menu(filters),
            html.Div(id=ids.CHIPS, className="chips"),
            html.Div(className="grow"),
            _action(ids.UNDO, "undo", "Undo"),
            _action(ids.RESET, "reset", "Reset"),
        ],
        className="filter-bar",
    )


def _class_chips(filters: MapFilters) -> Component:
    chips = [
        dmc.Chip(CHIP_LABELS[OffenceClass(name)], value=name, size="xs", variant="outline")
        for name in CLASSES
    ]
    return dmc.ChipGroup(
        html.Div(chips, className="chip-row", role="group", **attributes(aria_label="Offence classes")),
        id=ids.CLASSES,
        multiple=True,
        value=list(filters.classes),
    )


def _series_select(filters: MapFilters) -> Component:
    names = series_names(state.store())
    generation = state.generation()
    held = generation.series["series_id"].to_list() if generation else []
    return dmc.Select(
        id=ids.SERIES,
        data=[{"value": each, "label": label_series(each, names)} for each in held],
        value=filters.series[0] if filters.series else None,
        placeholder="All series" if held else "No series",
        searchable=True,
        clearable=True,
        size="xs",
        w=170,
        nothingFoundMessage="No such series",
        leftSection=icon("series", 14),
        attributes={"input": {"aria-label": "Series"}},
    )


def _layer_menu(filters: MapFilters) -> Component:
    boxes = [dmc.Checkbox(label=LAYER_LABELS[name], value=name, size="xs") for name in LAYERS]
    group = dmc.CheckboxGroup(dmc.Stack(boxes, gap=8), id=ids.LAYERS, value=list(filters.layers))
    button = dmc.Button("Layers", leftSection=icon("layers", 14), size="xs", variant="default")
    return dmc.Popover(
        [dmc.PopoverTarget(button), dmc.PopoverDropdown(group)],
        position="bottom-start",
        shadow="md",
        keepMounted=True,
    )


def _action(element_id: str, icon_name: str, label: str) -> Component:
    return dmc.Button(
        label,
        id=element_id,
        leftSection=icon(icon_name, 14),
        size="xs",
        variant="subtle",
        color="gray",
        disabled=True,
    )


def _map_card(offence: str | None) -> Component:
    tools = [
        html.Button(
            icon(name, 16),
            className="map-tool",
            title=label,
            **attributes(aria_label=label, data_map_tool=name),
        )
        for name, label in TOOLS.items()
    ]
    card = figure_card(ids.MAP, "Map", config=MAP_CONFIG, tools=[_map_key()], class_name="map-card")
    return html.Div(
        [
            card,
            html.Div(tools, className="map-tools", role="toolbar"),
            html.Aside(id=ids.OFFENCE_CARD, className="offence-card", **attributes(aria_live="polite")),
            dcc.Store(id=ids.OFFENCE, data=offence),
            dcc.Store(id=ids.OFFENCE_MARK),
        ],
        className="map-holder",
    )


def _map_key() -> Component:
    return html.Span(
        [
            html.Span([html.Span(className="key-dot"), "in a series, its colour"]),
            html.Span([html.Span(className="key-dot key-grey"), "in none"]),
            html.Span([html.Span(className="key-dot key-atm"), "ATM attack"]),
        ],
        className="key",
    )


def _class_key() -> Component:
    return html.Span(
        [
            html.Span([html.Span(className=f"key-square key-{name}"), CLASS_LABELS[OffenceClass(name)]])
            for name in CLASSES
        ],
        className="key",
    )


def _brush_hint() -> Component:
    return html.Span("Drag across to choose a period", className="hint")


def _period() -> Component:
    return dmc.SegmentedControl(
        id=ids.PERIOD,
        data=[{"value": value, "label": label} for value, label in PERIODS.items()],
        value="",
        size="xs",
    )


def _table_card() -> Component:
    header = html.Header(
        html.H2("Offences", id=ids.TABLE_TITLE, className="card-title"), className="card-header"
    )
    grid = table(
        ids.TABLE,
        _COLUMNS,
        row_id="id",
        options={
            "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            "tooltipShowDelay": 300,
        },
    )
    return html.Section(
        [
            header,
            html.Div(grid, className="table-holder"),
            html.Footer(id=ids.TABLE_CAPTION, className="card-caption"),
        ],
        className="card table-card",
    )
