"""Whether probabilities mean what they say: said against true, with the line of honesty between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for

_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1.0]


@dataclass(frozen=True)
class CalibrationPoint:
    """One tenth of probability: what was said on average, what was true (with its interval), how many links."""

    said: float
    true: float
    low: float | None
    high: float | None
    pairs: int
    judged: bool = True  # False: too few links to tell
    verdict: str = ""  # in words: "overstates slightly"

    @property
    def interval(self) -> str:
        """Return the interval of what was true, in words; empty where there is none."""
        return "" if self.low is None or self.high is None else f"{self.low:.0%} to {self.high:.0%}"

    @property
    def may_be_chance(self) -> bool:
        """Return whether the interval of what was true holds what was said."""
        return self.low is not None and self.high is not None and self.low <= self.said <= self.high


def draw_calibration(points: list[CalibrationPoint], *, dark: bool = False) -> dict[str, Any]:
    """Draw the points, the diagonal where both agree, and the band within a factor of two of it.

    Without points the axes stand there and it says so.
    """
    style = style_for(dark=dark)
    layout = base_layout(style) | {
        "xaxis": _share_axis(style, "Probability said"),
        "yaxis": _share_axis(style, "Share that is true"),
        "margin": {"l": 52, "r": 14, "t": 10, "b": 44},
        "hovermode": "closest",
        "annotations": _sides(style) if points else [_not_measured(style)],
    }
    return {"data": [_band(style), _diagonal(style), _dots(points, style)], "layout": layout}


def _sides(style: ChartStyle) -> list[dict[str, Any]]:
    """Return what it means to lie on either side of the line."""
    font = {"size": 11, "color": style.muted}
    sides = [
        (0.02, 0.97, "left", "understates: more were true"),
        (1.0, 0.02, "right", "overstates: fewer were true"),
    ]
    return [
        {"x": x, "y": y, "xanchor": anchor, "showarrow": False, "text": text, "font": font}
        for x, y, anchor, text in sides
    ]


def _not_measured(style: ChartStyle) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False}
    return place | {"text": "Not measured yet", "font": {"size": 14, "color": style.muted}}


def _share_axis(style: ChartStyle, title: str) -> dict[str, Any]:
    return {
        "range": [-0.03, 1.04],
        "tickvals": _TICKS,
        "tickformat": ".0%",
        "gridcolor": style.grid,
        "zeroline": False,
        "tickfont": {"size": 11, "color": style.muted},
        "title": {"text": title, "standoff": 6, "font": {"size": 12, "color": style.muted}},
        "fixedrange": True,
    }


def _band(style: ChartStyle) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "fillcolor": style.band, "line": {"width": 0},
        "x": [0, 0.5, 1, 1, 0], "y": [0, 1, 1, 0.5, 0], "hoverinfo": "skip",
    }  # fmt: skip


def _diagonal(style: ChartStyle) -> dict[str, Any]:
    line = {"color": style.muted, "width": 1.5, "dash": "dot"}
    return {"type": "scatter", "mode": "lines", "x": [0, 1], "y": [0, 1], "line": line, "hoverinfo": "skip"}


def _dots(points: list[CalibrationPoint], style: ChartStyle) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [point.said for point in points],
        "y": [point.true for point in points],
        "line": {"color": style.bar_light, "width": 1.5},
        "marker": {
            "size": 10,
            "color": [style.bar if point.judged else style.paper for point in points],
            "line": {"color": style.bar, "width": 1.5},
        },
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [
                (point.high if point.high is not None else point.true) - point.true for point in points
            ],
            "arrayminus": [
                point.true - (point.low if point.low is not None else point.true) for point in points
            ],
            "color": style.bar_light,
            "thickness": 1.5,
            "width": 4,
        },
        "hovertext": [_hover(point) for point in points],
        "hoverinfo": "text",
    }


def _hover(point: CalibrationPoint) -> str:
    lines = [f"<b>said {point.said:.0%}, true {point.true:.0%}</b>", f"n = {point.pairs:,} links"]
    if point.interval:
        lines.append(f"95% interval {point.interval}")
    if point.verdict or not point.judged:
        lines.append(point.verdict or "too few to tell")
    return "<br>".join(lines)
