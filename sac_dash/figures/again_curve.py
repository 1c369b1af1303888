"""How soon the same premises are hit again: the share within so many days, with its interval."""

from __future__ import annotations

from typing import Any

import numpy as np

from sac_dash.figures.chart_style import base_layout, style_for
from sac_dash.figures.shares_in_words import say_share
from sac_dash.figures.week_hours import share_axis
from sac_dash.patterns.repeats import RepeatPremises


def draw_again(table: RepeatPremises, *, dark: bool = False) -> dict[str, Any]:
    """Draw one bar a delay; delays that nobody was watched for are left out."""
    style = style_for(dark=dark)
    shown = np.flatnonzero(np.isfinite(table.again_share))
    share = table.again_share[shown]
    low = np.where(np.isfinite(table.low[shown]), table.low[shown], share)
    high = np.where(np.isfinite(table.high[shown]), table.high[shown], share)
    days = table.within_days[shown].tolist()
    bars = {
        "type": "bar",
        "x": [str(each) for each in days],
        "y": (100 * share).round(3).tolist(),
        "marker": {"color": style.bar},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": (100 * (high - share)).round(3).tolist(),
            "arrayminus": (100 * (share - low)).round(3).tolist(),
            "color": style.muted,
            "thickness": 1.2,
            "width": 3,
        },
        "hovertext": [
            f"<b>Hit again within {each} days</b><br>{say_share(*values)}"
            for each, values in zip(days, zip(share, low, high, strict=True), strict=True)
        ],
        "hoverinfo": "text",
    }
    layout = base_layout(style) | {
        "xaxis": {
            "type": "category",
            "showgrid": False,
            "linecolor": style.faint,
            "tickfont": {"size": 11, "color": style.muted},
            "title": {
                "text": "within so many days",
                "standoff": 4,
                "font": {"size": 11, "color": style.muted},
            },
            "fixedrange": True,
        },
        "yaxis": share_axis(style, 100 * float(high.max(initial=0.01))),
        "margin": {"l": 48, "r": 8, "t": 8, "b": 38},
        "bargap": 0.25,
    }
    return {"data": [bars], "layout": layout}
