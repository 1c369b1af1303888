"""Counts by policing area over time, with the days marked on which the areas were redrawn.

Every offence counts in the area that was in force on its day (:mod:`sac_dash.geography.boundaries`). An area that
did not exist yet has no count of nought: it has none, and a period in which it began or ended says how
much of it is covered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from sac_dash.domain.columns import Schema
from sac_dash.geography.boundary_changes import BoundaryChange, BoundarySpell, find_changes, find_spells
from sac_dash.patterns.basis import Basis, rest_on
from sac_dash.patterns.counts import COUNTS, NOT_KNOWN, count_by_period
from sac_dash.patterns.periods import Period, next_start, placeable

# One row = one period of one area.
AREA_COUNTS: Schema = {
    **COUNTS,  # n is null, too, where the area was not in force on any day of the period
    "in_force": pl.Float64,  # share of the period's days on which it was; null = no boundary of that name held
}


@dataclass(frozen=True, eq=False)
class AreaCounts:
    """Counts of every area in every period, and what changed in between.

    Attributes
    ----------
    counts
        `AREA_COUNTS`, by area (``group``) then period. Only whole periods with `in_force` 1 compare.
    changes
        Days within the periods counted on which the boundaries changed.
    basis
        Offences counted; those of no known area are among them, as "Not known".
    """

    counts: pl.DataFrame
    changes: tuple[BoundaryChange, ...]
    basis: Basis


def count_by_area(
    offences: pl.DataFrame, boundaries: pl.DataFrame, period: Period | str, as_of: datetime
) -> AreaCounts:
    """Count offences by policing area and period up to `as_of` (aware).

    Parameters
    ----------
    offences
        Offence record with `policing_area` assigned by day.
    boundaries
        `BOUNDARIES` of the layer that areas come from; may be empty.
    """
    period = Period(period)
    counted = count_by_period(offences, period, "policing_area", as_of)
    spells = find_spells(boundaries)
    known = frozenset[str]().union(*(spell.areas for spell in spells))
    starts = counted["period_start"].unique().sort().to_list()
    share = pl.DataFrame(
        [(name, start, _share_in_force(name, start, period, spells)) for name in sorted(known) for start in starts],
        schema={"group": pl.String, "period_start": pl.Date, "in_force": pl.Float64}, orient="row",
    )  # fmt: skip
    joined = counted.join(share, on=["group", "period_start"], how="left", maintain_order="left")
    absent = (pl.col("in_force") == 0) & (pl.col("n") == 0)
    counts = joined.with_columns(n=pl.when(~absent.fill_null(value=False)).then("n")).select(*AREA_COUNTS)
    held = placeable(offences, period)
    n = held.filter(pl.col("from_at") <= as_of).height
    basis = rest_on(n, month_only=offences.height - held.height, after_cut_off=held.height - n)
    last = next_start(starts[-1], period) if starts else date.min
    changes = tuple(change for change in find_changes(boundaries) if starts and starts[0] < change.day < last)
    return AreaCounts(counts, changes, basis)


def unplaced(counts: pl.DataFrame) -> int:
    """Return how many offences of `AREA_COUNTS` lie in no known area."""
    return int(counts.filter(pl.col("group") == NOT_KNOWN)["n"].sum())


def _share_in_force(name: str, start: date, period: Period, spells: tuple[BoundarySpell, ...]) -> float:
    """Return the share of a period's days on which an area was in force."""
    stop = next_start(start, period)
    days = sum(
        _overlap_days(start, stop - timedelta(days=1), spell) for spell in spells if name in spell.areas
    )
    return days / (stop - start).days


def _overlap_days(first: date, last: date, spell: BoundarySpell) -> int:
    end = last if spell.last is None else min(last, spell.last)
    return max(0, (end - max(first, spell.first)).days + 1)
