"""Where an offence was, in the words an analyst would use: its town, else from the nearest one."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sac_dash.figures.basemap import missing_layers, read_basemap
from sac_dash.geography.grid_reference import write_grid_reference
from sac_dash.geography.nearest_town import Towns, say_nearest_town

NATIONAL_GRID = "EPSG:27700"


def place_of(row: dict[str, Any]) -> str:
    """Return where an offence was, as far as is known: town, distance from one, or grid reference.

    `row` is one row of `domain.columns.OFFENCES`.
    """
    if row["town"]:
        return str(row["town"])
    return (
        _from_nearest(row)
        or _by_grid(row)
        or str(row["policing_area"] or row["postcode"] or "Place not known")
    )


def premises_of(row: dict[str, Any]) -> str:
    """Return the premises by name, else by type."""
    return str(row["premises_name"] or row["premises_type"] or "Premises not known")


def _from_nearest(row: dict[str, Any]) -> str | None:
    """Return the place as a distance and bearing from a town."""
    if row["longitude"] is None or row["latitude"] is None:
        return None
    return say_nearest_town(row["longitude"], row["latitude"], towns())


def _by_grid(row: dict[str, Any]) -> str | None:
    """Return the grid reference, where the metres are of the National Grid."""
    if row["crs"] != NATIONAL_GRID or row["easting"] is None or row["northing"] is None:
        return None
    return write_grid_reference(row["easting"], row["northing"])


@cache
def towns() -> Towns:
    """Return the towns of the background map; none where it was never built."""
    features = [] if "towns" in missing_layers() else read_basemap().towns["features"]
    degrees = np.array([each["geometry"]["coordinates"] for each in features], dtype=np.float64).reshape(
        -1, 2
    )
    names = [str(each["properties"]["name"]) for each in features]
    return Towns(names, degrees[:, 0], degrees[:, 1])
