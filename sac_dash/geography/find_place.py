"""A place that somebody typed: a town, a grid reference or a latitude and longitude.

Not every analyst draws with a mouse, and nobody draws exactly five kilometres; so a place can be named.
"""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from sac_dash.geography.coordinates import BRITISH_NATIONAL_GRID, WGS84, in_great_britain, transform
from sac_dash.geography.distances import distance_km
from sac_dash.geography.grid_reference import read_grid_references
from sac_dash.geography.nearest_town import Towns

_DEGREES = re.compile(r"^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")

Place = tuple[float, float]  # longitude, latitude


def read_place(text: str, towns: Towns, near: Place) -> Place | None:
    """Return where `text` is; of several towns of a name, the one closest to `near`; None for no place.

    Latitude comes first, as people say it; swapped where only that lies in Great Britain.
    """
    return _degrees(text) or _grid_reference(text) or _town(text, towns, near)


def _degrees(text: str) -> Place | None:
    found = _DEGREES.match(text)
    if not found:
        return None
    first, second = float(found[1]), float(found[2])
    as_said, swapped = (second, first), (first, second)
    if _is_british(swapped) and not _is_british(as_said):
        return swapped
    return as_said if abs(first) <= 90 and abs(second) <= 180 else None


def _is_british(place: Place) -> bool:
    return bool(in_great_britain(np.array([place[0]]), np.array([place[1]]))[0])


def _grid_reference(text: str) -> Place | None:
    easting, northing, _ = read_grid_references(pl.Series([text])).row(0)
    if easting is None:
        return None
    longitude, latitude = transform(np.array([easting]), np.array([northing]), BRITISH_NATIONAL_GRID, WGS84)
    return float(longitude[0]), float(latitude[0])


def _town(text: str, towns: Towns, near: Place) -> Place | None:
    wanted = text.strip().casefold()
    named = [position for position, name in enumerate(towns.names) if name.casefold() == wanted]
    if not named:
        return None
    away = distance_km(towns.longitude[named], towns.latitude[named], *near)
    best = named[int(np.argmin(away))]
    return float(towns.longitude[best]), float(towns.latitude[best])
