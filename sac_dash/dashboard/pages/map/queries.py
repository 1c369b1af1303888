"""What the Map page shows for a given address: contents of the map, the timeline and the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.dashboard.pages.map.filters import MapFilters
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Selection, latest
from sac_dash.dashboard.pages.map.wording import (
    class_text,
    ground_missing,
    hover_texts,
    place_text,
    window_text,
)
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.basemap import ATTRIBUTION, missing_layers
from sac_dash.figures.map_figure import MapContent
from sac_dash.figures.map_points import MapCells, MapPoints
from sac_dash.figures.map_series import SeriesPlaces
from sac_dash.figures.map_style import GroundLayers
from sac_dash.figures.map_view_fit import Bounds, bounds_of, fit_view
from sac_dash.figures.palette import series_colour
from sac_dash.figures.timeline import MS_A_DAY
from sac_dash.patterns.grid_counts import METRES_A_DEGREE, count_cells

MAX_POINTS = 10_000  # more are sent as counts on a grid
MAX_JOURNEYS = 6  # more numbered journeys at once cannot be read
MAX_TABLE_ROWS = 1_000
FIT_TRIM = 0.05  # share of outlying offences left out of the first view, at each side: gangs travel far

Flags = npt.NDArray[np.bool_]


def map_content(
    places: Places, selection: Selection, filters: MapFilters, names: dict[str, str], *, has_boundaries: bool
) -> MapContent:
    """Return what the map shows."""
    drawn = selection.shown & places.placed
    too_many = int(drawn.sum()) > MAX_POINTS
    series = [] if too_many else outlined_series(places, selection, filters)
    fit = _fit(places, filters)
    return MapContent(
        view=filters.view or fit_view(fit),
        points=None if too_many else _points(places, drawn, selection.chosen, names),
        cells=_cells(places, drawn & selection.chosen) if too_many else None,
        hulls=series if "hulls" in filters.layers else [],
        journeys=_journeys(series, filters),
        selection=list(filters.outline) if filters.outline else None,
        fit=fit,
        layers=_ground(places, filters, has_boundaries=has_boundaries),
        attribution=ATTRIBUTION,
        notice=ground_missing(missing) if (missing := missing_layers()) and places.on_earth else "",
    )


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
    if filters.series:
        return series
    since_ms = places.start_ms.max(initial=-np.inf) - rule.active_days * MS_A_DAY
    active = set(places.series[(places.start_ms >= since_ms) & (places.series >= 0)].tolist())
    names = {places.series_ids[index] for index in active}
    return [each for each in series if each.series_id in names and _extent_km(each) <= rule.extent_km]


def series_places(places: Places, which: Flags, filters: MapFilters) -> list[SeriesPlaces]:
    """Return the series of two or more offences among `which`, each in the order of window starts."""
    rows = np.flatnonzero(which & (places.series >= 0))
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


def table_rows(places: Places, chosen: Flags, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the chosen offences for the table, the latest first, at most 1,000."""
    rows = latest(places.start_ms, chosen, MAX_TABLE_ROWS)
    shown = places.frame[rows].select(
        pl.col("row").cast(pl.String).alias("id"),
        key="offence_key",
        ref="crime_ref",
        when=window_text(),
        kind=class_text(),
        atm=pl.col("offence_class") == OffenceClass.ATM_ATTACK.value,
        place=place_text(),
        series="series_id",
        series_name=pl.col("series_id").replace(names),
        value=pl.col("value_gbp"),
        lon=pl.Series(np.where(places.placed[rows], places.longitude[rows], np.nan)).fill_nan(None),
        lat=pl.Series(np.where(places.placed[rows], places.latitude[rows], np.nan)).fill_nan(None),
        start=pl.Series(places.start_ms[rows]),
    )
    return [row | {"colour": series_colour(row["series"])} for row in shown.to_dicts()]


def period_shown(places: Places, which: Flags) -> tuple[datetime, datetime] | None:
    """Return the first and last moment (local wall time) of the offences `which`; None without any."""
    if not which.any():
        return None
    first, last = places.start_ms[which].min(), places.end_ms[which].max()
    return datetime.fromtimestamp(first / 1000, UTC), datetime.fromtimestamp(last / 1000, UTC)


def _points(places: Places, drawn: Flags, chosen: Flags, names: dict[str, str]) -> MapPoints:
    rows = np.flatnonzero(drawn)
    return MapPoints(
        row=rows,
        longitude=places.longitude[rows],
        latitude=places.latitude[rows],
        colour_index=places.colour[rows],
        atm=places.klass[rows] == list(OffenceClass).index(OffenceClass.ATM_ATTACK),
        clear=chosen[rows],
        hover=hover_texts(places.frame[rows], names),
    )


def _cells(places: Places, which: Flags) -> MapCells:
    counted = count_cells(places.squares, which)
    return MapCells(counted.corners, counted.count, counted.size_m)


def _journeys(series: list[SeriesPlaces], filters: MapFilters) -> list[SeriesPlaces]:
    """Return the chosen series' journeys; without a choice the map opens with none."""
    wanted = bool(filters.series) and "journeys" in filters.layers and len(series) <= MAX_JOURNEYS
    return series if wanted else []


def _extent_km(each: SeriesPlaces) -> float:
    across = np.ptp(each.longitude) * np.cos(np.radians(each.latitude.mean()))
    return float(np.hypot(across, np.ptp(each.latitude)) * METRES_A_DEGREE / 1000)


def _fit(places: Places, filters: MapFilters) -> Bounds | None:
    """Return the box the map moves to: the chosen series, or the whole force."""
    wanted = places.placed
    if filters.series:
        named = np.array([series_id in filters.series for series_id in places.series_ids] + [False])
        wanted = wanted & named[places.series]
    trim = 0.0 if filters.series else FIT_TRIM
    return bounds_of(places.longitude[wanted], places.latitude[wanted], trim)


def _ground(places: Places, filters: MapFilters, *, has_boundaries: bool) -> GroundLayers:
    return GroundLayers(
        on_earth=places.on_earth,
        towns="towns" in filters.layers,
        boundaries=has_boundaries and "boundaries" in filters.layers,
    )
