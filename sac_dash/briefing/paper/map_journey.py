"""The journey on a map: a thin line with arrowheads, because consecutive is all that is known: it is no route."""

from __future__ import annotations

import math
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from sac_dash.briefing.paper.map_page import Page
from sac_dash.briefing.paper.map_sheet import MapPoint
from sac_dash.briefing.paper.sheet import Scale


def draw_journey(axes: Axes, points: tuple[MapPoint, ...], page: Page, scale: Scale) -> None:
    """Draw a line from each offence to the next with an arrowhead half-way; markers lie over its ends."""
    legs = [(a, b) for a, b in pairwise(points) if (a.easting, a.northing) != (b.easting, b.northing)]
    if not legs:
        return
    faint = 0.55 if len(legs) <= 12 else 0.3
    lines = [[(a.easting, a.northing), (b.easting, b.northing)] for a, b in legs]
    colours = [b.colour for _, b in legs]
    axes.add_collection(LineCollection(lines, colors=colours, linewidths=0.8, alpha=faint, zorder=3))
    size = scale.marker * 0.62 * page.metres_a_point
    for a, b in legs:
        east, north = b.easting - a.easting, b.northing - a.northing
        far = math.hypot(east, north)
        if far < 4 * scale.marker * page.metres_a_point:
            continue
        ux, uy = east / far, north / far
        tip_x, tip_y = a.easting + east * 0.55 + ux * size, a.northing + north * 0.55 + uy * size
        head = [
            (tip_x, tip_y),
            (tip_x - 1.9 * size * ux + 0.8 * size * uy, tip_y - 1.9 * size * uy - 0.8 * size * ux),
            (tip_x - 1.9 * size * ux - 0.8 * size * uy, tip_y - 1.9 * size * uy + 0.8 * size * ux),
        ]
        axes.add_patch(
            Polygon(
                head,
                closed=True,
                facecolor=b.colour,
                edgecolor="none",
                alpha=min(1.0, faint + 0.25),
                zorder=3,
            )
        )
