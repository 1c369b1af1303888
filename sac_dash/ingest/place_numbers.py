"""The numbers in a table's place columns: metres, degrees, and what grid references stand for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from sac_dash.geography.coordinates import Flags, Floats
from sac_dash.geography.grid_reference import read_grid_references
from sac_dash.ingest.numbers import read_distinct, read_numbers
from sac_dash.ingest.place_sorting import Pair
from sac_dash.ingest.unknown_markers import blank_unknown

Cells = Mapping[str, pl.Series]  # our column → its text


def place_numbers(cells: Cells, height: int) -> tuple[Pair, Pair, Floats]:
    """Return metres, degrees, and the size of the square where a grid reference was read."""
    metres, square = _with_grid_references(_pair(cells, "easting", "northing", height), cells)
    return metres, _pair(cells, "longitude", "latitude", height), square


def _pair(cells: Cells, x: str, y: str, height: int) -> Pair:
    return read_coordinate(cells.get(x), height), read_coordinate(cells.get(y), height)


def read_coordinate(text: pl.Series | None, height: int) -> Floats:
    """Return a column of numbers, however they are spelt; NaN where there is none, or no column."""
    if text is None:
        return np.full(height, np.nan)
    plain = text.cast(pl.Float64, strict=False)
    odd = plain.is_null() & text.is_not_null()
    if odd.any():
        spelt = read_distinct(text.set(~odd, None), lambda value: read_numbers(blank_unknown(value)))
        plain = plain.zip_with(~odd, spelt)
    read = plain.fill_null(np.nan).to_numpy()
    return np.where(np.isfinite(read), read, np.nan)


def place_stated(cells: Cells, height: int) -> Flags:
    """Return which rows say anything of their place, readable or not."""
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


def _with_grid_references(metres: Pair, cells: Cells) -> tuple[Pair, Floats]:
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
