"""Where each offence happened: whatever the source wrote, as metres and as degrees.

What certainly is wrong is put right and counted (latitude and longitude exchanged, grid metres
in the degree columns); what cannot be a place is unknown and counted; a place outside the force
is kept, because gangs travel. Nothing is moved on a mere suspicion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sac_dash.geography.coordinates import (
    BRITISH_NATIONAL_GRID,
    LOCAL_METRES,
    WGS84,
    Floats,
    is_geographic,
    is_true_metres,
    transform,
)
from sac_dash.ingest.place_numbers import Cells, place_numbers, place_stated, read_coordinate
from sac_dash.ingest.place_sorting import (
    DegreeVerdict,
    Pair,
    PairVerdict,
    PlaceRules,
    Points,
    any_has_metres,
    settle_degrees,
    settle_grid,
    settle_other,
    sort_pairs,
    weigh_degrees,
    weigh_pairs,
)

ABSENT = "no coordinates given: place unknown"
UNREADABLE = "coordinates zero, impossible or unreadable, taken as unknown"
SWAPPED = "coordinates exchanged (x for y), put right"
MISPLACED = "grid metres in degree columns or the reverse, put right"
ACCURACY_NOTE = (
    "Degrees and grid metres were converted without the OSTN15 grid: positions are good to about two metres."
)

_NO_PAIRS = PairVerdict(metres_are_degrees=False, metres_are_grid=False)
_NO_DEGREES = DegreeVerdict(british=False, centre=None, system=BRITISH_NATIONAL_GRID)


@dataclass(frozen=True)
class ReadPlaces:
    """The typed places of a table.

    Parameters
    ----------
    frame
        `crs, easting, northing, longitude, latitude, location_precision_m`, then one bool column
        per warning (its name is its text).
    told
        The coordinate system as found or stated, for the quality report.
    """

    frame: pl.DataFrame
    told: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SettledPlaces:
    """How a table's place columns are to be read, settled from all its rows.

    Parameters
    ----------
    given
        Whether the table has any place column.
    stated
        The system that the mapping or the container states.
    first
        Where a system is stated: the pair of columns of its own kind holds numbers.
    pairs, degrees
        What all rows say of the two pairs of columns, and of the degrees.
    local
        The metres are of no system that can be told.
    """

    rules: PlaceRules
    given: bool
    stated: str | None = None
    first: bool = True
    pairs: PairVerdict = _NO_PAIRS
    degrees: DegreeVerdict | None = None
    local: bool = False

    def read(self, cells: Cells, height: int) -> pl.DataFrame:
        """Return the places of some rows of the table, as the frame of :class:`ReadPlaces`."""
        metres, degrees, square = place_numbers(cells, height)
        points = _points(metres, degrees, self)
        frame = _frame(points, square, cells)
        if not self.given:
            return frame
        given, unknown = place_stated(cells, height), np.isnan(points.x)
        warnings = {
            ABSENT: ~given & unknown,
            UNREADABLE: given & unknown,
            SWAPPED: points.swapped,
            MISPLACED: points.misplaced,
        }
        return frame.with_columns(pl.Series(text, flags) for text, flags in warnings.items())

    def tell(self, systems: Iterable[str]) -> str | None:
        """Return the coordinate system as found or stated, given those that the places are in."""
        if not self.given:
            return None
        if self.stated:
            if is_geographic(self.stated) or is_true_metres(self.stated):
                return f"{self.stated}, as stated"
            return f"{self.stated}, as stated (not in true metres: converted)"
        if self.local:
            return f"{LOCAL_METRES}: not British National Grid, and no system is stated"
        return ", ".join(sorted(systems)) or None

    def notes(self, systems: Iterable[str]) -> tuple[str, ...]:
        """Return what the analyst should know of places in these systems."""
        return (ACCURACY_NOTE,) if self.given and BRITISH_NATIONAL_GRID in set(systems) else ()


def read_places(
    cells: Cells, height: int, stated: str | None = None, rules: PlaceRules | None = None
) -> ReadPlaces:
    """Read the place columns of a table that is in hand as a whole.

    Parameters
    ----------
    cells
        Text of the columns that exist: `easting`, `northing`, `longitude`, `latitude`,
        `grid_reference`, `location_precision_m`.
    height
        Number of rows.
    stated
        The system the mapping or the container states: "EPSG:…" or "local-metres".
    rules
        When coordinates are taken for what they are.
    """
    settled = settle_places([(cells, height)], stated, rules)
    frame = settled.read(cells, height)
    systems = frame["crs"].drop_nulls().unique().to_list()
    return ReadPlaces(frame, settled.tell(systems), settled.notes(systems))


def settle_places(
    slices: Iterable[tuple[Cells, int]], stated: str | None = None, rules: PlaceRules | None = None
) -> SettledPlaces:
    """Settle how the place columns of a table are to be read, from all its rows.

    `slices` are its rows as (cells, number of rows), as :func:`read_places` takes them. Two numbers
    a place are held at once, and nothing else of a row.
    """
    rules = rules or PlaceRules()
    given = False
    numbers: list[tuple[Pair, Pair]] = []
    for cells, height in slices:
        given = given or bool(cells)
        metres, degrees, _ = place_numbers(cells, height)
        numbers.append((metres, degrees))
    metres, degrees = (_joined([each[kind] for each in numbers]) for kind in (0, 1))
    del numbers
    if stated:
        return _settle_stated(metres, degrees, stated, rules, given=given)
    pairs = weigh_pairs(metres, degrees, rules)
    sorted_ = sort_pairs(metres, degrees, pairs)
    verdict = weigh_degrees(*sorted_.degrees, rules)
    local = (
        not pairs.metres_are_grid
        and bool(np.isfinite(sorted_.metres[0]).any())
        and not any_has_metres(*sorted_.degrees, verdict, rules)
    )
    return SettledPlaces(rules, given, pairs=pairs, degrees=verdict, local=local)


def _settle_stated(
    metres: Pair, degrees: Pair, stated: str, rules: PlaceRules, *, given: bool
) -> SettledPlaces:
    own = degrees if is_geographic(stated) else metres
    first = bool(np.isfinite(own[0]).any())
    settled = SettledPlaces(rules, given, stated=stated, first=first)
    if stated == BRITISH_NATIONAL_GRID:
        return replace(settled, degrees=weigh_degrees(*degrees, rules))
    if not is_geographic(stated) and is_true_metres(stated):
        return settled
    lon, lat = _as_degrees(metres, degrees, settled)
    return replace(settled, degrees=weigh_degrees(lon, lat, rules))


def _joined(pairs: Sequence[Pair]) -> Pair:
    return np.concatenate([x for x, _ in pairs]), np.concatenate([y for _, y in pairs])


def _points(metres: Pair, degrees: Pair, settled: SettledPlaces) -> Points:
    return _in_stated(metres, degrees, settled) if settled.stated else _recognised(metres, degrees, settled)


def _in_stated(metres: Pair, degrees: Pair, settled: SettledPlaces) -> Points:
    stated, rules = settled.stated or "", settled.rules
    x, y = metres if settled.first else degrees
    if stated == BRITISH_NATIONAL_GRID and settled.degrees is not None:
        return settle_grid(x, y).filled_by(settle_degrees(*degrees, settled.degrees, rules))
    if settled.degrees is None:
        return settle_other(x, y, stated, rules)
    return settle_degrees(*_as_degrees(metres, degrees, settled), settled.degrees, rules)


def _as_degrees(metres: Pair, degrees: Pair, settled: SettledPlaces) -> Pair:
    """Return the numbers of a stated system, which is not in true metres, as WGS84 degrees."""
    stated = settled.stated or ""
    x, y = degrees if is_geographic(stated) == settled.first else metres
    return (x, y) if stated == WGS84 else transform(x, y, stated, WGS84)


def _recognised(metres: Pair, degrees: Pair, settled: SettledPlaces) -> Points:
    pairs, verdict, rules = settled.pairs, settled.degrees or _NO_DEGREES, settled.rules
    sorted_ = sort_pairs(metres, degrees, pairs)
    if settled.local:
        return settle_other(*sorted_.metres, LOCAL_METRES, rules)
    points = settle_degrees(*sorted_.degrees, verdict, rules)
    if pairs.metres_are_grid:
        points = settle_grid(*sorted_.metres).filled_by(points)
    return points.with_misplaced(sorted_.misplaced)


def _frame(points: Points, square: Floats, cells: Cells) -> pl.DataFrame:
    lon, lat = points.lon_lat()
    numbers = {
        "easting": points.x,
        "northing": points.y,
        "longitude": lon,
        "latitude": lat,
        "location_precision_m": square,
    }
    frame = pl.DataFrame(
        {name: pl.Series(values, dtype=pl.Float64).fill_nan(None) for name, values in numbers.items()}
    )
    if "location_precision_m" in cells:
        stated = pl.Series(read_coordinate(cells["location_precision_m"], len(square))).fill_nan(None)
        frame = frame.with_columns(
            pl.coalesce("location_precision_m", pl.lit(stated)).alias("location_precision_m")
        )
    return frame.insert_column(0, pl.Series("crs", points.system.tolist(), dtype=pl.String))
