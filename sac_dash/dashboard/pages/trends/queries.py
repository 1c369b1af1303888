"""What the Trends page asks of what stands: its counts, kept while generation and decisions stand."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.figures.trend import MAX_PANELS
from sac_dash.figures.trend_bars import TrendPeriod
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.patterns.periods import Period
from sac_dash.store import Generation
from sac_dash.workflow.trend_splits import DECIDED, Split, read_split
from sac_dash.workflow.trends import TrendBasis, TrendChoice, TrendSource, TrendView


def trend_basis(standing: state.Standing, split: Split) -> TrendBasis:
    """Return the basis of a split's trends: a decision makes anew only what decisions can change."""
    decided = split.kind in DECIDED
    return _basis_of_standing(standing) if decided else _basis_of_generation(standing.generation)


def offered_facets(standing: state.Standing) -> tuple[str, ...]:
    """Return the facets that any offence says anything of."""
    return _basis_of_standing(standing).facets()


@state.per_generation
def _basis_of_generation(generation: Generation) -> TrendBasis:
    """Return the basis of splits that decisions leave alone."""
    return TrendBasis(_source(generation, lambda: generation.tags, lambda: generation.members))


@state.per_standing
def _basis_of_standing(standing: state.Standing) -> TrendBasis:
    """Return the basis of splits by codes and series, as they stand."""

    def members() -> pl.DataFrame:
        return standing.series.members()  # worked out when asked for, not before

    return TrendBasis(_source(standing.generation, lambda: standing.tags, members))


def _source(
    generation: Generation, tags: Callable[[], pl.DataFrame], members: Callable[[], pl.DataFrame]
) -> TrendSource:
    as_of = cut_off(generation).as_of or generation.published_at
    return TrendSource(generation.offences, as_of, state.store().boundaries(), tags, members)


def require_standing() -> state.Standing:
    """Return what stands; the shell shows the page only where there is data."""
    standing = state.standing()
    assert standing is not None  # noqa: S101 - as the docstring says
    return standing


def read_choice(period: str, by: str, offence_class: str, group: str | None = None) -> TrendChoice:
    """Return the choice that the controls stand for."""
    return TrendChoice(Period(period), read_split(by), offence_class, group or None)


def read_trend(choice: TrendChoice) -> TrendView:
    """Return the counts of a choice."""
    return trend_basis(require_standing(), choice.split).view(choice)


def shown_groups(view: TrendView) -> list[tuple[str, list[TrendPeriod]]]:
    """Return the groups that small multiples have room for: the largest.

    Offences that do not say would set the scale for all and are stated instead, where there is anything else.
    """
    return known_groups(view)[:MAX_PANELS]


def known_groups(view: TrendView) -> list[tuple[str, list[TrendPeriod]]]:
    """Return the groups without those that do not say; these where they are all there is."""
    return [each for each in view.groups if each[0] != NOT_KNOWN] or view.groups
