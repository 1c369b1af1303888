"""What the tab *Time and place* asks of one series: its ground, its rhythm, and when it may strike again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.pages.series.queries import SeriesBasis, SeriesDetail
from sac_dash.dashboard.state import Standing
from sac_dash.figures.wording import local
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.next_event import (
    BackTest,
    NextEvent,
    NextEventParameters,
    back_test_windows,
    foretell_next,
)
from sac_dash.patterns.series_geography import SeriesGeography, describe_places
from sac_dash.patterns.series_rhythm import SeriesRhythm, describe_rhythm
from sac_dash.patterns.series_tempo import SeriesTempo, measure_tempos
from sac_dash.patterns.spree_nights import EPOCH, Ints, least_outings, night_span
from sac_dash.workflow.night import series_head

ASKED = NextEventParameters(switched_on=True)


@dataclass(frozen=True)
class PlaceTime:
    """One series in place and time."""

    places: SeriesGeography | NotEnough
    tempo: SeriesTempo
    rhythm: SeriesRhythm | None


@dataclass(frozen=True)
class NextWindow:
    """The window foretold, or why there is none; with the days, where there is one, and the test behind it."""

    told: NextEvent | NotEnough
    days: tuple[date, date] | None
    back_test: BackTest


def place_and_time(detail: SeriesDetail, as_of: datetime) -> PlaceTime:
    """Return a series on the ground and in time, up to the data's cut-off."""
    members = detail.members
    longitude, latitude = (
        members[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        for name in ("longitude", "latitude")
    )
    series_id = detail.card.series_id
    tempo = measure_tempos(members.with_columns(series_id=pl.lit(series_id)), as_of)[series_id]
    places = describe_places(longitude, latitude, members["from_at"].dt.epoch("s").to_numpy())
    return PlaceTime(places, tempo, describe_rhythm(_outings(members)))


def next_window(now: Standing, basis: SeriesBasis, detail: SeriesDetail) -> NextWindow:
    """Return when a series may strike again, where the method has come true for the other series of the force."""
    outings = _outings(detail.members)
    tested = _tested(now, basis)
    quiet = (local(basis.as_of).date() - EPOCH).days - int(outings[-1])
    told = foretell_next(outings, float(quiet), tested, ASKED)
    if isinstance(told, NotEnough):
        return NextWindow(told, None, tested)
    last = EPOCH + timedelta(days=int(outings[-1]))
    days = last + timedelta(days=round(told.from_days)), last + timedelta(days=round(told.to_days))
    return NextWindow(told, days, tested)


def _outings(members: pl.DataFrame) -> Ints:
    return least_outings(*night_span(members))


_back_tests: KeptResults[BackTest] = KeptResults(3)


def _tested(now: Standing, basis: SeriesBasis) -> BackTest:
    """Return how often the method came true for the series that the force knows or that somebody has in hand.

    Suggested ones are left out: they were put together for being close in time.
    """
    judged = [*basis.known(), *basis.in_hand()]
    key = (str(now.generation.folder), now.generation.id, series_head(now.book))

    def test() -> BackTest:
        windows = now.generation.offences.select("from_at", "to_at")
        return back_test_windows(
            [_outings(windows[basis.rows_of[each].get_column("row")]) for each in judged], ASKED
        )

    return _back_tests.get(key, test)
