"""The tab *Time and place*: a series' ground and rhythm, each fact with what it rests on."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.place_time import NextWindow, PlaceTime
from sac_dash.dashboard.pages.series.place_time_words import (
    NEXT_OFF,
    NO_HOME,
    Fact,
    say_next,
    when_facts,
    where_facts,
)


def place_time_frame() -> Component:
    """Return the tab's content as it stands while nothing is worked out: no facts yet, and the switch."""
    switch = dmc.Switch(id=ids.NEXT_ON, checked=False, size="xs", label="Say when it may strike again")
    return html.Div(
        [
            html.Div(id=ids.PLACE_TIME, className="pt-columns"),
            html.Section(
                [switch, html.Div(id=ids.NEXT, className="pt-next", **attributes(aria_live="polite"))],
                className="pt-foot",
            ),
        ],
        className="tab-scroll pt-tab",
        tabIndex="0",
    )


def place_time_facts(held: PlaceTime) -> list[Component]:
    """Return the facts of its ground and of its rhythm."""
    return [_facts("Where", where_facts(held.places), NO_HOME), _facts("When", when_facts(held))]


def next_panel(window: NextWindow | None) -> list[Component]:
    """Return when it may strike again, why that is not told, or what the switch does."""
    if window is None:
        return [html.P(NEXT_OFF, className="card-note")]
    value, note = say_next(window)
    said = [html.B(value)] if value else []
    return [html.P([*said, " " if said else "", note])]


def _facts(title: str, facts: list[Fact], beside: str = "") -> Component:
    """Return facts side by side under their title."""
    held = [
        html.Div(
            [html.Dt(each.label), html.Dd([html.B(each.value), each.note])],
            className="pt-fact",
            title=each.explained or None,
        )
        for each in facts
    ]
    return html.Section(
        [
            html.H3([title, html.Span(beside, className="pt-home")], className="ev-title"),
            html.Dl(held, className="pt-facts"),
        ]
    )
