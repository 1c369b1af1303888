"""Sums of bounds for one offence and a whole tile of others: the innermost loop of the exhaustive pass.

For a tile (offences that stand together in memory) the bounds of one kind with each of them are a row of bytes.
A row is written the first time that an offence of that kind looks at the tile; after that, the bound of an
offence with every other of the tile is the sum of some ten rows, which the processor adds up by the dozen.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage.aspects import Aspects

Array = NDArray[Any]

AT_ONCE = 4
"""Rows added up in one go."""
_CHUNK = 64
_MOST = 255


class TileRows(NamedTuple):
    """The rows of one tile; made once for each thread's work and used again for the next tile."""

    steps: Array  # rows x width: the last but one is all nothing, the last is the caller's own
    most: Array  # the greatest of each row
    written: Array  # for which tile each row was written; -1 for none
    first: Array  # by aspect: its first row


@njit(cache=True)
def make_rows(kinds: Array, width: int) -> TileRows:
    """Return room for the rows of tiles of at most `width` offences."""
    first = np.zeros(kinds.shape[0] + 1, np.int64)
    for aspect in range(kinds.shape[0]):
        first[aspect + 1] = first[aspect] + kinds[aspect]
    rows = first[-1] + 2
    return TileRows(
        np.zeros((rows, width), np.uint8), np.zeros(rows, np.int64), np.full(rows, -1, np.int64), first
    )


@njit(cache=True)
def write_row(
    aspect: int, kind: int, tile: int, start: int, stop: int, column: Array, aspects: Aspects, rows: TileRows
) -> None:
    """Write the row of one kind: the bound with each offence from `start` to `stop`."""
    row = rows.first[aspect] + kind
    begins = aspects.first[aspect] + kind * aspects.kinds[aspect]
    table = aspects.steps[begins : begins + aspects.kinds[aspect]]
    line, theirs = rows.steps[row], column[aspect, start:stop]
    most = 0
    for place in range(theirs.shape[0]):
        step = table[theirs[place]]
        line[place] = step
        most = max(most, int(step))
    rows.most[row], rows.written[row] = most, tile


@njit(cache=True)
def _sum_four(total: Array, a: Array, b: Array, c: Array, d: Array) -> int:
    """Write the sum of four rows; return the greatest."""
    most = np.uint8(0)
    for k in range(total.shape[0]):
        value = np.uint8(a[k] + b[k] + c[k] + d[k])
        total[k] = value
        most = max(most, value)
    return int(most)


@njit(cache=True)
def _add_four(total: Array, a: Array, b: Array, c: Array, d: Array) -> int:
    """Add four rows to a sum; return the greatest."""
    most = np.uint8(0)
    for k in range(total.shape[0]):
        value = np.uint8(total[k] + a[k] + b[k] + c[k] + d[k])
        total[k] = value
        most = max(most, value)
    return int(most)


@njit(cache=True)
def sum_rows(chosen: Array, start: int, stop: int, rows: TileRows, total: Array) -> int:
    """Write the sum of some rows, between two places of the tile, to the front of `total`; return the greatest.

    `chosen` holds a multiple of ``AT_ONCE`` rows, filled up with the row of nothing. Their greatest together must
    fit a byte.
    """
    line, steps = total[: stop - start], rows.steps
    most = _sum_four(
        line, steps[chosen[0], start:stop], steps[chosen[1], start:stop], steps[chosen[2], start:stop],
        steps[chosen[3], start:stop],
    )  # fmt: skip
    for at in range(AT_ONCE, chosen.shape[0], AT_ONCE):
        most = _add_four(
            line, steps[chosen[at], start:stop], steps[chosen[at + 1], start:stop],
            steps[chosen[at + 2], start:stop], steps[chosen[at + 3], start:stop],
        )  # fmt: skip
    return most


@njit(cache=True)
def sum_wide(chosen: Array, start: int, stop: int, rows: TileRows, total: Array) -> int:
    """Do the same where a sum may not fit a byte: what exceeds one is written as the greatest byte."""
    most = 0
    for place in range(start, stop):
        value = 0
        for at in range(chosen.shape[0]):
            value += int(rows.steps[chosen[at], place])
        value = min(value, _MOST)
        total[place - start] = value
        most = max(most, value)
    return most


@njit(cache=True)
def pick(total: Array, size: int, need: int, found: Array) -> int:
    """Write the places whose sum reaches `need` to `found`; return how many."""
    count, start, least = 0, 0, np.uint8(need)
    while start < size:
        stop = min(start + _CHUNK, size)
        chunk = total[start:stop]
        most = np.uint8(0)
        for k in range(chunk.shape[0]):
            most = max(most, chunk[k])
        if most >= least:
            for k in range(chunk.shape[0]):
                if chunk[k] >= least:
                    found[count] = start + k
                    count += 1
        start = stop
    return count
