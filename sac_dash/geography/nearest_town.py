"""Where a place lies, said by the nearest town: ``1.8 km NE of Ludlow``.

An analyst knows towns, not coordinates. Towns are handed in; this room reads no file.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

KM_A_DEGREE = 111.195  # mean Earth radius 6,371.0 km x pi / 180
COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
MOST_KM = 30.0  # beyond this a town says nothing of a place
WITHIN_KM = 0.5  # a town is no point


@dataclass(frozen=True, eq=False)
class Towns:
    """Town names with WGS84 degrees, position by position."""

    names: Sequence[str]
    longitude: npt.NDArray[np.float64]
    latitude: npt.NDArray[np.float64]


def say_nearest_town(longitude: float, latitude: float, towns: Towns, most_km: float = MOST_KM) -> str | None:
    """Return distance and bearing from the nearest town, or None where none is within `most_km`.

    Distances are equirectangular, within 0.1 % at this reach. Within `WITHIN_KM` of the centre
    the name alone is said.
    """
    if not len(towns.names):
        return None
    east_km = (longitude - towns.longitude) * KM_A_DEGREE * math.cos(math.radians(latitude))
    north_km = (latitude - towns.latitude) * KM_A_DEGREE
    away_km = np.hypot(east_km, north_km)
    nearest = int(np.argmin(away_km))
    if away_km[nearest] > most_km:
        return None
    if away_km[nearest] < WITHIN_KM:
        return towns.names[nearest]
    bearing = math.degrees(math.atan2(east_km[nearest], north_km[nearest])) % 360
    point = COMPASS[round(bearing / 45) % len(COMPASS)]
    return f"{away_km[nearest]:.1f} km {point} of {towns.names[nearest]}"
