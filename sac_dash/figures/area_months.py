"""Areas by month as shaded squares, with an upright line on each day on which boundaries changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from sac_dash.domain.british_dates import british_day, british_month
from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for, time_axis
from sac_dash.figures.map_points import CELL_SHADES
from sac_dash.geography.boundary_changes import BoundaryChange
from sac_dash.patterns.periods import Period, next_start

MAX_AREAS = 12


def draw_area_months(
    counts: pl.DataFrame, changes: Sequence[BoundaryChange], *, dark: bool = False
) -> dict[str, Any]:
    """Draw months (`patterns.area_counts.AREA_COUNTS`), the areas with the most offences first.

    An empty square is a month in which the area was not in force or for which no data are loaded.
    """
    style = style_for(dark=dark)
    names = largest_areas(counts)
    starts = counts["period_start"].unique().sort().to_list()
    rows = {name: counts.filter(pl.col("group") == name).sort("period_start") for name in names}
    low, high = CELL_SHADES[dark]
    heat = {
        "type": "heatmap",
        "x": [_middle(start) for start in starts],
        "y": names,
        "z": [rows[name]["n"].to_list() for name in names],
        "zmin": 0,
        "colorscale": [[0, style.grid], [0.001, low], [1, high]],
        "showscale": False,
        "xgap": 1,
        "ygap": 2,
        "hoverongaps": False,
        "hovertext": [[_said(each) for each in rows[name].iter_rows(named=True)] for name in names],
        "hoverinfo": "text",
    }
    layout = base_layout(style) | {
        "xaxis": time_axis(style) | {"fixedrange": True, "tickfont": {"size": 11, "color": style.muted}},
        "yaxis": {
            "type": "category",
            "autorange": "reversed",
            "showgrid": False,
            "automargin": True,
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": "rgba(0,0,0,0)",
            "tickfont": {"size": 11, "color": style.muted},
            "fixedrange": True,
        },
        "shapes": [_line(change, style) for change in changes],
        "margin": {"l": 96, "r": 10, "t": 8, "b": 36},
    }
    return {"data": [heat], "layout": layout}


def largest_areas(counts: pl.DataFrame) -> list[str]:
    """Return the areas that are drawn: those with the most offences, at most `MAX_AREAS`."""
    totals = counts.group_by("group").agg(pl.col("n").sum()).sort("n", "group", descending=[True, False])
    return [str(name) for name in totals["group"].head(MAX_AREAS)]


def _middle(start: date) -> str:
    return (start + (next_start(start, Period.MONTH) - start) / 2).isoformat()


def _said(row: dict[str, Any]) -> str:
    """Return what a square says when pointed at."""
    lines = [f"<b>{row['group']}, {british_month(row['period_start'])}</b>"]
    lines.append("no count" if row["n"] is None else f"n = {row['n']:,}")
    if row["in_force"] is not None and row["in_force"] < 1:
        lines.append("in force on part of the month" if row["in_force"] else "not in force")
    if not row["complete"]:
        lines.append("part month")
    return "<br>".join(lines)


def _line(change: BoundaryChange, style: ChartStyle) -> dict[str, Any]:
    across = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "name": british_day(change.day)}
    day = change.day.isoformat()
    return across | {"x0": day, "x1": day, "line": {"color": style.alert, "width": 2.5}}
