"""Shared combinations: what two offences share may be rarer together than apart.

Facets are summed as if independent. They are not: those who peel roofs carry ladders. Where the
shared codes often occur together in the file the sum says too much, where they hardly ever do it
says too little; this domain puts that right by the codes' pairwise lift.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.kernels import BIT_AT, DE_BRUIJN, SHIFT, Tables
from sac_dash.linkage.parameters import CombinationParameters
from sac_dash.linkage.stated_codes import WORD_BITS

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]
Array = NDArray[Any]

SHARES = 2
"""Parts of a file that are counted side by side."""


@dataclass(frozen=True)
class Combinations:
    """How often codes go together in a file, made once.

    Parameters
    ----------
    index, lift
        See :func:`log_lift`.
    """

    index: NDArray[np.int64]
    lift: Floats


class CodesTogether(NamedTuple):
    """In how many offences of a file codes of its facets go together."""

    codes: NDArray[np.int64]  # codes x codes: in how many both are stated
    known: NDArray[np.int64]  # codes x facets: in how many the code is stated and the facet known
    facets: NDArray[np.int64]  # facets x facets: in how many both are known


def find_combinations(
    coded: CodedOffences, parameters: CombinationParameters, together: CodesTogether | None = None
) -> Combinations | None:
    """Return how often the codes of a file go together; None where combinations are not weighed.

    `together` is what was counted of the file already (:func:`count_together`).
    """
    codes = sum(len(facet.codes) for facet in coded.facets)
    if codes > parameters.max_codes or parameters.weight == 0.0:
        return None
    return Combinations(*log_lift(coded, parameters.smoothing, together))


def combination_evidence(
    coded: CodedOffences, tables: Tables, a: Pairs, b: Pairs, parameters: CombinationParameters
) -> Floats:
    """Return the evidence of shared combinations of codes for each pair, log10 units."""
    found = find_combinations(coded, parameters) if len(a) else None
    return evidence_of_combinations(found, coded, tables, a, b, parameters=parameters)


def evidence_of_combinations(
    found: Combinations | None,
    coded: CodedOffences,
    tables: Tables,
    a: Pairs,
    b: Pairs,
    *,
    parameters: CombinationParameters,
) -> Floats:
    """Return the evidence of :func:`find_combinations` for each pair, log10 units.

    Of each facet the rarest shared code counts. The mean log lift of those codes, times one
    less than their number (as in a tree of dependencies: Chow and Liu 1968), is taken off.
    """
    if found is None or not len(a):
        return np.zeros(len(a))
    raw = _mean_lift(coded.present, tables.facet_start, tables.code, found.index, found.lift, a, b)
    limit = parameters.limit_log10
    return np.asarray(np.clip(-parameters.weight * raw, -limit, limit))


def log_lift(
    coded: CodedOffences, smoothing: float, together: CodesTogether | None = None
) -> tuple[NDArray[np.int64], Floats]:
    """Return log10 lift of every two codes of different facets; `together` is what was counted already.

    Returns
    -------
    The place of each bit in the table (-1: no code), and the square table.
    """
    counted = count_together(coded) if together is None else together
    return _places_of_bits(coded)[0], _log_lift(coded, counted, smoothing)


def count_together(coded: CodedOffences) -> CodesTogether:
    """Count in how many offences codes go together; counts of two parts of a file add up to those of the whole."""
    index, owner = _places_of_bits(coded)
    codes, known = (
        each.sum(axis=0, dtype=np.int64)
        for each in _count_together(coded.present, index, owner, len(coded.facets), SHARES)
    )
    return CodesTogether(codes, known, _count_both_known(coded))


def _places_of_bits(coded: CodedOffences) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the place of each bit among the codes (-1: no code), and the facet of each code."""
    bits, facet_of = [], []
    for number, facet in enumerate(coded.facets):
        bits += [facet.first_word * WORD_BITS + k for k in range(len(facet.codes))]
        facet_of += [number] * len(facet.codes)
    index = np.full(coded.present.shape[1] * WORD_BITS, -1, np.int64)
    index[bits] = np.arange(len(bits))
    return index, np.array(facet_of, np.int64)


