"""Whether a series is local or travels, against how far apart the file's own offences lie.

The same forty kilometres are next door in a rural force and another world in a city, so that a series is
compared with its file. Travelling series are what a ranking led by distance puts last (`domain.md` 1.2).
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import polars as pl

from sac_dash.linkage.baselines import places_km, typical_distance_km
from sac_dash.linkage.truth import TruePairs

TRAVELLING_SHARE = 0.5
"""A series travels when its median distance is at least this share of the median between any two offences."""


class SeriesReach(StrEnum):
    """How far a series reaches."""

    LOCAL = "local"
    TRAVELLING = "travelling"
    UNKNOWN = "place unknown"


def reach_of_series(offences: pl.DataFrame, pairs: TruePairs) -> list[SeriesReach]:
    """Return the reach of each true series, by its number (``TruePairs.block``)."""
    x_km, y_km = places_km(offences)
    typical = typical_distance_km(x_km, y_km)
    apart = np.hypot(x_km[pairs.a] - x_km[pairs.b], y_km[pairs.a] - y_km[pairs.b])
    return [_reach(apart[pairs.block == block], typical) for block in range(pairs.blocks)]


def _reach(apart_km: np.ndarray, typical_km: float) -> SeriesReach:
    known = apart_km[~np.isnan(apart_km)]
    if not len(known):
        return SeriesReach.UNKNOWN
    travels = np.median(known) >= TRAVELLING_SHARE * typical_km
    return SeriesReach.TRAVELLING if travels else SeriesReach.LOCAL
