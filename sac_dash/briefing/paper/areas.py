"""The outlines of policing areas for a map on paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.geography.boundaries import in_force

TOLERANCE_M = 60.0


def outlines_of(boundaries: pl.DataFrame, on: date) -> tuple[tuple[str, npt.NDArray[np.float64]], ...]:
    """Return name and outline (N × 2, metres) of every area in force on a day, islands each on their own."""
    if boundaries.is_empty():
        return ()
    import shapely

    held = in_force(boundaries, on)
    shapes = shapely.simplify(shapely.from_wkb(held["wkb"].to_list()), TOLERANCE_M)
    outlines = []
    for name, shape in zip(held["area_name"], shapes, strict=True):
        outlines += [
            (name, np.asarray(shapely.get_coordinates(shapely.get_exterior_ring(part)), dtype=np.float64))
            for part in shapely.get_parts(shape)
            if shapely.get_type_id(part) == shapely.GeometryType.POLYGON.value
        ]
    return tuple(outlines)
