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


def link_probability(
    log10_bayes_factor: Floats, n: int, prior: PriorParameters, level_log10: float = 0.0
) -> Floats:
    """Return the probability that pairs are linked, given their evidence.

    Much evidence repeats itself (offences of one kind are alike in many things at once), so that beyond
    ``prior.repeats_from_log10`` only a share of what it adds to the log odds is believed. The order of pairs
    is that of their evidence.

    Parameters
    ----------
    log10_bayes_factor
        Total evidence of each pair.
    n
        Offences in the file.
    level_log10
        What a large file's own count adds to every pair's log odds (:mod:`level`).
    """
    return believed_probability(log10_bayes_factor + (prior_log10_odds(n, prior) + level_log10), prior)


def believed_probability(log10_odds: Floats, prior: PriorParameters) -> Floats:
    """Return the probability that log odds come to once what repeats itself is discounted."""
    beyond = np.maximum(log10_odds - prior.repeats_from_log10, 0.0)
    return _logistic(log10_odds - (1.0 - prior.repeats_share) * beyond)


def vote_weight(log10_bayes_factor: Floats, n: int, prior: PriorParameters) -> Floats:
    """Return how much pairs vote in the support of other offences: as all their evidence were believed, 0 to 1."""
    return _logistic(log10_bayes_factor + prior_log10_odds(n, prior))


def needed_log10(probability: float, n: int, prior: PriorParameters) -> float:
    """Return the evidence a pair needs to reach a probability."""
    odds = math.log10(probability / (1.0 - probability))
    beyond = max(odds - prior.repeats_from_log10, 0.0)
    return odds + beyond * (1.0 / prior.repeats_share - 1.0) - prior_log10_odds(n, prior)


def _logistic(log10_odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + 10.0 ** -np.clip(log10_odds, -12.0, 12.0)))
