"""What nearness in place or time is worth here: evidence against kilometres or days, on a logarithmic axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for
from sac_dash.figures.evidence_reach import say_odds

KM_TICKS = {0.1: "100 m", 1.0: "1 km", 10.0: "10 km", 100.0: "100 km"}
DAY_TICKS = {0.1: "2 hours", 1.0: "1 day", 7.0: "1 week", 60.0: "2 months", 730.0: "2 years"}
_ODDS = {-1.0: "10× less", -0.5: "3× less", 0.0: "neutral", 0.5: "3×", 1.0: "10×", 1.5: "30×", 2.0: "100×"}


@dataclass(frozen=True)
class NearnessPoint:
    """What offences so far apart say: kilometres or days; 10th, 50th, 90th percentile in log10 units."""

    apart: float
    low: float
    middle: float
    high: float
    pairs: int


def draw_nearness(
    points: list[NearnessPoint], ticks: dict[float, str], unit: str, *, dark: bool = False
) -> dict[str, Any]:
    """Draw a curve with the spread about it (densities differ from place to place).

    Parameters
    ----------
    points
        In order of distance, at least one.
    ticks
        What is written on the axis, by kilometres or days.
    unit
        Of `apart`, for what the pointer says: ``km``.
    """
    style = style_for(dark=dark)
    layout = base_layout(style) | {
        "xaxis": _apart_axis(ticks, style),
        "yaxis": _odds_axis(points, style),
        "margin": {"l": 62, "r": 14, "t": 10, "b": 30},
        "hovermode": "closest",
    }
    return {"data": [_spread(points, style), _curve(points, unit, style)], "layout": layout}


def _apart_axis(ticks: dict[float, str], style: ChartStyle) -> dict[str, Any]:
    return {
        "type": "log",
        "tickvals": list(ticks),
        "ticktext": list(ticks.values()),
        "showgrid": False,
        "linecolor": style.faint,
        "tickfont": {"size": 11, "color": style.muted},
        "fixedrange": True,
    }


def _odds_axis(points: list[NearnessPoint], style: ChartStyle) -> dict[str, Any]:
    low = min([-0.3, *(point.low for point in points)]) - 0.1
    high = max([0.3, *(point.high for point in points)]) + 0.1
    ticks = [tick for tick in _ODDS if low <= tick <= high]
    return {
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": [_ODDS[tick] for tick in ticks],
        "gridcolor": style.grid,
        "zerolinecolor": style.muted,
        "tickfont": {"size": 11, "color": style.muted},
        "fixedrange": True,
    }


def _spread(points: list[NearnessPoint], style: ChartStyle) -> dict[str, Any]:
    forward = [point.apart for point in points]
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "fillcolor": style.band, "line": {"width": 0},
        "x": forward + forward[::-1],
        "y": [point.high for point in points] + [point.low for point in points][::-1],
        "hoverinfo": "skip",
    }  # fmt: skip


def _curve(points: list[NearnessPoint], unit: str, style: ChartStyle) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "line": {"color": style.bar, "width": 2.5},
        "marker": {"size": 4, "color": style.bar},
        "x": [point.apart for point in points],
        "y": [point.middle for point in points],
        "hovertext": [
            f"<b>{point.apart:.2g} {unit} apart</b><br>{say_odds(point.middle)}<br>"
            f"({say_odds(point.low)} to {say_odds(point.high)}, n = {point.pairs:,} pairs)"
            for point in points
        ],
        "hoverinfo": "text",
    }  # fmt: skip
