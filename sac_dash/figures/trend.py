"""Counts over time: one large chart, and small multiples that share its scale.

Bars are complete periods; the current part period is hatched and said to be a part; the grey band
is where a count would fall if nothing had changed. No percentage is drawn. A strip below the large chart
says how many offences do not tell what the groups tell apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from sac_dash.figures.chart_style import ChartStyle, base_layout, count_axis, style_for, time_axis
from sac_dash.figures.trend_bars import TrendPeriod, band_traces, bar_trace, name_period, top_of
from sac_dash.figures.trend_marks import TrendMarks, add_marks
from sac_dash.figures.unknown_strip import add_strip

MAX_PANELS = 8  # two rows of four: more are slivers on a small screen
GAP = 0.5  # of the height, all gaps between rows together


def draw_trend(
    periods: list[TrendPeriod], label: str, marks: TrendMarks | None = None, *, dark: bool = False
) -> dict[str, Any]:
    """Draw one group's counts with the range expected.

    Parameters
    ----------
    periods
        In order of time, at least one.
    label
        What is counted, the axis title: ``Offences a week``.
    marks
        Days worth knowing: interventions, and changes of boundaries.
    dark
        Whether the screen is dark.
    """
    style = style_for(dark=dark)
    layout = base_layout(style) | {
        "xaxis": time_axis(style) | {"range": _span(periods)},
        "yaxis": count_axis(style, top_of(periods))
        | {"title": {"text": label, "standoff": 8, "font": {"size": 12, "color": style.muted}}},
        "annotations": _part_note(periods, style),
        "margin": {"l": 56, "r": 12, "t": 22, "b": 42},
    }
    figure = {"data": [*band_traces(periods, style), bar_trace(periods, style)], "layout": layout}
    add_strip(figure, periods, style)
    if marks is not None:
        add_marks(figure, marks, periods, style)
    return figure


def draw_multiples(groups: list[tuple[str, list[TrendPeriod]]], *, dark: bool = False) -> dict[str, Any]:
    """Draw one small panel per group on a common scale, at most `MAX_PANELS`.

    Parameters
    ----------
    groups
        (title, periods in order of time), in the order in which they are drawn.
    """
    style = style_for(dark=dark)
    shown = groups[:MAX_PANELS]
    top = max((top_of(periods) for _, periods in shown), default=0)
    columns = _columns(len(shown))
    rows = max(1, math.ceil(len(shown) / columns))
    figure: dict[str, Any] = {"data": [], "layout": base_layout(style) | {"annotations": []}}
    for index, (title, periods) in enumerate(shown):
        across = _share(index % columns, columns, gap=0.045)
        up = _share(rows - 1 - index // columns, rows, gap=GAP / rows)
        lowest = index + columns >= len(shown)
        panel = _Panel("" if index == 0 else str(index + 1), title, periods, across, up, lowest=lowest)
        _add_panel(figure, panel, style, top)
    figure["layout"]["margin"] = {"l": 30, "r": 8, "t": 22, "b": 36}
    return figure


@dataclass(frozen=True)
class _Panel:
    """One small panel: its axis suffix, title, bars, and its share of the width and height (0 to 1)."""

    axis: str
    title: str
    periods: list[TrendPeriod]
    across: list[float]
    up: list[float]
    lowest: bool  # of its column: the one that has the dates written under it


def _add_panel(figure: dict[str, Any], panel: _Panel, style: ChartStyle, top: int) -> None:
    """Add one panel to the figure under construction."""
    axis = panel.axis
    figure["data"] += [
        *band_traces(panel.periods, style, axis),
        bar_trace(panel.periods, style, axis) | {"customdata": [panel.title] * len(panel.periods)},
    ]
    small = {"tickfont": {"size": 10, "color": style.muted}, "nticks": 4}
    place = {
        "domain": panel.across,
        "anchor": f"y{axis}",
        "range": _span(panel.periods),
        "showticklabels": panel.lowest,
    }
    layout = figure["layout"]
    layout[f"xaxis{axis}"] = time_axis(style) | small | place
    layout[f"yaxis{axis}"] = count_axis(style, top) | small | {"domain": panel.up, "anchor": f"x{axis}"}
    layout["annotations"].append(_panel_title(panel.title, panel.across[0], panel.up[1], style))


def _panel_title(title: str, x: float, y: float, style: ChartStyle) -> dict[str, Any]:
    """Return a panel's title, above its upper left corner."""
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "x": x, "y": y}
    return place | {"text": title, "showarrow": False, "font": {"size": 12, "color": style.ink}}


def _columns(panels: int) -> int:
    """Return how many panels stand side by side."""
    return next(
        columns
        for most, columns in ((1, 1), (2, 2), (3, 3), (4, 4), (6, 3), (MAX_PANELS, 4))
        if panels <= most
    )


def _share(index: int, parts: int, gap: float) -> list[float]:
    """Return the part of 0..1 that the `index`-th of `parts` takes, with a gap between."""
    width = (1.0 - gap * (parts - 1)) / parts
    return [index * (width + gap), index * (width + gap) + width]


def _span(periods: list[TrendPeriod]) -> list[str]:
    """Return the first and last day of the axis."""
    return [periods[0].start.isoformat(), periods[-1].end.isoformat()]


def _part_note(periods: list[TrendPeriod], style: ChartStyle) -> list[dict[str, Any]]:
    """Return the note that the last bar is a part of a period, when it is."""
    last = periods[-1]
    if last.complete:
        return []
    word = "month" if name_period(last).count(" ") == 1 else "week"
    place = {"x": last.end.isoformat(), "y": 1, "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    return [
        place | {"text": f"part {word} ▾", "showarrow": False, "font": {"size": 11, "color": style.muted}}
    ]
