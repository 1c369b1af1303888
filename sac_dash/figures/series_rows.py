"""Many series in time, one row each: windows as bars, gaps, spree nights and the silence at the end.

The rows' names and silences stand beside the chart as text of the page, so the chart has no axis of its
own: :func:`draw_head` draws the time axis with the count of everything above it, to be brushed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for, time_axis
from sac_dash.figures.intervention_marks import (
    InterventionMark,
    mark_labels,
    mark_letters,
    mark_shapes,
    mark_targets,
    marks_on,
)
from sac_dash.figures.palette import series_colour, with_opacity
from sac_dash.figures.typed_array import typed_array

MS_A_DAY = 86_400_000.0
ROW_PX = 38  # the page's rows are as high
LEAST_BAR_PX = 3.0  # so that an hour in a year is still seen
TARGET_PX = 12
USUAL_WIDTH_PX = 640  # of the chart: whether a gap is wide enough to be written depends on it
LEAST_GAP_PX = 44
LONG_GAP = 2.0  # gaps of this many times the median are written
LEAST_GAP_DAYS = 7.0
NOTE_BELOW = 0.08  # of a row: so that a gap's figure does not touch its line
NOTE_ABOVE = 0.16  # likewise where a row lies outside the time shown
LONGEST_LABEL = 22  # characters of a name in a saved picture
SPREE_ABOVE = 0.33  # of a row: where the mark of a spree night stands
MARGIN = {"l": 8, "r": 10}

Floats = npt.NDArray[np.float64]
Reach = tuple[float, float]  # milliseconds since 1970, local wall time


@dataclass(frozen=True)
class SeriesRow:
    """One series: its windows in order of their starts (local ms), what each says, its spree nights' middles.

    `label` and `silence` stand beside the chart on the page, and in the chart where it is saved.
    """

    series_id: str
    label: str
    silence: str
    start_ms: Floats
    end_ms: Floats
    keys: list[str]
    hover: list[str]
    median_gap_days: float | None = None
    spree_ms: list[float] = field(default_factory=list)


def draw_rows(
    rows: Sequence[SeriesRow],
    window: Reach,
    cut_off_ms: float,
    interventions: Sequence[InterventionMark] = (),
    *,
    dark: bool = False,
) -> dict[str, Any]:
    """Draw the rows, the first at the top.

    Parameters
    ----------
    window
        The time shown.
    cut_off_ms
        The data cut-off: silences are drawn up to it.
    interventions
        Drawn as upright marks, over all rows or the row they concern.
    """
    style = style_for(dark=dark)
    places = {row.series_id: place for place, row in enumerate(rows)}
    marks = marks_on(interventions, places)
    traces = [
        _spans(rows, cut_off_ms, style),
        _silences(rows, cut_off_ms, style),
        _windows(rows),
        _sprees(rows, style),
        _notes(rows, window, style),
        _targets(rows),
        mark_targets(marks, places),
        mark_letters(marks, places, style),
    ]
    return {"data": traces, "layout": _layout(rows, window, cut_off_ms, marks, style)}


def draw_head(
    edges_ms: Floats, counts: npt.NDArray[np.int64], window: Reach, *, dark: bool = False
) -> dict[str, Any]:
    """Draw what stands above the rows: how many offences of the series when, and the axis of the rows.

    Parameters
    ----------
    edges_ms, counts
        Beginnings of the weeks and the end of the last; offences whose windows begin in each.
    window
        The time that the rows show; the rest of the count is veiled. Brushing asks for another.
    """
    style = style_for(dark=dark)
    bars: dict[str, Any] = {
        "type": "bar",
        "x": typed_array(edges_ms[:-1] + np.diff(edges_ms) / 2),
        "y": typed_array(counts, "int32"),
        "width": typed_array(np.diff(edges_ms) * 0.86),
        "marker": {"color": style.bar_light, "line": {"width": 0}},
        "customdata": typed_array(edges_ms[:-1]),
        "hovertemplate": "%{y} offences of these series<br>week of %{customdata|%-d %b %Y}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
    }
    axis_only: dict[str, Any] = {
        "type": "scatter",
        "x": list(window),
        "y": [0, 0],
        "xaxis": "x2",
        "yaxis": "y2",
        "mode": "lines",
    }
    axis_only |= {"line": {"width": 0}, "hoverinfo": "skip"}
    return {"data": [bars, axis_only], "layout": _head_layout(edges_ms, counts, window, style)}


def _windows(rows: Sequence[SeriesRow]) -> dict[str, Any]:
    """Return every window of every row as one bar trace."""
    starts, ends = _joined(rows, "start_ms"), _joined(rows, "end_ms")
    colours = [series_colour(row.series_id) for row in rows for _ in row.keys]
    return {
        "type": "bar",
        "orientation": "h",
        "base": typed_array(starts),
        "x": typed_array(np.maximum(ends - starts, 1.0)),
        "y": typed_array(_places(rows), "int16"),
        "width": 0.36,
        "marker": {
            "color": [with_opacity(colour, 0.85) for colour in colours],
            "line": {"color": colours, "width": LEAST_BAR_PX / 2},
        },
        "hovertext": [text for row in rows for text in row.hover],
        "hoverinfo": "text",
        "customdata": [key for row in rows for key in row.keys],
    }


def _targets(rows: Sequence[SeriesRow]) -> dict[str, Any]:
    """Return what a pointer finds of each window: an hour in a year is a bar too thin to be hit.

    Nothing of it is drawn; the bars alone say when.
    """
    return {
        "type": "scatter",
        "mode": "markers",
        "x": typed_array((_joined(rows, "start_ms") + _joined(rows, "end_ms")) / 2),
        "y": typed_array(_places(rows), "int16"),
        "marker": {"size": TARGET_PX, "opacity": 0},
        "hovertext": [text for row in rows for text in row.hover],
        "hoverinfo": "text",
        "customdata": [key for row in rows for key in row.keys],
    }


def _spans(rows: Sequence[SeriesRow], cut_off_ms: float, style: ChartStyle) -> dict[str, Any]:
    """Return a thin line from the first window to the last of each row."""
    ends = [(row.start_ms.min(), min(row.end_ms.max(), cut_off_ms)) for row in rows]
    return _lines(ends, {"color": style.faint, "width": 1.5})


def _silences(rows: Sequence[SeriesRow], cut_off_ms: float, style: ChartStyle) -> dict[str, Any]:
    """Return a dotted line from the last window of each row to the cut-off."""
    ends = [(row.end_ms.max(), cut_off_ms) for row in rows]
    return _lines(ends, {"color": style.faint, "width": 1.5, "dash": "dot"})


def _lines(ends: list[tuple[float, float]], line: dict[str, Any]) -> dict[str, Any]:
    """Return one line a row in one trace, parted by what is no number."""
    xs = [value for start, end in ends for value in (start, end, np.nan)]
    ys = [float(place) for place in range(len(ends)) for _ in range(3)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": typed_array(np.array(xs, dtype=np.float64)),
        "y": typed_array(np.array(ys, dtype=np.float64)),
        "line": line,
        "hoverinfo": "skip",
    }


def _sprees(rows: Sequence[SeriesRow], style: ChartStyle) -> dict[str, Any]:
    """Return a mark above each night on which a series struck more than once; its bars say how often."""
    marks = [(place, at) for place, row in enumerate(rows) for at in row.spree_ms]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": typed_array(np.array([at for _, at in marks], dtype=np.float64)),
        "y": typed_array(np.array([place - SPREE_ABOVE for place, _ in marks], dtype=np.float64)),
        "marker": {"symbol": "triangle-down", "size": 8, "color": style.ink, "opacity": 0.75},
        "hoverinfo": "skip",
    }


def _notes(rows: Sequence[SeriesRow], window: Reach, style: ChartStyle) -> dict[str, Any]:
    """Return the long gaps in days, and for a row wholly outside the window where it lies."""
    notes = [(x, place, text) for place, row in enumerate(rows) for x, text in _row_notes(row, window)]
    at_left = [x == window[0] for x, _, _ in notes]
    at_right = [x == window[1] for x, _, _ in notes]
    return {
        "type": "scatter",
        "mode": "text",
        "x": typed_array(np.array([x for x, _, _ in notes], dtype=np.float64)),
        "y": typed_array(
            np.array([place + (-NOTE_ABOVE if x in window else NOTE_BELOW) for x, place, _ in notes])
        ),
        "text": [text for _, _, text in notes],
        "textposition": [
            "middle right" if left else "middle left" if right else "bottom center"
            for left, right in zip(at_left, at_right, strict=True)
        ],
        "textfont": {"size": 10.5, "color": style.muted},
        "hoverinfo": "skip",
        "cliponaxis": True,
    }


def _row_notes(row: SeriesRow, window: Reach) -> list[tuple[float, str]]:
    """Return what is written in one row, with where."""
    if row.end_ms.max() < window[0]:
        return [(window[0], f"◂ {len(row.keys)} earlier")]
    if row.start_ms.min() > window[1]:
        return [(window[1], f"{len(row.keys)} later ▸")]
    gaps = np.diff(row.start_ms) / MS_A_DAY
    least = max(
        LONG_GAP * (row.median_gap_days or 0.0),
        LEAST_GAP_DAYS,
        LEAST_GAP_PX / USUAL_WIDTH_PX * (window[1] - window[0]) / MS_A_DAY,
    )
    middles = (row.start_ms[1:] + row.start_ms[:-1]) / 2
    return [
        (float(x), f"{gap:,.0f} d")
        for x, gap in zip(middles, gaps, strict=True)
        if gap >= least and window[0] < x < window[1]
    ]


def _layout(
    rows: Sequence[SeriesRow],
    window: Reach,
    cut_off_ms: float,
    marks: Sequence[InterventionMark],
    style: ChartStyle,
) -> dict[str, Any]:
    places = {row.series_id: place for place, row in enumerate(rows)}
    upright = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": cut_off_ms, "x1": cut_off_ms}
    cut_off = upright | {"line": {"color": style.muted, "width": 1, "dash": "dash"}}
    return base_layout(style) | {
        "barmode": "overlay",
        "margin": MARGIN | {"t": 0, "b": 0},
        "xaxis": time_axis(style)
        | {
            "range": list(window),
            "showticklabels": False,
            "ticks": "",
            "showgrid": True,
            "gridcolor": style.grid,
        },
        "yaxis": {
            "range": [len(rows) - 0.5, -0.5],
            "fixedrange": True,
            "visible": False,
        },
        "dragmode": "zoom",
        "hovermode": "closest",
        "shapes": [*_rules(rows, style), cut_off, *mark_shapes(marks, places, style)],
        "meta": {"png": _saved(rows, window, mark_labels(marks, places, style), style)},
    }


def _saved(
    rows: Sequence[SeriesRow], window: Reach, labels: list[dict[str, Any]], style: ChartStyle
) -> dict[str, Any]:
    """Return what the layout also has in a saved picture, where no text of the page stands beside it."""
    beside = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "showarrow": False, "align": "left"}
    font = {"size": 11, "color": style.muted}
    return {
        "margin": {"l": 150, "r": 190, "t": 34, "b": 6},
        "xaxis": time_axis(style)
        | {"range": list(window), "side": "top", "showgrid": True, "gridcolor": style.grid},
        "yaxis": {
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [_short(row.label) for row in rows],
            "showgrid": False,
            "zeroline": False,
        },
        "annotations": [
            *(beside | {"y": place, "text": row.silence, "font": font} for place, row in enumerate(rows)),
            *labels,
        ],
    }


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _rules(rows: Sequence[SeriesRow], style: ChartStyle) -> list[dict[str, Any]]:
    """Return the lines between rows."""
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    return [
        line | {"y0": place - 0.5, "y1": place - 0.5, "line": {"color": style.grid, "width": 1}}
        for place in range(1, len(rows))
    ]


def _head_layout(
    edges_ms: Floats, counts: npt.NDArray[np.int64], window: Reach, style: ChartStyle
) -> dict[str, Any]:
    quiet = {"showline": False, "zeroline": False, "fixedrange": True, "visible": False}
    reach = [float(edges_ms[0]), float(edges_ms[-1])]
    return base_layout(style) | {
        "margin": MARGIN | {"t": 4, "b": 0},
        "font": {**base_layout(style)["font"], "size": 11},
        "xaxis": time_axis(style)
        | {"range": reach, "fixedrange": True, "anchor": "y", "showticklabels": False, "ticks": ""},
        "xaxis2": time_axis(style)
        | {"range": list(window), "fixedrange": True, "anchor": "y2", "side": "top"},
        "yaxis": quiet | {"domain": [0.56, 1], "range": [0, max(int(counts.max(initial=1)), 1) * 1.05]},
        "yaxis2": quiet | {"domain": [0, 0.02], "range": [0, 1], "anchor": "x2"},
        "dragmode": "select",
        "selectdirection": "h",
        "selections": [],
        "selectionrevision": f"{window[0]:.0f}-{window[1]:.0f}",
        "newselection": {"line": {"color": style.bar, "width": 1, "dash": "solid"}},
        "shapes": _veils(reach, window, style),
    }


def _veils(reach: list[float], window: Reach, style: ChartStyle) -> list[dict[str, Any]]:
    """Return veils over what the rows do not show, and a frame round what they do."""
    fill = with_opacity(style.paper, 0.72)
    box = {"type": "rect", "yref": "y domain", "y0": 0, "y1": 1, "line": {"width": 0}}
    sides = [(reach[0], window[0]), (window[1], reach[1])]
    veils = [box | {"x0": left, "x1": right, "fillcolor": fill} for left, right in sides if left < right]
    frame = {"x0": max(window[0], reach[0]), "x1": min(window[1], reach[1])}
    return [*veils, box | frame | {"line": {"color": style.bar, "width": 1}}] if veils else []


def _joined(rows: Sequence[SeriesRow], name: str) -> Floats:
    parts = [getattr(row, name) for row in rows]
    return np.concatenate(parts) if parts else np.zeros(0)


def _places(rows: Sequence[SeriesRow]) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(len(rows)), [len(row.keys) for row in rows])
