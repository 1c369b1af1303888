"""What the Map page shows for a given address: contents of the map and of the table."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from sac_dash.dashboard.pages.map.captions import stamp
from sac_dash.dashboard.pages.map.filters import MapFilters
from sac_dash.dashboard.pages.map.in_view import choose_drawn
from sac_dash.dashboard.pages.map.loading import MapPage
from sac_dash.dashboard.pages.map.outlining import journeys, outlined_series, series_ellipses
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Flags, latest
from sac_dash.dashboard.pages.map.ties import MAX_TIES, page_ties
from sac_dash.dashboard.pages.map.wording import (
    ground_missing,
    hover_texts,
    place_text,
    short_class_text,
    window_text,
)
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.basemap import ATTRIBUTION, missing_layers
from sac_dash.figures.map_figure import MapContent
from sac_dash.figures.map_points import MapCells, MapPoints
from sac_dash.figures.map_style import GroundLayers
from sac_dash.figures.map_view_fit import Bounds, bounds_of, fit_view
from sac_dash.figures.palette import series_colour
from sac_dash.geography.distances import ring
from sac_dash.patterns.grid_counts import count_cells

MAX_TABLE_ROWS = 1_000


def map_content(page: MapPage, looked_at: Bounds | None = None) -> MapContent:
    """Return what the map shows while it looks at a box (None: not known yet)."""
    places, selection, filters = page.places, page.selection, page.filters
    drawn = choose_drawn(places, selection, looked_at)
    series = [] if drawn.windowed and not filters.series else outlined_series(places, selection, filters)
    fit = _fit(places, filters)
    return MapContent(
        view=filters.view or fit_view(fit),
        points=None if drawn.on_grid else _points(places, drawn.which, selection.chosen, page.names),
        cells=_cells(places, drawn.which) if drawn.on_grid else None,
        hulls=series if "hulls" in filters.layers else [],
        journeys=journeys(series, filters),
        ties=[] if drawn.on_grid or len(ties := page_ties(page).ties) > MAX_TIES else ties,
        ellipses=series_ellipses(series) if filters.series and "ellipses" in filters.layers else [],
        selection=list(filters.outline) if filters.outline else None,
        circle=filters.circle,
        windowed=drawn.windowed,
        window=drawn.window,
        stamp=stamp(page),
        fit=fit,
        layers=_ground(page),
        attribution=ATTRIBUTION,
        notice=ground_missing(missing) if (missing := missing_layers()) and places.on_earth else "",
    )


def table_rows(places: Places, chosen: Flags, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the chosen offences for the table, the latest first, at most 1,000."""
    rows = latest(places, chosen, MAX_TABLE_ROWS)
    shown = places.words[rows].select(
        pl.col("row").cast(pl.String).alias("id"),
        key="offence_key",
        ref="crime_ref",
        when=window_text(),
        kind=short_class_text(),
        atm=pl.col("offence_class") == OffenceClass.ATM_ATTACK.value,
        place=place_text(),
        series="series_id",
        series_name=pl.col("series_id").replace(names),
        value=pl.col("value_gbp"),
        lon=pl.Series(np.where(places.placed[rows], places.longitude[rows], np.nan)).fill_nan(None),
        lat=pl.Series(np.where(places.placed[rows], places.latitude[rows], np.nan)).fill_nan(None),
        start=pl.Series(places.start_ms[rows]),
        end=pl.Series(places.end_ms[rows]),
    )
    return [row | {"colour": series_colour(row["series"])} for row in shown.to_dicts()]


def _points(places: Places, drawn: Flags, chosen: Flags, names: dict[str, str]) -> MapPoints:
    rows = np.flatnonzero(drawn)
    return MapPoints(
        row=rows,
        longitude=places.longitude[rows],
        latitude=places.latitude[rows],
        colour_index=places.colour[rows],
        atm=places.klass[rows] == list(OffenceClass).index(OffenceClass.ATM_ATTACK),
        clear=chosen[rows],
        hover=hover_texts(places.words[rows], names),
    )


def _cells(places: Places, which: Flags) -> MapCells:
    counted = count_cells(places.squares, which)
    return MapCells(counted.corners, counted.count, counted.size_m)


def _fit(places: Places, filters: MapFilters) -> Bounds | None:
    """Return the box the map moves to: the circle around a place named, the chosen series, or the force."""
    if filters.circle and filters.around:
        edge = ring(filters.circle)
        return bounds_of(edge[:, 0], edge[:, 1])
    if not filters.series:
        return places.reach
    named = np.array([series_id in filters.series for series_id in places.series_ids] + [False])
    rows = places.series_rows[named[places.series[places.series_rows]]]
    rows = rows[places.placed[rows]]
    return bounds_of(places.longitude[rows], places.latitude[rows])


def _ground(page: MapPage) -> GroundLayers:
    return GroundLayers(
        on_earth=page.places.on_earth,
        towns="towns" in page.filters.layers,
        boundaries=page.has_boundaries and "boundaries" in page.filters.layers,
        boundaries_on=page.boundaries_day.isoformat() if page.boundaries_day else "",
    )
