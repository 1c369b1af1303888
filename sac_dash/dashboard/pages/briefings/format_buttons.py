"""The ways to take a product away: its pack, and one button for each format."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash.development.base_component import Component

from sac_dash.briefing.products import PRODUCTS
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.briefings import ids
from sac_dash.dashboard.pages.briefings.pack import pack_button
from sac_dash.dashboard.pages.briefings.wording import FORMAT_LABELS


def format_buttons(product: str) -> list[Component]:
    """Return the pack's button, then one for each format a product comes in."""
    return [
        pack_button(product),
        *(_button(place, each) for place, each in enumerate(PRODUCTS[product].formats)),
    ]


def _button(place: int, each: str) -> Component:
    return dmc.Button(
        FORMAT_LABELS[each],
        id={"type": ids.FORMAT, "format": each},
        size="xs",
        variant="default",
        className="bf-first" if place == 0 else "",
        leftSection=icon("download", 14),
    )
