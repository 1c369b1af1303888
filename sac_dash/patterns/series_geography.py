"""Where a series lies: its middle, how far it spreads, its journey, and the ground around it.

The pieces are measured elsewhere (:mod:`.ellipse`, :mod:`.journey`); here they are put together for one
series, each with what it needs before it may be shown. None of them says where anybody lives: centres of
offences and homes are different things, and of travelling groups not even near.

Source: N. Levine, *CrimeStat IV* (2015), chapter 4, for the mean centre and the standard distance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sac_dash.geography.buffers import buffer_rings
from sac_dash.geography.distances import distance_km
from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on
from sac_dash.patterns.ellipse import ELLIPSE_RULE, Ellipse, EllipseRule, count_places, spread_ellipse
from sac_dash.patterns.journey import JourneyDistances, measure_journey

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SeriesGeographyParameters:
    """What is shown of a series' places.

    Parameters
    ----------
    least_places
        Distinct places before a centre is named (3).
    buffer_km
        How far around each offence the ground is outlined (1).
    ellipse
        When an ellipse may be drawn.
    """

    least_places: int = 3
    buffer_km: float = 1.0
    ellipse: EllipseRule = ELLIPSE_RULE


@dataclass(frozen=True, eq=False)
class SeriesGeography:
    """One series on the ground.

    Attributes
    ----------
    longitude, latitude
        The mean centre of its offences.
    median_longitude, median_latitude
        The middle offence from west to east and from south to north: one far outlier does not move it.
    standard_distance_km
        Root mean square distance from the mean centre (n - 2 degrees of freedom).
    n_places
        Distinct places.
    ellipse
        Or why there is none.
    journey
        From offence to offence in the order of their windows' starts.
    buffer
        Outlines of the ground around, in degrees.
    """

    longitude: float
    latitude: float
    median_longitude: float
    median_latitude: float
    standard_distance_km: float
    n_places: int
    ellipse: Ellipse | NotEnough
    journey: JourneyDistances
    buffer: tuple[Floats, ...]
    basis: Basis


_DEFAULT = SeriesGeographyParameters()


def describe_places(
    longitude: Floats,
    latitude: Floats,
    start_s: npt.NDArray[np.int64],
    parameters: SeriesGeographyParameters = _DEFAULT,
) -> SeriesGeography | NotEnough:
    """Describe the places of one series.

    Parameters
    ----------
    longitude, latitude
        WGS84 degrees; NaN where unknown.
    start_s
        When each window starts, which gives the journey its order.
    """
    placed = np.isfinite(longitude) & np.isfinite(latitude)
    basis = rest_on(placed.sum(), no_place=(~placed).sum())
    order = np.flatnonzero(placed)[np.argsort(start_s[placed], kind="stable")]
    lon, lat = longitude[order], latitude[order]
    n_places = count_places(lon, lat)
    if n_places < parameters.least_places:
        return NotEnough(TooLittle.PLACES, n_places, parameters.least_places, basis)
    centre = float(lon.mean()), float(lat.mean())
    away = distance_km(lon, lat, *centre)
    drawn = spread_ellipse(lon, lat, parameters.ellipse)
    needed = parameters.ellipse.least_places
    return SeriesGeography(
        longitude=centre[0],
        latitude=centre[1],
        median_longitude=float(np.median(lon)),
        median_latitude=float(np.median(lat)),
        standard_distance_km=float(np.sqrt((away**2).sum() / (len(away) - 2))),
        n_places=n_places,
        ellipse=drawn or NotEnough(TooLittle.PLACES, n_places, needed, basis),
        journey=measure_journey(lon, lat),
        buffer=buffer_rings(lon, lat, parameters.buffer_km),
        basis=basis,
    )
