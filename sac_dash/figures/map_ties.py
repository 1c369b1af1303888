"""Hard links on a map: facts that tie two offences, told apart at a glance from journeys.

A journey is a solid line in its series' colour; a hard link is a dashed line in ink with a ring half-way,
whatever series its ends are in. The map's renderer knows no dashes, so a line is cut into strokes of equal
length: as many at every zoom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sac_dash.figures.palette import Ground

STROKES = 15
_LINE_PX, _HALO_PX = 2.0, 5.0
_RING_PX, _HOLE_PX = 13.0, 7.0
_POINTED_PX = 14.0  # how near the line the pointer must come
_POINTED = (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9)  # of its length; half-way stands the ring


@dataclass(frozen=True)
class MapTie:
    """Hard links between two offences at different places: both ends (longitude, latitude) and the facts in words."""

    start: tuple[float, float]
    end: tuple[float, float]
    words: str


def tie_traces(ties: Sequence[MapTie], ground: Ground) -> list[dict[str, Any]]:
    """Return the traces of hard links: halo, strokes, rings half-way, and what is said along them."""
    if not ties:
        return []
    half = [_along(tie, 0.5) for tie in ties]
    words = [tie.words for tie in ties]
    beside = [(_along(tie, share), tie.words) for tie in ties for share in _POINTED]
    return [
        _lines([[tie.start, tie.end] for tie in ties], ground.paper, _HALO_PX),
        _lines([stroke for tie in ties for stroke in _strokes(tie)], ground.ring, _LINE_PX),
        _marks(half, ground.ring, _RING_PX),
        _marks(half, ground.paper, _HOLE_PX) | {"text": words, "hoverinfo": "text", "name": "hard links"},
        _marks([place for place, _ in beside], ground.ring, _POINTED_PX, opacity=0.0)
        | {"text": [said for _, said in beside], "hoverinfo": "text"},
    ]


def _along(tie: MapTie, share: float) -> tuple[float, float]:
    """Return the place at a share (0 to 1) of the way."""
    (west, south), (east, north) = tie.start, tie.end
    return west + (east - west) * share, south + (north - south) * share


def _strokes(tie: MapTie) -> list[list[tuple[float, float]]]:
    """Return the strokes of one line; it begins and ends with one."""
    cuts = np.linspace(0.0, 1.0, 2 * STROKES)
    return [
        [_along(tie, float(first)), _along(tie, float(last))]
        for first, last in zip(cuts[::2], cuts[1::2], strict=True)
    ]


def _lines(lines: list[list[tuple[float, float]]], colour: str, width_px: float) -> dict[str, Any]:
    lon: list[float | None] = []
    lat: list[float | None] = []
    for line in lines:
        lon += [*(round(place[0], 5) for place in line), None]
        lat += [*(round(place[1], 5) for place in line), None]
    return {
        "type": "scattermap",
        "mode": "lines",
        "lon": lon[:-1],
        "lat": lat[:-1],
        "line": {"color": colour, "width": width_px},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(
    places: list[tuple[float, float]], colour: str, size_px: float, *, opacity: float = 1.0
) -> dict[str, Any]:
    return {
        "type": "scattermap",
        "mode": "markers",
        "lon": [round(place[0], 5) for place in places],
        "lat": [round(place[1], 5) for place in places],
        "marker": {"size": size_px, "color": colour, "opacity": opacity},
        "unselected": {"marker": {"opacity": opacity}},
        "hoverinfo": "skip",
        "showlegend": False,
    }
