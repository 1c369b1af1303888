"""When offences happened: a count by week or month above, the windows of series as bars below.

A window is drawn from its start to its end because no more is known; a dot at a midpoint would be
an invention. The count puts each offence in the period its window starts in, which the caption says;
offences in no series are a strip whose strength is their count, because their windows would only
cover one another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.figures.brush import Reach, brushed
from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for, time_axis
from sac_dash.figures.palette import CLASS_COLOURS, UNPLACED, series_colour, with_opacity
from sac_dash.figures.typed_array import typed_array
from sac_dash.patterns.periods import Period

MS_A_DAY = 86_400_000
ONE_LINE = [  # the ticks' words: a second line would take a row's height
    {"dtickrange": [None, MS_A_DAY], "value": "%-d %b %H:%M"},
    {"dtickrange": [MS_A_DAY, "M1"], "value": "%-d %b %Y"},
    {"dtickrange": ["M1", "M12"], "value": "%b %Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]
COUNT_SHARE = 0.40  # of the height, for the weekly count
LEAST_BAR_PX = 2.5
REACH_PX = 12  # of a window for the pointer
WINDOWS = "windows"  # the traces whose points are offences
FAINTEST = 0.12  # opacity of a period with one offence beside a crowded one

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lane:
    """One row: the windows of a series, or the counts of offences in none (`series_id` None).

    Starts and ends are in local ms; with `density` they are periods and it holds their counts. `rows`
    are the offences' rows in the generation: what a click on a window sends back.
    """

    series_id: str | None
    label: str
    start_ms: Floats
    end_ms: Floats
    hover: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    density: npt.NDArray[np.int64] | None = None


@dataclass(frozen=True)
class TimelineContent:
    """What the timeline shows.

    Parameters
    ----------
    edges_ms
        First moments (local midnight) of the periods counted, and the end of the last.
    unit
        Whether the periods are weeks or months.
    counts
        Offence class → count in each period.
    lanes
        Rows of windows, the first at the top.
    period
        The period shown, brushed by the analyst; None is everything.
    reach
        First and last moment of the data, so that the axis stays while filters change.
    unplaced
        Offences left out because only their month is known.
    """

    edges_ms: Floats
    counts: dict[str, npt.NDArray[np.int64]]
    lanes: list[Lane]
    reach: Reach
    period: Reach | None = None
    revision: str = ""
    unit: Period = Period.WEEK
    unplaced: int = 0


def draw_timeline(content: TimelineContent, *, dark: bool = False) -> dict[str, Any]:
    """Return the figure: brush it sideways to choose a period."""
    style = style_for(dark=dark)
    counts = [_count_trace(name, content, style) for name in content.counts]
    lanes = [
        (_lane_trace if lane.density is None else _strip_trace)(position, lane)
        for position, lane in enumerate(content.lanes)
    ]
    reach = [_reach_trace(position, lane) for position, lane in enumerate(content.lanes) if lane.rows]
    return {"data": [*counts, *lanes, *reach], "layout": _layout(content, style)}


def _count_trace(name: str, content: TimelineContent, style: ChartStyle) -> dict[str, Any]:
    label = CLASS_LABELS[OffenceClass(name)]
    starts, width = content.edges_ms[:-1], np.diff(content.edges_ms)
    when = "%{customdata|%b %Y}" if content.unit is Period.MONTH else "week of %{customdata|%-d %b %Y}"
    return {
        "type": "bar",
        "x": typed_array(starts + width / 2),
        "y": typed_array(content.counts[name], "int32"),
        "width": typed_array(width * 0.86),
        "marker": {"color": CLASS_COLOURS[name], "line": {"width": 0}},
        "customdata": typed_array(starts),
        "hovertemplate": f"%{{y}} {label}<br>{when}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
        "name": label,
        "hoverlabel": {"bordercolor": style.faint},
    }


def _lane_trace(position: int, lane: Lane) -> dict[str, Any]:
    colour = series_colour(lane.series_id)
    return {
        "type": "bar",
        "orientation": "h",
        "base": typed_array(lane.start_ms),
        "x": typed_array(np.maximum(lane.end_ms - lane.start_ms, 1.0)),
        "y": typed_array(np.full(len(lane.start_ms), position), "int16"),
        "width": 0.62,
        "marker": {
            "color": with_opacity(colour, 0.9),
            "line": {"color": colour, "width": LEAST_BAR_PX / 2},
        },
        "hoverinfo": "skip",
        "unselected": {"marker": {"opacity": 1}},
        "xaxis": "x",
        "yaxis": "y2",
    }


def _reach_trace(position: int, lane: Lane) -> dict[str, Any]:
    """Return what makes a window of a few hours among years reachable by a pointer: unseen, wide, clickable."""
    unseen = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": typed_array((lane.start_ms + lane.end_ms) / 2),
        "y": typed_array(np.full(len(lane.start_ms), position), "int16"),
        "marker": {"size": REACH_PX, "opacity": 0, "color": series_colour(lane.series_id)},
        "selected": unseen,
        "unselected": unseen,
        "text": lane.hover,
        "customdata": lane.rows,
        "hovertemplate": "%{text}<extra></extra>",
        "name": WINDOWS,
        "xaxis": "x",
        "yaxis": "y2",
    }


def _strip_trace(position: int, lane: Lane) -> dict[str, Any]:
    """Return one bar a period, the stronger the more offences began in it."""
    density = np.zeros(0) if lane.density is None else lane.density
    share = density / max(float(density.max(initial=1)), 1.0)
    return {
        "type": "bar",
        "orientation": "h",
        "base": typed_array(lane.start_ms),
        "x": typed_array(lane.end_ms - lane.start_ms),
        "y": typed_array(np.full(len(density), position), "int16"),
        "width": 0.62,
        "marker": {
            "color": [with_opacity(UNPLACED, round(FAINTEST + (1 - FAINTEST) * float(s), 2)) for s in share],
            "line": {"width": 0},
        },
        "text": lane.hover,
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
        "xaxis": "x",
        "yaxis": "y2",
    }


def _layout(content: TimelineContent, style: ChartStyle) -> dict[str, Any]:
    total = np.sum(list(content.counts.values()), axis=0) if content.counts else np.zeros(1)
    quiet = {"showline": False, "zeroline": False, "fixedrange": True}
    return (
        base_layout(style)
        | {
            "barmode": "stack",
            "font": {**base_layout(style)["font"], "size": 11},
            "margin": {"l": 104, "r": 14, "t": 4, "b": 22},
            "bargap": 0.12,
            "xaxis": time_axis(style)
            | {
                "tickformatstops": ONE_LINE,
                "range": list(content.reach),
                "fixedrange": True,
                "anchor": "y2",
                "ticks": "outside",
                "ticklen": 3,
            },
            "yaxis": quiet
            | {
                "domain": [1 - COUNT_SHARE, 1],
                "range": [0, max(float(total.max()) * 1.08, 2) if total.size else 2],
                "nticks": 3,
                "tickformat": ",d",
                "gridcolor": style.grid,
                "tickfont": {"color": style.muted},
            },
            "yaxis2": quiet
            | {
                "domain": [0, 1 - COUNT_SHARE - 0.05],
                "range": [len(content.lanes) - 0.4, -0.6],
                "tickvals": list(range(len(content.lanes))),
                "ticktext": [lane.label for lane in content.lanes],
                "gridcolor": style.grid,
                "tickfont": {"color": style.muted, "size": 10},
            },
        }
        | brushed(content.reach, content.period, style, content.revision)
    )
