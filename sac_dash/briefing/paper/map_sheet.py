"""What a map for paper shows: numbered offences in order of time, areas, a place set off, a legend.

How it is drawn is :mod:`.map_drawing`'s. What cannot be drawn is told in the caption: offences without a place, a
system of metres without a ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class MapPoint:
    """One offence, or one class of them, on a map.

    Parameters
    ----------
    easting, northing
        Metres in the map's system.
    label
        What stands in the marker: the number in order of time; "" for a dot.
    colour
        Of the marker.
    hollow
        An attempt.
    """

    easting: float
    northing: float
    label: str
    colour: str
    hollow: bool = False


@dataclass(frozen=True)
class MapSheet:
    """What a map shows.

    Parameters
    ----------
    points
        In order of time.
    crs
        Their system of metres.
    journey
        Whether consecutive points are joined.
    areas
        Outlines (N × 2, metres) with their names, drawn under the points.
    site
        A place set off from the offences, with its name.
    legend
        Colour and words, where points are of several classes.
    ellipse
        Outline (N × 2, metres) of the spread, or None where there are too few.
    """

    points: tuple[MapPoint, ...]
    crs: str
    journey: bool = True
    areas: tuple[tuple[str, Floats], ...] = ()
    site: tuple[float, float, str] | None = None
    legend: tuple[tuple[str, str], ...] = ()
    ellipse: Floats | None = None
