"""Dark, twilight, daylight: the share of offences beside that of the days and nights they happened in."""

from __future__ import annotations

from typing import Any

from sac_dash.figures.chart_style import base_layout, style_for
from sac_dash.figures.shares_in_words import say_share
from sac_dash.figures.week_hours import interval, share_axis
from sac_dash.patterns.lighting import LightTable

LIGHT_NAMES = ("Dark", "Twilight", "Daylight")


def draw_light(table: LightTable, *, dark: bool = False) -> dict[str, Any]:
    """Draw each light's share with its interval, and a mark where the same days alone would put it."""
    style = style_for(dark=dark)
    seen = table.observed
    said = [
        f"<b>{name}</b><br>{say_share(float(seen.share[at]), float(seen.low[at]), float(seen.high[at]))}"
        f"<br>of the same days and nights: {say_share(float(table.expected_share[at]))}"
        f"<br>n = {seen.weight[at]:,.1f} of {table.basis.n:,} offences"
        for at, name in enumerate(LIGHT_NAMES)
    ]
    pointed = {"x": list(LIGHT_NAMES), "hovertext": said, "hoverinfo": "text"}
    bars = pointed | {
        "type": "bar",
        "name": "offences",
        "y": (100 * seen.share).round(3).tolist(),
        "width": [0.5] * len(LIGHT_NAMES),
        "marker": {"color": style.bar},
        "error_y": interval(seen, style),
    }
    marks = pointed | {
        "type": "scatter",
        "mode": "markers",
        "name": "the same days, every hour alike",
        "y": (100 * table.expected_share).round(3).tolist(),
        "marker": {
            "symbol": "line-ew-open",
            "size": 46,
            "color": style.alert,
            "line": {"width": 3, "color": style.alert},
        },
    }
    top = 100 * max(float(seen.high.max()), float(table.expected_share.max()))
    layout = base_layout(style) | {
        "xaxis": {
            "type": "category",
            "showgrid": False,
            "linecolor": style.faint,
            "tickfont": {"size": 12, "color": style.ink},
            "fixedrange": True,
        },
        "yaxis": share_axis(style, top),
        "margin": {"l": 48, "r": 12, "t": 10, "b": 28},
    }
    return {"data": [bars, marks], "layout": layout}
