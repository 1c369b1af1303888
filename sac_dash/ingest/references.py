"""Crime references: the source's own, or one made from the row where the source has none.

A made reference comes from what the row says, so that ingesting a file again finds the same
offences. Rows that say exactly the same stand for as many offences (street-level data repeats
points, and hundred-block addresses repeat minutes): the second is numbered 2, and so on, within
its file. The same file given twice therefore adds nothing.
"""

from __future__ import annotations

import hashlib

import numpy as np
import polars as pl
from numpy.typing import NDArray

MADE_NOTE = "The source has no crime reference: references were made from each row's content."
BLANK = "the crime reference is blank"
BLANK_REMEDY = "Fill in the crime reference"

_MADE = {"digest": pl.String, "before": pl.UInt32}


class ReferenceMaker:
    """Makes the references of one file, slice after slice in their order: equal rows are numbered over all."""

    def __init__(self) -> None:
        self._digests = np.empty(0, np.uint64)  # those seen, ascending
        self._counts = np.empty(0, np.uint32)

    def make(self, content: pl.DataFrame) -> pl.Series:
        """Return `crime_ref` made from each row of `content`: ``made-`` and twelve hexadecimal digits.

        >>> ReferenceMaker().make(pl.DataFrame({"a": ["x", "x", "y"]})).to_list()
        ['made-80f77f5ea1b8', 'made-80f77f5ea1b8-2', 'made-8ae4b5b4e5a5']
        """
        digests = _digest(content)
        numbers = np.array([int(each, 16) for each in digests], np.uint64)
        made = pl.DataFrame({"digest": digests, "before": self._seen(numbers)}, schema=_MADE)
        nth = pl.int_range(1, pl.len() + 1).over("digest") + pl.col("before")
        suffix = pl.when(nth > 1).then(pl.concat_str(pl.lit("-"), nth)).otherwise(pl.lit(""))
        self._remember(numbers)
        return made.select(pl.concat_str(pl.lit("made-"), "digest", suffix).alias("crime_ref"))["crime_ref"]

    def _seen(self, numbers: NDArray[np.uint64]) -> NDArray[np.uint32]:
        """Return how often each was seen in slices before."""
        if not len(self._digests):
            return np.zeros(len(numbers), np.uint32)
        at = np.minimum(np.searchsorted(self._digests, numbers), len(self._digests) - 1)
        return np.where(self._digests[at] == numbers, self._counts[at], 0).astype(np.uint32)

    def _remember(self, numbers: NDArray[np.uint64]) -> None:
        fresh, counts = np.unique(numbers, return_counts=True)
        at = np.searchsorted(self._digests, fresh)
        known = np.zeros(len(fresh), dtype=bool)
        inside = at < len(self._digests)
        known[inside] = self._digests[at[inside]] == fresh[inside]
        self._counts[at[known]] += counts[known].astype(np.uint32)
        self._digests = np.insert(self._digests, at[~known], fresh[~known])
        self._counts = np.insert(self._counts, at[~known], counts[~known].astype(np.uint32))


def _digest(content: pl.DataFrame) -> list[str]:
    text = content.select(
        pl.concat_str(
            [pl.col(name).cast(pl.String).fill_null("\x1f") for name in content.columns], separator="\x1e"
        )
    ).to_series()
    return [hashlib.blake2b(row.encode(), digest_size=6).hexdigest() for row in text.to_list()]
