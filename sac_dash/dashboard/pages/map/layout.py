"""The Map page's layout: filters above, map and panel side by side, the timeline below; one screen."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.figure_card import MAP_CONFIG, figure_card
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.map import ids
from sac_dash.dashboard.pages.map.controls import filter_bar
from sac_dash.dashboard.pages.map.filters import CLASSES, read_filters
from sac_dash.dashboard.pages.map.side_panel import side_panel
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass

PERIODS = {"30": "30 d", "90": "90 d", "365": "1 year", "all": "All"}
STEPS = {"7": "1 week", "28": "4 weeks", "91": "13 weeks"}
DEFAULT_STEP = "28"
TOOLS = {
    "pan": "Move the map",
    "box": "Select a box",
    "lasso": "Select by lasso",
    "radius": "Select by radius: press in the middle and drag outwards",
    "ruler": "Measure: click from place to place, Esc to end",
    "plus": "Zoom in",
    "minus": "Zoom out",
    "fit": "Show everything",
}
MODES = ("pan", "box", "lasso", "radius", "ruler")  # the tools that stay in hand
PLAYER = {"back": "One step back", "toggle": "Play through time", "on": "One step on"}
_PLAYER_ICONS = {"back": "step-back", "toggle": "play", "on": "step-on"}


def layout(query: dict[str, str]) -> Component:
    """Return the page as its address asks for it."""
    filters = read_filters(query)
    return html.Div(
        [
            filter_bar(filters),
            html.Div([_map_card(query.get("offence")), side_panel(filters)], className="map-row"),
            figure_card(
                ids.TIMELINE,
                "Over time",
                tools=[_class_key(), _player(query), _period()],
                class_name="timeline-card",
            ),
            dcc.Store(id=ids.ASKED),
            dcc.Store(id=ids.LOOKED_AT),
        ],
        className="page map-page",
    )


def _map_card(offence: str | None) -> Component:
    card = figure_card(ids.MAP, "Map", config=MAP_CONFIG, tools=[_map_key()], class_name="map-card")
    tools = html.Div(
        [_tool(name, label) for name, label in TOOLS.items()],
        className="map-tools",
        role="toolbar",
        **attributes(aria_label="Map tools", aria_orientation="vertical"),
    )
    return html.Div(
        [
            card,
            tools,
            html.Aside(
                id=ids.OFFENCE_CARD,
                className="offence-card",
                **attributes(aria_live="polite", aria_label="Offence in hand"),
            ),
            dcc.Store(id=ids.OFFENCE, data=offence),
            dcc.Store(id=ids.OFFENCE_MARK),
        ],
        className="map-holder",
    )


def _tool(name: str, label: str) -> Component:
    pressed = {"aria_pressed": "true" if name == "pan" else "false"} if name in MODES else {}
    return html.Button(
        icon(name, 16),
        className="map-tool",
        title=label,
        **attributes(aria_label=label, data_map_tool=name, **pressed),
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


def _player(query: dict[str, str]) -> Component:
    """Return the buttons that move a period of a chosen length through the data."""
    buttons = [
        html.Button(
            icon(_PLAYER_ICONS[name], 14),
            className="player-button",
            title=label,
            **attributes(aria_label=label, data_play=name),
        )
        for name, label in PLAYER.items()
    ]
    step = query.get("step", DEFAULT_STEP)
    length = dmc.SegmentedControl(
        id=ids.STEP,
        data=[{"value": value, "label": label} for value, label in STEPS.items()],
        value=step if step in STEPS else DEFAULT_STEP,
        size="xs",
    )
    return html.Div(
        [html.Div(buttons, className="player-buttons"), length],
        className="player",
        role="group",
        **attributes(aria_label="Play through time"),
    )


def _period() -> Component:
    return dmc.SegmentedControl(
        id=ids.PERIOD,
        data=[{"value": value, "label": label} for value, label in PERIODS.items()],
        value="",
        size="xs",
    )
