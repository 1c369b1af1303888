"""Trends of a generation: one choice to counts, ranges and what must be said with them.

The Trends page and `sac-dash trends` both ask here. Series and codes count as they stand under what analysts
decided; areas count by the boundaries that were in force on the day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.figures.trend_bars import BarState, TrendPeriod
from sac_dash.geography.boundary_changes import BoundaryChange, find_changes
from sac_dash.patterns.counts import count_spanning
from sac_dash.patterns.cut_off import data_cut_off
from sac_dash.patterns.expectation import SeasonParameters, exceeds_chance
from sac_dash.patterns.periods import Period, next_start, placeable
from sac_dash.patterns.recording_lag import RecordingLag, measure_lag, still_growing
from sac_dash.patterns.trend_counts import count_groups, count_total, tell_unknown
from sac_dash.store import Generation
from sac_dash.workflow.policing_areas import area_layer
from sac_dash.workflow.series_in_hand import series_in_hand, tags_in_hand
from sac_dash.workflow.trend_splits import RULES, Split, SplitKind, asked_of, group_offences, held_facets

EVERY_CLASS = "all"
_NEEDED = ("from_at", "to_at", "recorded_at", "when_precision", "offence_class", "policing_area", "force")
_VIEWS_KEPT = 64


@dataclass(frozen=True)
class TrendChoice:
    """What is asked to be seen; `group` None is the total."""

    period: Period
    split: Split
    offence_class: str = EVERY_CLASS
    group: str | None = None


@dataclass(frozen=True)
class TrendView:
    """Counts of one choice, ready to be drawn, printed and exported.

    Attributes
    ----------
    period
        As counted: months where the times are months only.
    total, groups
        The bars together, and of each group, the largest group first.
    frame
        `patterns.trend_counts.TREND`: the total, then the groups.
    n, n_not_placed, n_spanning
        Offences counted, those whose time is too coarse, those whose window spans two periods.
    changes
        Days within the periods on which boundaries changed.
    """

    split: Split
    period: Period
    total: list[TrendPeriod]
    groups: list[tuple[str, list[TrendPeriod]]]
    frame: pl.DataFrame
    n: int
    n_not_placed: int
    n_spanning: int
    lag: RecordingLag | None
    as_of: datetime
    changes: tuple[BoundaryChange, ...] = ()


@dataclass(frozen=True)
class TrendSource:
    """What trends are made of.

    Parameters
    ----------
    offences
        Offence record (`domain.columns.OFFENCES`), in row order.
    as_of
        How far the data goes (aware).
    boundaries
        `BOUNDARIES`, every layer.
    tags, members
        Asked for when a split needs them: `TAGS`, and `row, series_id`, as they stand.
    """

    offences: pl.DataFrame
    as_of: datetime
    boundaries: pl.DataFrame
    tags: Callable[[], pl.DataFrame]
    members: Callable[[], pl.DataFrame]


def trend_source(
    generation: Generation, boundaries: pl.DataFrame, book: Callable[[], CaseBook]
) -> TrendSource:
    """Return what the trends of a generation are made of, under a case book that is read when it is needed."""
    return TrendSource(
        offences=generation.offences,
        as_of=data_cut_off(generation.offences) or generation.published_at,
        boundaries=boundaries,
        tags=lambda: tags_in_hand(generation, book()),
        members=lambda: series_in_hand(generation, book()).members(),
    )


class TrendBasis:
    """The offences in the few columns counted, with counts kept as they are asked for."""

    def __init__(self, source: TrendSource) -> None:
        self._source = source
        self._offences = source.offences.select(_NEEDED).with_row_index("row")
        layer = area_layer(source.boundaries)
        self._areas = source.boundaries.filter(pl.col("layer") == (layer or ""))
        self.changes = find_changes(self._areas)
        self.as_of = source.as_of
        self.only_months = placeable(self._offences, Period.WEEK).is_empty()
        self.classes = tuple(self._offences["offence_class"].unique().sort())
        self.facets = lru_cache(maxsize=1)(lambda: held_facets(source.tags()))
        self._view_of = lru_cache(maxsize=_VIEWS_KEPT)(self._count)

    def view(self, choice: TrendChoice) -> TrendView:
        """Return the counts of a choice; months where the times are months only."""
        period = Period.MONTH if self.only_months else choice.period
        return self._view_of(period, choice.split, choice.offence_class)

    def _count(self, period: Period, split: Split, offence_class: str) -> TrendView:
        held = _of_class(self._offences, offence_class)
        asked = asked_of(held, split)
        grouped = group_offences(asked, split, self._grouped_by(split))
        total = count_total(held, period, self.as_of)
        groups, _ = count_groups(
            asked, grouped, period, self.as_of, rule=RULES[split.kind], boundaries=self._areas
        )
        lag = measure_lag(held)
        placed = placeable(held, period).filter(pl.col("from_at") <= self.as_of)
        shown = _with_silence(total, groups) if asked.height == held.height else total
        bars = _as_periods(shown, period, lag, self.as_of)
        return TrendView(
            split=split,
            period=period,
            total=bars,
            groups=_as_groups(groups, period, lag, self.as_of),
            frame=pl.concat([shown, groups]),
            n=placed.height,
            n_not_placed=held.height - placeable(held, period).height,
            n_spanning=count_spanning(held, period, self.as_of),
            lag=lag,
            as_of=self.as_of,
            changes=tuple(each for each in self.changes if bars and bars[0].start < each.day < bars[-1].end),
        )

    def _grouped_by(self, split: Split) -> pl.DataFrame | None:
        if split.kind in {SplitKind.METHOD, SplitKind.FACET}:
            return self._source.tags()
        if split.kind is SplitKind.SERIES:
            return self._source.members().unique(["row", "series_id"], maintain_order=True)
        return None


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
    """Return the bars to be shown: none stands out where chance alone brings as many outside the range."""
    if exceeds_chance(len(outside_range(periods)), len(judged_periods(periods)), SeasonParameters().coverage):
        return periods
    return [replace(each, judged=False) for each in periods]


def _of_class(offences: pl.DataFrame, offence_class: str) -> pl.DataFrame:
    """Return the offences of one class, or all."""
    every = offence_class == EVERY_CLASS
    return offences if every else offences.filter(pl.col("offence_class") == offence_class)


def _with_silence(total: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Return the total with how many of its offences do not say what the groups ask."""
    bare = total.drop("n_asked", "n_unknown")
    joined = bare.join(tell_unknown(groups), on="period_start", how="left", maintain_order="left")
    return joined.select(total.columns)


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
    told = ("n", "complete", "in_force", "n_asked", "n_unknown", "expected", "lower", "upper", "law")
    return [
        TrendPeriod(
            start=row["period_start"],
            end=next_start(row["period_start"], period),
            growing=row["complete"] and still_growing(row["period_start"], period, lag, as_of),
            judged=lag is not None,
            **{name: row[name] for name in told},
        )
        for row in counts.iter_rows(named=True)
    ]
