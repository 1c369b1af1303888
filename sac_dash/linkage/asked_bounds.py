"""The most that a few offences can say with any other, in whole steps: what is looked at before a score.

A pair is scored in some hundred nanoseconds, most of them waiting for memory. What an offence shares with another is
bounded from the other's codes alone: a facet says no more than the offence's own codes do when they are all shared,
no more than a disagreement where none is, and nothing where the other states none. Sixteen such sums are added up by
one instruction.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aspects import counted_share
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.mo_profiles import STEPS_PER_LOG10, steps_up
from sac_dash.linkage.reach_bounds import ROUNDED, Bounds, distance_steps, gap_bounds

Array = NDArray[Any]
Positions = NDArray[np.int64]

_MOST_STEPS = 32_000


class AskedBounds(NamedTuple):
    """What each of a few offences can say at most, by part of the evidence; steps of ``mo_profiles``."""

    word: NDArray[np.uint16]  # asked x words: its own codes
    sharing: NDArray[np.int16]  # asked x facets: where any code is shared
    differing: NDArray[np.int16]  # asked x facets: where both state codes and share none
    distance: NDArray[np.int16]  # asked x bins of km, the last where a place is unknown
    beyond: NDArray[
        np.int64
    ]  # asked x bins of km: the greatest in a bin or beyond; the last the greatest of all
    behaviour: NDArray[np.int64]  # asked: the most that all facets may say
    least: NDArray[np.int64]  # asked: the least of those, with the least that each facet may say
    most: NDArray[np.int64]  # asked: the greatest of those, with the most that each facet may say
    habits: NDArray[np.int64]  # asked: hour, day and a return to the premises
    gap: NDArray[np.float64]  # by bin of days: what a gap in this bin or beyond says, raw log10 units


def bounds_of(
    asked: Positions, records: Records, tables: Tables, least_density: NDArray[np.float64]
) -> AskedBounds:
    """Return the bounds of some offences, whose own records are made; those of others need not be.

    Parameters
    ----------
    least_density
        By bin of km: no offence's density lies below.
    """
    following = np.concatenate([tables.distance[:, 1:], tables.distance[:, -1:]], axis=1)
    anywhere = Bounds(
        gap_bounds(tables),
        np.maximum(tables.distance, following) - least_density,
        int(records.mobility.min(initial=0)),
        int(records.mobility.max(initial=0)),
        np.zeros(0),
        np.zeros(0),
    )
    sharing, differing = _facet_steps(asked, records, tables)
    distance = _distances(asked, records, tables, anywhere)
    for_it = np.maximum(np.maximum(sharing, differing), 0).sum(axis=1, dtype=np.int64)
    against = np.minimum(np.minimum(sharing, differing), 0).sum(axis=1, dtype=np.int64)
    nearest = distance.max(axis=1)
    beyond = np.maximum.accumulate(distance[:, -2::-1], axis=1)[:, ::-1]
    return AskedBounds(
        np.ascontiguousarray(records.present[asked]), sharing, differing, distance.astype(np.int16),
        np.column_stack([beyond, nearest]), for_it, distance.min(axis=1) + against, nearest + for_it,
        _habits(asked, records, tables), anywhere.gap,
    )  # fmt: skip


def _facet_steps(
    asked: Positions, records: Records, tables: Tables
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Return what facets say at most of each offence asked: where codes are shared, and where none is.

    What is denied never speaks for a pair, and is left out.
    """
    own = _own_log10(asked, records, tables)
    domain_of, start = tables.facet_domain, tables.facet_start
    parts = np.bincount(domain_of, minlength=len(tables.calibration))
    sharing, differing = np.empty(own.shape), np.empty(own.shape)
    for facet, domain in enumerate(domain_of.tolist()):
        states = records.present[asked, start[facet] : start[facet + 1]].any(axis=1)
        against = np.where(states, tables.facet_disagree[facet], 0.0)
        for said, raw in ((sharing, own[:, facet]), (differing, against)):
            said[:, facet] = counted_share([raw], domain, int(parts[domain]), tables)
    return _steps(sharing), _steps(differing)


def _steps(log10: NDArray[np.float64]) -> NDArray[np.int16]:
    """Return evidence in whole steps, rounded up; nothing is nothing."""
    steps = np.where(log10 == 0.0, 0.0, np.ceil((log10 + 1e-6) * STEPS_PER_LOG10))
    return np.asarray(np.clip(steps, -_MOST_STEPS, _MOST_STEPS), np.int16)


def _habits(asked: Positions, records: Records, tables: Tables) -> Positions:
    """Return the most that hour, day and a return to the premises say of each offence asked and any other.

    Shares add up to no more than 1 and the ratio of two hours is the same from either: nobody's hours are likelier
    than the best hour expected of a partner.
    """
    again = max(float(tables.numbers[kernels.REPEAT]), 0.0)
    most = max(float(kernels.calibrated(kernels.SAME_PREMISES, each, tables)) for each in (0.0, again))
    steps = np.full(len(asked), steps_up(most), np.int64)
    for domain, shares, ratio in (
        (kernels.HOUR, records.hour, tables.hour),
        (kernels.DAY, records.day, tables.day),
    ):
        for place, offence in enumerate(asked.tolist()):
            best = float(kernels.most_linked(shares[offence : offence + 1], ratio).max()) * ROUNDED
            log10 = math.log10(max(best, kernels.LEAST_RATIO))
            steps[place] += steps_up(kernels.calibrated(domain, log10, tables))
    return steps


@njit(cache=True)
def _own_log10(asked: Array, records: Records, tables: Tables) -> Array:
    """Return what each facet says where everything that an offence states is shared: asked x facets."""
    facets = tables.facet_domain.shape[0]
    own = np.empty((asked.shape[0], facets), np.float64)
    for place in range(asked.shape[0]):
        for facet in range(facets):
            own[place, facet] = max(
                kernels.facet_evidence(asked[place], asked[place], facet, records, tables), 0.0
            )
    return own


@njit(cache=True)
def _distances(asked: Array, records: Records, tables: Tables, anywhere: Bounds) -> Array:
    """Return the most that distance says of each offence asked, by bin of km and where a place is unknown."""
    steps = np.empty((asked.shape[0], anywhere.distance.shape[1] + 1), np.int64)
    for place in range(asked.shape[0]):
        distance_steps(asked[place], records, tables, anywhere, steps[place])
    return steps
