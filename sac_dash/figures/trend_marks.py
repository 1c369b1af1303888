"""Days worth knowing on a trend: what was done about crime, and from when other boundaries hold.

Interventions look as they do on the timelines; those too close to be told apart share one mark that says how
many it stands for. A line says when, not whether it helped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sac_dash.figures.chart_style import ChartStyle
from sac_dash.figures.intervention_marks import InterventionMark, letters_at, mark_shapes
from sac_dash.figures.trend_bars import TrendPeriod, top_of

_HEADROOM = 1.3  # of the highest bar: so that letters stand above it
_LETTERS_AT = 0.92  # of the axis
_TOGETHER = 0.014  # of the time shown: closer marks would overlap
_LATE = 0.5  # of the time shown: from here on labels stand to the left of their line
_LABELS = 3  # so many changes have room for words; more have their month alone


@dataclass(frozen=True)
class BoundaryMark:
    """A day from which other boundaries hold; the caller escapes names in `hover`."""

    day: date
    label: str
    short: str
    hover: str


@dataclass(frozen=True)
class TrendMarks:
    """What is marked on one trend."""

    interventions: Sequence[InterventionMark] = ()
    boundaries: Sequence[BoundaryMark] = ()


def add_marks(
    figure: dict[str, Any], marks: TrendMarks, periods: list[TrendPeriod], style: ChartStyle
) -> None:
    """Add what lies within the periods to a figure under construction."""
    first, last = _ms(periods[0].start), _ms(periods[-1].end)
    layout = figure["layout"]
    seen = [each for each in marks.boundaries if first <= _ms(each.day) < last]
    layout["shapes"] = [_line(each, style) for each in seen]
    layout["annotations"] = [*layout.get("annotations", ()), *_labels(seen, (first, last), style)]
    done = gather(
        [each for each in marks.interventions if first <= each.at_ms < last], _TOGETHER * (last - first)
    )
    if not done:
        return
    top = max(top_of(periods) * _HEADROOM, 2.0)
    layout["yaxis"] = layout["yaxis"] | {"range": [0, top]}
    layout["shapes"] += mark_shapes(done, {}, style)
    figure["data"].append(
        letters_at(done, [top * _LETTERS_AT] * len(done), style) | {"showlegend": False, "cliponaxis": False}
    )


def gather(marks: Sequence[InterventionMark], within_ms: float) -> list[InterventionMark]:
    """Return marks over the whole chart in order of time; those `within_ms` of the first of them are one.

    A mark of several has their number for a letter, stands at the first and says what each of them says.
    """
    gathered: list[list[InterventionMark]] = []
    for each in sorted(marks, key=lambda mark: mark.at_ms):
        if gathered and each.at_ms - gathered[-1][0].at_ms <= within_ms:
            gathered[-1].append(each)
        else:
            gathered.append([each])
    return [_as_one(together) for together in gathered]


def _as_one(marks: list[InterventionMark]) -> InterventionMark:
    first = replace(marks[0], series_id=None)
    if len(marks) == 1:
        return first
    hover = "<br>".join(each.hover for each in marks)
    return replace(
        first, letter=str(len(marks)), label=f"{len(marks)} interventions", hover=hover, end_ms=None
    )


def _line(mark: BoundaryMark, style: ChartStyle) -> dict[str, Any]:
    day = mark.day.isoformat()
    across = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": day, "x1": day, "name": mark.label}
    return across | {"line": {"color": style.ink, "width": 1.5, "dash": "dash"}}


def _labels(
    marks: Sequence[BoundaryMark], span: tuple[float, float], style: ChartStyle
) -> list[dict[str, Any]]:
    place = {"y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    look = {"font": {"size": 11, "color": style.ink}}
    return [
        place
        | look
        | {
            "x": each.day.isoformat(),
            "xanchor": "right" if _ms(each.day) > span[0] + _LATE * (span[1] - span[0]) else "left",
            "text": each.label if len(marks) <= _LABELS else each.short,
            "hovertext": each.hover,
        }
        for each in marks
    ]


def _ms(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1_000
