"""Ordnance Survey grid references ("SO 849 550") as eastings and northings.

The two letters name a 100 km square; the digits split in half give the place within it. A
reference names a square, so its centre is returned with the square's side as the precision.
"""

from __future__ import annotations

import polars as pl

_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_PATTERN = r"^([HJNOST][A-HJ-Z])\s*(\d{2,10}|\d{1,5}\s+\d{1,5})$"


def _square_origin(letters: str) -> tuple[int, int]:
    major, minor = (_LETTERS.index(letter) for letter in letters)
    east = ((major - 2) % 5) * 5 + minor % 5
    north = (19 - (major // 5) * 5) - minor // 5
    return east * 100_000, north * 100_000


_SQUARES = {
    major + minor: _square_origin(major + minor)
    for major in "HJNOST"
    for minor in _LETTERS
    if 0 <= _square_origin(major + minor)[0] < 700_000 and 0 <= _square_origin(major + minor)[1] < 1_300_000
}


def read_grid_references(texts: pl.Series) -> pl.DataFrame:
    """Return `easting`, `northing` and `precision_m` of grid references; null where none is written.

    >>> read_grid_references(pl.Series(["SO 849 550"])).row(0)
    (384950.0, 255050.0, 100.0)
    """
    groups = texts.str.strip_chars().str.to_uppercase().str.extract_groups(_PATTERN).struct.unnest()
    square, digits = groups.columns
    frame = groups.select(
        pl.col(square).alias("square"), pl.col(digits).str.replace_all(r"\s+", "").alias("digits")
    )
    half = pl.col("digits").str.len_chars() // 2
    even = pl.col("digits").str.len_chars() % 2 == 0
    side = pl.lit(10.0).pow(5 - half)
    east = pl.col("digits").str.slice(0, half).cast(pl.Float64, strict=False) * side
    north = pl.col("digits").str.slice(half).cast(pl.Float64, strict=False) * side
    known = pl.col("square").is_in(list(_SQUARES)) & even
    origin_east, origin_north = (
        pl.col("square").replace_strict({key: value[axis] for key, value in _SQUARES.items()}, default=None)
        for axis in (0, 1)
    )
    return frame.select(
        pl.when(known).then(origin_east + east + side / 2).cast(pl.Float64).alias("easting"),
        pl.when(known).then(origin_north + north + side / 2).cast(pl.Float64).alias("northing"),
        pl.when(known).then(side).alias("precision_m"),
    )


def write_grid_reference(easting: float, northing: float) -> str | None:
    """Return the 100 m grid reference of British National Grid metres; None outside the grid.

    >>> write_grid_reference(384_950, 255_050)
    'SO 849 550'
    """
    origin = (int(easting // 100_000) * 100_000, int(northing // 100_000) * 100_000)
    letters = next((key for key, value in _SQUARES.items() if value == origin), None)
    if letters is None:
        return None
    return f"{letters} {int(easting % 100_000) // 100:03d} {int(northing % 100_000) // 100:03d}"
