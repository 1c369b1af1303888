"""What each kind of evidence says in this file: how far it goes, and where it lies in likely links.

Evidence is a logarithm and nobody reads those: the axis counts how many times likelier (or less likely) two
offences are by the same people than two drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for

_TICKS = {
    -2.0: "100×<br>less likely",
    -1.0: "10×<br>less likely",
    0.0: "says<br>nothing",
    1.0: "10×<br>likelier",
    2.0: "100×<br>likelier",
    3.0: "1,000×<br>likelier",
    4.0: "10,000×<br>likelier",
}


@dataclass(frozen=True)
class EvidenceReach:
    """One kind of evidence, in log10 Bayes factors.

    Parameters
    ----------
    label
        As an analyst reads it.
    least, most
        How far it goes among all links held (1st and 99th percentile).
    low, middle, high
        10th, 50th and 90th percentile in likely links.
    speaks_in
        Of 100 likely links, in how many it says anything.
    """

    label: str
    least: float
    most: float
    low: float
    middle: float
    high: float
    speaks_in: int


def draw_evidence_reach(kinds: list[EvidenceReach], *, dark: bool = False) -> dict[str, Any]:
    """Draw one row per kind of evidence, the first at the top."""
    style = style_for(dark=dark)
    layout = base_layout(style) | {
        "xaxis": _odds_axis(kinds, style),
        "yaxis": {
            "automargin": True, "autorange": "reversed", "showgrid": False, "ticks": "", "fixedrange": True,
            "tickfont": {"size": 11.5, "color": style.ink},
        },
        "annotations": [*(_speaks(each, style) for each in kinds), _head(style)],
        "margin": {"l": 8, "r": 78, "t": 26, "b": 42},
        "shapes": [_neutral(style)],
        "hovermode": "closest",
    }  # fmt: skip
    return {"data": [_lines(kinds, style), _bars(kinds, style), _dots(kinds, style)], "layout": layout}


def _odds_axis(kinds: list[EvidenceReach], style: ChartStyle) -> dict[str, Any]:
    """Return the axis in odds, as wide as the evidence goes."""
    left = min([-0.6, *(min(each.least, each.low) for each in kinds)]) - 0.15
    right = max([1.2, *(max(each.most, each.high) for each in kinds)]) + 0.15
    ticks = [tick for tick in _TICKS if left <= tick <= right]
    return {
        "range": [left, right],
        "tickvals": ticks,
        "ticktext": [_TICKS[tick] for tick in ticks],
        "tickfont": {"size": 11, "color": style.muted},
        "gridcolor": style.grid,
        "zeroline": False,
        "fixedrange": True,
    }


def _lines(kinds: list[EvidenceReach], style: ChartStyle) -> dict[str, Any]:
    """Return thin lines: as far as each kind goes."""
    ends = [(each.label, each.least, each.most) for each in kinds]
    return _strokes(ends, style.faint, 2) | {"hoverinfo": "skip"}


def _bars(kinds: list[EvidenceReach], style: ChartStyle) -> dict[str, Any]:
    """Return thick strokes: where each kind lies in most likely links."""
    ends = [(each.label, each.low, each.high) for each in kinds]
    hover = [text for each in kinds for text in (_hover(each), _hover(each), None)]
    return _strokes(ends, style.bar_light, 10) | {"hovertext": hover, "hoverinfo": "text"}


def _strokes(ends: list[tuple[str, float, float]], colour: str, width_px: int) -> dict[str, Any]:
    """Return one stroke a row, parted by None."""
    xs = [value for _, start, stop in ends for value in (start, stop, None)]
    ys = [value for label, _, _ in ends for value in (label, label, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, "width": width_px},
    }


def _dots(kinds: list[EvidenceReach], style: ChartStyle) -> dict[str, Any]:
    """Return dots: the middle of likely links."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each.middle for each in kinds],
        "y": [each.label for each in kinds],
        "marker": {"color": style.bar, "size": 9, "line": {"color": style.paper, "width": 1.5}},
        "hovertext": [_hover(each) for each in kinds],
        "hoverinfo": "text",
    }


def _hover(each: EvidenceReach) -> str:
    return (
        f"<b>{each.label}</b><br>likely links: {say_odds(each.low)} to {say_odds(each.high)}, "
        f"middle {say_odds(each.middle)}"
        f"<br>all links held: {say_odds(each.least)} to {say_odds(each.most)}"
        f"<br>says something in {each.speaks_in} of 100 likely links"
    )


def say_odds(log10: float) -> str:
    """Return evidence as a factor: ``12× likelier``, ``3× less likely``, ``neutral``.

    >>> say_odds(1.0), say_odds(-0.5), say_odds(0.0)
    ('10× likelier', '3.2× less likely', 'neutral')
    """
    factor = 10.0 ** abs(log10)
    if factor < 1.05:
        return "neutral"
    shown = f"{factor:,.0f}" if factor >= 10 else f"{factor:.1f}"
    return f"{shown}× {'likelier' if log10 > 0 else 'less likely'}"


def _speaks(each: EvidenceReach, style: ChartStyle) -> dict[str, Any]:
    """Return how often a kind says anything, at the right of its row."""
    return {
        "xref": "paper", "x": 1.0, "xanchor": "left", "xshift": 10, "y": each.label, "showarrow": False,
        "text": f"{each.speaks_in} in 100", "font": {"size": 11, "color": style.muted},
    }  # fmt: skip


def _head(style: ChartStyle) -> dict[str, Any]:
    """Return the heading of the column at the right."""
    return {
        "xref": "paper", "yref": "paper", "x": 1.0, "xanchor": "left", "xshift": 10, "y": 1.0, "yanchor": "bottom",
        "showarrow": False, "text": "speaks in", "font": {"size": 11, "color": style.muted},
    }  # fmt: skip


def _neutral(style: ChartStyle) -> dict[str, Any]:
    """Return the line where evidence says nothing."""
    place = {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return place | {"line": {"color": style.muted, "width": 1}}
