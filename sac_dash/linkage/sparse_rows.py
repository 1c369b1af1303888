"""Inner products of rows of a sparse matrix, for the pairs at hand only.

Shared wording (rows of words) and shared matches (rows of partners) are both such products;
the full product matrix would not fit where the list of pairs does.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[Any]


@njit(cache=True, parallel=True)
def _dot_pairs(starts: Array, columns: Array, values: Array, a: Array, b: Array) -> Array:
    """Merge the two sorted rows of each pair."""
    found = np.zeros(a.shape[0], np.float64)
    for pair in prange(a.shape[0]):
        p, q = starts[a[pair]], starts[b[pair]]
        stop_p, stop_q = starts[a[pair] + 1], starts[b[pair] + 1]
        total = 0.0
        while p < stop_p and q < stop_q:
            if columns[p] == columns[q]:
                total += values[p] * values[q]
                p += 1
                q += 1
            elif columns[p] < columns[q]:
                p += 1
            else:
                q += 1
        found[pair] = total
    return found


def row_products(matrix: sparse.csr_array, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the inner product of rows ``a[k]`` and ``b[k]`` of `matrix` for each k."""
    if not matrix.has_canonical_format:
        matrix = matrix.copy()
        matrix.sum_duplicates()
    return np.asarray(_dot_pairs(matrix.indptr, matrix.indices, matrix.data, a, b))
