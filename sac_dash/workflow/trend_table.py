"""A trend as rows: what the CSV of the page, the CSV and the JSON of the command line hold, under one set of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sac_dash.figures.trend_bars import TrendPeriod
from sac_dash.patterns.counts import COUNTING_RULE
from sac_dash.workflow.trend_splits import label_group
from sac_dash.workflow.trends import TrendView

TREND_COLUMNS = (
    "period_start",
    "period",
    "group",
    "n",
    "complete",
    "may_grow",
    "n_asked",
    "n_unknown",
    "expected",
    "range_from",
    "range_to",
    "law",
)
ALL_TOGETHER = "All offences"


def trend_rows(
    view: TrendView, names: Mapping[str, str], *, with_groups: bool = True
) -> list[dict[str, Any]]:
    """Return one row per group and period (`TREND_COLUMNS`), the total first, then the largest group.

    `names` are those of series.
    """
    groups = [(ALL_TOGETHER, view.total)]
    if with_groups:
        groups += [(label_group(group, view.split, names), periods) for group, periods in view.groups]
    return [_row(label, each, view) for label, periods in groups for each in periods]


def about_lines(view: TrendView) -> list[str]:
    """Return what a file of counts says first: n, the counting rule, how far the data goes."""
    return [
        f"n = {view.n}; counting rule: {COUNTING_RULE}",
        f"data to {view.as_of:%d/%m/%Y %H:%M} UTC",
    ]


def _row(label: str, each: TrendPeriod, view: TrendView) -> dict[str, Any]:
    return {
        "period_start": each.start.isoformat(),
        "period": view.period.value,
        "group": label,
        "n": each.n,
        "complete": "yes" if each.complete else "part period",
        "may_grow": "unknown" if not each.judged else "yes" if each.growing else "no",
        "n_asked": each.n_asked,
        "n_unknown": each.n_unknown,
        "expected": each.expected,
        "range_from": each.lower,
        "range_to": each.upper,
        "law": each.law,
    }
