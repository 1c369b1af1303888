"""Hot squares on the map: outlined where they stand out after correction, whatever shade their count has."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sac_dash.figures.palette import ground_for

Floats = npt.NDArray[np.float64]


def hot_trace(corners: Floats, *, dark: bool = False) -> dict[str, Any]:
    """Return the outlines of squares (corners in degrees, squares × 4 × 2) as one trace."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for square in corners.round(5):
        ring = np.vstack([square, square[:1]])
        lon += [*ring[:, 0].tolist(), None]
        lat += [*ring[:, 1].tolist(), None]
    return {
        "type": "scattermap",
        "mode": "lines",
        "name": "hot",
        "lon": lon,
        "lat": lat,
        "line": {"color": ground_for(dark=dark).ring, "width": 2.4},
        "hoverinfo": "skip",
        "showlegend": False,
    }
