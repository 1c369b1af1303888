"""The standard deviational ellipse of a series' places: how far it spreads, and in which direction.

A hull is drawn by its outermost offences alone; an ellipse sums all of them up. It does so honestly
only where there are enough places: the axes are two standard deviations estimated from n places, each
uncertain by about 1 / sqrt(2 (n - 1)), which is a half with three places and a quarter with eight.

Source: R. Yuill, "The standard deviational ellipse" (Geografiska Annaler B, 1971), with the two
corrections of N. Levine, *CrimeStat IV* (2015), chapter 4: n - 2 degrees of freedom and a factor of
sqrt(2), by which the ellipse of places scattered normally holds 63 in 100 of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sac_dash.geography.distances import km_a_degree, offset

Floats = npt.NDArray[np.float64]

RING_CORNERS = 72


@dataclass(frozen=True)
class EllipseRule:
    """When an ellipse may be drawn.

    Parameters
    ----------
    least_places
        Distinct places needed (8: each axis is then known to about a quarter of its length).
    least_ratio
        Shorter to longer axis; below it (0.02) the places lie on a line and have no area.
    """

    least_places: int = 8
    least_ratio: float = 0.02


@dataclass(frozen=True)
class Ellipse:
    """An ellipse on the ground.

    Attributes
    ----------
    longitude, latitude
        The mean centre of the places (WGS84 degrees).
    major_km, minor_km
        The semi-axes.
    bearing_deg
        Direction of the longer axis, clockwise from north, 0 to 180.
    n_places
        Distinct places it sums up.
    """

    longitude: float
    latitude: float
    major_km: float
    minor_km: float
    bearing_deg: float
    n_places: int


ELLIPSE_RULE = EllipseRule()


def count_places(longitude: Floats, latitude: Floats) -> int:
    """Return how many distinct places (to about a metre) there are."""
    return len(_distinct(longitude, latitude))


def spread_ellipse(longitude: Floats, latitude: Floats, rule: EllipseRule = ELLIPSE_RULE) -> Ellipse | None:
    """Return the ellipse of places, each counted once; None where there are too few or they lie on a line.

    It must not be read as where the next offence will be, nor as where anybody lives.
    """
    places = _distinct(longitude, latitude)
    if len(places) < rule.least_places:
        return None
    centre = places.mean(axis=0)
    north_km, east_km = km_a_degree(centre[1])
    flat = (places - centre) * np.array([float(east_km), float(north_km)])
    variance, axes = np.linalg.eigh(flat.T @ flat / (len(flat) - 2))
    minor_km, major_km = np.sqrt(2 * np.maximum(variance, 0.0))
    if minor_km < rule.least_ratio * major_km or major_km == 0:
        return None
    east, north = axes[:, 1]
    return Ellipse(
        longitude=float(centre[0]),
        latitude=float(centre[1]),
        major_km=float(major_km),
        minor_km=float(minor_km),
        bearing_deg=float(np.degrees(np.arctan2(east, north)) % 180),
        n_places=len(places),
    )


def ellipse_ring(ellipse: Ellipse, corners: int = RING_CORNERS) -> Floats:
    """Return the ellipse's edge as longitude and latitude (corners × 2), not closed."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    along, aside = ellipse.major_km * np.cos(turn), ellipse.minor_km * np.sin(turn)
    bearing = np.radians(ellipse.bearing_deg)
    east = along * np.sin(bearing) + aside * np.cos(bearing)
    north = along * np.cos(bearing) - aside * np.sin(bearing)
    return offset(ellipse.longitude, ellipse.latitude, east, north)


def _distinct(longitude: Floats, latitude: Floats) -> Floats:
    places = np.column_stack([longitude, latitude])
    return np.unique(places[np.isfinite(places).all(axis=1)].round(5), axis=0)