def _log_lift(coded: CodedOffences, together: CodesTogether, smoothing: float) -> Floats:
    """Return log10 lift of every two codes of different facets: a square table."""
    owner = np.eye(len(coded.facets), dtype=np.float64)[_places_of_bits(coded)[1]]
    left = together.known @ owner.T
    expected = left * left.T / np.maximum(owner @ together.facets.astype(np.float64) @ owner.T, 1.0)
    lift = np.log10((together.codes + smoothing) / (expected + smoothing))
    lift[(owner @ owner.T) > 0] = 0.0
    return np.asarray(lift)


def _count_both_known(coded: CodedOffences) -> NDArray[np.int64]:
    """Return in how many offences each two facets are known."""
    known = np.stack(
        [
            coded.present[:, each.first_word : each.first_word + each.words].any(axis=1)
            for each in coded.facets
        ]
        or [np.zeros(len(coded), bool)]
    )
    packed = np.packbits(known, axis=1)
    both = [np.bitwise_count(packed & one).sum(axis=1, dtype=np.int64) for one in packed]
    return np.array(both, np.int64)[: len(coded.facets), : len(coded.facets)]


@njit(cache=True, parallel=True)
def _count_together(
    present: Array, index: Array, owner: Array, facets: int, shares: int
) -> tuple[Array, Array]:
    """Return, by share of the offences, how many have each two codes, and each code with each facet known.

    `index` is the place of each bit, `owner` the facet of each code. Only what an offence has is walked over: some
    ten codes, of hundreds.
    """
    codes = owner.shape[0]
    together = np.zeros((shares, codes, codes), np.int32)
    with_known = np.zeros((shares, codes, facets), np.int32)
    for share in prange(shares):
        has, known = np.empty(codes, np.int64), np.empty(facets, np.int64)
        for row in range(share, present.shape[0], shares):
            count, told = 0, 0
            for word in range(present.shape[1]):
                rest = np.uint64(present[row, word])
                while rest != np.uint64(0):
                    low = rest & (~rest + np.uint64(1))
                    code = index[word * WORD_BITS + BIT_AT[(low * DE_BRUIJN) >> SHIFT]]
                    rest ^= low
                    if told == 0 or known[told - 1] != owner[code]:
                        known[told] = owner[code]
                        told += 1
                    has[count] = code
                    count += 1
            for at in range(count):
                for other in range(count):
                    together[share, has[at], has[other]] += 1
                for other in range(told):
                    with_known[share, has[at], known[other]] += 1
    return together, with_known


@njit(cache=True, parallel=True)
def _mean_lift(  # noqa: PLR0917 - compiled functions take arguments by position
    present: Array, starts: Array, weight: Array, index: Array, lift: Array, a: Array, b: Array
) -> Array:
    """Return the tree-scaled log lift of each pair's rarest shared codes."""
    found = np.zeros(a.shape[0], np.float64)
    facets = starts.shape[0] - 1
    for pair in prange(a.shape[0]):
        chosen = np.empty(facets, np.int64)
        count = 0
        for facet in range(facets):
            best, code = -np.inf, -1
            for word in range(starts[facet], starts[facet + 1]):
                shared = np.int64(present[a[pair], word] & present[b[pair], word])
                if shared == 0:
                    continue
                for bit in range(WORD_BITS):
                    at = word * WORD_BITS + bit
                    if (shared >> bit) & 1 and weight[at] > best:
                        best, code = weight[at], index[at]
            if code >= 0:
                chosen[count] = code
                count += 1
        total = 0.0
        for first in range(count):
            for second in range(first):
                total += lift[chosen[first], chosen[second]]
        if count > 1:
            found[pair] = total * 2.0 / count
    return found
