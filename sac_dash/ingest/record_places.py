"""Where a record of a list is: metres, degrees or a grid reference, as metres of the data's own system.

Unlike an offence, whose place may stay unknown, a record that gives a place wrongly is sent back: whoever
keeps the list is there to mend it, and a wrong circle would count the wrong offences.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import polars as pl

from sac_dash.domain.errors import SacDashError
from sac_dash.geography.coordinates import (
    BRITISH_NATIONAL_GRID,
    DEGREE_BOUNDS,
    GRID_BOUNDS,
    LOCAL_METRES,
    WGS84,
    Bounds,
    transform,
)
from sac_dash.geography.grid_reference import read_grid_references
from sac_dash.ingest.numbers import read_numbers

Point = tuple[float | None, float | None]
NOWHERE: Point = (None, None)
_DECIMALS = 1  # of a metre: no record is known better


def read_point(cells: Mapping[str, str], crs: str) -> Point:
    """Return the easting and northing that a row states, (None, None) where it states no place.

    Parameters
    ----------
    cells
        Text by our columns: `easting`, `northing`, `longitude`, `latitude`, `grid_reference`.
    crs
        The system of the data, in whose metres the place is returned and eastings are read.

    Raises
    ------
    SacDashError
        With the column that is wrong: half a place, a number that is none, a place that cannot be.
    """
    metres = _pair(cells, "easting", "northing")
    if metres is not None:
        return _checked(metres, crs, "easting")
    degrees = _pair(cells, "longitude", "latitude")
    if degrees is not None:
        return to_metres(degrees, crs)
    return _by_grid_reference(cells.get("grid_reference", ""), crs)


def to_metres(degrees: tuple[float, float], crs: str) -> Point:
    """Return a longitude and latitude as easting and northing of the data's system.

    Raises
    ------
    SacDashError
        When there is no such place, or the data's metres are of no known system.
    """
    if crs == LOCAL_METRES:
        raise SacDashError(
            "degrees cannot be placed among data in local metres",
            column="longitude",
            remedy="Give easting and northing",
        )
    if not _holds(DEGREE_BOUNDS, degrees):
        raise SacDashError(
            "there is no such longitude and latitude", column="longitude", remedy="Give degrees, WGS84"
        )
    x, y = transform(np.array([degrees[0]]), np.array([degrees[1]]), WGS84, crs)
    return _checked((float(x[0]), float(y[0])), crs, "longitude")


def read_number(text: str, column: str) -> float | None:
    """Return a number as people type it, None where nothing is typed.

    Raises
    ------
    SacDashError
        When it is none.
    """
    if not text:
        return None
    number = pl.select(read_numbers(pl.lit(text))).item()
    if number is None or not math.isfinite(number):
        raise SacDashError(f'"{text[:40]}" is no number', column=column, remedy="Give a plain number")
    return float(number)


def _pair(cells: Mapping[str, str], first: str, second: str) -> tuple[float, float] | None:
    x, y = (read_number(cells.get(name, ""), name) for name in (first, second))
    if x is None and y is None:
        return None
    if x is None or y is None:
        missing = first if x is None else second
        raise SacDashError("half a place is given", column=missing, remedy=f"Give both {first} and {second}")
    return x, y


def _by_grid_reference(text: str, crs: str) -> Point:
    if not text:
        return NOWHERE
    easting, northing, _ = read_grid_references(pl.Series([text])).row(0)
    if easting is None or crs != BRITISH_NATIONAL_GRID:
        raise SacDashError(
            f'"{text[:40]}" is no grid reference of this data',
            column="grid_reference",
            remedy="Write it as SO 849 550, or give easting and northing",
        )
    return float(easting), float(northing)


def _checked(metres: tuple[float, float], crs: str, column: str) -> Point:
    if not all(math.isfinite(each) for each in metres) or (
        crs == BRITISH_NATIONAL_GRID and not _holds(GRID_BOUNDS, metres)
    ):
        raise SacDashError(
            "the place lies outside the British National Grid" if crs == BRITISH_NATIONAL_GRID
            else f"the place cannot be in {crs}, the system of the data",
            column=column,
            remedy="Look whether the two numbers are exchanged, or metres stand for degrees",
        )  # fmt: skip
    return round(metres[0], _DECIMALS), round(metres[1], _DECIMALS)


def _holds(bounds: Bounds, point: tuple[float, float]) -> bool:
    return bool(bounds.holds(np.array([point[0]]), np.array([point[1]]))[0])
