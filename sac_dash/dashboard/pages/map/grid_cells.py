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
    mean = np.column_stack(
        [np.bincount(flat, each) / count for each in (easting, northing, longitude, latitude)]
    )
    return MapCells(_corners(unique * size_m, size_m, mean), count, size_m)


def _corners(origin: npt.NDArray[np.int64], size_m: int, mean: Floats) -> Floats:
    """Return corners in degrees (cells × 4 × 2), local metres turned to degrees about each cell's mean.

    `mean` has one row a cell: easting, northing, longitude, latitude.
    """
    steps = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * size_m
    metres = origin[:, None, :] + steps[None, :, :] - mean[:, None, :2]
    metres_a_degree = np.column_stack([np.cos(np.radians(mean[:, 3])), np.ones(len(mean))]) * 111_320.0
    return np.asarray(mean[:, None, 2:] + metres / metres_a_degree[:, None, :])
