"""The Map page's layout."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.figure_card import MAP_CONFIG, figure_card
from sac_dash.dashboard.pages.map import ids


def layout(_query: dict[str, str]) -> Component:
    """Return the page."""
    return html.Div([figure_card(ids.MAP, "Offences", config=MAP_CONFIG)], className="page map-page")
