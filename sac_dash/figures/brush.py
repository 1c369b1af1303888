"""A period that an analyst brushes over a chart in time: what lies outside is veiled, its edges are lines."""

from __future__ import annotations

from typing import Any

from sac_dash.figures.chart_style import ChartStyle
from sac_dash.figures.palette import with_opacity

Reach = tuple[float, float]  # milliseconds since 1970, local wall time


def brushed(reach: Reach, period: Reach | None, style: ChartStyle, revision: str) -> dict[str, Any]:
    """Return the part of a layout that lets one drag a period sideways and shows the one chosen.

    `revision` is what the selection belongs to: with another one plotly forgets its own.
    """
    return {
        "dragmode": "select",
        "selectdirection": "h",
        "selections": [],
        "selectionrevision": revision,
        "newselection": {"line": {"color": style.bar, "width": 1, "dash": "solid"}},
        "shapes": _shade(reach, period, style),
    }


def _shade(reach: Reach, period: Reach | None, style: ChartStyle) -> list[dict[str, Any]]:
    if period is None:
        return []
    (first, last), (start, end) = reach, period
    fill = with_opacity(style.paper, 0.72)
    veil = {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 0}, "fillcolor": fill}
    edge = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": {"color": style.bar, "width": 1.5}}
    sides = [(left, right) for left, right in ((first, start), (end, last)) if left < right]
    veils = [veil | {"x0": left, "x1": right} for left, right in sides]
    return veils + [edge | {"x0": at, "x1": at} for at in (start, end)]
