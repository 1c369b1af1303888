"""Where one method puts the true pairs: in each seed's list, and among all pairs of the file.

Whatever ranks offences (our links, a plain baseline, a peer's scores) is brought into this one form,
so that every measure is the same sum over it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.partner_ranks import rank_within_offence
from sac_dash.linkage.truth import Integers, TruePairs, pair_key

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FoundPairs:
    """The true pairs as one method places them.

    Parameters
    ----------
    rank
        Of the partner in the seed's list, from 0, for each directed pair (``TruePairs.seeds``); infinite
        where the list does not hold it.
    rank_then
        The same among the offences that had happened when the later of the two had.
    score
        Of each pair; minus infinity where it has none.
    false_above, false_at_least
        Pairs that are not true and score higher, and at least as high.
    false_pairs
        All pairs that are not true and have a score.
    """

    rank: Floats
    rank_then: Floats
    score: Floats
    false_above: Floats
    false_at_least: Floats
    false_pairs: int


def order_in_time(offences: pl.DataFrame) -> Integers:
    """Return each offence's place in the order in which they came to notice (the window's end)."""
    ordered = offences.with_row_index("_row").sort("to_at", "from_at", "_row")["_row"].to_numpy()
    place = np.empty(len(ordered), np.int64)
    place[ordered] = np.arange(len(ordered))
    return place


def find_in_links(
    links: pl.DataFrame, truth: TruePairs, order: Integers | None = None, exact_up_to: int = 50
) -> FoundPairs:
    """Place the true pairs among links (``row_a, row_b, log10_bayes_factor``).

    Parameters
    ----------
    order
        ``order_in_time`` of the offences; without it nothing is said of the time.
    exact_up_to
        How many of an offence's best partners the links hold for certain. Ranks beyond are not known
        exactly, so that ``rank_then`` counts such a partner as not in the list.
    """
    a, b = (links[name].cast(pl.Int64).to_numpy() for name in ("row_a", "row_b"))
    score = links["log10_bayes_factor"].cast(pl.Float64).to_numpy()
    keys = pair_key(a, b)
    by_key = np.argsort(keys, kind="stable")
    at = _places(keys, by_key, pair_key(truth.a, truth.b))
    given = _places(keys, by_key, pair_key(truth.given_a, truth.given_b))
    lists = _Lists(a, b, score)
    rank = lists.rank_of_partners(truth, at)
    then = np.full(len(rank), np.inf) if order is None else lists.rank_then(truth, rank, order, exact_up_to)
    is_false = truth.decided(a, b)
    is_false[at[at >= 0]] = False
    is_false[given[given >= 0]] = False
    found = np.full(len(truth), -np.inf)
    found[at >= 0] = score[at[at >= 0]]
    return placed(rank, then, found, score[is_false])


def placed(rank: Floats, rank_then: Floats, score: Floats, false_scores: Floats) -> FoundPairs:
    """Return found pairs, counting the false scores above each."""
    ordered = np.sort(false_scores)
    above = len(ordered) - np.searchsorted(ordered, score, "right")
    at_least = len(ordered) - np.searchsorted(ordered, score, "left")
    return FoundPairs(rank, rank_then, score, above.astype(float), at_least.astype(float), len(ordered))


def _places(keys: Integers, order: Integers, wanted: Integers) -> Integers:
    """Return where each wanted key stands among `keys`, -1 where it does not."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
    place = order[at]
    return np.where(keys[place] == wanted, place, -1)


class _Lists:
    """Every offence's ranked list of partners."""

    def __init__(self, a: Integers, b: Integers, score: Floats) -> None:
        self._rank_a, self._rank_b = rank_within_offence(a, b, score)
        self._a = a
        offence, partner = np.r_[a, b], np.r_[b, a]
        ordered = np.lexsort((np.r_[self._rank_a, self._rank_b], offence))
        self._offence, self._partner = offence[ordered], partner[ordered]

    def rank_of_partners(self, truth: TruePairs, at: Integers) -> Floats:
        """Return each directed pair's rank in its seed's list; `at` is where the pair's link stands, or -1."""
        rank = np.full(2 * len(truth), np.inf)
        held = np.flatnonzero(at >= 0)
        link = at[held]
        in_order = self._a[link] == truth.a[held]  # a link may name its ends in either order
        rank[held] = np.where(in_order, self._rank_a[link], self._rank_b[link])
        rank[held + len(truth)] = np.where(in_order, self._rank_b[link], self._rank_a[link])
        return rank

    def rank_then(self, truth: TruePairs, rank: Floats, order: Integers, exact_up_to: int) -> Floats:
        """Return each directed pair's rank among the offences that had happened by then."""
        then = np.full(len(rank), np.inf)
        seeds, by = truth.seeds, np.maximum(order[truth.seeds], order[truth.partners])
        known = np.flatnonzero(rank < exact_up_to)
        length = rank[known].astype(np.int64)
        start = np.searchsorted(self._offence, seeds[known])
        within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
        better = self._partner[np.repeat(start, length) + within]
        had_happened = order[better] <= np.repeat(by[known], length)
        then[known] = np.bincount(np.repeat(np.arange(len(known)), length), had_happened, len(known))
        return then
