"""How many offences a series had to have before its list would have shown it.

Offences until detected: the offences of a true series are taken in the order in which they came to notice
(the end of the window). The series is detected at its k-th offence when two of its first k stand among each
other's best 10 partners, where only offences up to that moment are in the lists. Two is the least there can be.

Approximations. Scores are today's: base rates, local densities and collective evidence have seen later
offences, which flatters. The links hold each offence's best partners of the whole file; a partner beyond them
counts as not in the list, though fewer offences had happened then, which does the opposite. Baselines score
every pair, so that the second does not touch them. The cost is one look at each true pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.bootstrap import BootstrapParameters, Estimate, draw_weights, estimate, ratio
from sac_dash.linkage.found_pairs import FoundPairs
from sac_dash.linkage.truth import Integers, TruePairs

WITHIN = 10
"""Length of the list that both must stand in."""
STEPS = (2, 3, 5)
LEAST_BEFORE = 100
"""Series whose second offence is among so many first ones of the file are left out: any list held them."""


@dataclass(frozen=True)
class Detection:
    """How soon series are detected.

    Parameters
    ----------
    median
        Median number of offences until detected; None where half of the series never are.
    series
        How many series it is said of: not those at the very start of the file.
    by
        Share of series detected by their 2nd, 3rd, 5th offence (series too short for it included).
    ever
        Share detected at all.
    """

    median: int | None
    series: int
    by: dict[int, Estimate]
    ever: Estimate


def offences_until_detected(pairs: TruePairs, found: FoundPairs, order: Integers) -> NDArray[np.float64]:
    """Return, for each true series, at which of its offences it is detected.

    Infinite: never. Not a number: the series begins so early in the file that any list would hold it.

    Parameters
    ----------
    order
        ``found_pairs.order_in_time`` of the offences, which `found` was made with.
    """
    half = len(pairs)
    mutual = (found.rank_then[:half] < WITHIN) & (found.rank_then[half:] < WITHIN)
    place = _place_in_series(pairs, order)
    later = np.array(
        [max(place[a], place[b]) for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)], float
    )
    first = np.full(pairs.blocks, np.inf)
    np.minimum.at(first, pairs.block[mutual], later[mutual])
    second = np.full(pairs.blocks, np.iinfo(np.int64).max)
    np.minimum.at(second, pairs.block, np.maximum(order[pairs.a], order[pairs.b]))
    return np.where(second < LEAST_BEFORE, np.nan, first)


def summarise_detection(detected_at: NDArray[np.float64], parameters: BootstrapParameters) -> Detection:
    """Return the shares of series detected by their 2nd, 3rd and 5th offence, and ever, and the median."""
    weights = draw_weights(len(detected_at), parameters)
    judged = detected_at[~np.isnan(detected_at)]
    whole = (~np.isnan(detected_at)).astype(np.float64)

    def share(within: float) -> Estimate:
        return estimate(ratio((detected_at <= within).astype(np.float64), whole), weights, parameters)

    middle = float(np.quantile(judged, 0.5, method="inverted_cdf")) if len(judged) else np.inf
    median = int(middle) if np.isfinite(middle) else None
    return Detection(median, len(judged), {step: share(step) for step in STEPS}, share(np.finfo(float).max))


def _place_in_series(pairs: TruePairs, order: Integers) -> dict[int, int]:
    """Return each offence's place in its series, in the order of time, from 1."""
    rows = np.array(sorted(pairs.block_of_row), np.int64)
    block = np.array([pairs.block_of_row[int(row)] for row in rows], np.int64)
    ordered = np.lexsort((order[rows], block)) if len(rows) else rows
    place: dict[int, int] = {}
    counts: dict[int, int] = {}
    for at in ordered.tolist():
        counts[int(block[at])] = counts.get(int(block[at]), 0) + 1
        place[int(rows[at])] = counts[int(block[at])]
    return place
