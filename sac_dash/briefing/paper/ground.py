"""The ground under a map on paper: coast, water, borders, towns and areas in metres of the National Grid.

The basemap is in degrees; it is turned into metres once for the whole process. Where offences are placed in
another system of metres than the National Grid there is no ground, and the map says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sac_dash.figures.basemap import LAYERS, missing_layers, read_basemap

Floats = npt.NDArray[np.float64]
NATIONAL_GRID = "EPSG:27700"
_FAR_M = 2_000_000.0  # beyond this the projection means nothing


@dataclass(frozen=True, eq=False)
class Ground:
    """The basemap in metres: polygons and lines as N × 2 arrays; towns with name and rank (1 most populous)."""

    land: tuple[Floats, ...]
    lakes: tuple[Floats, ...]
    rivers: tuple[Floats, ...]
    borders: tuple[Floats, ...]
    town_names: tuple[str, ...]
    town_ranks: tuple[int, ...]
    towns: Floats


@lru_cache(maxsize=1)
def national_ground() -> Ground | None:
    """Return the basemap in metres of the National Grid; None where it was never built."""
    if any(layer in missing_layers() for layer in LAYERS):
        return None
    base = read_basemap()
    features = sorted(base.towns["features"], key=lambda each: each["properties"]["rank"])
    degrees = np.array([each["geometry"]["coordinates"] for each in features], dtype=np.float64).reshape(
        -1, 2
    )
    return Ground(
        land=_metres(base.land),
        lakes=_metres(base.lakes),
        rivers=_metres(base.rivers),
        borders=_metres(base.borders),
        town_names=tuple(each["properties"]["name"] for each in features),
        town_ranks=tuple(int(each["properties"]["rank"]) for each in features),
        towns=to_metres(degrees),
    )


def to_metres(degrees: Floats) -> Floats:
    """Return longitude and latitude (N × 2) as eastings and northings of the National Grid."""
    if not len(degrees):
        return np.empty((0, 2))
    east, north = _transformer().transform(degrees[:, 0], degrees[:, 1])
    return np.column_stack([east, north])


def within(parts: tuple[Floats, ...], frame: tuple[float, float, float, float]) -> Iterator[Floats]:
    """Yield the parts that touch a frame (west, south, east, north)."""
    west, south, east, north = frame
    for part in parts:
        low, high = part.min(axis=0), part.max(axis=0)
        if low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south:
            yield part


@lru_cache(maxsize=1)
def _transformer() -> Any:  # noqa: ANN401 - pyproj's own type
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", NATIONAL_GRID, always_xy=True)


def _metres(collection: dict[str, Any]) -> tuple[Floats, ...]:
    held = [to_metres(ring) for feature in collection["features"] for ring in _rings(feature["geometry"])]
    return tuple(each for each in held if np.isfinite(each).all() and np.abs(each).max() < _FAR_M)


def _rings(geometry: dict[str, Any]) -> Iterator[Floats]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind in {"Polygon", "MultiLineString"}:
        parts = coordinates
    elif kind == "MultiPolygon":
        parts = [ring for polygon in coordinates for ring in polygon]
    else:
        parts = [coordinates]
    for part in parts:
        yield np.asarray(part, dtype=np.float64)[:, :2]
