"""Official boundaries (forces, districts, local policing areas) from any geographic file.

The columns that hold an area's code and name are recognised as statistical offices write them
(PFA20CD and PFA20NM, areacd and areanm …); the polygons are brought to British National Grid.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sac_dash.domain.columns import BOUNDARIES
from sac_dash.domain.errors import UnusableInputError
from sac_dash.geography.coordinates import BRITISH_NATIONAL_GRID, WGS84, transform

_CODE_NAMES = (
    r"^[a-z]{2,6}\d{2}cd$",
    r"^area_?cd$",
    r"^area_?code$",
    r"^code$",
    r".*cd$",
    r".*code$",
    r"^(gss|id|ref)$",
)
_NAME_NAMES = (
    r"^[a-z]{2,6}\d{2}nm$",
    r"^area_?nm$",
    r"^area_?name$",
    r"^name$",
    r".*nm$",
    r".*name$",
    r"^(lpa|district|force|label)$",
)


def read_boundaries(
    path: Path | str, layer: str, valid_from: date, valid_to: date | None = None
) -> pl.DataFrame:
    """Read polygons as one dated boundary layer.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile: whatever GDAL reads from this machine's disk.
    layer
        The name the layer goes by ("policing areas").
    valid_from, valid_to
        First and last day these boundaries were in force; None = still.

    Returns
    -------
    polars.DataFrame
        `BOUNDARIES`: one row per polygon, EPSG:27700.

    Raises
    ------
    UnusableInputError
        The file is missing or unreadable, holds no polygons, or no column names its areas.
    """
    source = Path(path)
    meta, geometry, fields = _read(source)
    columns = {str(name): values for name, values in zip(meta["fields"], fields, strict=True)}
    name_column = _find(list(columns), _NAME_NAMES)
    code_column = _find(list(columns), _CODE_NAMES)
    if name_column is None and code_column is None:
        remedy = f'Name the column of area names "name"; there are: {", ".join(columns) or "none"}'
        raise UnusableInputError("no column names the areas", file=source.name, remedy=remedy)
    names = [str(value) for value in columns[name_column or code_column or ""]]
    codes = [str(value) for value in columns[code_column or name_column or ""]]
    wkb = _to_grid(geometry, str(meta["crs"] or WGS84), source)
    count = len(names)
    return pl.DataFrame(
        {"layer": [layer] * count, "area_code": codes, "area_name": names, "valid_from": [valid_from] * count,
         "valid_to": [valid_to] * count, "wkb": wkb},
        schema=dict(BOUNDARIES),
    )  # fmt: skip


def _read(source: Path) -> tuple[dict[str, Any], Any, list[Any]]:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    if not source.is_file():
        raise UnusableInputError("there is no such file", file=source.name, remedy="Check the path")
    try:
        meta, _, geometry, fields = pyogrio.raw.read(source, force_2d=True)
    except (DataSourceError, DataLayerError, ValueError) as error:
        remedy = "Give a GeoJSON, GeoPackage or Shapefile"
        raise UnusableInputError(
            "this is not a geographic file that can be read", file=source.name, remedy=remedy
        ) from error
    if geometry is None or len(geometry) == 0:
        raise UnusableInputError(
            "the file holds no areas", file=source.name, remedy="Give a file of polygons"
        )
    return meta, geometry, list(fields)


def _find(columns: list[str], patterns: tuple[str, ...]) -> str | None:
    for pattern in patterns:
        for column in columns:
            if re.fullmatch(pattern, column.strip().lower()):
                return column
    return None


def _to_grid(geometry: Any, crs: str, source: Path) -> list[bytes]:  # noqa: ANN401 - an object array of WKB
    import shapely

    shapes = shapely.from_wkb(geometry)
    kinds = set(np.unique(shapely.get_type_id(shapes)).tolist())
    if not kinds <= {int(shapely.GeometryType.POLYGON), int(shapely.GeometryType.MULTIPOLYGON)}:
        raise UnusableInputError(
            "the file holds shapes that are not areas", file=source.name, remedy="Give a file of polygons"
        )

    def move(points: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.column_stack(transform(points[:, 0], points[:, 1], crs, BRITISH_NATIONAL_GRID))

    moved = shapely.make_valid(shapely.transform(shapes, move))
    return [bytes(shape) for shape in shapely.to_wkb(moved)]
