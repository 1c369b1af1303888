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
from sac_dash.linkage.leaf import leaf

Array = NDArray[Any]

AT_ONCE = 4
"""Rows added up in one go."""
MOST = 255
"""The greatest bound, in steps: one that may be more."""
_CHUNK, _FINE = 64, 16


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


@leaf
def write_row(
    aspect: int, kind: int, tile: int, start: int, stop: int, column: Array, aspects: Aspects, rows: TileRows
) -> None:
    """Write the row of one kind: the bound with each offence from `start` to `stop`."""
    row = rows.first[aspect] + kind
    begins = aspects.first[aspect] + kind * aspects.kinds[aspect]
    table = aspects.steps[begins : begins + aspects.kinds[aspect]]
    line, theirs = rows.steps[row], column[aspect, start:stop]
    most = np.uint8(0)
    for place in range(theirs.shape[0]):
        step = table[theirs[place]]
        line[place] = step
        most = max(most, step)
    rows.most[row], rows.written[row] = most, tile


@njit(cache=True, inline="always")
def _plus(one: np.uint8, other: np.uint8) -> np.uint8:
    """Return the sum of two bounds, the greatest byte where it exceeds one: a single instruction of the processor."""
    total = np.uint8(one + other)
    return np.uint8(MOST) if total < one else total


@leaf
def _sum_four(total: Array, a: Array, b: Array, c: Array, d: Array) -> int:
    """Write the sum of four rows; return the greatest."""
    most = np.uint8(0)
    for k in range(total.shape[0]):
        value = _plus(_plus(a[k], b[k]), _plus(c[k], d[k]))
        total[k] = value
        most = max(most, value)
    return int(most)


@leaf
def _add_four(total: Array, a: Array, b: Array, c: Array, d: Array) -> int:
    """Add four rows to a sum; return the greatest."""
    most = np.uint8(0)
    for k in range(total.shape[0]):
        value = _plus(_plus(_plus(a[k], b[k]), _plus(c[k], d[k])), total[k])
        total[k] = value
        most = max(most, value)
    return int(most)


@leaf
def sum_rows(chosen: Array, start: int, stop: int, rows: TileRows, total: Array) -> int:
    """Write the sum of some rows, between two places of the tile, to the front of `total`; return the greatest.

    `chosen` holds a multiple of ``AT_ONCE`` rows, filled up with the row of nothing. A sum that exceeds a byte is
    written as ``MOST``.
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


@leaf
def _most(sums: Array) -> np.uint8:
    """Return the greatest of some sums."""
    most = np.uint8(0)
    for k in range(sums.shape[0]):
        most = max(most, sums[k])
    return most


@leaf
def pick(total: Array, size: int, need: int, found: Array) -> int:
    """Write the places whose sum reaches `need` to `found`; return how many."""
    count, least = 0, np.uint8(need)
    for start in range(0, size, _CHUNK):
        stop = min(start + _CHUNK, size)
        if _most(total[start:stop]) < least:
            continue
        for first in range(start, stop, _FINE):
            last = min(first + _FINE, stop)
            if _most(total[first:last]) < least:
                continue
            for place in range(first, last):
                if total[place] >= least:
                    found[count] = place
                    count += 1
    return count
