"""From evidence to probability: what was believed before, and what the evidence makes of it.

Most pairs of a file are not linked, and a Bayes factor means nothing without that base rate.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.parameters import PriorParameters

Floats = NDArray[np.float64]


def prior_log10_odds(n: int, prior: PriorParameters) -> float:
    """Return the log10 odds that two offences drawn from a file of `n` are linked."""
    share = min(prior.partners_per_offence / max(n - 1, 1), 0.5)
    return math.log10(share / (1.0 - share)) + prior.calibration_log10


def link_probability(log10_bayes_factor: Floats, n: int, prior: PriorParameters) -> Floats:
    """Return the probability that pairs are linked, given their evidence.

    Parameters
    ----------
    log10_bayes_factor
        Total evidence of each pair.
    n
        Offences in the file.
    """
    odds = np.clip(log10_bayes_factor + prior_log10_odds(n, prior), -12.0, 12.0)
    return np.asarray(1.0 / (1.0 + 10.0**-odds))


def needed_log10(probability: float, n: int, prior: PriorParameters) -> float:
    """Return the evidence a pair needs to reach a probability."""
    return math.log10(probability / (1.0 - probability)) - prior_log10_odds(n, prior)
