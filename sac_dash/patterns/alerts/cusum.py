"""The slow rise that no single week shows: a cumulative sum of what exceeds a reference.

Each week's count less a reference value k is added to the sum, which never falls below 0; at the threshold h
the alarm rings. With a mean of m to be told from r times as many, k = m (r - 1) / ln r (J. M. Lucas,
*Technometrics* 27 (1985), 129-144). How long it takes to ring by chance (the average run length) is
exact: the sum is a Markov chain on whole multiples of a step (D. Brook and D. A. Evans, *Biometrika* 59
(1972), 539-549), and h is what the budget allows. A mean taken from short history is averaged over what it
may be, because a reference set too low rings for ever. After an alarm is acknowledged the sum starts from 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, gammaln, pdtr, xlogy

from sac_dash.patterns.alerts.poisson_alarm import JEFFREYS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_EDGES = np.array([0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 0.985, 0.997, 1])
_SHARES, _MIDDLES = np.diff(_EDGES), (_EDGES[1:] + _EDGES[:-1]) / 2
MOST_STATES = 256
MOST_STEPS = 40  # steps an offence: a mean below one in a year has the reference of one in nine months


@dataclass(frozen=True)
class Reference:
    """A reference value k on a lattice of steps: k = ``up`` / ``steps``, and h counts the same steps."""

    up: int
    steps: int

    @property
    def value(self) -> float:
        """Return k in offences a week."""
        return self.up / self.steps


def reference_value(mean: float, ratio: float = 2.0) -> Reference:
    """Return the reference for telling `ratio` times a mean (offences a week) from the mean itself.

    Examples
    --------
    >>> reference_value(1.0).value  # 1.44 on a lattice of halves
    1.5
    """
    best = mean * (ratio - 1.0) / math.log(ratio)
    if best < 0.5:
        return Reference(1, min(MOST_STEPS, round(1.0 / best)))
    steps = 4 if best < 1 else 2 if best < 4 else 1
    up = max(1, round(best * steps))
    shared = math.gcd(up, steps)
    return Reference(up // shared, steps // shared)


def average_run_length(mean: float, reference: Reference, threshold_steps: int) -> float:
    """Return the weeks until the sum reaches the threshold by chance, started from 0.

    Parameters
    ----------
    mean
        Offences a week.
    threshold_steps
        h in steps of the lattice (h = threshold_steps / reference.steps offences).

    Examples
    --------
    >>> round(average_run_length(1.0, Reference(1, 1), 1), 2)  # rings at the first week of 2 or more
    3.78
    """
    return float(_run_lengths(np.array([mean]), reference, threshold_steps)[0, -1])


def cumulate(
    counts: Ints, references: Floats, thresholds: Floats, restart: Flags | None = None
) -> tuple[Floats, Flags]:
    """Return the sums of many streams and where each rings, starting again after every alarm.

    Parameters
    ----------
    counts, references, thresholds
        streams × weeks; an infinite threshold never rings, a NaN one also holds the sum at 0 (not watched).
    restart
        streams × weeks: weeks at whose end an alarm was acknowledged, from which the sum starts at 0.

    Returns
    -------
    tuple
        The sums (before they start again) and the alarms, both streams × weeks.
    """
    sums, alarms = np.zeros(counts.shape), np.zeros(counts.shape, np.bool_)
    held = np.zeros(len(counts))
    for week in range(counts.shape[1]):
        threshold = thresholds[:, week]
        held = np.maximum(0.0, held + counts[:, week] - references[:, week])
        held = np.where(np.isnan(threshold), 0.0, held)
        rings = held >= threshold - 1e-9
        sums[:, week], alarms[:, week] = held, rings
        held = np.where(rings, 0.0, held)
        if restart is not None:
            held = np.where(restart[:, week], 0.0, held)
    return sums, alarms


@lru_cache(maxsize=65536)
def threshold_options(
    history: int, weeks: int, target: float, ratio: float = 2.0, options: int = 16
) -> tuple[Reference, tuple[tuple[float, float], ...]]:
    """Return the reference and thresholds about a rate of false alarms, the strictest first.

    Parameters
    ----------
    history, weeks
        Offences in so many earlier weeks, from which the mean is taken.
    target
        False alarms a week about which thresholds are wanted.

    Returns
    -------
    tuple
        The reference, and (threshold in offences, false alarms a week) pairs.
    """
    reference = reference_value((history + JEFFREYS) / weeks, ratio)
    means = gammaincinv(history + JEFFREYS, _MIDDLES) / weeks
    most = 32
    while True:
        rates = np.minimum.accumulate(_SHARES @ (1.0 / _run_lengths(means, reference, most)))
        if rates[-1] <= target / 3.0 or most >= MOST_STATES:
            break
        most *= 2
    lax, strict = (
        int(np.argmax(rates <= each)) if rates[-1] <= each else most - 1 for each in (4 * target, target / 3)
    )
    chosen = sorted({round(each) for each in np.linspace(lax, strict, options)}, reverse=True)
    return reference, tuple(((at + 1) / reference.steps, float(rates[at])) for at in chosen)


def _run_lengths(means: Floats, reference: Reference, most: int) -> Floats:
    """Return the average run lengths (means × thresholds of 1 to `most` steps).

    The run lengths L from the sums below h solve (I - R) L = 1, and the matrix of a lower threshold is the
    leading part of that of a higher one. One elimination therefore gives them all: with I - R = LU, the first
    run length is the sum of z y over the leading part, where L y = 1 and z U = (1, 0, 0, …). Below its diagonal
    the matrix has but `reference.up` places, as the sum falls by no more in a week; it needs no pivots.
    """
    states = np.arange(most)
    change = states[None, :] - states[:, None] + reference.up  # in steps, from the row's sum to the column's
    whole = (change >= 0) & (change % reference.steps == 0)
    count = np.where(whole, change // reference.steps, 0)
    density = np.exp(xlogy(count, means[:, None, None]) - means[:, None, None] - gammaln(count + 1))
    move = np.where(whole, density, 0.0)
    to_nothing = np.floor((reference.up - states) / reference.steps)
    move[:, :, 0] = np.where(to_nothing >= 0, pdtr(np.maximum(to_nothing, 0), means[:, None]), 0.0)
    upper, y, z = np.eye(most) - move, np.ones((len(means), most)), np.zeros((len(means), most))
    for at in range(most):
        above = -np.einsum("mi,mi->m", z[:, :at], upper[:, :at, at])
        z[:, at] = (above if at else 1.0) / upper[:, at, at]
        for below in range(at + 1, min(at + 1 + reference.up, most)):
            factor = upper[:, below, at] / upper[:, at, at]
            upper[:, below, at:] -= factor[:, None] * upper[:, at, at:]
            y[:, below] -= factor * y[:, at]
    return np.cumsum(z * y, axis=1)
