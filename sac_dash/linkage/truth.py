"""The pairs that a ranking should find: what is judged, and what was given and is not.

Whole series are the unit of everything said of quality: their pairs are not independent of one another,
so whoever resamples or counts must take a series as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class TruePairs:
    """Unordered pairs of offences of one series, those inside a given series left out.

    Parameters
    ----------
    a, b
        Rows of each pair, ``a < b``, sorted.
    block
        The series of each pair, numbered from 0; series that share an offence (co-offenders) count as one.
    blocks
        How many series there are.
    given_a, given_b
        Pairs inside a given series: neither to be found nor to be held against the ranking.
    given
        Rows of offences that were given.
    block_of_row
        The series of each offence of a judged series.
    complete
        Whether the truth lists every series. Where it does not, two offences that it does not list may well
        belong together: such pairs are neither true nor false and are left out.
    """

    a: Integers
    b: Integers
    block: Integers
    blocks: int
    given_a: Integers
    given_b: Integers
    given: frozenset[int]
    block_of_row: dict[int, int]
    complete: bool = True

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.a)

    @property
    def seeds(self) -> Integers:
        """Return the offence each directed pair is looked for from: first ends, then second ends."""
        return np.asarray(np.r_[self.a, self.b])

    @property
    def partners(self) -> Integers:
        """Return the offence each directed pair should find."""
        return np.asarray(np.r_[self.b, self.a])

    @property
    def listed(self) -> Integers:
        """Return the rows of offences of judged series."""
        return np.array(sorted(self.block_of_row), np.int64)

    def decided(self, a: Integers, b: Integers) -> NDArray[np.bool_]:
        """Mark the pairs of which the truth says whether they belong together."""
        if self.complete:
            return np.ones(len(a), bool)
        return np.asarray(np.isin(a, self.listed) | np.isin(b, self.listed))

    @property
    def judged(self) -> NDArray[np.bool_]:
        """Mark the directed pairs whose seed was not given."""
        given = np.array(sorted(self.given), np.int64)
        return np.asarray(np.isin(self.seeds, given, invert=True))


def find_true_pairs(
    truth: pl.DataFrame, given: pl.DataFrame | None = None, *, complete: bool = True
) -> TruePairs:
    """Return the pairs to be found.

    Parameters
    ----------
    truth
        ``row, series``: one row per offence of a true series. An offence may stand in several.
    given
        ``row, series``: what was given to the run. A series given in part may still be completed: its
        pairs with a given and another offence are to be found.
    complete
        Whether `truth` lists every series.
    """
    a, b = _pairs_within(truth)
    given_a, given_b = (_NONE, _NONE) if given is None else _pairs_within(given)
    inside = np.isin(_key(a, b), _key(given_a, given_b))
    a, b = a[~inside], b[~inside]
    rows, component = _components(a, b)
    block = component[np.searchsorted(rows, a)] if len(a) else _NONE
    return TruePairs(
        a, b, block, int(block.max() + 1) if len(a) else 0, given_a, given_b,
        frozenset() if given is None else frozenset(given["row"].to_list()),
        dict(zip(rows.tolist(), component.tolist(), strict=True)),
        complete,
    )  # fmt: skip


_NONE = np.zeros(0, np.int64)


def pair_key(a: Integers, b: Integers) -> Integers:
    """Return one number per unordered pair, so that pairs can be looked up."""
    return _key(np.minimum(a, b), np.maximum(a, b))


def _key(a: Integers, b: Integers) -> Integers:
    return np.asarray((a << 32) | b)


def _pairs_within(series: pl.DataFrame) -> tuple[Integers, Integers]:
    """Return the distinct unordered pairs of rows that share a series, sorted."""
    held = series.select(pl.col("row").cast(pl.Int64), pl.col("series").cast(pl.String)).unique()
    pairs = held.join(held, on="series", suffix="_b").filter(pl.col("row") < pl.col("row_b"))
    pairs = pairs.select("row", "row_b").unique().sort("row", "row_b")
    return pairs["row"].to_numpy(), pairs["row_b"].to_numpy()


def _components(a: Integers, b: Integers) -> tuple[Integers, Integers]:
    """Return the rows in any pair, sorted, and the connected component of each."""
    rows = np.unique(np.r_[a, b])
    if not len(rows):
        return rows, _NONE
    place = (np.searchsorted(rows, a), np.searchsorted(rows, b))
    graph = sparse.coo_array((np.ones(len(a)), place), shape=(len(rows), len(rows)))
    return rows, connected_components(graph, directed=False)[1].astype(np.int64)
