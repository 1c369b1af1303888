"""A circle without a mouse: so many kilometres around a place that is typed."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from dash import no_update

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.map.filters import MAX_RADIUS_KM
from sac_dash.dashboard.pages.map.places import Places, places
from sac_dash.figures.basemap import missing_layers, read_basemap
from sac_dash.geography.distances import distance_km
from sac_dash.geography.find_place import Place, read_place
from sac_dash.geography.nearest_town import Towns
from sac_dash.store import Generation

MAX_TOWNS_OFFERED = 250
NOT_FOUND = "No such town, reference or grid reference"
NO_RADIUS = f"Between 0.1 and {MAX_RADIUS_KM:g} km"


def find_circle(
    _clicks: int | None, _enter: int | None, text: str | None, km: float | str | None
) -> tuple[Any, str, str]:
    """Return the circle that was asked for, else what is wrong with the place and with the distance."""
    if not (text or "").strip():
        return no_update, "Name a place", ""
    radius = float(km) if isinstance(km, int | float) and 0 < km <= MAX_RADIUS_KM else None
    if radius is None:
        return no_update, "", NO_RADIUS
    held = places(state.store().require_current())
    found = locate(str(text), held)
    if found is None:
        return no_update, NOT_FOUND, ""
    return {"lon": found[0], "lat": found[1], "km": radius, "name": str(text).strip()}, "", ""


def locate(text: str, held: Places) -> Place | None:
    """Return the place of an offence's reference, else of a town, a grid reference or degrees."""
    rows = np.flatnonzero((held.frame["crime_ref"] == text.strip()).to_numpy() & held.placed)
    if len(rows):
        return float(held.longitude[rows[0]]), float(held.latitude[rows[0]])
    return read_place(text, towns(), _middle(held))


def offered_places() -> list[str]:
    """Return the towns near the data, the larger first, for the form to complete."""
    generation = state.generation()
    return list(_towns_nearby(generation)) if generation else []


@cache
def towns() -> Towns:
    """Return the towns of the background map; none where it was never built."""
    features = [] if "towns" in missing_layers() else read_basemap().towns["features"]
    degrees = np.array([each["geometry"]["coordinates"] for each in features], dtype=float).reshape(-1, 2)
    return Towns([str(each["properties"]["name"]) for each in features], degrees[:, 0], degrees[:, 1])


@state.per_generation
def _towns_nearby(generation: Generation) -> tuple[str, ...]:
    known = towns()
    if not len(known.names):
        return ()
    away = distance_km(known.longitude, known.latitude, *_middle(places(generation)))
    nearest = np.sort(np.argsort(away, kind="stable")[:MAX_TOWNS_OFFERED])  # the file has the largest first
    return tuple(dict.fromkeys(known.names[position] for position in nearest))


def _middle(held: Places) -> Place:
    """Return the middle of the data, by which the nearer of two towns of a name is taken."""
    if not held.placed.any():
        return 0.0, 0.0
    return float(np.median(held.longitude[held.placed])), float(np.median(held.latitude[held.placed]))
