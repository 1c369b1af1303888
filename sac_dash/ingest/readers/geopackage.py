"""GeoPackage: attributes and points of every feature table, as text.

A GeoPackage is an SQLite file (OGC 12-128r18). It is opened read-only and immutable, by path and
not by any library's virtual file system; only ordinary tables that the container lists are read,
and a schema in the file is not trusted to run functions.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.readers.geojson import NOT_A_POINT, X, Y
from sac_dash.ingest.readers.header import MAX_COLUMNS
from sac_dash.ingest.readers.typed_rows import finish_table, frame_from_rows

_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # OGC 12-128r18 §2.1.3, by envelope code
_POINT_TYPES = frozenset({1, 1001, 2001, 3001, 0x80000001, 0x40000001, 0xC0000001})


@dataclass(frozen=True)
class _Layer:
    """One feature table: its name, geometry column and coordinate system."""

    table: str
    geometry: str | None
    crs: str | None


def read_geopackage(path: Path, options: IngestOptions) -> list[RawTable]:
    """Read every feature and attribute table of a GeoPackage.

    Raises
    ------
    UnusableInputError
        The file is damaged, is no GeoPackage, or has no rows.
    """
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA cell_size_check = ON")
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            layers = _list_layers(database)
            tables = [t for layer in layers if (t := _read_layer(database, layer, path.name, options))]
    except (sqlite3.DatabaseError, OverflowError) as error:
        raise UnusableInputError(
            "the file is damaged or no GeoPackage", file=path.name, remedy="Export it again"
        ) from error
    if not tables:
        raise UnusableInputError("the GeoPackage has no rows", file=path.name, remedy="Export it again")
    return tables


def _list_layers(database: sqlite3.Connection) -> list[_Layer]:
    """Return the ordinary tables that the container lists."""
    found = database.execute(
        """
        SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id
        FROM gpkg_contents AS c
        JOIN sqlite_master AS m ON m.name = c.table_name AND m.type = 'table'
        LEFT JOIN gpkg_geometry_columns AS g ON g.table_name = c.table_name
        LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
        WHERE c.data_type IN ('features', 'attributes') AND m.sql NOT LIKE 'CREATE VIRTUAL%'
        """
    )
    return [
        _Layer(table, geometry, f"EPSG:{code}" if str(organisation).upper() == "EPSG" else None)
        for table, geometry, organisation, code in found
    ]


def _read_layer(
    database: sqlite3.Connection, layer: _Layer, file: str, options: IngestOptions
) -> RawTable | None:
    """Return one layer as a table, or None when it has no rows."""
    cursor = database.execute(f"SELECT * FROM {_quote(layer.table)}")  # noqa: S608 - quoted by SQL's rules
    names = [column[0] for column in cursor.description]
    if len(names) > MAX_COLUMNS:
        raise UnusableInputError(f"a layer has {len(names):,} columns", file=file, remedy="Export fewer")
    at = names.index(layer.geometry) if layer.geometry in names else None
    kept = [n for n in range(len(names)) if n != at]
    rows = _Rows(cursor, kept, at)
    frame = frame_from_rows([*(names[n] for n in kept), X, Y], rows)
    if frame.height == 0:
        return None
    return finish_table(
        frame,
        options,
        file=file,
        kind=f'GeoPackage layer "{layer.table}"',
        name=layer.table,
        crs=layer.crs,
        warnings={NOT_A_POINT: rows.not_points} if rows.not_points else {},
    )


@dataclass
class _Rows:
    """Iterates over a layer's rows, counting geometries that are no points."""

    cursor: sqlite3.Cursor
    kept: list[int]
    geometry_at: int | None
    not_points: int = 0

    def __iter__(self) -> Iterator[tuple[int, list[object]]]:
        """Yield (source row, values with the point at the end)."""
        for number, row in enumerate(self.cursor, start=2):
            blob = row[self.geometry_at] if self.geometry_at is not None else None
            point = read_point(blob) if isinstance(blob, bytes) else None
            self.not_points += blob is not None and point is None
            values = [None if isinstance(row[n], bytes) else row[n] for n in self.kept]
            yield number, [*values, *(point or (None, None))]


def read_point(blob: bytes) -> tuple[float, float] | None:
    """Return the coordinates of a GeoPackage geometry, or None when it is no point."""
    if len(blob) < 8 or blob[:2] != b"GP":
        return None
    start = 8 + _ENVELOPE_BYTES.get((blob[3] >> 1) & 7, 0)
    if len(blob) < start + 21:
        return None
    order = "<" if blob[start] == 1 else ">"
    kind, x, y = struct.unpack_from(f"{order}Idd", blob, start + 1)
    return (x, y) if kind in _POINT_TYPES else None


def _quote(name: str) -> str:
    """Return a table's name quoted as SQL asks."""
    return '"' + name.replace('"', '""') + '"'
