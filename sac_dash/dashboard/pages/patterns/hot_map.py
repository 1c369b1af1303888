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
from sac_dash.figures.map_view_fit import bounds_of, fit_view
from sac_dash.geography.coordinates import LOCAL_METRES, WGS84, transform
from sac_dash.patterns.hot_spots import HotSpots

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_SQUARES = 3_000  # more shapes are slow to draw in a browser
MAP_PX = (420, 170)  # smaller than the smallest card
_TRIM_SHARE = 0.01
_METRES_A_DEGREE = 111_320.0


def draw_squares(spots: HotSpots, chosen: Chosen, *, dark: bool) -> dict[str, Any]:
    """Draw the fullest squares and the hot ones."""
    shown, _ = shown_squares(spots)
    crs = chosen.file.places.crs or LOCAL_METRES
    corners = _corners(spots, shown, crs)
    on_earth = crs != LOCAL_METRES
    middles = corners.mean(axis=1)
    box = bounds_of(middles[:, 0], middles[:, 1], _TRIM_SHARE)
    content = MapContent(
        view=fit_view(box, *MAP_PX),
        cells=MapCells(corners, spots.count[shown], round(spots.square_m)),
        fit=box,
        layers=GroundLayers(on_earth=on_earth),
        attribution=ATTRIBUTION,
        notice="the map's ground is missing" if on_earth and missing_layers() else "",
    )
    figure = draw_map(content, dark=dark)
    hot = np.flatnonzero(spots.hot)[:MOST_SQUARES]
    if len(hot):
        figure["data"].append(hot_trace(_corners(spots, hot, crs), dark=dark))
    return figure


def shown_squares(spots: HotSpots) -> tuple[Ints, int]:
    """Return the squares with an offence that are drawn, the fullest, and how many are left out."""
    filled = np.flatnonzero(spots.count > 0)
    fullest = filled[np.argsort(-spots.count[filled], kind="stable")]
    return np.sort(fullest[:MOST_SQUARES]), max(0, len(filled) - MOST_SQUARES)


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
