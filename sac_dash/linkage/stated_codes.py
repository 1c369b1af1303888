"""What the offences of a file state, read from its tags once and as whole numbers.

A million offences state seven million codes. Names are compared once for each distinct name, not for each
statement; what is left of a tag is the place of its offence, its facet, its code and whether it denies it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.domain.facets import TagState
from sac_dash.domain.progress import Progress, silent

Array = NDArray[Any]
FacetCode = tuple[str, str]
Word = np.uint16
"""What holds the bits of a facet's codes: most facets have some ten, and a million offences are held in memory."""
Words = NDArray[np.uint16]
WORD_BITS = 16

_NONE = -1
_STAGE = "Reading codes"


@dataclass(frozen=True)
class Statements:
    """Statements of codes, in the order they came in.

    Parameters
    ----------
    position
        Canonical position of the offence; -1 where the statement is no evidence.
    facet, code
        Numbers among `facets` and `codes`.
    is_absent
        1 where the code is denied, 0 where it is stated, 2 where neither is said.
    facets, codes
        The names, each once.
    """

    position: NDArray[np.int32]
    facet: NDArray[np.int32]
    code: NDArray[np.int32]
    is_absent: NDArray[np.uint8]
    facets: tuple[str, ...]
    codes: tuple[str, ...]

    @cached_property
    def stated(self) -> dict[FacetCode, tuple[int, int]]:
        """Return the numbers of each facet and code that are stated as evidence."""
        shape = len(self.facets), len(self.codes)
        numbers = np.argwhere(_occurring(self.position, self.facet, self.code, shape)).tolist()
        return {(self.facets[facet], self.codes[code]): (facet, code) for facet, code in numbers}

    def offences(self, n: int) -> NDArray[np.bool_]:
        """Mark which of `n` offences state anything."""
        stating = np.zeros(n, bool)
        stating[self.position[self.position >= 0]] = True
        return stating

    def set_bits(self, bit_of: dict[FacetCode, int], present: Words, absent: Words) -> None:
        """Set the bit of every statement in `present` or `absent` (offences x words, being built).

        What is stated and denied at once counts as stated.
        """
        table = np.full((len(self.facets), len(self.codes)), _NONE, np.int64)
        for name, numbers in self.stated.items():
            table[numbers] = bit_of[name]
        _set_bits(self.position, self.facet, self.code, self.is_absent, table, present, absent)


def read_tags(
    tags: pl.DataFrame, rows: NDArray[np.int64], unscored: Collection[str], progress: Progress = silent
) -> Statements:
    """Return what tags state of the offences in some rows; the place of a row in `rows` is its position.

    Parameters
    ----------
    tags
        ``domain.columns.TAGS``; of other offences too.
    unscored
        Facets that are no evidence.
    """
    place = np.full(int(rows.max(initial=-1)) + 1, _NONE, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    progress(_STAGE, 0.0)
    facet, facets = _numbered(tags["facet"])
    progress(_STAGE, 1 / 3)
    code, codes = _numbered(tags["code"])
    progress(_STAGE, 2 / 3)
    denied = (tags["state"] == TagState.ABSENT.value).cast(pl.UInt8).fill_null(2).to_numpy()
    progress(_STAGE, 1.0)
    row = tags["row"].cast(pl.Int64).fill_null(_NONE).to_numpy()
    scored = np.array([name not in unscored for name in facets], bool)
    return Statements(_places(row, place, facet, code, scored), facet, code, denied, facets, codes)


def read_column(values: pl.Series, facet: str) -> Statements:
    """Return a column with one value an offence as statements of a facet."""
    code, codes = _numbered(values)
    n = len(code)
    position = np.where(code == _NONE, np.int32(_NONE), np.arange(n, dtype=np.int32))
    return Statements(
        position.astype(np.int32), np.zeros(n, np.int32), code, np.zeros(n, np.uint8), (facet,), codes
    )


def count_bits(words: Words, first_word: int, stop_word: int) -> NDArray[np.int64]:
    """Return how many offences have each bit of some words."""
    return np.asarray(_count_bits(words, first_word, stop_word))


def _numbered(names: pl.Series) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Return each name's number (-1 for none) and the names, sorted."""
    distinct = names.drop_nulls().unique().sort()
    numbers = names.cast(pl.Enum(distinct)).to_physical().cast(pl.Int32).fill_null(_NONE)
    return numbers.to_numpy(), tuple(distinct.to_list())


@njit(cache=True, parallel=True)
def _places(row: Array, place: Array, facet: Array, code: Array, scored: Array) -> Array:
    """Return the position of each statement's offence; -1 where it is no evidence."""
    found = np.full(row.shape[0], np.int32(_NONE), np.int32)
    for k in prange(row.shape[0]):
        if 0 <= row[k] < place.shape[0] and code[k] >= 0 and facet[k] >= 0 and scored[facet[k]]:
            found[k] = place[row[k]]
    return found


@njit(cache=True)
def _occurring(position: Array, facet: Array, code: Array, shape: tuple[int, int]) -> Array:
    """Mark the codes of each facet that are evidence somewhere: facets x codes."""
    found = np.zeros(shape, np.bool_)
    for k in range(position.shape[0]):
        if position[k] >= 0:
            found[facet[k], code[k]] = True
    return found


@njit(cache=True)
def _set_bits(  # noqa: PLR0917 - compiled functions take arguments by position
    position: Array, facet: Array, code: Array, is_absent: Array, bit_of: Array, present: Array, absent: Array
) -> None:
    """Set the bit of every statement; what is stated is not denied."""
    for k in range(position.shape[0]):
        if position[k] >= 0 and is_absent[k] == 0:
            bit = bit_of[facet[k], code[k]]
            present[position[k], bit // WORD_BITS] |= Word(1 << (bit % WORD_BITS))
    for k in range(position.shape[0]):
        if position[k] >= 0 and is_absent[k] == 1:
            bit = bit_of[facet[k], code[k]]
            mask = Word(1 << (bit % WORD_BITS))
            if not present[position[k], bit // WORD_BITS] & mask:
                absent[position[k], bit // WORD_BITS] |= mask


@njit(cache=True)
def _count_bits(words: Array, first_word: int, stop_word: int) -> Array:
    """Return how many rows have each bit."""
    counts = np.zeros((stop_word - first_word) * WORD_BITS, np.int64)
    for row in range(words.shape[0]):
        for word in range(first_word, stop_word):
            left, bit = np.int64(words[row, word]), (word - first_word) * WORD_BITS
            while left != 0:
                counts[bit] += left & 1
                left >>= 1
                bit += 1
    return counts
