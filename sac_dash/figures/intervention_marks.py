"""Interventions over rows of series or a trend: an upright line, a letter for the kind, words on pointing at it.

An intervention about one series stands in that row; one about an area, a force or a place crosses all rows.
A line is no effect: what came of it is for an evaluation to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sac_dash.figures.chart_style import ChartStyle
from sac_dash.figures.palette import with_opacity
from sac_dash.figures.typed_array import typed_array

HALF_ROW = 0.45  # of a row: how far a line in one row reaches to either side
LETTER_ABOVE = 0.3  # of a row: where the letter stands
LETTER_PX = 15
TARGET_PX = 12
LONGEST_LABEL = 28  # characters of a label in a saved picture
BAND_OPACITY = 0.10


@dataclass(frozen=True)
class InterventionMark:
    """Something done about crime: from when to when (local ms; None: no end stated), and for which series.

    Parameters
    ----------
    letter
        Its kind in one letter.
    hover
        What it says when pointed at; the caller escapes what users wrote.
    label
        A few words for a saved picture, likewise escaped.
    series_id
        The row it stands in; None: it crosses all rows.
    """

    at_ms: float
    letter: str
    label: str
    hover: str
    series_id: str | None = None
    end_ms: float | None = None


def marks_on(marks: Sequence[InterventionMark], places: Mapping[str, int]) -> list[InterventionMark]:
    """Return the marks that can be drawn: those over all rows, and those whose row is there."""
    return [each for each in marks if each.series_id is None or each.series_id in places] if places else []


def mark_shapes(
    marks: Sequence[InterventionMark], places: Mapping[str, int], style: ChartStyle
) -> list[dict[str, Any]]:
    """Return a line for each mark, and under it a pale band as long as it lasted."""
    shapes = []
    for each in marks:
        reach = _reach(each, places)
        if each.end_ms is not None and each.end_ms > each.at_ms:
            fill = {"fillcolor": with_opacity(style.alert, BAND_OPACITY), "line": {"width": 0}}
            band = {"type": "rect", "x0": each.at_ms, "x1": each.end_ms, "layer": "below"}
            shapes.append(band | fill | reach)
        line = {"color": style.alert, "width": 1.5}
        upright = {"type": "line", "x0": each.at_ms, "x1": each.at_ms, "layer": "between"}
        shapes.append(upright | {"line": line} | reach)
    return shapes


def mark_letters(
    marks: Sequence[InterventionMark], places: Mapping[str, int], style: ChartStyle
) -> dict[str, Any]:
    """Return the letters at the head of the lines as one trace."""
    return letters_at(marks, [_top(each, places) for each in marks], style)


def letters_at(
    marks: Sequence[InterventionMark], heights: Sequence[float], style: ChartStyle
) -> dict[str, Any]:
    """Return the letters at these heights of the axis as one trace."""
    return _points(list(zip(marks, heights, strict=True))) | {
        "mode": "markers+text",
        "text": [each.letter for each in marks],
        "textfont": {"size": 9.5, "color": style.alert},
        "marker": {
            "size": LETTER_PX,
            "color": style.paper,
            "line": {"color": style.alert, "width": 1.2},
        },
    }


def mark_targets(marks: Sequence[InterventionMark], places: Mapping[str, int]) -> dict[str, Any]:
    """Return what a pointer finds of a line over all rows, between the rows: bars stay free to be hit.

    Nothing of it is drawn.
    """
    found = [
        (each, place + 0.5)
        for each in marks
        if each.series_id is None
        for place in range(max(places.values(), default=0))
    ]
    return _points(found) | {"mode": "markers", "marker": {"size": TARGET_PX, "opacity": 0}}


def mark_labels(
    marks: Sequence[InterventionMark], places: Mapping[str, int], style: ChartStyle
) -> list[dict[str, Any]]:
    """Return the words beside the letters, for a saved picture that nobody can point at."""
    look = {"xanchor": "left", "xshift": 10, "showarrow": False, "font": {"size": 10, "color": style.alert}}
    return [look | {"x": each.at_ms, "y": _top(each, places), "text": _short(each.label)} for each in marks]


def _points(found: Sequence[tuple[InterventionMark, float]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": typed_array(np.array([each.at_ms for each, _ in found], dtype=np.float64)),
        "y": typed_array(np.array([y for _, y in found], dtype=np.float64)),
        "hovertext": [each.hover for each, _ in found],
        "hoverinfo": "text",
    }


def _reach(each: InterventionMark, places: Mapping[str, int]) -> dict[str, Any]:
    if each.series_id is None:
        return {"yref": "paper", "y0": 0, "y1": 1}
    place = places[each.series_id]
    return {"y0": place - HALF_ROW, "y1": place + HALF_ROW}


def _top(each: InterventionMark, places: Mapping[str, int]) -> float:
    return (0 if each.series_id is None else places[each.series_id]) - LETTER_ABOVE


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
