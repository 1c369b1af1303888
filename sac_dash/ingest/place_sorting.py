"""Telling coordinates apart: grid metres from degrees, x from y, a place from a slip of the pen.

The tests are those of which the answer is certain: only one of the two orders lies in Great
Britain, or one order lies hundreds of kilometres from all the rest of the file and the other in
its midst.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sac_dash.geography.coordinates import (
    BRITISH_NATIONAL_GRID,
    DEGREE_BOUNDS,
    GRID_BOUNDS,
    LOCAL_METRES,
    WGS84,
    Flags,
    Floats,
    in_great_britain,
    transform,
    utm_crs,
)

Pair = tuple[Floats, Floats]

_TRIED_AT_ONCE = 10_000  # places, to find one that a system can hold


@dataclass(frozen=True)
class PlaceRules:
    """When coordinates are taken for what they are.

    Parameters
    ----------
    bulk_share
        Share of a file's coordinates that must fit a system for it to be recognised (0–1).
    far_deg, near_deg
        A pair further than `far_deg` from the file's median, whose exchange lies within
        `near_deg` of it, is exchanged. Degrees.
    greatest_m
        A coordinate beyond it, in a metric system, is impossible: half the Earth's girth.
    """

    bulk_share: float = 0.9
    far_deg: float = 10.0
    near_deg: float = 2.0
    greatest_m: float = 20_100_000.0


@dataclass(frozen=True)
class Points:
    """Places in metric systems; NaN and None where unknown."""

    x: Floats
    y: Floats
    system: NDArray[Any]  # object: the name of each row's system
    swapped: Flags
    misplaced: Flags

    def filled_by(self, other: Points) -> Points:
        """Return these points, with `other`'s where these are unknown and of the same kind."""
        gap = np.isnan(self.x) & ~np.isnan(other.x)
        return Points(
            np.where(gap, other.x, self.x),
            np.where(gap, other.y, self.y),
            np.where(gap, other.system, self.system),
            np.where(gap, other.swapped, self.swapped),
            np.where(gap, other.misplaced, self.misplaced),
        )

    def with_misplaced(self, flags: Flags) -> Points:
        """Return these points with the rows marked whose pair stood in the wrong columns."""
        return replace(self, misplaced=(self.misplaced | flags) & ~np.isnan(self.x))

    def lon_lat(self) -> Pair:
        """Return WGS84 degrees; NaN where unknown or in local metres."""
        lon, lat = np.full(len(self.x), np.nan), np.full(len(self.x), np.nan)
        for name in {name for name in self.system if name and name != LOCAL_METRES}:
            rows = self.system == name
            lon[rows], lat[rows] = transform(self.x[rows], self.y[rows], name, WGS84)
        return lon, lat


@dataclass(frozen=True)
class SortedPairs:
    """The two pairs of columns with each row's numbers under the heading they belong to."""

    metres: Pair
    degrees: Pair
    misplaced: Flags


@dataclass(frozen=True)
class PairVerdict:
    """What all rows of a table say of its two pairs of columns.

    Parameters
    ----------
    metres_are_degrees
        The columns named like metres hold degrees throughout.
    metres_are_grid
        The metres are British National Grid.
    """

    metres_are_degrees: bool
    metres_are_grid: bool


@dataclass(frozen=True)
class DegreeVerdict:
    """What all rows of a table say of its degrees.

    Parameters
    ----------
    british
        Most lie in Great Britain, one way round or the other.
    centre
        The median place of a file that is not British; None where nothing usual is in it.
    system
        The metric system its places are kept in.
    """

    british: bool
    centre: tuple[float, float] | None
    system: str


