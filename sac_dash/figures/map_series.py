"""Series on a map: a soft hull around the places of each, and the journey from offence to offence.

A hull says "this far, as recorded so far", nothing about where the next offence will be. A journey
joins offences in the order of their windows' starts; nobody is claimed to have travelled along it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from shapely import MultiPoint

from sac_dash.figures.palette import series_colour, with_opacity
from sac_dash.patterns.journey import measure_journey

LEAST_PLACES = 3  # fewer have no area
MARGIN_SHARE = 0.06  # of the hull's diagonal, so that the outermost places stand inside
LEAST_MARGIN_DEG = 0.004  # about 400 m

CROWD = 12  # more hulls than this are drawn almost as outlines: their fills would hide the map


@dataclass(frozen=True)
class HullLook:
    """How strongly a hull is drawn: opacities (0 to 1) and the line's width in pixels."""

    fill: float
    line: float
    width_px: float


_EMPHASIS = HullLook(0.13, 0.95, 2.4)
_QUIET = HullLook(0.035, 0.55, 1.2)
_CROWDED = HullLook(0.015, 0.38, 1.0)


@dataclass(frozen=True)
class SeriesPlaces:
    """One series' offences with a place, in the order of their windows' starts.

    `number` is each offence's place in the whole series, where only some of it is shown or placed;
    by default they are counted from 1.
    """

    series_id: str
    longitude: npt.NDArray[np.float64]
    latitude: npt.NDArray[np.float64]
    emphasis: bool = False
    number: tuple[int, ...] = ()


def hull_traces(series: Iterable[SeriesPlaces]) -> list[dict[str, Any]]:
    """Return one filled outline for each series of three places or more, gathered by colour."""
    rings: dict[tuple[str, bool], list[npt.NDArray[np.float64]]] = {}
    for each in series:
        ring = hull_ring(each.longitude, each.latitude)
        if ring is not None:
            rings.setdefault((series_colour(each.series_id), each.emphasis), []).append(ring)
    crowded = sum(map(len, rings.values())) > CROWD
    return [
        _hull_trace(colour, some, _EMPHASIS if emphasis else _CROWDED if crowded else _QUIET)
        for (colour, emphasis), some in rings.items()
    ]


def hull_ring(
    longitude: npt.NDArray[np.float64], latitude: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64] | None:
    """Return a rounded convex outline (n × 2, degrees) with a margin; None for fewer than three places.

    Worked out in degrees of latitude (longitude shrunk by the cosine), so that margins are even.
    """
    shrink = float(np.cos(np.radians(latitude.mean()))) if len(latitude) else 1.0
    flat = np.unique(np.column_stack([longitude * shrink, latitude]).round(6), axis=0)
    if len(flat) < LEAST_PLACES:
        return None
    hull = MultiPoint(flat).convex_hull
    west, south, east, north = hull.bounds
    margin = max(MARGIN_SHARE * float(np.hypot(east - west, north - south)), LEAST_MARGIN_DEG)
    outline = np.asarray(hull.buffer(margin, quad_segs=6).exterior.coords)
    return np.asarray(outline / np.array([shrink, 1.0]))


def journey_traces(series: Iterable[SeriesPlaces]) -> list[dict[str, Any]]:
    """Return one line for each series through its offences in time order."""
    return [_journey(each) for each in series if len(each.longitude) > 1]


def journey_labels(series: Iterable[SeriesPlaces]) -> list[dict[str, Any]]:
    """Return the numbers of the journeys, for the overlay: place, text, colour.

    Offences at one place share a label ("2, 5"), so that none hides another.
    """
    return [label for each in series for label in _numbers(each)]


def journey_paths(series: Iterable[SeriesPlaces]) -> list[dict[str, Any]]:
    """Return the journeys' courses for the overlay, which draws arrowheads and distances along them."""
    return [
        {
            "colour": series_colour(each.series_id),
            "path": np.column_stack([each.longitude, each.latitude]).round(5).tolist(),
            "legs": [round(leg, 3) for leg in measure_journey(each.longitude, each.latitude).legs_km],
        }
        for each in series
        if len(each.longitude) > 1
    ]


def _hull_trace(colour: str, rings: list[npt.NDArray[np.float64]], look: HullLook) -> dict[str, Any]:
    lon, lat = _with_gaps(rings)
    return {
        "type": "scattermap",
        "mode": "lines",
        "lon": lon,
        "lat": lat,
        "fill": "toself",
        "fillcolor": with_opacity(colour, look.fill),
        "line": {"color": with_opacity(colour, look.line), "width": look.width_px},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _with_gaps(rings: list[npt.NDArray[np.float64]]) -> tuple[list[float | None], list[float | None]]:
    lon: list[float | None] = []
    lat: list[float | None] = []
    for ring in rings:
        lon += [*ring[:, 0].round(5).tolist(), None]
        lat += [*ring[:, 1].round(5).tolist(), None]
    return lon[:-1], lat[:-1]


def _journey(each: SeriesPlaces) -> dict[str, Any]:
    return {
        "type": "scattermap",
        "mode": "lines",
        "lon": each.longitude.round(5).tolist(),
        "lat": each.latitude.round(5).tolist(),
        "line": {"color": with_opacity(series_colour(each.series_id), 0.9), "width": 2.6},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _numbers(each: SeriesPlaces) -> list[dict[str, Any]]:
    at: dict[tuple[float, float], list[int]] = {}
    numbers = each.number or tuple(range(1, len(each.longitude) + 1))
    places = zip(each.longitude.round(5).tolist(), each.latitude.round(5).tolist(), strict=True)
    for number, place in zip(numbers, places, strict=True):
        at.setdefault(place, []).append(number)
    colour = series_colour(each.series_id)
    return [
        {"lon": lon, "lat": lat, "text": _number_text(here), "colour": colour}
        for (lon, lat), here in at.items()
    ]


def _number_text(numbers: list[int]) -> str:
    """Return ``2``, ``2, 5``, or for more than three ``2–6`` and ``2, 5, 9…``."""
    shown = ", ".join(map(str, numbers[:3]))
    if len(numbers) <= 3:
        return shown
    unbroken = numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{numbers[0]}–{numbers[-1]}" if unbroken else f"{shown}…"
