"""How sure a suggestion is: the share of such groups that were one series where truth was known.

A tight pair and a loose dozen may have the same mean link, and so may a burst of a fortnight and a
scatter of three years. What counts is how tight, how large and how quick (design, section 9), so
confidence is a logistic curve of the three, and suggestions are ranked by it. It is a probability of
the whole group, not of any one link or member.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.series_parameters import ConfidenceParameters

Floats = NDArray[np.float64]


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
