"""Which series stand out on the map: outlined, with an ellipse, or as a numbered journey."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sac_dash.dashboard.pages.map.filters import MapFilters
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Flags, Selection
from sac_dash.figures.map_series import SeriesPlaces
from sac_dash.figures.map_spread import SeriesEllipse
from sac_dash.figures.timeline import MS_A_DAY
from sac_dash.patterns.ellipse import spread_ellipse
from sac_dash.patterns.journey import extent_km

MAX_JOURNEYS = 6  # more numbered journeys at once cannot be read


@dataclass(frozen=True)
class OutlineRule:
    """Which series the map outlines while none is chosen: all of them at once would be a web.

    Parameters
    ----------
    active_days
        The last offence lies within this many days of the data's last.
    extent_km
        The diagonal of the box around its places: a travelling series' outline covers the force.
    """

    active_days: int = 90
    extent_km: float = 60.0


OUTLINED = OutlineRule()


def outlined_series(
    places: Places, selection: Selection, filters: MapFilters, rule: OutlineRule = OUTLINED
) -> list[SeriesPlaces]:
    """Return the chosen series; while none is chosen, those still active and close together."""
    series = series_places(places, selection.chosen & places.placed, filters)
    if filters.series or not series:
        return series
    starts = places.start_ms[places.series_rows]
    since_ms = places.start_ms[places.newest_first[0]] - rule.active_days * MS_A_DAY
    active = set(places.series[places.series_rows[starts >= since_ms]].tolist())
    names = {places.series_ids[index] for index in active}
    return [
        each
        for each in series
        if each.series_id in names and extent_km(each.longitude, each.latitude) <= rule.extent_km
    ]


def series_places(places: Places, which: Flags, filters: MapFilters) -> list[SeriesPlaces]:
    """Return the series of two or more offences among `which`, each in the order of window starts."""
    rows = places.series_rows[which[places.series_rows]]
    rows = rows[np.lexsort((rows, places.end_ms[rows], places.start_ms[rows], places.series[rows]))]
    cuts = np.flatnonzero(np.diff(places.series[rows])) + 1
    return [
        SeriesPlaces(
            series_id=(name := places.series_ids[places.series[some[0]]]),
            longitude=places.longitude[some],
            latitude=places.latitude[some],
            emphasis=name in filters.series,
            number=tuple(places.number[some].tolist()),
        )
        for some in np.split(rows, cuts)
        if len(some) > 1
    ]


def series_ellipses(series: list[SeriesPlaces]) -> list[SeriesEllipse]:
    """Return the ellipses of those series that have places enough for one."""
    found = [(each.series_id, spread_ellipse(each.longitude, each.latitude)) for each in series]
    return [SeriesEllipse(series_id, ellipse) for series_id, ellipse in found if ellipse is not None]


def journeys(series: list[SeriesPlaces], filters: MapFilters) -> list[SeriesPlaces]:
    """Return the chosen series' journeys; without a choice the map opens with none."""
    wanted = bool(filters.series) and "journeys" in filters.layers and len(series) <= MAX_JOURNEYS
    return series if wanted else []
