"""The least count in a week that is an alarm: exact, and honest about how little history there is.

For a known mean the threshold is the smallest count that chance reaches in at most a share alpha of weeks
(exact Poisson tail). Where the mean is taken from H offences in E earlier weeks, the count of a new week is
negative binomial: the Poisson averaged over the gamma distribution of what the mean may be (Jeffreys prior;
Gelman et al., *Bayesian Data Analysis*, 3rd ed. 2013, §2.6). Short history widens it of its own accord.
"""

from __future__ import annotations

from typing import overload

import numpy as np
import numpy.typing as npt
from scipy.special import betainc
from scipy.stats import nbinom, poisson

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

JEFFREYS = 0.5


def alarm_count(mean: float, alpha: float) -> int:
    """Return the smallest count c with P(X ≥ c) ≤ alpha for a Poisson count of known mean.

    Examples
    --------
    >>> [alarm_count(mean, 0.001) for mean in (0.1, 0.25, 0.5, 1, 2)]
    [3, 4, 5, 6, 9]
    """
    return int(poisson.isf(alpha, mean)) + 1


@overload
def chance_of_count(count: int, history: int, periods: float) -> float: ...
@overload
def chance_of_count(count: Ints | int, history: Ints, periods: Ints | int) -> Floats: ...
def chance_of_count(count: Ints | int, history: Ints | int, periods: Ints | float) -> Floats | float:
    """Return the chance of `count` or more in a new period after `history` offences in `periods` earlier ones.

    Parameters
    ----------
    count, history, periods
        Whole numbers, or arrays that go together; `periods` ≥ 1, of the same length as the new one.

    Examples
    --------
    >>> round(chance_of_count(3, 15, 15), 4)
    0.0923
    """
    tail = betainc(np.maximum(count, 1), np.asarray(history) + JEFFREYS, 1.0 / (np.asarray(periods) + 1.0))
    chance = np.where(np.asarray(count) <= 0, 1.0, tail)
    return float(chance) if chance.ndim == 0 else chance


def predicted_alarm_count(history: Ints, periods: Ints, alpha: float) -> Ints:
    """Return the smallest count whose :func:`chance_of_count` is at most alpha (arrays that go together)."""
    share = periods / (periods + 1.0)
    return np.asarray(nbinom.isf(alpha, history + JEFFREYS, share)).astype(np.int64) + 1
