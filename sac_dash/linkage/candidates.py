"""Which pairs get the full ledger: each offence's best partners, from either side.

Up to 20,000 offences every pair is looked at, however improbable. Beyond, every pair within a stated reach that can
reach the least probability kept is (:mod:`sac_dash.linkage.pair_search`). There is no blocking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage import kernels
from sac_dash.linkage.best_partners import keep_best
from sac_dash.linkage.mo_profiles import find_profiles
from sac_dash.linkage.pair_search import (
    FoundPairs,
    Piece,
    Reach,
    SearchLayout,
    join_found,
    lay_out,
    list_pieces,
    search_piece,
)
from sac_dash.linkage.parameters import LinkageParameters, ReachParameters
from sac_dash.linkage.probability import needed_log10
from sac_dash.linkage.reach_bounds import find_bounds
from sac_dash.linkage.reach_index import ReachIndex, index_reach
from sac_dash.linkage.reach_scan import NEAR_KM, best_within_reach

Pairs = NDArray[np.int64]

SearchPieces = Callable[[SearchLayout, Sequence[Piece], Progress], Iterable[FoundPairs]]
"""Does the pieces of a search; the pairs of a piece may come in any order."""

BLOCK_ROWS = 1000
"""Rows scored between two reports of progress."""
_MOST_WAITING = 8_000_000
"""Pairs found before those that are nobody's best are let go."""
_SHIPPED = ReachParameters()


@dataclass(frozen=True)
class Candidates:
    """Pairs that survive the first pass.

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``, sorted by a then b; each pair once.
    every_pair
        Whether every pair of the file was scored.
    """

    a: Pairs
    b: Pairs
    every_pair: bool


def search_here(layout: SearchLayout, pieces: Sequence[Piece], progress: Progress) -> Iterator[FoundPairs]:
    """Do the pieces one after the other, each with all threads of this run."""
    for done, piece in enumerate(pieces, 1):
        yield search_piece(layout, piece)
        progress("Scoring pairs", done / len(pieces))


def find_candidates(
    records: kernels.Records,
    tables: kernels.Tables,
    parameters: LinkageParameters,
    *,
    keep: int,
    progress: Progress = silent,
    search: SearchPieces = search_here,
) -> Candidates:
    """Score the pairs of a file and return each offence's best `keep` partners.

    Parameters
    ----------
    search
        Who does the pieces of an exhaustive search of a large file.
    """
    n = len(records.mid_days)
    keep = max(min(keep, n - 1), 1)
    if n <= parameters.reach.every_pair_up_to:
        return _of_every_pair(records, tables, parameters, keep, progress)
    layout = lay_out(records, tables, reach_of(n, parameters))
    found = _best_found(search(layout, list_pieces(layout), progress), keep, n)
    order = np.lexsort((found.b, found.a))
    return Candidates(found.a[order].astype(np.int64), found.b[order].astype(np.int64), every_pair=False)


def _best_found(parts: Iterable[FoundPairs], keep: int, n: int) -> FoundPairs:
    """Return the best partners among the pairs of all pieces; those that are not are let go in between."""
    held = join_found([])
    waiting: list[FoundPairs] = []
    for part in parts:
        waiting.append(part)
        if sum(map(len, waiting)) > _MOST_WAITING:
            held, waiting = keep_best(join_found([held, *waiting]), keep, n), []
    return keep_best(_distinct_pairs(join_found([held, *waiting]), n), keep, n)


def _distinct_pairs(found: FoundPairs, n: int) -> FoundPairs:
    """Return each pair once: those of one address may have been met in two passes."""
    number = found.a.astype(np.int64) * n + found.b
    _, first = np.unique(number, return_index=True)
    return (
        found if len(first) == len(found) else FoundPairs(found.a[first], found.b[first], found.score[first])
    )


def _of_every_pair(
    records: kernels.Records,
    tables: kernels.Tables,
    parameters: LinkageParameters,
    keep: int,
    progress: Progress,
) -> Candidates:
    """Return each offence's best partners among all others."""
    n = len(records.mid_days)
    limits = np.array([parameters.reach.local_km, np.inf, np.inf, -np.inf])
    profiles = find_profiles(records, tables)
    index = index_reach(records, profiles, limits[NEAR_KM])
    bounds = find_bounds(records, tables)
    layouts = index.placed, index.unplaced, index.by_cell
    by_place = _neighbours_together(index)
    found: list[Pairs] = []
    for first in range(0, n, BLOCK_ROWS):
        block = by_place[first : first + BLOCK_ROWS]
        partners, _ = best_within_reach(
            block, keep, limits, records, tables, profiles, *layouts, index.squares, bounds
        )
        found.append(_code_pairs(block, partners, n))
        progress("Scoring pairs", min(first + BLOCK_ROWS, n) / n)
    pairs = _distinct(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Candidates(pairs // max(n, 1), pairs % max(n, 1), every_pair=True)


def reach_of(n: int, parameters: LinkageParameters) -> Reach:
    """Return which pairs of a file of `n` offences are searched."""
    reach = parameters.reach
    needed, of_shipped = (
        needed_log10(each, n, parameters.prior) for each in (reach.min_probability, _SHIPPED.min_probability)
    )
    lifted = min(parameters.level.most_rise_log10(n), max(needed - of_shipped, 0.0))
    floor = needed - reach.slack_log10 - reach.rise_share * lifted
    near_days = max(reach.local_days, reach.national_days)
    return Reach(reach.local_km, near_days, reach.national_days, floor)


def _neighbours_together(index: ReachIndex) -> Pairs:
    """Return all positions in an order in which followers look at the same stretches of memory."""
    return np.concatenate([index.by_cell.offence, index.unplaced.offence]).astype(np.int64)


def _distinct(pairs: Pairs) -> Pairs:
    """Return sorted numbers, each once."""
    ordered = np.sort(pairs)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def _code_pairs(offences: Pairs, partners: NDArray[np.int32], n: int) -> Pairs:
    """Return each found pair as one number, lower position first; a pair may come twice."""
    mine = np.repeat(offences, partners.shape[1])
    theirs = partners.ravel().astype(np.int64)
    found = theirs >= 0
    low, high = np.minimum(mine, theirs)[found], np.maximum(mine, theirs)[found]
    return low * n + high
