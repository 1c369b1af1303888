"""When in the week: 7 × 24 squares with the days' sums at their side, and the hours of the day with intervals."""

from __future__ import annotations

from typing import Any

import numpy as np

from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for
from sac_dash.figures.map_points import CELL_SHADES
from sac_dash.figures.shares_in_words import say_share
from sac_dash.patterns.aoristic import HOURS, HourTable, Shares

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOUR_TICKS = tuple(range(0, HOURS + 1, 3))
_SQUARES_END, _DAYS_BEGIN = 0.84, 0.875  # of the width


def hour_name(hour: int) -> str:
    """Return an hour by its beginning and end.

    >>> hour_name(23)
    '23:00–24:00'
    """
    return f"{hour:02d}:00–{hour + 1:02d}:00"


def draw_week(table: HourTable, *, dark: bool = False) -> dict[str, Any]:
    """Draw the hours of the week as squares, and each day's share as a bar beside its row."""
    style = style_for(dark=dark)
    days = {"type": "category", "categoryarray": list(WEEKDAYS), "autorange": "reversed"}
    layout = base_layout(style) | {
        "xaxis": _hour_axis(style) | {"domain": [0, _SQUARES_END]},
        "yaxis": _plain_axis(style)
        | days
        | {"ticks": "outside", "ticklen": 5, "tickcolor": "rgba(0,0,0,0)", "showline": False},
        "xaxis2": _plain_axis(style)
        | {"domain": [_DAYS_BEGIN, 1], "anchor": "y", "rangemode": "tozero", "showticklabels": False}
        | {"range": [0, 108 * float(table.weekdays.high.max())], "showline": False},
        "margin": {"l": 42, "r": 10, "t": 8, "b": 28},
        "bargap": 0.25,
    }
    return {"data": [_squares(table, style, dark=dark), _days(table.weekdays, style)], "layout": layout}


def draw_hours(table: HourTable, *, dark: bool = False) -> dict[str, Any]:
    """Draw the hours of the day as bars, each with the interval of its share."""
    style = style_for(dark=dark)
    shares = table.hours
    bars = {
        "type": "bar",
        "x": [hour + 0.5 for hour in range(HOURS)],
        "y": (100 * shares.share).round(3).tolist(),
        "width": [0.86] * HOURS,
        "marker": {"color": style.bar},
        "error_y": interval(shares, style),
        "hovertext": [_said(hour_name(hour), shares, hour, table) for hour in range(HOURS)],
        "hoverinfo": "text",
    }
    layout = base_layout(style) | {
        "xaxis": _hour_axis(style),
        "yaxis": share_axis(style, 100 * float(shares.high.max())),
        "margin": {"l": 48, "r": 12, "t": 10, "b": 28},
    }
    return {"data": [bars], "layout": layout}


def interval(shares: Shares, style: ChartStyle) -> dict[str, Any]:
    """Return the error bars of shares drawn in hundredths."""
    return {
        "type": "data",
        "symmetric": False,
        "array": (100 * (shares.high - shares.share)).round(3).tolist(),
        "arrayminus": (100 * (shares.share - shares.low)).round(3).tolist(),
        "color": style.muted,
        "thickness": 1.2,
        "width": 2.5,
    }


def share_axis(style: ChartStyle, top: float) -> dict[str, Any]:
    """Return an axis of hundredths from 0."""
    return {
        "range": [0, max(1.08 * top, 1.0)],
        "gridcolor": style.grid,
        "zerolinecolor": style.faint,
        "tickfont": {"size": 11, "color": style.muted},
        "nticks": 5,
        "title": {"text": "in 100", "standoff": 6, "font": {"size": 11, "color": style.muted}},
        "fixedrange": True,
    }


def _squares(table: HourTable, style: ChartStyle, *, dark: bool) -> dict[str, Any]:
    cells = table.cells
    low, high = CELL_SHADES[dark]
    hover = [
        [_said(f"{WEEKDAYS[day]} {hour_name(hour)}", cells, (day, hour), table) for hour in range(HOURS)]
        for day in range(len(WEEKDAYS))
    ]
    return {
        "type": "heatmap",
        "x": [hour + 0.5 for hour in range(HOURS)],
        "y": list(WEEKDAYS),
        "z": (100 * cells.share).round(4).tolist(),
        "zmin": 0,
        "colorscale": [[0, style.paper], [0.02, low], [1, high]],
        "showscale": False,
        "xgap": 1.5,
        "ygap": 1.5,
        "hovertext": hover,
        "hoverinfo": "text",
    }


def _days(weekdays: Shares, style: ChartStyle) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": "x2",
        "x": (100 * weekdays.share).round(3).tolist(),
        "y": list(WEEKDAYS),
        "marker": {"color": style.bar},
        "error_x": interval(weekdays, style),
        "hovertext": [
            f"<b>{name}</b><br>{say_share(*_bounds(weekdays, day))}<br>n = {weekdays.weight[day]:,.1f}"
            for day, name in enumerate(WEEKDAYS)
        ],
        "hoverinfo": "text",
    }


def _said(name: str, shares: Shares, cell: Any, table: HourTable) -> str:  # noqa: ANN401 - an index
    """Return what a square or bar says when pointed at."""
    expected = f"{float(shares.weight[cell]):,.1f} of {table.basis.n:,} offences"
    return f"<b>{name}</b><br>{say_share(*_bounds(shares, cell))}<br>n = {expected}"


def _bounds(shares: Shares, cell: Any) -> tuple[float, float, float]:  # noqa: ANN401 - an index
    return float(shares.share[cell]), float(shares.low[cell]), float(shares.high[cell])


def _hour_axis(style: ChartStyle) -> dict[str, Any]:
    return _plain_axis(style) | {
        "range": [0, HOURS],
        "tickvals": list(_HOUR_TICKS),
        "ticktext": [f"{hour:02d}" for hour in _HOUR_TICKS],
    }


def _plain_axis(style: ChartStyle) -> dict[str, Any]:
    return {
        "showgrid": False,
        "zeroline": False,
        "linecolor": style.faint,
        "tickfont": {"size": 11, "color": style.muted},
        "fixedrange": True,
    }


def busiest(shares: Shares) -> tuple[int, ...]:
    """Return the position of the largest share."""
    return tuple(int(each) for each in np.unravel_index(int(shares.share.argmax()), shares.share.shape))
