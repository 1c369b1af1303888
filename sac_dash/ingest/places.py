"""Where each offence happened: whatever the source wrote, as metres and as degrees.

What certainly is wrong is put right and counted (latitude and longitude exchanged, grid metres
in the degree columns); what cannot be a place is unknown and counted; a place outside the force
is kept, because gangs travel. Nothing is moved on a mere suspicion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sac_dash.geography.coordinates import (
    BRITISH_NATIONAL_GRID,
    LOCAL_METRES,
    WGS84,
    Flags,
    Floats,
    is_geographic,
    is_true_metres,
    transform,
)
from sac_dash.geography.grid_reference import read_grid_references
from sac_dash.ingest.numbers import read_distinct, read_numbers
from sac_dash.ingest.place_sorting import (
    PlaceRules,
    Points,
    settle_degrees,
    settle_grid,
    settle_other,
    sort_pairs,
)
from sac_dash.ingest.unknown_markers import blank_unknown

ABSENT = "no coordinates given: place unknown"
UNREADABLE = "coordinates zero, impossible or unreadable, taken as unknown"
SWAPPED = "coordinates exchanged (x for y), put right"
MISPLACED = "grid metres in degree columns or the reverse, put right"
ACCURACY_NOTE = (
    "Degrees and grid metres were converted without the OSTN15 grid: positions are good to about two metres."
)


@dataclass(frozen=True)
class ReadPlaces:
    """The typed places of one table.

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


def read_places(
    cells: Mapping[str, pl.Series], height: int, stated: str | None = None, rules: PlaceRules | None = None
) -> ReadPlaces:
    """Read the place columns of a table.

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
    rules = rules or PlaceRules()
    degrees = _pair(cells, "longitude", "latitude", height)
    metres, square = _with_grid_references(_pair(cells, "easting", "northing", height), cells)
    points, told = (
        _in_stated(metres, degrees, stated, rules) if stated else _recognise(metres, degrees, rules)
    )
    frame = _frame(points, square, cells)
    given, unknown = _given(cells, height), np.isnan(points.x)
    warnings = {
        ABSENT: ~given & unknown,
        UNREADABLE: given & unknown,
        SWAPPED: points.swapped,
        MISPLACED: points.misplaced,
    }
    notes = (ACCURACY_NOTE,) if bool((points.system == BRITISH_NATIONAL_GRID).any()) else ()
    if not cells:
        return ReadPlaces(frame, None)
    return ReadPlaces(
        frame.with_columns(pl.Series(text, flags) for text, flags in warnings.items()), told, notes
    )


def _pair(cells: Mapping[str, pl.Series], x: str, y: str, height: int) -> tuple[Floats, Floats]:
    return _number(cells.get(x), height), _number(cells.get(y), height)


def _number(text: pl.Series | None, height: int) -> Floats:
    if text is None:
        return np.full(height, np.nan)
    plain = text.cast(pl.Float64, strict=False)
    odd = plain.is_null() & text.is_not_null()
    if odd.any():
        spelt = read_distinct(text.set(~odd, None), lambda value: read_numbers(blank_unknown(value)))
        plain = plain.zip_with(~odd, spelt)
    read = plain.fill_null(np.nan).to_numpy()
    return np.where(np.isfinite(read), read, np.nan)


def _given(cells: Mapping[str, pl.Series], height: int) -> Flags:
    given = np.zeros(height, dtype=bool)
    for name in ("easting", "longitude", "grid_reference"):
        if name in cells:
            given |= (
                cells[name]
                .to_frame("v")
                .select(pl.col("v").str.strip_chars().fill_null("") != "")["v"]
                .to_numpy()
            )
    return given


def _with_grid_references(
    metres: tuple[Floats, Floats], cells: Mapping[str, pl.Series]
) -> tuple[tuple[Floats, Floats], Floats]:
    square = np.full(len(metres[0]), np.nan)
    for name in ("grid_reference", "easting"):
        if name in cells and bool((np.isnan(metres[0]) & cells[name].is_not_null().to_numpy()).any()):
            found = read_grid_references(cells[name]).fill_null(np.nan)
            fill = np.isnan(metres[0]) & ~np.isnan(found["easting"].to_numpy())
            metres = (
                np.where(fill, found["easting"].to_numpy(), metres[0]),
                np.where(fill, found["northing"].to_numpy(), metres[1]),
            )
            square = np.where(fill, found["precision_m"].to_numpy(), square)
    return metres, square


def _in_stated(
    metres: tuple[Floats, Floats], degrees: tuple[Floats, Floats], stated: str, rules: PlaceRules
) -> tuple[Points, str | None]:
    first, second = (degrees, metres) if is_geographic(stated) else (metres, degrees)
    x, y = first if np.isfinite(first[0]).any() else second
    if is_geographic(stated):
        lon, lat = transform(x, y, stated, WGS84) if stated != WGS84 else (x, y)
        return settle_degrees(lon, lat, rules), f"{stated}, as stated"
    if stated == BRITISH_NATIONAL_GRID:
        points = settle_grid(x, y)
        return points.filled_by(
            settle_degrees(*degrees, rules)
        ) if first is metres else points, f"{stated}, as stated"
    if is_true_metres(stated):
        return settle_other(x, y, stated, rules), f"{stated}, as stated"
    lon, lat = transform(x, y, stated, WGS84)
    return settle_degrees(lon, lat, rules), f"{stated}, as stated (not in true metres: converted)"


def _recognise(
    metres: tuple[Floats, Floats], degrees: tuple[Floats, Floats], rules: PlaceRules
) -> tuple[Points, str | None]:
    sorted_ = sort_pairs(metres, degrees, rules)
    by_degrees = settle_degrees(*sorted_.degrees, rules)
    if sorted_.metres_are_grid:
        by_degrees = settle_grid(*sorted_.metres).filled_by(by_degrees)
    elif not np.isfinite(by_degrees.x).any() and np.isfinite(sorted_.metres[0]).any():
        return settle_other(
            *sorted_.metres, LOCAL_METRES, rules
        ), f"{LOCAL_METRES}: not British National Grid, and no system is stated"
    systems = sorted({str(system) for system in by_degrees.system if system})
    return by_degrees.with_misplaced(sorted_.misplaced), ", ".join(systems) or None


def _frame(points: Points, square: Floats, cells: Mapping[str, pl.Series]) -> pl.DataFrame:
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
        stated = pl.Series(_number(cells["location_precision_m"], len(square))).fill_nan(None)
        frame = frame.with_columns(
            pl.coalesce("location_precision_m", pl.lit(stated)).alias("location_precision_m")
        )
    return frame.insert_column(0, pl.Series("crs", points.system.tolist(), dtype=pl.String))
