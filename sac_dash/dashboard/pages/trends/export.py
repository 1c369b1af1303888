"""The counts as a CSV file that says what it counts."""

from __future__ import annotations

from collections.abc import Mapping

from sac_dash.dashboard.csv_text import write_csv_text
from sac_dash.workflow.trend_table import TREND_COLUMNS, about_lines, trend_rows
from sac_dash.workflow.trends import TrendChoice, TrendView


def as_csv(view: TrendView, names: Mapping[str, str], marking: str) -> str:
    """Return one row per period and group, after lines that give the marking and the counting rule."""
    rows = [[row[name] for name in TREND_COLUMNS] for row in trend_rows(view, names)]
    return write_csv_text(TREND_COLUMNS, rows, [marking, *about_lines(view)])


def export_name(choice: TrendChoice) -> str:
    """Return the file's name."""
    return f"trends_{choice.period.value}_by_{choice.split.facet or choice.split.kind}.csv"
