"""The trend of what the filters keep: months, with the range the same season of earlier years suggests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.map.loading import MapPage
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.domain.british_dates import british_month
from sac_dash.figures.brush import Reach
from sac_dash.figures.trend_bars import BarState, TrendPeriod
from sac_dash.patterns.counts import count_by_period
from sac_dash.patterns.expectation import SeasonParameters, exceeds_chance, expect_from_season
from sac_dash.patterns.periods import Period, next_start
from sac_dash.patterns.recording_lag import RecordingLag, measure_lag, still_growing
from sac_dash.store import Generation

MONTH = Period.MONTH


@state.per_generation
def recording_lag(generation: Generation) -> RecordingLag | None:
    """Return how late a generation's offences were recorded."""
    return measure_lag(generation.offences.select("recorded_at", "to_at", "when_precision"))


@state.per_generation
def covered_months(generation: Generation) -> pl.DataFrame:
    """Return every month of the data (`COUNTS`): a filter empties a month, but the data still cover it."""
    held = generation.offences.select("from_at", "when_precision")
    return count_by_period(held, MONTH, None, cut_off(generation).as_of or generation.published_at)


def trend_periods(page: MapPage, generation: Generation) -> list[TrendPeriod]:
    """Return the months of what every filter but the period keeps; none where nothing can be counted."""
    as_of = cut_off(generation).as_of or generation.published_at
    counts = _counted(page, covered_months(generation))
    expected = expect_from_season(counts, MONTH).drop("n_years", "law")
    joined = counts.join(expected, on=["period_start", "group"], how="left", maintain_order="left")
    lag = recording_lag(generation)
    return _calm([_period(row, lag, as_of) for row in joined.iter_rows(named=True)])


def _counted(page: MapPage, months: pl.DataFrame) -> pl.DataFrame:
    """Return the months with the offences kept; one without data stays without."""
    index = page.places.months
    mine = pl.DataFrame({"period_start": index.starts, "kept": index.count(page.selection.in_time)})
    kept = pl.when(pl.col("n").is_not_null()).then(pl.col("kept").fill_null(0))
    joined = months.join(mine, on="period_start", how="left", maintain_order="left")
    return joined.with_columns(n=kept.cast(pl.Int64)).select(months.columns)


def brushed_months(page: MapPage, periods: list[TrendPeriod]) -> Reach | None:
    """Return the chosen period within the months drawn (local ms); None without one."""
    first, last = page.filters.first, page.filters.last
    if not (first or last):
        return None
    start, end = reach_of(periods)
    chosen = (max(_ms(first), start) if first else start, min(_ms(last) + 86_400_000, end) if last else end)
    return chosen if chosen[0] < chosen[1] else None


def reach_of(periods: list[TrendPeriod]) -> Reach:
    """Return the first and last moment of the months drawn, at least one (local ms)."""
    return _ms(periods[0].start), _ms(periods[-1].end)


def trend_caption(page: MapPage, periods: list[TrendPeriod]) -> str:
    """Return n, the counting rule, what the band is, and what a chosen area does to it."""
    if not periods:
        return "n = 0 offences"
    n = sum(period.n or 0 for period in periods)
    said = [f"n = {n:,} offences by month", "each once, in the month its window begins"]
    if any(period.upper is not None for period in periods):
        said.append("grey: the range expected from the same month of earlier years")
    else:
        said.append("under two earlier years, so no range")
    if page.filters.outline or page.filters.circle or page.filters.series:
        said.append("chosen after looking: a high month proves nothing")
    outside = [each for each in periods if each.state is BarState.ABOVE]
    if outside:
        said.append(f"above it: {', '.join(british_month(each.start) for each in outside[-3:])}")
    return " · ".join(said)


def _calm(periods: list[TrendPeriod]) -> list[TrendPeriod]:
    """Return the months; none stands out where chance alone brings as many outside the range."""
    judged = [each for each in periods if each.upper is not None and each.state in _JUDGED]
    outside = [each for each in judged if each.state is not BarState.USUAL]
    if exceeds_chance(len(outside), len(judged), SeasonParameters().coverage):
        return periods
    return [replace(each, judged=False) for each in periods]


_JUDGED = {BarState.USUAL, BarState.ABOVE, BarState.BELOW}


def _period(row: dict[str, Any], lag: RecordingLag | None, as_of: datetime) -> TrendPeriod:
    start, complete = row["period_start"], row["complete"]
    return TrendPeriod(
        start=start,
        end=next_start(start, MONTH),
        n=row["n"],
        complete=complete,
        growing=complete and still_growing(start, MONTH, lag, as_of),
        judged=lag is not None,
        expected=row["expected"],
        lower=row["lower"],
        upper=row["upper"],
    )


def _ms(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000
