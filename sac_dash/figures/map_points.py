"""Offences on a map: a disc each, in the colour of its series; a ring around an ATM attack.

MapLibre draws circles without asking anybody for a picture, so a ring is a larger disc beneath.
Far too many offences for that become squares of a 1 km grid (or a coarser one) shaded by count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sac_dash.figures.palette import SERIES_COLOURS, UNPLACED, Ground
from sac_dash.figures.typed_array import typed_array

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

CROWD = 4_000  # more discs have no edge: it doubles what a machine without a graphics card must draw
CELL_SHADES = {False: ("#cfe0f0", "#7a1f5c"), True: ("#223a54", "#f0c04a")}  # one offence, the most
_COLOURS = np.array([*SERIES_COLOURS, UNPLACED])


@dataclass(frozen=True)
class PointSizes:
    """Diameters in pixels and opacities (0 to 1)."""

    offence_px: float = 8.5
    unplaced_px: float = 6.0
    atm_px: float = 10.0
    atm_ring_px: float = 15.5
    atm_gap_px: float = 12.5
    edge_px: float = 1.6
    faint: float = 0.22


@dataclass(frozen=True)
class MapPoints:
    """Offences with a place; all arrays have one entry each.

    Attributes
    ----------
    row
        The offence's row in the generation: what a click sends back.
    colour_index
        Position in the series' colours; -1 is in no series.
    atm
        Whether it is an ATM attack.
    clear
        False draws it faint: outside the selection or not of the chosen series.
    hover
        What it says when pointed at (plotly's little HTML; escape what users wrote).
    """

    row: Ints
    longitude: Floats
    latitude: Floats
    colour_index: Ints
    atm: Flags
    clear: Flags
    hover: list[str]


@dataclass(frozen=True)
class MapCells:
    """Counts on a square grid: each cell's corners in degrees (n × 4 × 2) and its count."""

    corners: Floats
    count: Ints
    size_m: int


def point_traces(points: MapPoints, ground: Ground, sizes: PointSizes | None = None) -> list[dict[str, Any]]:
    """Return the traces of offences: faint ones, then edges and rings, then the clear ones on top."""
    sizes = sizes or PointSizes()
    diameter = np.where(points.colour_index < 0, sizes.unplaced_px, sizes.offence_px)
    diameter = np.where(points.atm, sizes.atm_px, diameter)
    clear_atm = points.clear & points.atm
    edged = points.clear & ~points.atm & (np.count_nonzero(points.clear) <= CROWD)
    traces = [
        _discs(points, ~points.clear, diameter - 1.5, None, opacity=sizes.faint, name="faint"),
        _plain(points, edged, diameter + sizes.edge_px, ground.paper),
        _plain(points, clear_atm, np.full(len(diameter), sizes.atm_ring_px), ground.ring),
        _plain(points, clear_atm, np.full(len(diameter), sizes.atm_gap_px), ground.paper),
        _discs(points, points.clear, diameter, points.hover, opacity=1.0, name="offences"),
    ]
    return [trace for trace in traces if trace is not None]


def target_traces(place: tuple[float, float], ground: Ground) -> list[dict[str, Any]]:
    """Return a wide ring to be drawn beneath the offence in hand (longitude, latitude)."""
    lon, lat = place
    return [
        {
            "type": "scattermap",
            "mode": "markers",
            "lon": [round(lon, 6)],
            "lat": [round(lat, 6)],
            "marker": {"size": size_px, "color": colour, "opacity": 1},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for size_px, colour in ((26.0, ground.ring), (21.0, ground.paper))
    ]


def cell_trace(cells: MapCells, *, dark: bool) -> dict[str, Any]:
    """Return grid squares shaded by the logarithm of their count, as a filled map layer."""
    shapes = [
        {"type": "Feature", "id": position, "properties": {}, "geometry": _polygon(corner)}
        for position, corner in enumerate(cells.corners.round(5).tolist())
    ]
    low, high = CELL_SHADES[dark]
    return {
        "type": "choroplethmap",
        "geojson": {"type": "FeatureCollection", "features": shapes},
        "locations": typed_array(np.arange(len(cells.count)), "int32"),
        "z": typed_array(np.log10(cells.count), "float32"),
        "customdata": typed_array(cells.count, "int32"),
        "colorscale": [[0, low], [1, high]],
        "zmin": 0,
        "zmax": max(float(np.log10(cells.count.max())), 0.5) if len(cells.count) else 1,
        "showscale": False,
        "marker": {"line": {"width": 0}, "opacity": 0.78},
        "hovertemplate": f"%{{customdata:,}} offences in {_size_name(cells.size_m)}<extra></extra>",
    }


def _discs(
    points: MapPoints, which: Flags, diameter: Floats, hover: list[str] | None, *, opacity: float, name: str
) -> dict[str, Any] | None:
    if not which.any() and hover is None:
        return None
    at = np.flatnonzero(which)
    trace = _place(points, which) | {
        "name": name,
        "marker": {
            "size": typed_array(diameter[at], "float32"),
            "color": _COLOURS[points.colour_index[at]].tolist(),
            "opacity": opacity,
        },
        "customdata": points.row[at].tolist(),  # Dash reads it back for a click, and knows no typed array
        "unselected": {"marker": {"opacity": opacity}},
        "selectedpoints": None,
    }
    if hover is None:
        return trace | {"hoverinfo": "skip"}
    return trace | {"text": [hover[position] for position in at], "hoverinfo": "text"}


def _plain(points: MapPoints, which: Flags, diameter: Floats, colour: str) -> dict[str, Any] | None:
    if not which.any():
        return None
    marker = {"size": typed_array(diameter[which], "float32"), "color": colour, "opacity": 1}
    unselected = {"marker": {"opacity": 1}}
    return _place(points, which) | {"marker": marker, "hoverinfo": "skip", "unselected": unselected}


def _place(points: MapPoints, which: Flags) -> dict[str, Any]:
    return {
        "type": "scattermap",
        "mode": "markers",
        "lon": typed_array(points.longitude[which]),
        "lat": typed_array(points.latitude[which]),
        "showlegend": False,
    }


def _polygon(corners: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def _size_name(size_m: int) -> str:
    return f"this {size_m / 1000:g} km square"
