"""The counting behind the space-time scan: the most unlikely cylinder of a file and of its shuffles.

Only recent offences can lie in a cylinder that ends today, so a shuffle need only say at which places the
recent times come to lie: a draw of some offences without putting back. Around each place that a recent
time came to, the circle grows neighbour by neighbour; the ratio is worked out only where a recent one was
added, and its logarithms only where a bound says that they could beat the best so far.

The bound: for c above m expected of C in all, c ln(c/m) - (c - m) is at most (c - m)^2 / m, and the rest
of the ratio adds at most (c - m)^2 / (C - c), since ln(1 + x) lies between x - x^2 / 2 and x.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from sac_dash.patterns.scan_circles import Neighbours, ScanCircles

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_SHARE = 0.5  # a circle with more than half of the file is the file with a hole in it


@dataclass(frozen=True, eq=False)
class ScanSums:
    """When offences happened, as far as a scan needs it.

    Attributes
    ----------
    place
        The place of each offence.
    recent
        Positions of the offences of the days scanned.
    length
        Of each of those, the shortest cylinder that holds it (position).
    total
        Offences in each length of cylinder, everywhere.
    """

    place: Ints
    recent: Ints
    length: Ints
    total: Ints

    @classmethod
    def of(cls, circles: ScanCircles, length: Ints, n_lengths: int) -> ScanSums:
        """Gather the sums from the length (position; `n_lengths`: none) that first holds each offence."""
        recent = np.flatnonzero(length < n_lengths)
        total = np.cumsum(np.bincount(length[recent], minlength=n_lengths))
        return cls(circles.place, recent, length[recent], total)


@dataclass(frozen=True, eq=False)
class BestCircles:
    """Of each place: the greatest log ratio of its circles (0: none), its last neighbour and its length."""

    log_ratio: Floats
    last: Ints
    length: Ints


def best_by_centre(circles: ScanCircles, sums: ScanSums, least_cases: int) -> BestCircles:
    """Return the most unlikely cylinder around every place."""
    rule = _Rule(sums.total / len(sums.place), len(sums.place), least_cases)
    best, last, length = _scan_places(circles.reach, sums.place[sums.recent], sums.length, rule)
    return BestCircles(best, last, length)


def shuffled_maxima(
    circles: ScanCircles,
    sums: ScanSums,
    least_cases: int,
    seeds: npt.NDArray[np.uint32],
    until: tuple[float, int] | None = None,
) -> Floats:
    """Return the greatest log ratio of files whose times are dealt out anew, one for each seed.

    Parameters
    ----------
    until
        (log ratio, n): dealing stops with the n-th file that reaches the ratio, and fewer are returned.
    """
    rule = _Rule(sums.total / len(sums.place), len(sums.place), least_cases)
    ratio, n = until or (np.inf, len(seeds) + 1)
    maxima: Floats = _scan_shuffles(circles.reach, sums.place, sums.length, rule, (seeds, float(ratio), n))
    return maxima


class _Rule(NamedTuple):
    """Share of the file in each length of cylinder, offences in the file, and the fewest that make a cluster."""

    rate: Floats
    n: int
    least: int


@njit(cache=True, nogil=True)
def _scan_shuffles(
    reach: Neighbours, place: Array, length: Array, rule: _Rule, turns: tuple[Array, float, int]
) -> Array:
    seeds, ratio, until = turns
    maxima, reached = np.zeros(len(seeds)), 0
    dealt = place.astype(np.int32)  # half the memory: a million of them stay near the processor
    drawn = np.zeros((len(reach.offences), len(rule.rate)), dtype=np.int64)
    centres = np.zeros(len(length), dtype=np.int64)
    for turn in range(len(seeds)):
        np.random.seed(seeds[turn])  # noqa: NPY002 - the generator that compiled code has, one a thread
        for k in range(len(length)):
            other = np.random.randint(k, len(dealt))  # noqa: NPY002
            dealt[k], dealt[other] = dealt[other], dealt[k]
        n_centres = _tally(dealt, length, drawn, centres)
        best = 0.0
        for k in range(n_centres):
            value, _, _ = _grow(centres[k], reach, drawn, rule, best)
            best = max(best, value)
        maxima[turn] = best
        reached += best >= ratio
        if reached >= until:
            return maxima[: turn + 1]
        for k in range(n_centres):
            drawn[centres[k]] = 0
    return maxima


@njit(cache=True, nogil=True)
def _scan_places(
    reach: Neighbours, recent_place: Array, length: Array, rule: _Rule
) -> tuple[Array, Array, Array]:
    places = len(reach.offences)
    drawn = np.zeros((places, len(rule.rate)), dtype=np.int64)
    centres = np.zeros(len(length), dtype=np.int64)
    best, last, longest = np.zeros(places), np.zeros(places, np.int64), np.zeros(places, np.int64)
    for k in range(_tally(recent_place, length, drawn, centres)):
        centre = centres[k]
        best[centre], last[centre], longest[centre] = _grow(centre, reach, drawn, rule, 0.0)
    return best, last, longest


@njit(cache=True, nogil=True)
def _tally(place: Array, length: Array, drawn: Array, centres: Array) -> int:
    """Count recent offences at each place in each length, and list the places that have any."""
    n_centres = 0
    last = drawn.shape[1] - 1
    for k in range(len(length)):
        at = place[k]
        if drawn[at, last] == 0:
            centres[n_centres] = at
            n_centres += 1
        for step in range(length[k], last + 1):
            drawn[at, step] += 1
    return n_centres


@njit(cache=True, nogil=True)
def _grow(centre: int, reach: Neighbours, drawn: Array, rule: _Rule, best: float) -> tuple[float, int, int]:
    """Grow the circle around a place; return the best ratio above `best` (else 0), its last neighbour, its length."""
    lengths = len(rule.rate)
    held = np.zeros(lengths, dtype=np.int64)
    inside, added = 0, False
    found, found_last, found_length = 0.0, 0, 0
    stop = reach.start[centre + 1]
    for k in range(reach.start[centre], stop):
        at = reach.neighbour[k]
        inside += reach.offences[at]
        if inside > rule.n * MOST_SHARE:
            break
        if drawn[at, lengths - 1] > 0:
            added = True
            for step in range(lengths):
                held[step] += drawn[at, step]
        if not added or (k + 1 < stop and reach.away_m[k + 1] == reach.away_m[k]):
            continue
        added = False
        for step in range(lengths):
            value = _log_ratio(held[step], inside * rule.rate[step], rule, best)
            if value > best:
                best, found, found_last, found_length = value, value, k, step
    return found, found_last, found_length


@njit(cache=True, nogil=True)
def _log_ratio(cases: int, expected: float, rule: _Rule, best: float) -> float:
    """Return the log likelihood ratio of `cases` where more than expected; 0 where it cannot exceed `best`."""
    over = cases - expected
    if cases < rule.least or over <= 0.0 or cases >= rule.n:
        return 0.0
    others = rule.n - cases
    if over * over * (others + expected) <= best * expected * others:  # the bound, without a division
        return 0.0
    return cases * math.log(cases / expected) + others * math.log(others / (rule.n - expected))
