"""The bar above the map: classes, series, what lies within a distance of a place, layers, undo and reset."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.popover import form_popover
from sac_dash.dashboard.pages.map import ids
from sac_dash.dashboard.pages.map.around import offered_places
from sac_dash.dashboard.pages.map.filters import CLASSES, LAYERS, MAX_RADIUS_KM, MapFilters
from sac_dash.dashboard.series_names import label_series, series_names
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.geography.boundaries import start_days

MAX_SERIES_OFFERED = 1_000  # the list beside the map and the address know them all
LAYER_LABELS = {
    "hulls": "Series outlines",
    "ellipses": "Ellipses of chosen series",
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
DEFAULT_RADIUS_KM = 5


def filter_bar(filters: MapFilters) -> Component:
    """Return the bar as an address asks for it."""
    return html.Div(
        [
            _class_chips(filters),
            _series_select(filters),
            _around_form(),
            _layer_menu(filters),
            _action(ids.UNDO, "undo", "Undo"),
            _action(ids.RESET, "reset", "Reset"),
            html.Div(
                id=ids.CHIPS, className="chips", role="group", **attributes(aria_label="Filters in force")
            ),
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
    held = generation.series["series_id"].head(MAX_SERIES_OFFERED).to_list() if generation else []
    held += [each for each in filters.series[:1] if each not in held]
    return dmc.Select(
        id=ids.SERIES,
        data=[{"value": each, "label": label_series(each, names)} for each in held],
        value=filters.series[0] if filters.series else None,
        placeholder="All series" if held else "No series",
        searchable=True,
        clearable=True,
        size="xs",
        w=150,
        limit=80,
        nothingFoundMessage="No such series",
        leftSection=icon("series", 14),
        attributes={"input": {"aria-label": "Series"}},
    )


def _around_form() -> Component:
    place = dmc.Autocomplete(
        id=ids.AROUND_PLACE,
        label="Place",
        description="A town, an offence's reference, a grid reference, or latitude, longitude",
        data=offered_places(),
        limit=6,
        size="xs",
        debounce=True,
        value="",
    )
    radius = dmc.NumberInput(
        id=ids.AROUND_KM,
        label="Kilometres",
        value=DEFAULT_RADIUS_KM,
        min=0.1,
        max=MAX_RADIUS_KM,
        step=1,
        decimalScale=1,
        size="xs",
        debounce=True,
    )
    form = dmc.Stack(
        [radius, place, dmc.Button("Show what lies within", id=ids.AROUND_APPLY, size="xs")], gap=8
    )
    return html.Div(
        [
            _popover("Within…", "radius", form, width=270),
            dcc.Store(id=ids.AROUND_FOUND),
        ]
    )


def _layer_menu(filters: MapFilters) -> Component:
    boxes = [dmc.Checkbox(label=LAYER_LABELS[name], value=name, size="xs") for name in LAYERS]
    group = dmc.CheckboxGroup(dmc.Stack(boxes, gap=8), id=ids.LAYERS, value=list(filters.layers))
    return _popover("Layers", "layers", dmc.Stack([group, _boundary_days(filters)], gap=10), width=230)


def _boundary_days(filters: MapFilters) -> Component:
    """Return the choice of the day whose boundaries are drawn; they move when a force redraws its areas."""
    days = start_days(state.store().boundaries())
    asked = [filters.boundaries_on] if filters.boundaries_on else []
    offered = [
        {"value": day.isoformat(), "label": f"On {british_day(day)}"} for day in sorted({*days, *asked})
    ]
    return dmc.Select(
        id=ids.BOUNDARIES_ON,
        label="Boundaries in force",
        description=None if days else "None imported: sac-dash geography add",
        data=[{"value": "", "label": "On the period's last day"}, *offered],
        value=asked[0].isoformat() if asked else "",
        allowDeselect=False,
        disabled=not days,
        size="xs",
        comboboxProps={"withinPortal": False},
    )


def _popover(label: str, icon_name: str, content: Component, width: int) -> Component:
    button = dmc.Button(label, leftSection=icon(icon_name, 14), size="xs", variant="default")
    return form_popover(button, content, width, position="bottom-start", shadow="md")


def _action(element_id: str, icon_name: str, label: str) -> Component:
    return dmc.Button(
        label,
        id=element_id,
        leftSection=icon(icon_name, 14),
        size="xs",
        variant="subtle",
        color="gray",
        disabled=True,
        attributes={"root": {"aria-label": label, "title": label}},
    )
