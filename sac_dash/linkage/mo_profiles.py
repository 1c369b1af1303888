"""Offences that did the same: what two of them say is worked out once, not once for every pair.

A file of a hundred thousand offences holds a few hundred ways of entry. Of each domain that rests on facets
every distinct set of codes (a profile) gets a number, and the evidence between any two common profiles is
kept as it counts. The sum over the domains is ten look-ups a pair: in small whole numbers, rounded up, a bound
that never lies below the score; in full, what the codes say, exactly. Codes are compared bit by bit only where
one of the two has a profile without a number.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.kernels import SAME_PREMISES, Records, Tables, calibrated, facet_evidence

Array = NDArray[Any]

STEPS_PER_LOG10 = 512.0
"""Bounds are whole steps of this fineness; ten domains lose at most a fiftieth of a log10."""
MAX_COMMON = 1024
"""Profiles of a domain that get a number of their own, the commonest first; the rest share a bound."""
FACET_DOMAINS = PAIRWISE - SAME_PREMISES - 1
_FIRST_DOMAIN = SAME_PREMISES + 1
_MOST_STEPS = 32_000.0
_ROUNDING = 1e-6


class Profiles(NamedTuple):
    """Which profile each offence has, by domain, and the evidence between profiles.

    A row of evidence holds, domain after domain, one cell for each common profile and one for the rest.
    """

    column: NDArray[np.uint16]  # offences x domains: the cell of its profile
    first_column: NDArray[np.int64]  # by domain: its first cell; one more at the end
    example: NDArray[np.int64]  # by cell: an offence with that profile; -1 for the rest
    first_row: NDArray[np.int64]  # by domain: where its table begins in `evidence`
    evidence: NDArray[np.float64]  # as it counts, log10 units; in a row's last cell the most the rest can say
    facet_order: NDArray[np.int64]  # facets, domain after domain
    first_facet: NDArray[np.int64]  # by domain: its first place in `facet_order`; one more at the end


def find_profiles(records: Records, tables: Tables, max_common: int = MAX_COMMON) -> Profiles:
    """Give numbers to the profiles of a file and tabulate the evidence between the common ones."""
    domain_of = tables.facet_domain - _FIRST_DOMAIN
    order = np.argsort(domain_of, kind="stable")
    first_facet = np.searchsorted(domain_of[order], np.arange(FACET_DOMAINS + 1))
    columns, examples, first = [], [], [0]
    for domain in range(FACET_DOMAINS):
        facets = order[first_facet[domain] : first_facet[domain + 1]]
        column, example = _number_domain(records, tables.facet_start, facets, max_common)
        columns.append(column + first[-1])
        examples.append(example)
        first.append(first[-1] + len(example))
    widths = np.diff(first)
    first_row = np.concatenate([[0], np.cumsum(widths * (widths - 1))])
    profiles = Profiles(
        column=np.ascontiguousarray(np.stack(columns, axis=1).astype(np.uint16)),
        first_column=np.array(first, np.int64),
        example=np.concatenate(examples).astype(np.int64),
        first_row=first_row.astype(np.int64),
        evidence=np.zeros(int(first_row[-1]), np.float64),
        facet_order=order.astype(np.int64),
        first_facet=first_facet.astype(np.int64),
    )
    _fill_evidence(records, tables, profiles)
    return profiles


def recode_profiles(
    profiles: Profiles, before: Records, now: Records, tables: Tables, positions: NDArray[np.int64]
) -> Profiles:
    """Give the offences at some canonical positions, whose codes changed, the profile they have now.

    The evidence between profiles stays: who has a profile without a number now is compared code by code.

    Parameters
    ----------
    before, now
        Codes as `profiles` was made of them, and as they are.
    """
    column, example = profiles.column.copy(), profiles.example.copy()
    for domain in range(FACET_DOMAINS):
        words = _words_of(profiles, tables.facet_start, domain)
        first, rest = profiles.first_column[domain], profiles.first_column[domain + 1] - 1
        shown = profiles.example[first:rest]
        for position in positions:
            same = np.ones(len(shown), bool)
            for side_before, side_now in ((before.present, now.present), (before.absent, now.absent)):
                same &= (side_before[np.ix_(shown, words)] == side_now[position, words]).all(axis=1)
            column[position, domain] = first + np.argmax(same) if same.any() else rest
        for cell in first + np.flatnonzero(np.isin(shown, positions)):
            others = np.flatnonzero(column[:, domain] == cell)
            example[cell] = others[0] if len(others) else example[cell]  # nobody is left to be compared by it
    return profiles._replace(column=column, example=example)


def _words_of(profiles: Profiles, facet_start: Array, domain: int) -> NDArray[np.int64]:
    """Return the words of a domain's facets."""
    facets = profiles.facet_order[profiles.first_facet[domain] : profiles.first_facet[domain + 1]]
    return np.array([word for f in facets for word in range(facet_start[f], facet_start[f + 1])], np.int64)


