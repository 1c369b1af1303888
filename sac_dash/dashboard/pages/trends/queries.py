"""What the Trends page asks of a generation: counts, expected ranges and what must be said with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.series_names import label_series
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.figures.trend import MAX_PANELS
from sac_dash.figures.trend_bars import BarState, TrendPeriod
from sac_dash.mo.labels import implied_codes, label_code
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.counts import count_by_period, count_spanning
from sac_dash.patterns.expectation import SeasonParameters, exceeds_chance, expect_from_season
from sac_dash.patterns.periods import Period, next_start, placeable
from sac_dash.patterns.recording_lag import RecordingLag, measure_lag, still_growing
from sac_dash.store import Generation

EVERY_CLASS = "all"
GROUP_COLUMNS = {
    "class": "offence_class",
    "area": "policing_area",
    "method": "atm_method",
    "series": "series_id",
}
METHOD_FACET, NO_METHOD, NOT_STATED = (
    "atm_attack",
    "unsuccessful",
    "not_stated",
)  # how an attack ended is no method
_NEEDED = ("from_at", "to_at", "recorded_at", "when_precision", "offence_class", "policing_area")


@dataclass(frozen=True)
class TrendChoice:
    """What the user asked to see; `group` None is the total."""

    period: Period
    by: str  # a key of GROUP_COLUMNS
    offence_class: str = EVERY_CLASS
    group: str | None = None


@dataclass(frozen=True)
class TrendView:
    """Counts of one choice, ready to be drawn and exported.

    `frame` holds one row per period and group with `expected, lower, upper`; `n` and `n_spanning`
    are the offences counted and those whose window spans two periods.
    """

    total: list[TrendPeriod]
    groups: list[tuple[str, list[TrendPeriod]]]
    frame: pl.DataFrame
    n: int
    n_not_placed: int
    n_spanning: int
    lag: RecordingLag | None
    as_of: datetime


class TrendBasis:
    """The offences of one generation in the few columns counted, with counts kept as they are asked for."""

    def __init__(self, generation: Generation) -> None:
        placed = generation.members.select(pl.col("row"), "series_id").unique("row")
        held = generation.offences.select(_NEEDED).with_row_index("row")
        self.offences = held.join(placed, on="row", how="left")
        self.methods = _methods(generation.tags)
        self.as_of = cut_off(generation).as_of or generation.published_at
        self.only_months = placeable(held, Period.WEEK).is_empty()
        self.classes = tuple(held.get_column("offence_class").unique().sort())
        self.view = lru_cache(maxsize=64)(self._view)

    def _view(self, period: Period, by: str, offence_class: str) -> TrendView:
        held = _of_class(self.offences, offence_class)
        grouped = self._grouped(held, by)
        total = _with_expectation(count_by_period(held, period, None, self.as_of), period)
        counted = count_by_period(grouped, period, GROUP_COLUMNS[by], self.as_of)
        groups = _without_expectation(counted) if by == "series" else _with_expectation(counted, period)
        lag = measure_lag(held)
        placed = placeable(held, period).filter(pl.col("from_at") <= self.as_of)
        return TrendView(
            total=_as_periods(total, period, lag, self.as_of),
            groups=_as_groups(groups, period, lag, self.as_of),
            frame=pl.concat([total, groups]),
            n=placed.height,
            n_not_placed=held.height - placed.height,
            n_spanning=count_spanning(held, period, self.as_of),
            lag=lag,
            as_of=self.as_of,
        )

    def _grouped(self, held: pl.DataFrame, by: str) -> pl.DataFrame:
        """Return what is counted by group: an attack by two stated methods once under each."""
        if by == "series":
            return held.filter(pl.col("series_id").is_not_null())
        if by != "method":
            return held
        attacks = held.filter(pl.col("offence_class") == OffenceClass.ATM_ATTACK.value)
        return attacks.join(self.methods, on="row", how="left").with_columns(
            pl.col("atm_method").fill_null(NOT_STATED)
        )


@state.per_generation
def trend_basis(generation: Generation) -> TrendBasis:
    """Return the basis of a generation's trends."""
    return TrendBasis(generation)


def read_trend(generation: Generation, choice: TrendChoice) -> TrendView:
    """Return the counts of a choice; months where the times are months only."""
    basis = trend_basis(generation)
    period = Period.MONTH if basis.only_months else choice.period
    return basis.view(period, choice.by, choice.offence_class)


