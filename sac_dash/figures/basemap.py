"""Read the offline basemap: coast, lakes, rivers, borders, towns and the National Grid.

Maps must be drawn with no network at all, so their background comes from small GeoJSON files
kept under ``data/basemap`` (provenance and licences: ``data/README.md``). This module only
reads them; styling belongs to whoever draws.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sac_dash.domain.errors import SacDashError

BASEMAP_FOLDER = Path(__file__).resolve().parents[2] / "data" / "basemap"
ATTRIBUTION = "Coast and rivers: GSHHG (LGPL). Places: GeoNames (CC BY 4.0)."
LAYERS = ("land", "lakes", "rivers", "borders", "towns", "grid")

FeatureCollection = dict[str, Any]


@dataclass(frozen=True)
class Basemap:
    """The layers of the background map, each a GeoJSON feature collection in WGS84 degrees.

    Treat the collections as read-only: one copy serves the whole process.

    Attributes
    ----------
    land, lakes
        Polygons.
    rivers, borders
        Lines, with ``length_km``.
    towns
        Points with ``name``, ``population``, ``rank`` (1 = most populous) and ``min_zoom``
        (the 512-pixel-tile zoom from which the name has room on screen).
    grid
        100 km squares of the National Grid with their two letters as ``name``.
    """

    land: FeatureCollection
    lakes: FeatureCollection
    rivers: FeatureCollection
    borders: FeatureCollection
    towns: FeatureCollection
    grid: FeatureCollection


@lru_cache(maxsize=2)
def read_basemap(folder: Path = BASEMAP_FOLDER) -> Basemap:
    """Read every layer of the basemap once.

    Raises
    ------
    SacDashError
        When a layer is not there or is not GeoJSON; the remedy names the command.
    """
    return Basemap(**{layer: _read_layer(folder / f"{layer}.geojson") for layer in LAYERS})


def missing_layers(folder: Path = BASEMAP_FOLDER) -> tuple[str, ...]:
    """Return the layers that are not there, so that a map can say why its ground is blank."""
    return tuple(layer for layer in LAYERS if not (folder / f"{layer}.geojson").is_file())


def _read_layer(path: Path) -> FeatureCollection:
    remedy = "Run `python data/build_basemap.py` (or `make data`)"
    if not path.is_file():
        raise SacDashError("the offline basemap layer is missing", file=path.name, remedy=remedy)
    try:
        collection: FeatureCollection = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise SacDashError(f"not GeoJSON: {error}", file=path.name, remedy=remedy) from error
    return collection
