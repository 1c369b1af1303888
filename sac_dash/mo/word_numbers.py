"""Numbers for hashed words: the first met is 0, and each keeps its number for good.

Words are told apart by a 64-bit hash (FNV-1a; Fowler, Noll and Vo 1991): a million distinct words
share one with a chance below one in ten million. The table is open addressing with linear probing.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]

_FNV_START, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_SHIFT = np.uint64(29)
_FIRST_SIZE = 1 << 16
_FREE = -1


def hash_word(word: str) -> int:
    """Return the hash of a word."""
    hashed = int(_FNV_START)
    for char in word:
        hashed = (hashed ^ ord(char)) * int(_FNV_PRIME) & 0xFFFFFFFFFFFFFFFF
    return hashed


@njit(cache=True)
def hash_chars(chars: Array, first: int, past: int) -> np.uint64:
    """Return the hash of the word that stands from `first` up to `past`."""
    hashed = _FNV_START
    for place in range(first, past):
        hashed = (hashed ^ np.uint64(chars[place])) * _FNV_PRIME
    return hashed


class WordNumbers:
    """Numbers hashes in the order they are met."""

    def __init__(self) -> None:
        self.count = 0
        self._hashes = np.zeros(_FIRST_SIZE, np.uint64)
        self._held = np.full(_FIRST_SIZE, _FREE, np.int32)

    def number(self, hashes: Array) -> tuple[Array, Array]:
        """Return the number of each hash, and the places at which new ones were met, in the order of their numbers."""
        n = len(hashes)
        if 2 * (self.count + n) > len(self._held):
            self._grow(self.count + n)
        numbers, new = np.empty(n, np.int32), np.empty(n, np.int64)
        met = _number(hashes, self._hashes, self._held, self.count, numbers, new)
        self.count += met
        return numbers, new[:met]

    def _grow(self, most: int) -> None:
        size = 1 << (2 * most).bit_length()
        hashes, held = np.zeros(size, np.uint64), np.full(size, _FREE, np.int32)
        _move(self._hashes, self._held, hashes, held)
        self._hashes, self._held = hashes, held


@njit(cache=True)
def _slot(hashed: np.uint64, hashes: Array, held: Array) -> int:
    """Return where a hash is held, or the free place where it would be."""
    place = np.int64((hashed ^ (hashed >> _SHIFT)) & np.uint64(len(held) - 1))
    while held[place] != _FREE and hashes[place] != hashed:
        place = (place + 1) & (len(held) - 1)
    return int(place)


@njit(cache=True)
def _number(wanted: Array, hashes: Array, held: Array, count: int, numbers: Array, new: Array) -> int:
    """Write the number of each hash, giving new ones the next, and where those stand; return how many."""
    met = 0
    for at in range(len(wanted)):
        place = _slot(wanted[at], hashes, held)
        if held[place] == _FREE:
            hashes[place], held[place] = wanted[at], count + met
            new[met] = at
            met += 1
        numbers[at] = held[place]
    return met


@njit(cache=True)
def _move(hashes: Array, held: Array, to_hashes: Array, to_held: Array) -> None:
    for at in range(len(held)):
        if held[at] != _FREE:
            place = _slot(hashes[at], to_hashes, to_held)
            to_hashes[place], to_held[place] = hashes[at], held[at]
