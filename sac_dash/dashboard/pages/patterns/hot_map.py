"""The map of squares: shaded by their count, outlined where they are hot after correction."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sac_dash.dashboard.pages.patterns.chosen import Chosen
from sac_dash.figures.basemap import ATTRIBUTION, missing_layers
from sac_dash.figures.hot_squares import hot_trace
from sac_dash.figures.map_figure import MapContent, draw_map
from sac_dash.figures.map_points import MapCells
from sac_dash.figures.map_style import GroundLayers
from sac_dash.figures.map_view_fit import Bounds, bounds_of, fit_view
from sac_dash.figures.place_words import towns
from sac_dash.geography.coordinates import LOCAL_METRES, WGS84, transform
from sac_dash.geography.nearest_town import say_nearest_town
from sac_dash.patterns.hot_spots import HotSpots

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_SQUARES = 3_000  # more shapes are slow to draw in a browser
MAP_PX = (500, 176)  # smaller than the smallest card
_TRIM_SHARE = 0.08  # of the offences at each side: those far away would shrink every square to a dot
_METRES_A_DEGREE = 111_320.0


def draw_squares(spots: HotSpots, chosen: Chosen, *, dark: bool) -> dict[str, Any]:
    """Draw the fullest squares and the hot ones."""
    shown, _ = shown_squares(spots)
    crs = chosen.file.places.crs or LOCAL_METRES
    corners = _corners(spots, shown, crs)
    on_earth = crs != LOCAL_METRES
    hot = np.flatnonzero(spots.hot)[:MOST_SQUARES]
    outlined = _corners(spots, hot, crs)
    box = _box(corners, spots.count[shown], outlined)
    content = MapContent(
        view=fit_view(box, *MAP_PX),
        cells=MapCells(corners, spots.count[shown], round(spots.square_m)),
        layers=GroundLayers(on_earth=on_earth),
        attribution=ATTRIBUTION,
        notice="the map's ground is missing" if on_earth and missing_layers() else "",
    )
    figure = draw_map(content, dark=dark)
    figure["layout"]["map"]["uirevision"] = str(box)  # another choice looks elsewhere; dark or light does not
    if len(hot):
        figure["data"].append(hot_trace(outlined, dark=dark))
    return figure


def shown_squares(spots: HotSpots) -> tuple[Ints, int]:
    """Return the squares with an offence that are drawn, the fullest, and how many are left out."""
    filled = np.flatnonzero(spots.count > 0)
    fullest = filled[np.argsort(-spots.count[filled], kind="stable")]
    return np.sort(fullest[:MOST_SQUARES]), max(0, len(filled) - MOST_SQUARES)


def hottest_places(spots: HotSpots, chosen: Chosen, most: int = 3) -> tuple[str, ...]:
    """Return the towns that the hottest squares lie in or near, the one with the most around it first."""
    crs = chosen.file.places.crs
    hot = np.flatnonzero(spots.hot)
    if crs is None or crs == LOCAL_METRES or not len(hot):
        return ()
    order = hot[np.argsort(-spots.z[hot], kind="stable")][:MOST_SQUARES]
    middles = _corners(spots, order, crs).mean(axis=1)
    names: dict[str, None] = {}
    for longitude, latitude in middles.tolist():
        town = say_nearest_town(longitude, latitude, towns())
        names |= {} if town is None else {town.rpartition(" of ")[2]: None}
    return tuple(names)[:most]


def _box(corners: Floats, count: Ints, hot: Floats) -> Bounds | None:
    """Return the box around most offences and every hot square."""
    middles = np.repeat(corners.mean(axis=1), count, axis=0)
    box = bounds_of(middles[:, 0], middles[:, 1], _TRIM_SHARE)
    if box is None or not len(hot):
        return box
    low, high = hot.min(axis=(0, 1)), hot.max(axis=(0, 1))
    return min(box[0], low[0]), min(box[1], low[1]), max(box[2], high[0]), max(box[3], high[1])


def _corners(spots: HotSpots, which: Ints, crs: str) -> Floats:
    """Return the corners of squares in degrees (squares × 4 × 2); local metres are laid out around 0, 0."""
    half = spots.square_m / 2
    x = (spots.x_m[which, None] + np.array([-half, half, half, -half])).ravel()
    y = (spots.y_m[which, None] + np.array([-half, -half, half, half])).ravel()
    if crs == LOCAL_METRES:
        middle = float(np.median(spots.x_m)), float(np.median(spots.y_m))
        longitude, latitude = (x - middle[0]) / _METRES_A_DEGREE, (y - middle[1]) / _METRES_A_DEGREE
    else:
        longitude, latitude = transform(x, y, crs, WGS84)
    return np.column_stack([longitude, latitude]).reshape(-1, 4, 2)
