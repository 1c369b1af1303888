"""The Knox table: distance by days, how many times chance in each square, the sure ones written bold."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for
from sac_dash.patterns.near_repeats import NearRepeats

RARE = 0.05  # at most this p is written bold
_FULL_SHADE = 4.0  # times chance
_SHADES = {False: ("#4f8f86", "#ffffff", "#c8662a"), True: ("#2c6a62", "#1a2027", "#b3561f")}


def metres_name(metres: float) -> str:
    """Return a length in metres or kilometres.

    >>> metres_name(2600.0), metres_name(230.0)
    ('2.6 km', '230 m')
    """
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def distance_names(table: NearRepeats) -> list[str]:
    """Return what the bands of distance are called, the same premises first."""
    ends = table.metres.tolist()
    further = [f"{metres_name(a)} – {metres_name(b)}" for a, b in pairwise(ends[1:])]
    first = [f"up to {metres_name(ends[1])}"] if len(ends) > 1 else []
    return ["Same premises", *first, *further]


def day_names(table: NearRepeats) -> list[str]:
    """Return what the bands of days are called."""
    ends = [0.0, *table.days.tolist()]
    return [f"{a:g}–{b:g} days" for a, b in pairwise(ends)]


def draw_near_repeats(table: NearRepeats, *, dark: bool = False) -> dict[str, Any]:
    """Draw observed over expected pairs; squares that chance rarely fills so full are bold with a star."""
    style = style_for(dark=dark)
    rows, columns = distance_names(table), day_names(table)
    strength = np.log2(np.clip(np.nan_to_num(table.ratio, nan=1.0), 1 / _FULL_SHADE, _FULL_SHADE))
    low, even, high = _SHADES[dark]
    heat = {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "z": strength.round(3).tolist(),
        "zmin": -math.log2(_FULL_SHADE),
        "zmax": math.log2(_FULL_SHADE),
        "colorscale": [[0, low], [0.5, even], [1, high]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertext": [[_said(table, (row, day)) for day in range(len(columns))] for row in range(len(rows))],
        "hoverinfo": "text",
    }
    written = [
        _written(table, (row, day), (rows[row], columns[day]), style)
        for row in range(len(rows))
        for day in range(len(columns))
    ]
    plain = {
        "ticks": "outside", "ticklen": 4, "tickcolor": "rgba(0,0,0,0)",
        "showgrid": False, "zeroline": False, "fixedrange": True, "type": "category",
        "tickfont": {"size": 11, "color": style.muted},
    }  # fmt: skip
    layout = base_layout(style) | {
        "xaxis": plain | {"side": "top"},
        "yaxis": plain | {"autorange": "reversed"},
        "annotations": written,
        "margin": {"l": 108, "r": 10, "t": 24, "b": 8},
    }
    return {"data": [heat], "layout": layout}


def is_rare(table: NearRepeats, cell: tuple[int, int]) -> bool:
    """Return whether chance rarely brings as many pairs as a square holds."""
    return bool(table.p_value[cell] <= RARE and table.observed[cell] > 0)


def _written(
    table: NearRepeats, cell: tuple[int, int], place: tuple[str, str], style: ChartStyle
) -> dict[str, Any]:
    ratio = float(table.ratio[cell])
    times = "–" if math.isnan(ratio) else f"{ratio:.1f}×"
    rare = is_rare(table, cell)
    strong = not math.isnan(ratio) and not 0.5 < ratio < 2.0  # on a deep shade
    text = f"<b>{times} *</b>" if rare else times
    at = {"x": place[1], "y": place[0], "showarrow": False}
    return at | {"text": text, "font": {"size": 12, "color": style.ink if rare or strong else style.muted}}


def _said(table: NearRepeats, cell: tuple[int, int]) -> str:
    low, high = float(table.low[cell]), float(table.high[cell])
    return (
        f"<b>{distance_names(table)[cell[0]]}, {day_names(table)[cell[1]]} apart</b><br>"
        f"{int(table.observed[cell]):,} pairs; by chance {float(table.expected[cell]):,.1f}"
        f" ({low:,.0f} to {high:,.0f})<br>p = {float(table.p_value[cell]):.3f}"
    )
