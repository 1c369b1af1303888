"""Of many pairs, those that are among the best partners of either of their offences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.pair_search import FoundPairs
from sac_dash.linkage.partner_ranks import rank_within_offence


def keep_best(found: FoundPairs, keep: int, offences: int) -> FoundPairs:
    """Return the pairs among the `keep` best of either offence; of equals, the lower partner stands first.

    A pair that is not among the best of some pairs is not among the best of more: a search may let go of the rest
    as often as it likes.
    """
    if not len(found):
        return found
    many = _has_many(found, keep, offences)
    crowded = many[found.a] & many[found.b]  # the others are among the few of one of their offences
    asked = many[found.a] | many[found.b]
    if not crowded.any():
        return found
    rank_a, rank_b = rank_within_offence(
        found.a[asked].astype(np.int64), found.b[asked].astype(np.int64), found.score[asked]
    )
    best = ~crowded
    best[asked] |= (rank_a < keep) | (rank_b < keep)
    return FoundPairs(found.a[best], found.b[best], found.score[best])


def _has_many(found: FoundPairs, keep: int, offences: int) -> NDArray[np.bool_]:
    """Say of each offence whether it has more than `keep` partners."""
    count = np.bincount(found.a, minlength=offences) + np.bincount(found.b, minlength=offences)
    return np.asarray(count > keep)
