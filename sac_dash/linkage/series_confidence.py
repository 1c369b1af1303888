"""How sure a suggestion is: the share of such groups that were one series where truth was known.

A tight pair and a loose dozen may have the same mean link. What counts is both: how tight and how
large (design, section 9), so confidence is a logistic curve of the two, and suggestions are ranked
by it. It is a probability of the whole group, not of any one link or member.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.series_parameters import ConfidenceParameters


def series_confidence(inside: NDArray[np.float64], size: int, parameters: ConfidenceParameters) -> float:
    """Return the probability (0-1) that a group is one series, at least three quarters of it.

    Parameters
    ----------
    inside
        Natural log odds of all pairs of the group; a group of one has none and no confidence.
    size
        Offences in the group.
    """
    if size < 2:
        return 0.0
    tightness = min(float(inside.mean()), parameters.ceiling_log_odds)
    gain = parameters.per_log_odds * tightness + parameters.per_doubling * math.log2(size)
    return 1.0 / (1.0 + math.exp(-(parameters.intercept + gain)))
