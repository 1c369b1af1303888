"""GeoJSON: properties and points as a table of text.

Read by the standard JSON reader, which follows no reference to anything outside the file. Each
feature is reduced to its properties and point as soon as it is parsed, so that long outlines
are not held.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.readers.typed_rows import VALUE_SEPARATOR, finish_table, frame_from_rows

X, Y = "__x", "__y"
NOT_A_POINT = "geometry that is no point left out"

_MAX_FILE_BYTES = 256 * 1024 * 1024  # JSON takes about four times its size to parse
_EPSG = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d+)$", re.IGNORECASE)


@dataclass(frozen=True)
class _Feature:
    """One feature: its properties and, where it is a point, its coordinates as written."""

    properties: Mapping[str, Any]
    point: tuple[str, str] | None
    has_geometry: bool


def read_geojson(path: Path, options: IngestOptions) -> RawTable:
    """Read a GeoJSON feature collection as a table of text.

    Raises
    ------
    UnusableInputError
        The file is no valid feature collection, is too large, or has no features.
    """
    collection = _parse(path)
    features = [f for f in collection.get("features") or [] if isinstance(f, _Feature)]
    names = list(dict.fromkeys(name for feature in features for name in feature.properties))
    others = sum(feature.has_geometry and feature.point is None for feature in features)
    rows = (
        (n, [*(_write(f.properties.get(name)) for name in names), *(f.point or (None, None))])
        for n, f in enumerate(features, start=2)
    )
    return finish_table(
        frame_from_rows([*names, X, Y], rows),
        options,
        file=path.name,
        kind="GeoJSON",
        crs=_read_crs(collection.get("crs")),
        warnings={NOT_A_POINT: others} if others else {},
    )


def _parse(path: Path) -> Mapping[str, Any]:
    """Return the parsed collection, its features reduced."""
    if path.stat().st_size > _MAX_FILE_BYTES:
        raise UnusableInputError(
            f"the GeoJSON file is over {_MAX_FILE_BYTES // 2**20} MB",
            file=path.name,
            remedy="Export it as CSV",
        )
    try:
        with path.open(encoding="utf-8-sig") as stream:
            parsed = json.load(stream, object_hook=_reduce, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise UnusableInputError(
            "the file is not valid JSON", file=path.name, remedy="Export it as GeoJSON again"
        ) from error
    if not isinstance(parsed, dict) or parsed.get("type") != "FeatureCollection":
        raise UnusableInputError(
            "the JSON is no GeoJSON feature collection", file=path.name, remedy="Export it as GeoJSON or CSV"
        )
    return parsed


def _reduce(parsed: dict[str, Any]) -> dict[str, Any] | _Feature:
    """Return a feature without its outlines, and anything else as it is."""
    if parsed.get("type") != "Feature" or "geometry" not in parsed:
        return parsed
    properties = parsed.get("properties")
    geometry = parsed["geometry"]
    return _Feature(
        properties=properties if isinstance(properties, dict) else {},
        point=_read_point(geometry) if isinstance(geometry, dict) else None,
        has_geometry=geometry is not None,
    )


def _read_point(geometry: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return a point's coordinates as written."""
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint" and isinstance(coordinates, list) and len(coordinates) == 1:
        coordinates = coordinates[0]
    elif geometry.get("type") != "Point":
        return None
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    return str(coordinates[0]), str(coordinates[1])


def _read_crs(member: object) -> str:
    """Return the coordinate system: WGS84 unless the file names another (GeoJSON 2008 §3)."""
    name = ""
    if isinstance(member, dict) and isinstance(member.get("properties"), dict):
        name = str(member["properties"].get("name", ""))
    found = _EPSG.search(name)
    return f"EPSG:{found.group(1)}" if found else "EPSG:4326"


def _write(value: object) -> object:
    """Return a property as a plain value; lists joined with a bar."""
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return VALUE_SEPARATOR.join(str(item) for item in value if item is not None)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value
