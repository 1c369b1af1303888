"""What says how far: the ellipse of a series' places, and the circle within which offences are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sac_dash.figures.palette import Ground, series_colour, with_opacity
from sac_dash.geography.distances import Circle, ring
from sac_dash.patterns.ellipse import Ellipse, ellipse_ring

AREA_FILL = "rgba(56,72,180,0.06)"


@dataclass(frozen=True)
class SeriesEllipse:
    """The ellipse of one series; there is none where its places are too few."""

    series_id: str
    ellipse: Ellipse


def ellipse_traces(ellipses: Iterable[SeriesEllipse]) -> list[dict[str, Any]]:
    """Return each ellipse as a thin double line in its series' colour, unfilled: a hull is filled."""
    return [
        _line(ellipse_ring(each.ellipse), with_opacity(series_colour(each.series_id), opacity), width)
        for each in ellipses
        for width, opacity in ((5.0, 0.25), (1.4, 1.0))
    ]


def area_trace(outline: npt.ArrayLike, ground: Ground) -> dict[str, Any]:
    """Return the outline of the area that was chosen (longitude, latitude; not closed)."""
    return _line(np.asarray(outline), ground.ring, 1.6) | {"fill": "toself", "fillcolor": AREA_FILL}


def circle_outline(circle: Circle) -> npt.NDArray[np.float64]:
    """Return the edge of a circle for :func:`area_trace`."""
    return ring(circle)


def _line(outline: npt.NDArray[np.float64], colour: str, width_px: float) -> dict[str, Any]:
    closed = np.vstack([outline, outline[:1]]).round(5)
    return {
        "type": "scattermap",
        "mode": "lines",
        "lon": closed[:, 0].tolist(),
        "lat": closed[:, 1].tolist(),
        "line": {"color": colour, "width": width_px},
        "hoverinfo": "skip",
        "showlegend": False,
    }
