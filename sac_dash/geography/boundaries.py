"""Which policing area an offence lies in, by the boundaries that were in force on its day.

Forces redraw their areas (West Mercia went from five local policing areas to two in January
2026), so every polygon carries the dates it was valid and an offence is placed by its own day.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.columns import BOUNDARIES, require
from sac_dash.geography.coordinates import BRITISH_NATIONAL_GRID

_COLUMNS = ("easting", "northing", "crs", "from_at")


def assign_areas(offences: pl.DataFrame, boundaries: pl.DataFrame) -> pl.Series:
    """Return the name of the area each offence lies in on the day its window starts.

    Parameters
    ----------
    offences
        Offences frame; places in another system than the British National Grid stay unassigned.
    boundaries
        `BOUNDARIES` frame of one layer. Where polygons overlap, the later `valid_from` wins.

    Returns
    -------
    polars.Series
        `policing_area` (String) in the offences' order; null where the place is unknown, outside
        every polygon, or none was valid on the day.
    """
    require(boundaries, BOUNDARIES, "boundaries")
    areas = np.full(offences.height, None, dtype=object)
    placed = offences.select(_COLUMNS).with_row_index("row").filter(
        (pl.col("crs") == BRITISH_NATIONAL_GRID) & pl.col("easting").is_not_null() & pl.col("northing").is_not_null()
    )  # fmt: skip
    if placed.is_empty() or boundaries.is_empty():
        return pl.Series("policing_area", areas.tolist(), dtype=pl.String)
    ordered = boundaries.sort("valid_from", "area_name")
    point, polygon = _points_in_polygons(placed, ordered)
    days = placed["from_at"].dt.date().to_numpy()[point]
    valid = _valid_on(ordered, polygon, days)
    rows, names = placed["row"].to_numpy(), ordered["area_name"].to_numpy()
    order = np.argsort(polygon[valid], kind="stable")  # a later boundary overwrites an earlier one
    areas[rows[point[valid][order]]] = names[polygon[valid][order]]
    return pl.Series("policing_area", areas.tolist(), dtype=pl.String)


def in_force(boundaries: pl.DataFrame, day: date | None) -> pl.DataFrame:
    """Return the boundaries in force on a day (None: those that nobody has ended), to be drawn as one map.

    Of a layer that was imported for several days and never ended, the latest stands, as it does where
    offences are placed.
    """
    if day is None:
        held = boundaries.filter(pl.col("valid_to").is_null())
    else:
        last = pl.col("valid_to").fill_null(date.max)
        held = boundaries.filter((pl.col("valid_from") <= day) & (last >= day))
    return held.filter(pl.col("valid_from") == pl.col("valid_from").max().over("layer"))


def start_days(boundaries: pl.DataFrame) -> list[date]:
    """Return the days from which any boundaries were in force, the first first."""
    return boundaries.get_column("valid_from").drop_nulls().unique().sort().to_list()


def _points_in_polygons(
    placed: pl.DataFrame, boundaries: pl.DataFrame
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    import shapely

    polygons = shapely.from_wkb(boundaries["wkb"].to_numpy())
    shapely.prepare(polygons)
    points = shapely.points(placed["easting"].to_numpy(), placed["northing"].to_numpy())
    point, polygon = shapely.STRtree(polygons).query(points, predicate="intersects")
    return point, polygon


def _valid_on(
    boundaries: pl.DataFrame, polygon: NDArray[np.intp], days: NDArray[np.datetime64]
) -> NDArray[np.bool_]:
    last = pl.col("valid_to").fill_null(date(9999, 12, 31))
    limits = boundaries.select("valid_from", last)
    begins, ends = limits["valid_from"].to_numpy(), limits["valid_to"].to_numpy()
    valid: NDArray[np.bool_] = (begins[polygon] <= days) & (days <= ends[polygon])
    return valid