def label_group(group: str, by: str, names: Mapping[str, str]) -> str:
    """Return what a group is called on the screen."""
    if by == "class":
        return next((label for member, label in CLASS_LABELS.items() if member.value == group), group)
    if by == "method":
        return "Method not stated" if group == NOT_STATED else label_code(METHOD_FACET, group)
    return label_series(group, dict(names)) if by == "series" else group


def shown_groups(view: TrendView) -> list[tuple[str, list[TrendPeriod]]]:
    """Return the groups that small multiples have room for: the largest."""
    return view.groups[:MAX_PANELS]


def chosen_periods(view: TrendView, group: str | None) -> list[TrendPeriod]:
    """Return the bars of the group chosen, or of the total."""
    return dict(view.groups).get(group, view.total) if group else view.total


def judged_periods(periods: list[TrendPeriod]) -> list[TrendPeriod]:
    """Return the bars that may be held against a range: complete, settled and with enough history."""
    return [
        each
        for each in periods
        if each.upper is not None
        and each.complete
        and each.n is not None
        and each.judged
        and not each.growing
    ]


def outside_range(periods: list[TrendPeriod]) -> list[TrendPeriod]:
    """Return the judged bars that lie outside their range."""
    return [each for each in judged_periods(periods) if each.state in {BarState.ABOVE, BarState.BELOW}]


def calm_periods(periods: list[TrendPeriod]) -> list[TrendPeriod]:
    """Return the bars to be drawn: none is coloured where chance alone brings as many outside the range."""
    if exceeds_chance(len(outside_range(periods)), len(judged_periods(periods)), SeasonParameters().coverage):
        return periods
    return [replace(each, judged=False) for each in periods]


def _methods(tags: pl.DataFrame) -> pl.DataFrame:
    """Return the methods stated of each attack, as the run coded them: `row`, `atm_method`.

    A method that a narrower one of the same attack implies is left out: gas says that it was an explosion.
    """
    stated = (pl.col("facet") == METHOD_FACET) & pl.col("state").is_in(PRESENT_STATES)
    named = tags.filter(stated & (pl.col("code") != NO_METHOD))
    stated_of = named.select("row", pl.col("code").alias("atm_method")).unique(maintain_order=True)
    wider = [
        (code, implied)
        for (facet, code), all_implied in implied_codes().items()
        for implied_facet, implied in all_implied
        if facet == implied_facet == METHOD_FACET and code != implied
    ]
    implies = pl.DataFrame(wider, schema={"atm_method": pl.String, "wider": pl.String}, orient="row")
    implied = stated_of.join(implies, on="atm_method").select("row", pl.col("wider").alias("atm_method"))
    return stated_of.join(implied, on=["row", "atm_method"], how="anti", maintain_order="left")


def _of_class(offences: pl.DataFrame, offence_class: str) -> pl.DataFrame:
    """Return the offences of one class, or all."""
    return (
        offences
        if offence_class == EVERY_CLASS
        else offences.filter(pl.col("offence_class") == offence_class)
    )


def _with_expectation(counts: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Return the counts with `expected, lower, upper`, null where there is not enough history."""
    expected = expect_from_season(counts, period).drop("n_years")
    return counts.join(expected, on=["period_start", "group"], how="left", maintain_order="left")


def _without_expectation(counts: pl.DataFrame) -> pl.DataFrame:
    """Return the counts with no range: series are chosen because they bunch, so any range would mislead."""
    return counts.with_columns(
        expected=pl.lit(None, pl.Float64), lower=pl.lit(None, pl.Int64), upper=pl.lit(None, pl.Int64)
    )


def _as_groups(
    counts: pl.DataFrame, period: Period, lag: RecordingLag | None, as_of: datetime
) -> list[tuple[str, list[TrendPeriod]]]:
    """Return the groups' bars, the largest group first."""
    parts = [
        (str(group), int(part.get_column("n").sum()), _as_periods(part, period, lag, as_of))
        for (group,), part in counts.group_by("group", maintain_order=True)
    ]
    ordered = sorted(parts, key=lambda part: (-part[1], part[0]))
    return [(group, periods) for group, _, periods in ordered]


def _as_periods(
    counts: pl.DataFrame, period: Period, lag: RecordingLag | None, as_of: datetime
) -> list[TrendPeriod]:
    """Return the bars of one group."""
    return [
        TrendPeriod(
            start=row["period_start"],
            end=next_start(row["period_start"], period),
            n=row["n"],
            complete=row["complete"],
            growing=row["complete"] and still_growing(row["period_start"], period, lag, as_of),
            judged=lag is not None,
            expected=row["expected"],
            lower=row["lower"],
            upper=row["upper"],
        )
        for row in counts.iter_rows(named=True)
    ]
