"""One button for each format a product comes in."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash.development.base_component import Component

from sac_dash.briefing.products import PRODUCTS
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.briefings import ids
from sac_dash.dashboard.pages.briefings.wording import FORMAT_LABELS


def format_buttons(product: str) -> list[Component]:
    """Return one button for each format a product comes in."""
    return [
        dmc.Button(
            FORMAT_LABELS[each],
            id={"type": ids.FORMAT, "format": each},
            size="xs",
            variant="filled" if place == 0 else "default",
            leftSection=icon("download", 14),
        )
        for place, each in enumerate(PRODUCTS[product].formats)
    ]
