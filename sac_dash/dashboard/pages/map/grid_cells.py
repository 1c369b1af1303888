"""Counts on a square grid, for when there are too many offences to send one by one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sac_dash.figures.map_points import MapCells

CELL_SIZES_M = (1_000, 2_000, 5_000, 10_000, 20_000)
MAX_CELLS = 3_000

Floats = npt.NDArray[np.float64]


def count_cells(easting: Floats, northing: Floats, longitude: Floats, latitude: Floats) -> MapCells:
    """Count offences in squares of 1 km, or of the next size that makes no more than 3,000 squares.

    Parameters
    ----------
    easting, northing
        Metres; the grid's lines are whole multiples of its size.
    longitude, latitude
        The same places in degrees; a square's corners are laid out from its offences' mean, which is
        right to a few metres at this size.
    """
    for size_m in CELL_SIZES_M:
        cell = np.floor(np.column_stack([easting, northing]) / size_m).astype(np.int64)
        unique, inverse, count = np.unique(cell, axis=0, return_inverse=True, return_counts=True)
        if len(unique) <= MAX_CELLS:
            break
    flat = inverse.ravel()
    mean = [np.bincount(flat, values) / count for values in (easting, northing, longitude, latitude)]
    return MapCells(_corners(unique * size_m, size_m, *mean), count, size_m)


def _corners(
    origin: npt.NDArray[np.int64],
    size_m: int,
    east: Floats,
    north: Floats,
    longitude: Floats,
    latitude: Floats,
) -> Floats:
    """Return corners in degrees (cells × 4 × 2), local metres turned to degrees about each cell's mean."""
    steps = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * size_m
    metres = origin[:, None, :] + steps[None, :, :] - np.column_stack([east, north])[:, None, :]
    degree_m = np.column_stack([111_320 * np.cos(np.radians(latitude)), np.full(len(latitude), 111_320.0)])
    centre = np.column_stack([longitude, latitude])
    return np.asarray(centre[:, None, :] + metres / degree_m[:, None, :])
