"""Marks on offences carried over to their pairs and back, for millions of pairs at a time.

Each is one pass over the pairs, shared out over the cores: made of array operations it would be five.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

Array = NDArray[Any]


@njit(cache=True, parallel=True)
def mark_touching(marked: Array, a: Array, b: Array) -> Array:
    """Mark the pairs of which either offence is marked."""
    touching = np.empty(len(a), np.bool_)
    for pair in prange(len(a)):
        touching[pair] = marked[a[pair]] or marked[b[pair]]
    return touching


@njit(cache=True, parallel=True)
def mark_beside(marked: Array, a: Array, b: Array) -> Array:
    """Mark offences that are marked and all who have a pair with one of them."""
    beside = marked.copy()
    for pair in prange(len(a)):  # two may mark the same offence: they write the same
        if marked[a[pair]]:
            beside[b[pair]] = True
        if marked[b[pair]]:
            beside[a[pair]] = True
    return beside


@njit(cache=True, nogil=True)
def count_partners(a: Array, b: Array, n: int) -> Array:
    """Return how many of the pairs each of `n` offences has."""
    count = np.zeros(n, np.int64)
    for pair in range(len(a)):
        count[a[pair]] += 1
        count[b[pair]] += 1
    return count
