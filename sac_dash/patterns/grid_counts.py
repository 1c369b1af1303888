"""Counts on a square grid, for when there are too many offences to send one by one.

Each offence's square is worked out once a generation; a filtered count is then one pass over whole
numbers, which takes milliseconds for a million offences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sac_dash.geography.coordinates import transform

CELL_SIZES_M = (1_000, 2_000, 5_000, 10_000, 20_000)
MAX_CELLS = 3_000
MAX_BINS = 4_000_000  # squares of the whole sheet, most of them empty
_APART = 1 << 32
"""What tells the columns of corners apart from their rows in one number."""
METRES_A_DEGREE = 111_320.0
WGS84 = "EPSG:4326"

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class GridCounts:
    """Counts of squares: each square's corners in degrees (n × 4 × 2), its count, the side in metres."""

    corners: Floats
    count: Ints
    size_m: int


@dataclass(frozen=True)
class GridIndex:
    """In which square each offence lies.

    Attributes
    ----------
    key
        ``column · rows + row``; -1 without a place.
    size_m
        The side of a square: 1 km, or more where the sheet is vast.
    west_m, south_m
        The corner of the sheet, whole multiples of the largest size.
    rows
        Squares from south to north.
    crs
        The system of the metres; None for degrees stretched to metres about `middle_deg`.
    middle_deg
        The latitude at which they were stretched.
    """

    key: Ints
    size_m: int
    west_m: float
    south_m: float
    rows: int
    crs: str | None
    middle_deg: float


def index_squares(
    longitude: Floats, latitude: Floats, easting: Floats, northing: Floats, crs: str | None
) -> GridIndex:
    """Put every offence into its square of `crs`; without one system for all, of stretched degrees."""
    known = np.isfinite(longitude) & np.isfinite(latitude)
    middle = float(np.median(latitude[known])) if known.any() else 0.0
    x, y = (easting, northing) if crs else _stretch(longitude, latitude, middle)
    known &= np.isfinite(x) & np.isfinite(y)
    if not known.any():
        return GridIndex(np.full(len(x), -1), CELL_SIZES_M[0], 0.0, 0.0, 1, crs, middle)
    west, south = (
        float(np.floor(each[known].min() / CELL_SIZES_M[-1]) * CELL_SIZES_M[-1]) for each in (x, y)
    )
    width, height = x[known].max() - west, y[known].max() - south
    size = next((each for each in CELL_SIZES_M if width * height / each**2 < MAX_BINS), CELL_SIZES_M[-1])
    rows = int(height // size) + 1
    key = np.full(len(x), -1, dtype=np.int64)
    key[known] = ((x[known] - west) // size).astype(np.int64) * rows + ((y[known] - south) // size).astype(
        np.int64
    )
    return GridIndex(key, size, west, south, rows, crs, middle)


def count_cells(index: GridIndex, which: npt.NDArray[np.bool_]) -> GridCounts:
    """Count the offences `which` in squares, of the smallest size that makes no more than 3,000 of them."""
    keys = index.key[which]
    counts = np.bincount(keys[keys >= 0])
    filled = np.flatnonzero(counts)
    column, row, count = filled // index.rows, filled % index.rows, counts[filled]
    for size_m in [each for each in CELL_SIZES_M if each >= index.size_m]:
        step = size_m // index.size_m
        if len(filled) > MAX_CELLS * step**2 and size_m < CELL_SIZES_M[-1]:
            continue  # none holds more small squares than that: there would be too many still
        squares = _merge(column, row, count, step, index.rows)
        if len(squares) <= MAX_CELLS:
            break
    return GridCounts(_corners(squares[:, :2], size_m, index), squares[:, 2], size_m)


def _merge(column: Ints, row: Ints, count: Ints, step: int, rows: int) -> Ints:
    """Return column, row and count of squares `step` times as large."""
    key = (column // step) * rows + row // step
    total = np.bincount(key, count).astype(np.int64)
    filled = np.flatnonzero(total)
    return np.column_stack([filled // rows, filled % rows, total[filled]])


def _corners(place: Ints, size_m: int, index: GridIndex) -> Floats:
    """Return the corners of squares in degrees (squares × 4 × 2)."""
    steps = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    # Squares that touch share corners: each is turned into degrees once.
    corner, of_squares = np.unique(
        (place[:, None, :] + steps).reshape(-1, 2) @ (_APART, 1), return_inverse=True
    )
    x, y = index.west_m + corner // _APART * size_m, index.south_m + corner % _APART * size_m
    if index.crs:
        longitude, latitude = transform(x, y, index.crs, WGS84)
    else:
        longitude, latitude = x / _east_m(index.middle_deg), y / METRES_A_DEGREE
    return np.column_stack([longitude, latitude])[of_squares].reshape(-1, 4, 2)


def _stretch(longitude: Floats, latitude: Floats, middle_deg: float) -> tuple[Floats, Floats]:
    return longitude * _east_m(middle_deg), latitude * METRES_A_DEGREE


def _east_m(latitude_deg: float) -> float:
    return METRES_A_DEGREE * float(np.cos(np.radians(latitude_deg)))
