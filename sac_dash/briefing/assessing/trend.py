"""Section 4, the counts of up to three years by month, with the range each month was expected to fall in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from sac_dash.briefing.assessing.ground import LINKED, Ground
from sac_dash.briefing.assessing.performance import SEASON
from sac_dash.briefing.assessing.scope import MONTH, Scope
from sac_dash.patterns.expectation import exceeds_chance, expect_from_season
from sac_dash.patterns.recording_lag import still_growing

MOST_MONTHS = 36
RANGE_CAPTION = "Dashed: ends of the range expected from the same month of earlier years."


@dataclass(frozen=True)
class TrendMonth:
    """One month: its count (None: no data), its range where there is enough history, and whether it may be compared."""

    month: date
    n: int | None
    lower: int | None
    upper: int | None
    whole: bool
    growing: bool

    @property
    def outside(self) -> bool:
        """Tell whether a whole, settled month lies outside its range."""
        return self.judged and (self.n or 0) not in range(self.lower or 0, (self.upper or 0) + 1)

    @property
    def judged(self) -> bool:
        """Tell whether it can be held against its range."""
        return self.whole and not self.growing and self.upper is not None and self.n is not None


def trend_of(
    ground: Ground, scope: Scope, counts: pl.DataFrame | None = None, most: int = MOST_MONTHS
) -> list[TrendMonth]:
    """Return the months up to the assessed one, of the linked classes or of other `counts` (`COUNTS`)."""
    counted = ground.count(scope.area, LINKED) if counts is None else counts
    expected = expect_from_season(counted, MONTH, SEASON).select("period_start", "lower", "upper")
    joined = counted.join(expected, on="period_start", how="left", maintain_order="left")
    months = [
        TrendMonth(
            row["period_start"], row["n"], row["lower"], row["upper"], row["complete"],
            ground.lag is None or still_growing(row["period_start"], MONTH, ground.lag, ground.as_of),
        )
        for row in joined.filter(pl.col("period_start") <= scope.month).iter_rows(named=True)
    ]  # fmt: skip
    return months[-most:]


def say_trend(months: list[TrendMonth]) -> str:
    """Return how many months lie outside their range, and how many would by chance."""
    held = [each for each in months if each.n is not None]
    n = sum(each.n or 0 for each in held)
    judged = [each for each in months if each.judged]
    if not judged:
        return (
            f"{n:,} offences in {len(held)} months. Not enough data for an expected range: it needs the same"
            f" month in {SEASON.min_years} earlier years, and a recording lag."
        )
    outside = [each for each in judged if each.outside]
    more = exceeds_chance(len(outside), len(judged), SEASON.coverage)
    verdict = "more than chance would readily bring" if more else "no more than chance would bring"
    lie = "lies" if len(outside) < 2 else "lie"
    return (
        f"{n:,} offences in {len(held)} months; {len(outside) or 'none'} of the {len(judged)} that can be held against"
        f" their range {lie} outside it: {verdict}."
    )
