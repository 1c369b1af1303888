"""Dates of fixed width, read a column at a time: what nearly every export writes.

A pattern costs a microsecond a value; the same figures at known places of an array of bytes cost
a few nanoseconds. Whatever does not fit one of these layouts to the letter is left for the
patterns of :mod:`sac_dash.ingest.date_text`, which would read these the same way.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: (format, layout): letters stand for figures of that part, `-` for any of "-/.", a space also for "T".
LAYOUTS = tuple(
    (name, date + time)
    for name, date in (("slash", "aa-bb-yyyy"), ("ISO", "yyyy-mm-dd"))
    for time in ("", " HH:MM", " HH:MM:SS")
)
_PARTS = {"a": "first", "b": "second", "y": "y", "m": "m", "d": "d", "H": "hh", "M": "mi", "S": "ss"}
_LITERALS = {"-": b"-/.", " ": b" T", ":": b":"}

Matrix = NDArray[np.uint8]


def read_fixed(rows: pl.DataFrame) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """Read the values that fit a layout.

    Parameters
    ----------
    rows
        `row` and `text` (no nulls).

    Returns
    -------
    tuple
        Frames of `row`, `format` and the numbers written (Int32), one for each layout found; and
        the rows that fit none.
    """
    found: list[pl.DataFrame] = []
    left = rows
    for name, layout in LAYOUTS:
        of_length = left["text"].str.len_bytes() == len(layout)
        if of_length.any():
            some = left.filter(of_length)
            matrix = _matrix(some["text"], len(layout))
            fits = _fits(matrix, layout)
            found.append(_numbers(some["row"].filter(fits), matrix[fits.to_numpy()], name, layout))
            left = pl.concat([left.filter(~of_length), some.filter(~fits)])
    return found, left


def _matrix(texts: pl.Series, width: int) -> Matrix:
    """Return texts of one length in bytes as rows of bytes."""
    joined = texts.str.join("").item().encode()
    return np.frombuffer(joined, np.uint8).reshape(len(texts), width)


def _fits(matrix: Matrix, layout: str) -> pl.Series:
    fits = np.ones(len(matrix), dtype=bool)
    for place, letter in enumerate(layout):
        values = matrix[:, place]
        if letter in _PARTS:
            fits &= values - np.uint8(48) < 10
        else:
            fits &= np.isin(values, np.frombuffer(_LITERALS[letter], np.uint8))
    return pl.Series("fits", fits)


def _numbers(rows: pl.Series, matrix: Matrix, name: str, layout: str) -> pl.DataFrame:
    parts = {part: _number(matrix, layout, letter) for letter, part in _PARTS.items() if letter in layout}
    return pl.DataFrame({"row": rows, **parts}).with_columns(pl.lit(name).alias("format"))


def _number(matrix: Matrix, layout: str, letter: str) -> NDArray[np.int32]:
    total = np.zeros(len(matrix), np.int32)
    for place, other in enumerate(layout):
        if other == letter:
            total = total * 10 + (matrix[:, place].astype(np.int32) - 48)
    return total
