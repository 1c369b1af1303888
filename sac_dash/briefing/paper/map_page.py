"""The page of a map: which ground it shows, and how metres on it become points on the sheet."""

from __future__ import annotations

import numpy as np

from sac_dash.briefing.paper.map_sheet import Floats, MapSheet
from sac_dash.briefing.paper.placing import Occupied

Frame = tuple[float, float, float, float]  # west, south, east, north

LEAST_WIDTH_M = 4_000.0
PADDING = 0.12  # of the extent, on each side
POINTS_AN_INCH = 72.0


class Page:
    """Between metres on the ground and points on the sheet, with what is taken there."""

    def __init__(self, frame: Frame, width_in: float, height_in: float) -> None:
        self.frame = frame
        self.metres_a_point = (frame[2] - frame[0]) / (width_in * POINTS_AN_INCH)
        size = (width_in * POINTS_AN_INCH, height_in * POINTS_AN_INCH)
        self.size = size
        self.occupied = Occupied((2.0, 2.0, size[0] - 2.0, size[1] - 2.0))

    def at(self, east: float, north: float) -> tuple[float, float]:
        """Return where a place stands on the sheet, in points."""
        return (east - self.frame[0]) / self.metres_a_point, (north - self.frame[1]) / self.metres_a_point

    def ground(self, x: float, y: float) -> tuple[float, float]:
        """Return the place under a point of the sheet."""
        return self.frame[0] + x * self.metres_a_point, self.frame[1] + y * self.metres_a_point


def _corners(outline: Floats) -> Floats:
    """Return the south-western and north-eastern corner of what an outline lies in."""
    return np.vstack([outline.min(axis=0), outline.max(axis=0)])


def frame_of(sheet: MapSheet, width_in: float, height_in: float) -> Frame:
    """Return the ground a map shows: all its points with room about them, in the shape of the sheet."""
    places = [(each.easting, each.northing) for each in sheet.points]
    places += [sheet.site[:2]] if sheet.site else []
    places += [] if sheet.ellipse is None else [tuple(corner) for corner in _corners(sheet.ellipse)]
    held = np.array(places, dtype=np.float64)
    (west, south), (east, north) = held.min(axis=0), held.max(axis=0)
    wide = max(LEAST_WIDTH_M, (east - west) * (1 + 2 * PADDING))
    high = max(LEAST_WIDTH_M * height_in / width_in, (north - south) * (1 + 2 * PADDING))
    shape = width_in / height_in
    wide, high = max(wide, high * shape), max(high, wide / shape)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2