def weigh_pairs(metres: Pair, degrees: Pair, rules: PlaceRules) -> PairVerdict:
    """Say what the two pairs of columns of a whole table hold."""
    every = _bulk(_nonzero(*metres) & DEGREE_BOUNDS.holds(*metres), _nonzero(*metres), rules)
    sorted_ = sort_pairs(metres, degrees, PairVerdict(every, metres_are_grid=False))
    grid = GRID_BOUNDS.holds(*sorted_.metres)  # exchanged ones are put right only where most are not
    abroad = _bulk(~_in_britain_either_way(*sorted_.degrees), _nonzero(*sorted_.degrees), rules)
    is_grid = (
        _bulk(grid, _nonzero(*sorted_.metres), rules, share=0.5)
        and not abroad
        and not _negative(sorted_.metres, rules)
    )
    return PairVerdict(every, is_grid)


def sort_pairs(metres: Pair, degrees: Pair, verdict: PairVerdict) -> SortedPairs:
    """Move degrees out of metre columns and grid metres out of degree columns.

    A file whose every "easting" is a degree is simply in degrees: nothing is called misplaced.
    """
    as_degrees = _nonzero(*metres) & DEGREE_BOUNDS.holds(*metres)
    if not verdict.metres_are_degrees:
        as_degrees &= in_great_britain(*metres) | in_great_britain(metres[1], metres[0])
    as_metres = (np.abs(degrees[0]) > 180) & (
        GRID_BOUNDS.holds(*degrees) | GRID_BOUNDS.holds(degrees[1], degrees[0])
    )
    to_degrees, to_metres = as_degrees & ~_nonzero(*degrees), as_metres & ~_nonzero(*metres)
    return SortedPairs(
        metres=_exchange(metres, degrees, to_metres, as_degrees),
        degrees=_exchange(degrees, metres, to_degrees, as_metres),
        misplaced=to_metres | (to_degrees & np.bool_(not verdict.metres_are_degrees)),
    )


def _exchange(kept: Pair, other: Pair, taken: Flags, dropped: Flags) -> Pair:
    x, y = (np.where(dropped, np.nan, values) for values in kept)
    return np.where(taken, other[0], x), np.where(taken, other[1], y)


def _nonzero(x: Floats, y: Floats) -> Flags:
    known: Flags = np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
    return known


def _bulk(fits: Flags, of: Flags, rules: PlaceRules, share: float | None = None) -> bool:
    total = int(of.sum())
    return total > 0 and int((fits & of).sum()) >= (rules.bulk_share if share is None else share) * total


def _negative(pair: Pair, rules: PlaceRules) -> bool:
    known = _nonzero(*pair)
    return _bulk((pair[0] < 0) | (pair[1] < 0), known, rules, share=0.5)


def _in_britain_either_way(lon: Floats, lat: Floats) -> Flags:
    return in_great_britain(lon, lat) | in_great_britain(lat, lon)


def settle_grid(x: Floats, y: Floats) -> Points:
    """Return British National Grid points: exchanged where only that fits, unknown where neither does."""
    sound, other = GRID_BOUNDS.holds(x, y), GRID_BOUNDS.holds(y, x)
    swapped = ~sound & other
    return _points(x, y, swapped, sound | swapped, BRITISH_NATIONAL_GRID)


def settle_other(x: Floats, y: Floats, system: str, rules: PlaceRules) -> Points:
    """Return points of another metric system, unknown where impossible."""
    with np.errstate(invalid="ignore"):
        sound = _nonzero(x, y) & (np.abs(x) < rules.greatest_m) & (np.abs(y) < rules.greatest_m)
    return _points(x, y, np.zeros(len(x), dtype=bool), sound, system)


def weigh_degrees(lon: Floats, lat: Floats, rules: PlaceRules) -> DegreeVerdict:
    """Say where the degrees of a whole table lie, and which metric system they are kept in."""
    known = _nonzero(lon, lat)
    if _bulk(_in_britain_either_way(lon, lat), known, rules, share=0.5):
        return DegreeVerdict(british=True, centre=None, system=BRITISH_NATIONAL_GRID)
    usual = known & ~_impossible(lon, lat)
    centre = (float(np.median(lon[usual])), float(np.median(lat[usual]))) if usual.any() else None
    abroad = DegreeVerdict(british=False, centre=centre, system=BRITISH_NATIONAL_GRID)
    new_lon, new_lat, _, sound = _right_way_round(lon, lat, abroad, rules)
    return replace(abroad, system=utm_crs(new_lon[sound], new_lat[sound])) if sound.any() else abroad


