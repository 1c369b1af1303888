"""Offences in tiles of a few days each and, within a tile, in chunks that lie near together.

Who looks for the partners of a few offences holds all others against them. Days apart rule out whole tiles, distance
rules out most chunks of the rest; codes lie word by word, so that sixteen offences are compared by one instruction.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

Array = NDArray[Any]

TILE = 2048
"""Offences of a tile: a few days of a nation's, whose codes stay in a near cache."""
CHUNK = 64
_UNKNOWN = np.float32(1e30)
_CHUNKS = TILE // CHUNK


class TimeTiles(NamedTuple):
    """Offences tile by tile; in each tile chunk by chunk."""

    offence: NDArray[np.int64]  # canonical positions
    x_km: NDArray[np.float32]
    y_km: NDArray[np.float32]
    column: NDArray[np.uint16]  # words x offences: their codes
    days: NDArray[np.float64]  # tiles x first and last middle in time
    box: NDArray[
        np.float32
    ]  # chunks x least x, least y, greatest x, greatest y; not a number where one is unknown


def tile_up(in_time: Array, mid_days: Array, x_km: Array, y_km: Array, present: Array) -> TimeTiles:
    """Return some offences, given in the order of time, in tiles."""
    n, words = len(in_time), present.shape[1]
    tiles = -(-n // TILE)
    ends = np.minimum(np.arange(1, tiles + 1) * TILE, n) - 1
    found = TimeTiles(
        np.empty(n, np.int64), np.empty(n, np.float32), np.empty(n, np.float32), np.empty((words, n), present.dtype),
        np.column_stack([mid_days[in_time[::TILE]], mid_days[in_time[ends]]]),
        np.full((tiles * _CHUNKS, 4), np.nan, np.float32),
    )  # fmt: skip
    _fill_tiles(found, in_time, x_km, y_km, present)
    return found


@njit(cache=True, parallel=True)
def _fill_tiles(tiles: TimeTiles, in_time: Array, x_km: Array, y_km: Array, present: Array) -> None:
    """Write the offences of every tile, given in the order of time, chunk by chunk."""
    for tile in prange(tiles.days.shape[0]):
        first, stop = tile * TILE, min((tile + 1) * TILE, in_time.shape[0])
        _fill_tile(tiles, first, _side_by_side(in_time[first:stop], x_km, y_km), x_km, y_km, present)


@njit(cache=True)
def _fill_tile(
    tiles: TimeTiles, first: int, offences: Array, x_km: Array, y_km: Array, present: Array
) -> None:
    """Write the offences of a tile."""
    for k in range(offences.shape[0]):
        offence = offences[k]
        tiles.offence[first + k] = offence
        tiles.x_km[first + k], tiles.y_km[first + k] = x_km[offence], y_km[offence]
        for word in range(present.shape[1]):
            tiles.column[word, first + k] = present[offence, word]
    stop = first + offences.shape[0]
    for begin in range(first, stop, CHUNK):
        end = min(begin + CHUNK, stop)
        _write_box(tiles.x_km[begin:end], tiles.y_km[begin:end], tiles.box[begin // CHUNK])


@njit(cache=True)
def _side_by_side(offences: Array, x_km: Array, y_km: Array) -> Array:
    """Return the offences of a tile so that those of a chunk lie near together: in strips, each in order."""
    size = offences.shape[0]
    strips = max(int(np.sqrt(size / CHUNK)), 1)
    length = (size // strips // CHUNK + 1) * CHUNK
    ordered = offences[np.argsort(_known(x_km[offences]))]
    for first in range(0, size, length):
        strip = ordered[first : first + length].copy()
        ordered[first : first + length] = strip[np.argsort(_known(y_km[strip]))]
    return ordered


@njit(cache=True)
def _known(km: Array) -> Array:
    """Return places with those that are unknown beyond all others."""
    return np.where(np.isnan(km), _UNKNOWN, km)


@njit(cache=True)
def _write_box(x_km: Array, y_km: Array, box: Array) -> None:
    """Write within what the places of a chunk lie, unless one is unknown."""
    if not (np.isnan(x_km).any() or np.isnan(y_km).any()):
        box[0], box[1], box[2], box[3] = x_km.min(), y_km.min(), x_km.max(), y_km.max()
