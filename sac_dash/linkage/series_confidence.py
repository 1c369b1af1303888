"""How sure a suggestion is: the share of such groups that were one series where truth was known.

A tight pair and a loose dozen may have the same mean link, and so may a burst of a fortnight and a
scatter of three years. What counts is how tight, how large and how quick (design, section 9), so
confidence is a logistic curve of the three, and suggestions are ranked by it. It is a probability of
the whole group, not of any one link or member.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.kept_pairs import KeptPairs
from sac_dash.linkage.series_parameters import ConfidenceParameters

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

ROUNDING = 1e-9
"""Beyond what two orders of adding a group's log odds may differ by, as a probability."""


def series_confidence(inside: Floats, days: Floats, parameters: ConfidenceParameters) -> float:
    """Return the probability (0-1) that a group is one series, at least three quarters of it.

    Parameters
    ----------
    inside
        Natural log odds of all pairs of the group.
    days
        When each of its offences began, in days from any start. A group of one has no confidence.
    """
    if len(days) < 2:
        return 0.0
    tightness = min(float(inside.mean()), parameters.ceiling_log_odds)
    between = float(np.median(np.diff(np.sort(days))))
    gain = (
        parameters.per_log_odds * tightness
        + parameters.per_doubling * math.log2(len(days))
        + parameters.per_log_days * math.log1p(between)
    )
    return 1.0 / (1.0 + math.exp(-(parameters.intercept + gain)))


def most_confidence(most: int, mean_log_odds: float, parameters: ConfidenceParameters) -> float:
    """Return what :func:`series_confidence` cannot exceed in groups of at most so many, no tighter than so much."""
    if (
        most < 2
        or parameters.per_log_odds < 0.0
        or parameters.per_doubling < 0.0
        or parameters.per_log_days > 0.0
    ):
        return 1.0  # no limit to the size, or the surest group would be looser, smaller or slower
    tightness = min(mean_log_odds, parameters.ceiling_log_odds)
    gain = parameters.per_log_odds * tightness + parameters.per_doubling * math.log2(most)
    return 1.0 / (1.0 + math.exp(-(parameters.intercept + gain))) + ROUNDING


def best_groups(
    groups: Sequence[Sequence[int]],
    pairs: KeptPairs,
    days: Floats,
    parameters: ConfidenceParameters,
    *,
    fewest_prob: float,
    top: int,
) -> list[tuple[float, tuple[int, ...]]]:
    """Return the groups whose confidence is highest, with it, the best first.

    A file of a million grows a hundred thousand groups: all are judged at once, and what may be among the
    best is judged again by :func:`series_confidence`.

    Parameters
    ----------
    groups
        Canonical positions of at least two offences each; no offence in two.
    days
        When each offence of the file began, in days from any start.
    fewest_prob
        Groups of less confidence are left out.
    top
        Groups wanted at most; of two as sure the one with the lowest offence.
    """
    if not groups or top < 1:
        return []
    rough = _judge_roughly(groups, pairs, days, parameters)
    least = np.sort(rough)[-min(top, len(rough))]
    chosen = np.flatnonzero(rough >= max(least, fewest_prob) - ROUNDING)
    inner = pairs.among(offence for k in chosen.tolist() for offence in groups[k])
    judged = [
        (series_confidence(inner.inside(groups[k]), days[list(groups[k])], parameters), tuple(groups[k]))
        for k in chosen.tolist()
    ]
    sure = [each for each in judged if each[0] >= fewest_prob]
    return sorted(sure, key=lambda each: (-each[0], each[1]))[:top]


def _judge_roughly(
    groups: Sequence[Sequence[int]], pairs: KeptPairs, days: Floats, parameters: ConfidenceParameters
) -> Floats:
    """Return the confidence of each group, but for rounding."""
    size = np.array([len(group) for group in groups])
    member = np.array([offence for group in groups for offence in group], np.int64)
    group = np.repeat(np.arange(len(groups)), size)
    tightness = np.minimum(_mean_inside(member, group, size, pairs), parameters.ceiling_log_odds)
    gain = (
        parameters.per_log_odds * tightness
        + parameters.per_doubling * np.log2(size)
        + parameters.per_log_days * np.log1p(_median_gap(days[member], group, size))
    )
    return np.asarray(1.0 / (1.0 + np.exp(-(parameters.intercept + gain))))


def _mean_inside(member: Positions, group: Positions, size: Positions, pairs: KeptPairs) -> Floats:
    """Return the mean log odds of all pairs of each group."""
    group_of = np.full(pairs.offences, -1, np.int64)
    group_of[member] = group
    own = group_of[pairs.a]
    within = np.flatnonzero((own >= 0) & (own == group_of[pairs.b]))
    total = np.bincount(own[within], pairs.log_odds[within], len(size))
    absent = size * (size - 1) // 2 - np.bincount(own[within], minlength=len(size))
    return np.asarray((total + pairs.floor * absent) / (size * (size - 1) // 2))


def _median_gap(days: Floats, group: Positions, size: Positions) -> Floats:
    """Return the median days between each group's successive offences."""
    order = np.lexsort((days, group))
    gap, same = np.diff(days[order]), np.diff(group[order]) == 0
    of_group = group[order][1:][same]
    ordered = gap[same][np.lexsort((gap[same], of_group))]
    first = np.cumsum(size - 1) - (size - 1)
    return np.asarray((ordered[first + (size - 2) // 2] + ordered[first + (size - 1) // 2]) / 2.0)
