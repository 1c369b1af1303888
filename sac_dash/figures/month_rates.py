"""The months of the year as offences a day, each with its interval: no month is busy for being long."""

from __future__ import annotations

from typing import Any

from sac_dash.domain.british_dates import MONTH_NAMES
from sac_dash.figures.chart_style import base_layout, style_for
from sac_dash.patterns.seasonality import MonthTable


def draw_months(table: MonthTable, *, dark: bool = False) -> dict[str, Any]:
    """Draw offences a day in each month, all years together, with the mean of all days as a line."""
    style = style_for(dark=dark)
    mean = float(table.weight.sum() / table.days.sum())
    bars = {
        "type": "bar",
        "x": list(MONTH_NAMES),
        "y": table.per_day.round(4).tolist(),
        "marker": {"color": style.bar},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": (table.high - table.per_day).round(4).tolist(),
            "arrayminus": (table.per_day - table.low).round(4).tolist(),
            "color": style.muted,
            "thickness": 1.2,
            "width": 3,
        },
        "hovertext": [_said(table, month) for month in range(len(MONTH_NAMES))],
        "hoverinfo": "text",
    }
    level = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": mean, "y1": mean}
    layout = base_layout(style) | {
        "xaxis": {
            "type": "category",
            "showgrid": False,
            "linecolor": style.faint,
            "tickfont": {"size": 11, "color": style.muted},
            "fixedrange": True,
        },
        "yaxis": {
            "range": [0, 1.08 * float(table.high.max())],
            "gridcolor": style.grid,
            "zerolinecolor": style.faint,
            "tickfont": {"size": 11, "color": style.muted},
            "nticks": 5,
            "title": {"text": "a day", "standoff": 6, "font": {"size": 11, "color": style.muted}},
            "fixedrange": True,
        },
        "shapes": [level | {"line": {"color": style.muted, "width": 1.5, "dash": "dot"}}],
        "margin": {"l": 52, "r": 10, "t": 10, "b": 26},
        "bargap": 0.18,
    }
    return {"data": [bars], "layout": layout}


def _said(table: MonthTable, month: int) -> str:
    rate, low, high = (float(each[month]) for each in (table.per_day, table.low, table.high))
    return (
        f"<b>{MONTH_NAMES[month]}</b><br>{rate:.2f} a day ({low:.2f} to {high:.2f})<br>"
        f"n = {table.weight[month]:,.1f} in {table.days[month]:.0f} days"
    )
