"""The kept pairs of a file, to be asked for: who is linked to whom, and how strongly.

Pairs are many and are asked for a few at a time: who asks for some groups takes the pairs among their offences
first (:meth:`KeptPairs.among`), and only those are sorted to be found. A pair that was not kept, or lies below the
floor, counts as the floor: the best partners of an offence are kept, so what is absent is weak.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.agglomeration import Edges

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class KeptPairs:
    """Pairs with their natural log odds.

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``, each pair once.
    log_odds
        Natural log odds of each pair, not below `floor`.
    offences
        Offences in the file.
    floor
        Log odds of a pair that is not among these.
    """

    a: Positions
    b: Positions
    log_odds: Floats
    offences: int
    floor: float

    @cached_property
    def _keys(self) -> tuple[Positions, Positions]:
        """Return one number for each pair, ascending, and the place of its pair."""
        number = self.a * self.offences + self.b
        place = np.argsort(number)
        return number[place], place

    def find(self, left: Positions, right: Positions) -> Positions:
        """Return the place of each pair among the kept ones; -1 where it was not kept."""
        wanted = np.minimum(left, right) * self.offences + np.maximum(left, right)
        if not len(self.a):
            return np.full(len(wanted), -1)
        keys, place = self._keys
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, place[at], -1)

    def between(self, left: Positions, right: Positions) -> Floats:
        """Return the log odds of each pair ``left[k], right[k]``."""
        place = self.find(left, right)
        kept = place >= 0
        values = np.full(len(place), self.floor)
        values[kept] = self.log_odds[place[kept]]
        return values

    def square(self, members: Sequence[int]) -> Floats:
        """Return the log odds between all members, a symmetric matrix; the diagonal is not a number."""
        group = np.asarray(members, np.int64)
        n = len(group)
        left, right = np.repeat(group, n), np.tile(group, n)
        matrix = self.between(left, right).reshape(n, n)
        np.fill_diagonal(matrix, np.nan)
        return matrix

    def inside(self, members: Sequence[int]) -> Floats:
        """Return the log odds of all pairs of a group."""
        matrix = self.square(members)
        return np.asarray(matrix[np.triu_indices(len(members), 1)])

    def touching(self, members: Iterable[int]) -> NDArray[np.bool_]:
        """Mark the pairs of which either offence is among `members`."""
        marked = self._marked(members)
        return np.asarray(marked[self.a] | marked[self.b])

    def among(self, members: Iterable[int]) -> KeptPairs:
        """Return the pairs of which both offences are among `members`."""
        marked = self._marked(members)
        chosen = marked[self.a]
        chosen[chosen] = marked[self.b[chosen]]
        return self.only(chosen)

    def _marked(self, members: Iterable[int]) -> NDArray[np.bool_]:
        """Mark some offences."""
        marked = np.zeros(self.offences, bool)
        marked[list(members)] = True
        return marked

    @cached_property
    def _partners(self) -> tuple[Positions, Positions]:
        """Return every pair from either side, by offence: the offence and its partner."""
        offence, partner = np.r_[self.a, self.b], np.r_[self.b, self.a]
        order = np.argsort(offence, kind="stable")
        return offence[order], partner[order]

    def neighbours(self, members: Iterable[int]) -> set[int]:
        """Return the offences that have a kept pair with any of a group."""
        offence, partner = self._partners
        group = np.fromiter(members, np.int64)
        first, stop = (np.searchsorted(offence, group, side) for side in ("left", "right"))
        found: set[int] = set()
        for low, high in zip(first, stop, strict=True):
            found.update(partner[low:high].tolist())
        return found

    def only(self, chosen: NDArray[np.bool_]) -> KeptPairs:
        """Return some of the pairs."""
        if chosen.all():
            return self
        return KeptPairs(self.a[chosen], self.b[chosen], self.log_odds[chosen], self.offences, self.floor)

    def edges(self) -> Edges:
        """Return the pairs as agglomeration takes them."""
        return Edges(self.a, self.b, self.log_odds)


def keep_pairs(a: Positions, b: Positions, log_odds: Floats, *, offences: int, floor: float) -> KeptPairs:
    """Return the pairs above `floor`."""
    above = log_odds > floor
    if not above.all():
        a, b, log_odds = a[above], b[above], log_odds[above]
    return KeptPairs(a, b, log_odds, offences, floor)
