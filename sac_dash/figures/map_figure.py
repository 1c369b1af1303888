"""The map of offences, put together: ground, hulls, journeys, offences, selection, overlay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sac_dash.figures.map_points import (
    CELL_SHADES,
    MapCells,
    MapPoints,
    cell_trace,
    point_traces,
    target_traces,
)
from sac_dash.figures.map_series import (
    SeriesPlaces,
    hull_traces,
    journey_labels,
    journey_paths,
    journey_traces,
)
from sac_dash.figures.map_spread import SeriesEllipse, area_trace, circle_outline, ellipse_traces
from sac_dash.figures.map_style import GroundLayers, MapView, map_style
from sac_dash.figures.map_ties import MapTie, tie_traces
from sac_dash.figures.map_view_fit import Bounds
from sac_dash.figures.palette import Ground, ground_for
from sac_dash.geography.distances import Circle

Outline = list[tuple[float, float]]  # longitude, latitude; closed by the reader


@dataclass(frozen=True)
class MapContent:
    """Everything a map shows.

    Parameters
    ----------
    points, cells
        Offences one by one, or counts on a grid where there are too many.
    hulls, journeys, ellipses
        Series to outline, series to draw as a journey, ellipses of those with places enough.
    ties
        Hard links between offences shown.
    target
        The place of the offence in hand (longitude, latitude): a ring is drawn round it.
    selection, circle
        The outline or the circle an analyst drew, if any.
    windowed, window
        Whether what is drawn depends on where the map looks (there are too many offences to draw all),
        and the box it was drawn for; None is everywhere.
    stamp
        The chosen period, written large: what a frame of the player shows.
    view
        Where to look at first. Afterwards the analyst's own panning stands until `fit` changes.
    notice
        What must be said across the map: that its ground is missing.
    fit
        The box to move to when it changes (a series chosen, a filter reset); None leaves the view.
    """

    view: MapView
    points: MapPoints | None = None
    cells: MapCells | None = None
    hulls: list[SeriesPlaces] = field(default_factory=list)
    journeys: list[SeriesPlaces] = field(default_factory=list)
    ellipses: list[SeriesEllipse] = field(default_factory=list)
    ties: list[MapTie] = field(default_factory=list)
    target: tuple[float, float] | None = None
    selection: Outline | None = None
    circle: Circle | None = None
    windowed: bool = False
    window: Bounds | None = None
    stamp: str = ""
    fit: Bounds | None = None
    layers: GroundLayers = field(default_factory=GroundLayers)
    attribution: str = ""
    notice: str = ""


def draw_map(content: MapContent, *, dark: bool = False) -> dict[str, Any]:
    """Return the figure; its `layout.meta` tells the overlay what to write over it."""
    ground = ground_for(dark=dark)
    data = [
        *hull_traces(content.hulls),
        *ellipse_traces(content.ellipses),
        *journey_traces(content.journeys),
        *tie_traces(content.ties, ground),
    ]
    if content.cells is not None:
        data.insert(0, cell_trace(content.cells, dark=dark))
    if content.target is not None:
        data += target_traces(content.target, ground)
    if content.points is not None:
        data += point_traces(content.points, ground)
    if content.selection:
        data.append(area_trace(content.selection, ground))
    if content.circle:
        data.append(area_trace(circle_outline(content.circle), ground))
    return {"data": data or [_nothing()], "layout": _layout(content, ground, dark=dark)}


def _layout(content: MapContent, ground: Ground, *, dark: bool) -> dict[str, Any]:
    view = content.view
    return {
        "map": {
            "style": map_style(content.layers, dark=dark),
            "center": {"lon": view.longitude, "lat": view.latitude},
            "zoom": view.zoom,
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": ground.sea if content.layers.on_earth else ground.land,
        "showlegend": False,
        "uirevision": "map",
        "hoverlabel": {
            "bgcolor": ground.paper,
            "bordercolor": ground.coast,
            "font": {"color": ground.ring, "size": 12},
            "align": "left",
        },
        "meta": _overlay(content, ground, dark=dark),
    }


def _overlay(content: MapContent, ground: Ground, *, dark: bool) -> dict[str, Any]:
    """Return what `20_map_overlay.js` draws over the map, on screen and in the PNG."""
    return {
        "labels": journey_labels(content.journeys),
        "arrows": journey_paths(content.journeys),
        "towns": f"{content.layers.url}/towns.geojson"
        if content.layers.towns and content.layers.on_earth
        else None,
        "boundaries": content.layers.boundaries_url,
        "cells": _cells(content.cells, dark=dark),
        "circle": _circle(content.circle),
        "windowed": content.windowed,
        "window": list(content.window) if content.window else None,
        "stamp": content.stamp,
        "attribution": content.attribution if content.layers.on_earth else "",
        "notice": content.notice,
        "fit": list(content.fit) if content.fit else None,
        "ink": ground.label,
        "halo": ground.label_halo,
        "paper": ground.paper,
        "ring": ground.ring,
    }


def _cells(cells: MapCells | None, *, dark: bool) -> dict[str, Any] | None:
    """Return the key of the squares: shades, the largest count, the side."""
    if cells is None or not len(cells.count):
        return None
    return {"shades": CELL_SHADES[dark], "most": int(cells.count.max()), "km": cells.size_m / 1000}


def _circle(circle: Circle | None) -> list[float] | None:
    return [circle.longitude, circle.latitude, circle.radius_km] if circle else None


def _nothing() -> dict[str, Any]:
    """Return an empty trace: plotly shows a map only where there is one."""
    return {"type": "scattermap", "lon": [], "lat": [], "hoverinfo": "skip"}
