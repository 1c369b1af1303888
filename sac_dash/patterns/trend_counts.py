"""A trend split into groups: counts, how many offences do not say, and the range expected, in one frame.

Three things look alike on a chart and are not: nothing happened (0), no data was loaded or the area did not
exist (null), and offences happened of which none says what is asked (null, with `n_unknown`). The dashboard and
the command line show the same frame, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from sac_dash.domain.columns import Schema
from sac_dash.geography.boundary_changes import BoundaryChange
from sac_dash.patterns.area_counts import count_by_area
from sac_dash.patterns.counts import NOT_KNOWN, count_by_period
from sac_dash.patterns.expectation import expect_from_season
from sac_dash.patterns.periods import Period, next_start

# One row = one period of one group.
TREND: Schema = {
    "period_start": pl.Date,
    "group": pl.String,  # counts.NOT_KNOWN: the offences that do not say
    "n": pl.Int64,  # null = no data, area not in force, or none of the offences says
    "complete": pl.Boolean,
    "in_force": pl.Float64,  # of areas: share of the period's days on which it was; else null
    "n_asked": pl.Int64,  # offences of the period of which it is asked; null = nothing is asked or no data
    "n_unknown": pl.Int64,  # of them, those that do not say
    "expected": pl.Float64,
    "lower": pl.Int64,
    "upper": pl.Int64,
    "law": pl.String,  # count_law.CountLaw values
}


@dataclass(frozen=True)
class SplitRule:
    """How groups are counted.

    Parameters
    ----------
    expects
        Whether groups have an expected range; series have none, being chosen because they bunch.
    by_area
        Groups are areas: they have no count where they were not in force, and no range across a redrawing.
    can_be_unknown
        Whether an offence may say nothing of it; then those that do not are counted beside every group.
    """

    expects: bool = True
    by_area: bool = False
    can_be_unknown: bool = False


def count_total(offences: pl.DataFrame, period: Period, as_of: datetime) -> pl.DataFrame:
    """Return `TREND` of all `offences` together."""
    return _with_range(count_by_period(offences, period, None, as_of), period).pipe(_complete)


def count_groups(
    asked: pl.DataFrame,
    grouped: pl.DataFrame,
    period: Period,
    as_of: datetime,
    *,
    rule: SplitRule,
    boundaries: pl.DataFrame | None = None,
) -> tuple[pl.DataFrame, tuple[BoundaryChange, ...]]:
    """Count offences by group and period.

    Parameters
    ----------
    asked
        The offences of which it is asked, each once.
    grouped
        The same with `policing_area` (areas) or `group`; an offence of several groups stands once in each, one
        that does not say has null.
    boundaries
        `BOUNDARIES` of the layer areas come from; needed where the rule is by area.

    Returns
    -------
    tuple
        `TREND`, by group then period, and the days within it on which areas changed.
    """
    changes: tuple[BoundaryChange, ...] = ()
    if rule.by_area and boundaries is not None:
        areas = count_by_area(grouped, boundaries, period, as_of)
        counts, changes = areas.counts, areas.changes
    else:
        counts = count_by_period(grouped, period, "group", as_of)
    if rule.can_be_unknown:
        counts = _with_unknown(counts, count_by_period(asked, period, None, as_of))
    if rule.expects:
        counts = _with_range_between(counts, changes, period)
    return _complete(counts), changes


def tell_unknown(groups: pl.DataFrame) -> pl.DataFrame:
    """Return `period_start, n_asked, n_unknown` of a split, one row a period."""
    return groups.select("period_start", "n_asked", "n_unknown").unique("period_start").sort("period_start")


def _with_unknown(counts: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Return the counts with what is not said; a group has no count where none of the offences says."""
    silent = counts.filter(pl.col("group") == NOT_KNOWN).select("period_start", n_unknown="n")
    of = asked.select("period_start", n_asked="n").join(silent, on="period_start", how="left")
    said = pl.when(pl.col("n_asked").is_not_null()).then(pl.col("n_unknown").fill_null(0))
    of = of.with_columns(n_unknown=said)
    joined = counts.join(of, on="period_start", how="left", maintain_order="left")
    none_says = (pl.col("n_asked") > 0) & (pl.col("n_asked") == pl.col("n_unknown"))
    hidden = none_says.fill_null(value=False) & (pl.col("group") != NOT_KNOWN)
    return joined.with_columns(n=pl.when(~hidden).then("n"))


def _with_range(counts: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Return the counts with `expected, lower, upper, law`, null where there is not enough history."""
    expected = expect_from_season(counts, period).drop("n_years")
    return counts.join(expected, on=["period_start", "group"], how="left", maintain_order="left")


def _with_range_between(
    counts: pl.DataFrame, changes: Sequence[BoundaryChange], period: Period
) -> pl.DataFrame:
    """Return the counts with ranges; an area that was redrawn is held against its own shape alone.

    The period in which a change falls is neither history nor judged.
    """
    parts = [
        _with_range(piece, period)
        for (group,), part in counts.group_by("group", maintain_order=True)
        for piece in _pieces(part, _days_of(str(group), changes), period)
    ]
    return pl.concat(parts).sort("group", "period_start") if parts else _with_range(counts, period)


def _pieces(counts: pl.DataFrame, days: Sequence[date], period: Period) -> list[pl.DataFrame]:
    """Return one group's counts in pieces, each under one shape; a period across a change by itself."""
    shapes = [_shape_in(start, days, period) for start in counts["period_start"]]
    marked = counts.with_columns(shape=pl.Series(shapes, dtype=pl.Float64))
    return [piece.drop("shape") for piece in marked.partition_by("shape", maintain_order=True)]


def _shape_in(start: date, days: Sequence[date], period: Period) -> float:
    """Return how many changes came before a period; half of one more where one falls within it."""
    return sum(1.0 if day <= start else 0.5 if day < next_start(start, period) else 0.0 for day in days)


def _days_of(group: str, changes: Sequence[BoundaryChange]) -> list[date]:
    """Return the days on which the polygons of an area changed."""
    return [each.day for each in changes if group in {*each.begun, *each.ended, *each.redrawn}]


def _complete(counts: pl.DataFrame) -> pl.DataFrame:
    """Return the counts with every column of `TREND`, null where it was not asked for."""
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in TREND.items() if name not in counts.columns]
    return counts.with_columns(missing).select(*TREND)
