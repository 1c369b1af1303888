"""How far a measure would move with other series: whole series are drawn again, with replacement.

Pairs of one series rise and fall together, so that resampling pairs would promise far more certainty
than there is (Efron and Tibshirani 1993, chapter 8: resample the independent unit). Offences in no
series stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class BootstrapParameters:
    """How intervals are drawn.

    Parameters
    ----------
    rounds
        Times that the series are drawn again.
    coverage
        Share of the rounds inside an interval, 0-1.
    min_series
        With fewer series there is no interval: it would be far too narrow.
    seed
        Of the drawing.
    """

    rounds: int = 400
    coverage: float = 0.95
    min_series: int = 10
    seed: int = 0


@dataclass(frozen=True)
class Estimate:
    """A measure with its interval; ``low`` and ``high`` are None where there are too few series."""

    value: float | None
    low: float | None = None
    high: float | None = None


Measure = Callable[[Floats], Floats]
"""Takes weights (rounds x series: how often each was drawn) and returns one value per round."""


def draw_weights(series: int, parameters: BootstrapParameters) -> Floats:
    """Return how often each of `series` series is drawn: a first row of ones, then one row per round."""
    if series < max(parameters.min_series, 1):
        return np.ones((1, series))
    drawn = np.random.default_rng(parameters.seed).multinomial(
        series, np.full(series, 1.0 / series), size=parameters.rounds
    )
    return np.vstack([np.ones(series), drawn.astype(np.float64)])


def estimate(measure: Measure, weights: Floats, parameters: BootstrapParameters) -> Estimate:
    """Return a measure of the series as they are, with its percentile interval."""
    values = measure(weights)
    whole = None if np.isnan(values[0]) else float(values[0])
    rounds = values[1:][~np.isnan(values[1:])]
    if whole is None or not len(rounds):
        return Estimate(whole)
    tail = (1.0 - parameters.coverage) / 2.0
    low, high = np.quantile(rounds, [tail, 1.0 - tail])
    return Estimate(whole, float(low), float(high))


def ratio(part: Floats, whole: Floats) -> Measure:
    """Return the measure ``sum of part / sum of whole`` of sums by series; not a number of nothing."""

    def measure(weights: Floats) -> Floats:
        total = weights @ whole
        return np.asarray(np.divide(weights @ part, total, out=np.full(len(total), np.nan), where=total > 0))

    return measure
