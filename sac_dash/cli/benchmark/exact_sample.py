"""What the search found, held against every pair scored one by one.

The search passes over nearly all pairs by bounds. Here the pairs of some offences, drawn by seed, are scored without
any: whatever lies within reach and above the floor must be among what was found.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.pair_search import FoundPairs, Reach, SearchLayout

Positions = NDArray[np.int64]


class ExactSample:
    """Some offences of a search: what was found of them, and what there is.

    Parameters
    ----------
    size
        Offences drawn; 0 looks at none.
    """

    def __init__(self, size: int, seed: int) -> None:
        self._size, self._seed = size, seed
        self._of: Positions = np.zeros(0, np.int64)
        self._asked = np.zeros(0, bool)
        self._found: list[Positions] = []
        self._scored_by: tuple[kernels.Records, kernels.Tables, Reach] | None = None

    def choose(self, layout: SearchLayout) -> None:
        """Draw the offences of a search that begins; its records are held by the run as well."""
        n = len(layout.records.mid_days)
        self._of = np.sort(np.random.default_rng(self._seed).choice(n, min(self._size, n), replace=False))
        self._asked = np.zeros(n, bool)
        self._asked[self._of] = True
        self._scored_by = (layout.records, layout.tables, layout.reach) if len(self._of) else None

    def note(self, found: FoundPairs) -> None:
        """Keep what was found of the offences drawn."""
        if self._scored_by is None:
            return
        theirs = self._asked[found.a] | self._asked[found.b]
        self._found.append(_numbered(found.a[theirs], found.b[theirs], len(self._asked)))

    def compare(self) -> dict[str, int]:
        """Return how many pairs there are above the floor, how many of them were found, and how many besides."""
        if self._scored_by is None:
            return {}
        there = np.unique(np.concatenate([_pairs_of(int(one), *self._scored_by) for one in self._of]))
        found = np.unique(np.concatenate([*self._found, np.zeros(0, np.int64)]))
        both = int(np.isin(there, found).sum())
        return {
            "sampled": len(self._of),
            "exact": len(there),
            "exact_found": both,
            "besides": len(found) - both,
        }


def _pairs_of(one: int, records: kernels.Records, tables: kernels.Tables, reach: Reach) -> Positions:
    """Return the pairs of one offence within reach that score above the floor, as numbers."""
    dx, dy = records.x_km - records.x_km[one], records.y_km - records.y_km[one]
    days = np.abs(records.mid_days - records.mid_days[one])
    near = dx * dx + dy * dy <= reach.near_km**2
    others = np.flatnonzero(np.where(near, days <= reach.near_days, days <= reach.far_days))
    others = others[others != one]
    score = kernels.pair_totals(records, tables, np.full(len(others), one), others)
    likely = others[score > reach.floor_log10]
    return _numbered(np.full(len(likely), one), likely, len(days))


def _numbered(a: NDArray[np.integer], b: NDArray[np.integer], n: int) -> Positions:
    """Return one number for each pair."""
    low, high = np.minimum(a, b).astype(np.int64), np.maximum(a, b).astype(np.int64)
    return np.asarray(low * n + high)
