"""The counts as a CSV file that says what it counts."""

from __future__ import annotations

from collections.abc import Mapping

from sac_dash.dashboard.csv_text import write_csv_text
from sac_dash.dashboard.pages.trends.queries import TrendChoice, TrendView, label_group
from sac_dash.patterns.counts import COUNTING_RULE

_HEADER = ("period_start", "period", "group", "n", "complete", "expected", "range_from", "range_to")


def as_csv(view: TrendView, choice: TrendChoice, names: Mapping[str, str], marking: str) -> str:
    """Return one row per period and group, after lines that give the marking and the counting rule."""
    rows = [
        (
            row["period_start"].isoformat(),
            choice.period.value,
            label_group(row["group"], choice.by, names),
            row["n"],
            "yes" if row["complete"] else "part period",
            row["expected"],
            row["lower"],
            row["upper"],
        )
        for row in view.frame.iter_rows(named=True)
    ]
    about = [
        marking,
        f"n = {view.n}; counting rule: {COUNTING_RULE}",
        f"data to {view.as_of:%d/%m/%Y %H:%M} UTC",
    ]
    return write_csv_text(_HEADER, rows, about)


def export_name(choice: TrendChoice) -> str:
    """Return the file's name."""
    return f"trends_{choice.period.value}_by_{choice.by}.csv"