def _number_domain(
    records: Records, facet_start: Array, facets: Array, max_common: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each offence's profile, by falling frequency, and an example of each; the last is the rest."""
    words = [word for facet in facets for word in range(facet_start[facet], facet_start[facet + 1])]
    if not words:
        return np.zeros(len(records.present), np.int64), np.array([0, -1])
    number = np.zeros(len(records.present), np.int64)
    for side in (records.present, records.absent):
        for word in words:
            distinct, code = np.unique(side[:, word], return_inverse=True)
            _, number = np.unique(number * len(distinct) + code, return_inverse=True)
    _, example, count = np.unique(number, return_index=True, return_counts=True)
    place = np.empty(len(count), np.int64)
    by_count = np.lexsort((example, -count))
    place[by_count] = np.arange(len(count))
    common = min(len(count), max_common)
    return np.minimum(place[number], common), np.append(example[by_count[:common]], -1)


@njit(cache=True, inline="always")
def steps_up(value: float) -> int:
    """Return evidence in whole steps, rounded up."""
    return int(min(max(math.ceil((value + _ROUNDING) * STEPS_PER_LOG10), -_MOST_STEPS), _MOST_STEPS))


@njit(cache=True)
def _domain_log10(i: int, j: int, domain: int, records: Records, tables: Tables, profiles: Profiles) -> float:
    """Return the evidence of one domain between two offences, as it counts; the most of any other for `j` = -1.

    Nobody shares more with an offence than it has itself.
    """
    raw = 0.0
    for place in range(profiles.first_facet[domain], profiles.first_facet[domain + 1]):
        facet = profiles.facet_order[place]
        if j < 0:
            own = facet_evidence(i, i, facet, records, tables)
            raw += max(own, 0.0, tables.facet_disagree[facet])
        else:
            raw += facet_evidence(i, j, facet, records, tables)
    counted: float = calibrated(_FIRST_DOMAIN + domain, raw, tables)
    return counted


@njit(cache=True, parallel=True)
def _fill_evidence(records: Records, tables: Tables, profiles: Profiles) -> None:
    """Tabulate the evidence of every common profile against every other and the rest."""
    for cell in prange(profiles.example.shape[0]):
        if profiles.example[cell] >= 0:
            after = np.searchsorted(profiles.first_column, cell, "right")
            _fill_row(cell, int(after) - 1, records, tables, profiles)


@njit(cache=True)
def _fill_row(cell: int, domain: int, records: Records, tables: Tables, profiles: Profiles) -> None:
    """Tabulate the evidence of one profile of a domain against the domain's others."""
    first, stop = profiles.first_column[domain], profiles.first_column[domain + 1]
    at = profiles.first_row[domain] + (cell - first) * (stop - first)
    i = profiles.example[cell]
    for other in range(first, stop):
        j = profiles.example[other]
        profiles.evidence[at + other - first] = _domain_log10(i, j, domain, records, tables, profiles)


@njit(cache=True)
def profile_row(
    i: int, records: Records, tables: Tables, profiles: Profiles, steps: Array, exact: Array
) -> None:
    """Write an offence's evidence against every profile, one cell a column: in steps rounded up, and exactly.

    What it says with a profile that has no number is bounded in steps; exactly it is not a number.
    """
    for domain in range(profiles.first_column.shape[0] - 1):
        first, stop = profiles.first_column[domain], profiles.first_column[domain + 1]
        own = profiles.column[i, domain] - first
        at = profiles.first_row[domain] + own * (stop - first)
        for cell in range(first, stop):
            if own < stop - first - 1:
                value = profiles.evidence[at + cell - first]
            else:
                value = _domain_log10(i, profiles.example[cell], domain, records, tables, profiles)
            steps[cell] = steps_up(value)
            exact[cell] = value if profiles.example[cell] >= 0 else np.nan
