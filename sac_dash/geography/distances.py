"""How far apart places are, and the ring at a given distance, in kilometres over WGS84 degrees.

An analyst asks "how far is it from here?" of a few places and "what lies within five kilometres?" of
a million. Both answers must agree with the ring drawn on the map, so all three come from one formula:
kilometres a degree at the middle latitude, by the series the United States' Federal Communications
Commission prescribes (47 CFR §73.208, after Clarke 1866). Against the geodesic on WGS84 it is within
0.05 % up to 475 km, which is far better than offences are located.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

RING_CORNERS = 96


@dataclass(frozen=True)
class Circle:
    """What lies within `radius_km` (above 0) of a place in WGS84 degrees."""

    longitude: float
    latitude: float
    radius_km: float


def distance_km(
    longitude: npt.ArrayLike, latitude: npt.ArrayLike, to_longitude: npt.ArrayLike, to_latitude: npt.ArrayLike
) -> Floats:
    """Return straight-line distances between places, position by position; NaN where one is unknown.

    As the crow flies: it must not be read as a length of road, nor as a way that anybody took.

    >>> round(float(distance_km(-2.220, 52.192, -2.753, 52.708)), 1)
    67.9
    """
    lon, lat, to_lon, to_lat = (
        np.asarray(each, float) for each in (longitude, latitude, to_longitude, to_latitude)
    )
    north_km, east_km = km_a_degree((lat + to_lat) / 2)
    away: Floats = np.hypot((to_lat - lat) * north_km, (to_lon - lon) * east_km)
    return away


def km_a_degree(latitude: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the kilometres in a degree northwards and in a degree eastwards at a latitude."""
    angle = np.radians(latitude)
    north = 111.13209 - 0.56605 * np.cos(2 * angle) + 0.00120 * np.cos(4 * angle)
    east = 111.41513 * np.cos(angle) - 0.09455 * np.cos(3 * angle) + 0.00012 * np.cos(5 * angle)
    return north, east


def within(circle: Circle, longitude: Floats, latitude: Floats) -> Flags:
    """Return which places lie inside the circle, its edge included; an unknown place does not.

    Only places in the box around the circle are measured, so that a million cost no more than a look.
    """
    north_km, east_km = km_a_degree(min(abs(circle.latitude) + circle.radius_km / 110, 89.9))
    with np.errstate(invalid="ignore"):
        near: Flags = (np.abs(latitude - circle.latitude) * float(north_km) <= circle.radius_km * 1.02) & (
            np.abs(longitude - circle.longitude) * float(east_km) <= circle.radius_km * 1.02
        )
    rows = np.flatnonzero(near)
    away = distance_km(longitude[rows], latitude[rows], circle.longitude, circle.latitude)
    near[rows] = away <= circle.radius_km
    return near


def ring(circle: Circle, corners: int = RING_CORNERS) -> Floats:
    """Return the circle's edge as longitude and latitude (corners × 2), not closed."""
    bearing = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return offset(
        circle.longitude,
        circle.latitude,
        circle.radius_km * np.sin(bearing),
        circle.radius_km * np.cos(bearing),
    )


def offset(longitude: float, latitude: float, east_km: Floats, north_km: Floats) -> Floats:
    """Return the places that lie so many kilometres east and north of one (n × 2, degrees)."""
    up = latitude + north_km / km_a_degree(latitude)[0]
    for _ in range(2):  # the degree is measured half way, which is only known once one has been there
        up = latitude + north_km / km_a_degree((latitude + up) / 2)[0]
    across = longitude + east_km / km_a_degree((latitude + up) / 2)[1]
    return np.column_stack([across, up])
