"""How far a series' offences lie from one to the next, and how far apart at most.

Distances are straight lines between consecutive offences in the order of their windows' starts. The
same people may have gone home in between: a journey's length is no mileage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sac_dash.geography.distances import distance_km

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class JourneyDistances:
    """The distances of one series' placed offences, in kilometres.

    Attributes
    ----------
    legs_km
        From each offence to the next; one fewer than there are places.
    total_km
        All legs together.
    median_leg_km
        The middle leg; None without one.
    widest_km
        Between the two offences furthest from one another.
    """

    legs_km: tuple[float, ...]
    total_km: float
    median_leg_km: float | None
    widest_km: float


def measure_journey(longitude: Floats, latitude: Floats) -> JourneyDistances:
    """Measure places in the order of time; all must be known."""
    legs = distance_km(longitude[:-1], latitude[:-1], longitude[1:], latitude[1:])
    return JourneyDistances(
        legs_km=tuple(legs.tolist()),
        total_km=float(legs.sum()),
        median_leg_km=float(np.median(legs)) if len(legs) else None,
        widest_km=_widest_km(longitude, latitude),
    )


def extent_km(longitude: Floats, latitude: Floats) -> float:
    """Return the diagonal of the box around some places, at least one: how far a series reaches, at a glance."""
    return float(distance_km(longitude.min(), latitude.min(), longitude.max(), latitude.max()))


def _widest_km(longitude: Floats, latitude: Floats) -> float:
    """Return the largest distance between any two; series are small enough to try every pair."""
    if len(longitude) < 2:
        return 0.0
    away = distance_km(longitude[:, None], latitude[:, None], longitude[None, :], latitude[None, :])
    return float(away.max())