def settle_degrees(lon: Floats, lat: Floats, verdict: DegreeVerdict, rules: PlaceRules) -> Points:
    """Return degrees as metres: British National Grid in a British file, else the file's UTM zone.

    In a British file a place outside the box around Great Britain is unknown (a slip); in any
    other file all places that can be on Earth are kept.
    """
    lon, lat, swapped, sound = _right_way_round(lon, lat, verdict, rules)
    if not sound.any():
        return _points(lon, lat, swapped, sound, BRITISH_NATIONAL_GRID)
    x, y = np.full(len(lon), np.nan), np.full(len(lon), np.nan)
    x[sound], y[sound] = transform(lon[sound], lat[sound], WGS84, verdict.system)
    unmoved = np.zeros(len(x), dtype=bool)
    return _points(x, y, unmoved, sound & np.isfinite(x), verdict.system, already=swapped)


def any_has_metres(lon: Floats, lat: Floats, verdict: DegreeVerdict, rules: PlaceRules) -> bool:
    """Return whether any of a table's degrees can be told in metres."""
    lon, lat, _, sound = _right_way_round(lon, lat, verdict, rules)
    places = np.flatnonzero(sound)
    return any(
        bool(np.isfinite(transform(lon[some], lat[some], WGS84, verdict.system)[0]).any())
        for some in np.array_split(places, -(-len(places) // _TRIED_AT_ONCE) or 1)
    )


def _right_way_round(
    lon: Floats, lat: Floats, verdict: DegreeVerdict, rules: PlaceRules
) -> tuple[Floats, Floats, Flags, Flags]:
    """Return degrees with exchanged pairs put right, which were exchanged, and which can be places."""
    known = _nonzero(lon, lat)
    swapped = known & (
        _exchanged_in_britain(lon, lat)
        if verdict.british
        else _exchanged_abroad(lon, lat, verdict.centre, rules)
    )
    lon, lat = np.where(swapped, lat, lon), np.where(swapped, lon, lat)
    sound = known & (in_great_britain(lon, lat) if verdict.british else DEGREE_BOUNDS.holds(lon, lat))
    return lon, lat, swapped, sound


def _exchanged_in_britain(lon: Floats, lat: Floats) -> Flags:
    return ~in_great_britain(lon, lat) & in_great_britain(lat, lon)


def _impossible(lon: Floats, lat: Floats) -> Flags:
    return ~DEGREE_BOUNDS.holds(lon, lat) & DEGREE_BOUNDS.holds(lat, lon)


def _exchanged_abroad(
    lon: Floats, lat: Floats, centre: tuple[float, float] | None, rules: PlaceRules
) -> Flags:
    impossible = _impossible(lon, lat)
    if centre is None:
        return impossible
    far = np.maximum(np.abs(lon - centre[0]), np.abs(lat - centre[1])) > rules.far_deg
    near = np.maximum(np.abs(lat - centre[0]), np.abs(lon - centre[1])) < rules.near_deg
    return impossible | (far & near)


def _points(
    x: Floats, y: Floats, exchange: Flags, sound: Flags, system: str, *, already: Flags | None = None
) -> Points:
    new_x, new_y = np.where(exchange, y, x), np.where(exchange, x, y)
    names = np.full(len(x), None, dtype=object)
    names[sound] = system
    swapped = (exchange if already is None else already) & sound
    return Points(
        np.where(sound, new_x, np.nan),
        np.where(sound, new_y, np.nan),
        names,
        swapped,
        np.zeros(len(x), dtype=bool),
    )
