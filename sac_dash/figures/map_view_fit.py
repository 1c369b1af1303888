"""Where a map must look so that some places are all in view."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sac_dash.figures.map_style import MAX_ZOOM_TO_FIT, TILE_PX, MapView

WHOLE_COUNTRY = MapView(-2.2, 53.2, 4.9)

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees


def bounds_of(
    longitude: npt.NDArray[np.float64], latitude: npt.NDArray[np.float64], trim_share: float = 0.0
) -> Bounds | None:
    """Return the box around the places; None without any.

    `trim_share` leaves that share of the most outlying places out at each side: one offence with a
    wrong county must not shrink the force to a dot.
    """
    if not len(longitude):
        return None
    shares = [trim_share, 1 - trim_share]
    west, east = np.quantile(longitude, shares)
    south, north = np.quantile(latitude, shares)
    return float(west), float(south), float(east), float(north)


def fit_view(bounds: Bounds | None, width_px: float = 760, height_px: float = 430) -> MapView:
    """Return the view that holds `bounds` in a map of that size, with a margin; the country for None."""
    if bounds is None:
        return WHOLE_COUNTRY
    west, south, east, north = bounds
    across = max(east - west, 1e-6) / 360
    down = max(_mercator(north) - _mercator(south), 1e-9)
    zoom = min(math.log2(width_px / (TILE_PX * across)), math.log2(height_px / (TILE_PX * down)))
    middle = _latitude((_mercator(north) + _mercator(south)) / 2)
    return MapView((west + east) / 2, middle, round(min(zoom - 0.15, MAX_ZOOM_TO_FIT), 2))


def _mercator(latitude: float) -> float:
    """Return a latitude's height on a world that is 1 high (Web Mercator)."""
    return math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)


def _latitude(mercator: float) -> float:
    return math.degrees(math.atan(math.sinh(mercator * 2 * math.pi)))
