"""The results of a choice, each worked out once and kept while the generation and the series' members stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.pages.patterns.choice import Choice
from sac_dash.dashboard.pages.patterns.chosen import Chosen, choose
from sac_dash.patterns.aoristic import HourTable, spread_hours
from sac_dash.patterns.area_counts import AreaCounts, count_by_area
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.hot_spots import HotSpots, find_hot_spots
from sac_dash.patterns.lighting import LightTable, measure_light
from sac_dash.patterns.near_repeats import NearRepeats, count_near_repeats, scale_bands
from sac_dash.patterns.periods import Period
from sac_dash.patterns.repeats import RepeatPremises, count_repeats
from sac_dash.patterns.seasonality import MonthTable, spread_months
from sac_dash.workflow.policing_areas import POLICING_AREA_LAYER

SEED = 20_260_101  # of drawn moments and shuffles: the same choice always gives the same table
_KEPT = 24  # choices of each kind
_AREA_COLUMNS = ("from_at", "to_at", "when_precision", "policing_area")

T = TypeVar("T")


@dataclass(frozen=True)
class Refused:
    """In place of a result that would mislead: why."""

    sentence: str

    def __str__(self) -> str:
        """Return the sentence a page shows."""
        return self.sentence


_OF_A_SERIES = Refused(
    "Not shown for one series: its offences were put together because they are near in place and time"
)


def _kept(work: Callable[[Chosen, Choice], T]) -> Callable[[Choice], T]:
    """Keep what `work` makes of a choice; each kind by itself, so that the slow ones hold up no other."""
    results: KeptResults[T] = KeptResults(_KEPT)

    def of(choice: Choice) -> T:
        return results.get(_key(_standing(), choice), lambda: work(read_chosen(choice), choice))

    of.__doc__ = work.__doc__
    return of


_chosen: KeptResults[Chosen] = KeptResults(_KEPT)


def read_chosen(choice: Choice) -> Chosen:
    """Return the offences chosen."""
    standing = _standing()
    return _chosen.get(_key(standing, choice), lambda: choose(standing, choice))


def _standing() -> state.Standing:
    standing = state.standing()
    assert standing is not None  # noqa: S101 - the shell shows the page only where there is data
    return standing


def _key(standing: state.Standing, choice: Choice) -> tuple[object, ...]:
    generation = standing.generation
    decided = standing.book.head if choice.series else 0  # decisions move members of series alone
    return (str(generation.folder), generation.id, decided, choice)


@_kept
def read_hours(chosen: Chosen, _choice: Choice) -> HourTable | NotEnough:
    """Return when in the week."""
    return spread_hours(chosen.windows)


@_kept
def read_months(chosen: Chosen, _choice: Choice) -> MonthTable | NotEnough:
    """Return when in the year."""
    return spread_months(chosen.windows, chosen.as_of)


@_kept
def read_light(chosen: Chosen, _choice: Choice) -> LightTable | NotEnough:
    """Return in which light."""
    return measure_light(chosen.windows, *chosen.degrees)


@_kept
def read_near(chosen: Chosen, choice: Choice) -> NearRepeats | NotEnough | Refused:
    """Return the Knox table."""
    if choice.series:
        return _OF_A_SERIES
    x_m, y_m = chosen.metres
    bands = scale_bands(x_m, y_m)
    return count_near_repeats(x_m, y_m, chosen.windows, chosen.premises, bands, seed=SEED)


@_kept
def read_again(chosen: Chosen, _choice: Choice) -> RepeatPremises | NotEnough:
    """Return how often and how soon the same premises are hit again."""
    return count_repeats(chosen.premises, chosen.windows, chosen.as_of)


@_kept
def read_hot(chosen: Chosen, choice: Choice) -> HotSpots | NotEnough | Refused:
    """Return the squares and which of them are hot."""
    return _OF_A_SERIES if choice.series else find_hot_spots(*chosen.metres)


def read_areas(choice: Choice) -> AreaCounts:
    """Return counts by area and month; boundaries may be added between generations."""
    chosen = read_chosen(choice)
    layer = state.store().boundaries().filter(pl.col("layer") == POLICING_AREA_LAYER)
    found = count_by_area(chosen.columns(*_AREA_COLUMNS), layer, Period.MONTH, chosen.as_of)
    if choice.last is None:
        return found
    # the moment a period ends is the first of the next day: a month that only begins then is none of it
    return replace(found, counts=found.counts.filter(pl.col("period_start") <= choice.last))
