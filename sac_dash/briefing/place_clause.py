"""Where a series lies, in half a sentence: "4 of them within 5 km of Ludlow", "across 5 areas of 3 forces".

The tightest circle about a town that holds at least half of the offences is named; a series without one is
said to be spread, and how far. Only offences whose place is known are counted, and the rest are told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.geography.distances import distance_km
from sac_dash.geography.nearest_town import Towns
from sac_dash.patterns.rank_trend import rank_trend
from sac_dash.patterns.series_areas import SeriesAreas

_HEADINGS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PlaceRule:
    """When a place is named.

    Parameters
    ----------
    radii_km
        Circles tried, tightest first.
    least_share
        Of the placed offences that a circle must hold.
    least_to_move, most_p
        Offences needed, and the significance (two-sided, Kendall's tau of place against order), before a series is
        said to move in a direction.
    """

    radii_km: tuple[float, ...] = (3.0, 5.0, 10.0, 20.0)
    least_share: float = 0.6
    least_to_move: int = 6
    most_p: float = 0.05


_RULE = PlaceRule()


def say_where(members: pl.DataFrame, areas: SeriesAreas, towns: Towns, rule: PlaceRule = _RULE) -> str:
    """Return where the members lie, to follow a count; "" where no place is known."""
    placed = members.drop_nulls(["longitude", "latitude"])
    if placed.is_empty():
        return ""
    lon, lat = (placed[name].to_numpy().astype(np.float64) for name in ("longitude", "latitude"))
    around = _circle(lon, lat, towns, rule)
    if around is None:
        return _spread(members, areas, lon, lat)
    town, held, radius = around
    known = "" if placed.height == members.height else f" (place known of {placed.height})"
    if held == members.height:
        return f"all within {radius:g} km of {town}"
    return f"{held} of them within {radius:g} km of {town}{known}"


def say_direction(members: pl.DataFrame, rule: PlaceRule = _RULE) -> str:
    """Return in which direction a series moves ("moving south"), or "" where the order of places shows none."""
    placed = members.drop_nulls(["longitude", "latitude"])
    if placed.height < rule.least_to_move:
        return ""
    east, north = (placed[name].to_numpy().astype(np.float64) for name in ("longitude", "latitude"))
    pulls = [_pull(each, rule.most_p) for each in (east, north)]
    if not any(pulls):
        return ""
    bearing = np.degrees(np.arctan2(pulls[0], pulls[1])) % 360
    return f"moving {_HEADINGS[round(bearing / 45) % len(_HEADINGS)]}"


def _circle(lon: Floats, lat: Floats, towns: Towns, rule: PlaceRule) -> tuple[str, int, float] | None:
    """Return the town, how many offences lie about it and within which radius; the tightest circle wins."""
    if not len(towns.names):
        return None
    near = distance_km(lon[:, None], lat[:, None], towns.longitude[None, :], towns.latitude[None, :])
    least = max(2, int(np.ceil(rule.least_share * len(lon))))
    for radius in rule.radii_km:
        held = (near <= radius).sum(axis=0)
        best = int(held.max(initial=0))
        if best >= least:
            tied = np.flatnonzero(held == best)
            closest = tied[np.argmin(np.where(near[:, tied] <= radius, near[:, tied], 0).sum(axis=0))]
            return towns.names[int(closest)], best, radius
    return None


def _spread(members: pl.DataFrame, areas: SeriesAreas, lon: Floats, lat: Floats) -> str:
    wide = float(distance_km(lon.min(), lat.min(), lon.max(), lat.max()))
    forces = len(areas.forces)
    if forces > 1:
        return f"across {forces} forces, {wide:.0f} km from end to end"
    if len(areas.areas) > 1:
        return f"across {len(areas.areas)} policing areas, {wide:.0f} km from end to end"
    return f"{wide:.0f} km from end to end" if members.height > 1 else ""


def _pull(values: Floats, most_p: float) -> float:
    """Return tau where it is significant, else 0."""
    found = rank_trend(values)
    return found.tau if found.chance < most_p else 0.0
