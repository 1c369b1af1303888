"""Exact tests of a change between two windows of time, and what they could have shown at best.

Given how many offences there are in both windows together, those in the later one are binomial if nothing
changed, with its share of the time (J. Przyborowski and H. Wilenski, *Biometrika* 31 (1940), 313-323). Beside a
control that lived through the same two windows they are hypergeometric whatever the windows' lengths, because
those cancel (R. A. Fisher, *Journal of the Royal Statistical Society* 98 (1935), 39-82). Both are one-sided:
the question is whether it fell.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrc, betaincinv
from scipy.stats import f as f_distribution
from scipy.stats import hypergeom, poisson
from scipy.stats.contingency import odds_ratio


@dataclass(frozen=True)
class BeforeAfter:
    """Counts of two windows.

    Parameters
    ----------
    before, after
        Offences in each.
    before_days, after_days
        Lengths of the windows; above 0.
    """

    before: int
    after: int
    before_days: float = 1.0
    after_days: float = 1.0

    @property
    def total(self) -> int:
        """Return the offences of both windows."""
        return self.before + self.after

    @property
    def share(self) -> float:
        """Return the later window's share of the time."""
        return self.after_days / (self.before_days + self.after_days)

    @property
    def expected_after(self) -> float:
        """Return what the later window would hold at the earlier one's rate."""
        return self.before * self.after_days / self.before_days


@dataclass(frozen=True)
class RateRatio:
    """The later rate as a multiple of the earlier, with a 95 % interval; `ratio` is None where it has no value."""

    ratio: float | None
    lower: float
    upper: float


def chance_of_fall(counts: BeforeAfter) -> float:
    """Return the chance of as few in the later window if nothing changed (one-sided, no control).

    Examples
    --------
    >>> round(chance_of_fall(BeforeAfter(4, 0)), 4), round(chance_of_fall(BeforeAfter(5, 0)), 3)
    (0.0625, 0.031)
    """
    return float(bdtr(counts.after, counts.total, counts.share)) if counts.total else 1.0


def chance_of_rise(counts: BeforeAfter) -> float:
    """Return the chance of as many in the later window if nothing changed (one-sided, no control)."""
    return float(bdtrc(counts.after - 1, counts.total, counts.share)) if counts.after else 1.0


def chance_of_fall_beside(treated: BeforeAfter, control: BeforeAfter) -> float:
    """Return the chance of as few in the treated later window if treated and control changed alike.

    Examples
    --------
    >>> round(chance_of_fall_beside(BeforeAfter(6, 0), BeforeAfter(10, 9)), 3)
    0.045
    >>> round(chance_of_fall_beside(BeforeAfter(5, 0), BeforeAfter(30, 27)), 3)
    0.05
    """
    every, later = treated.total + control.total, treated.after + control.after
    return float(hypergeom.cdf(treated.after, every, treated.total, later)) if treated.total else 1.0


def rate_ratio(counts: BeforeAfter, coverage: float = 0.95) -> RateRatio:
    """Return the ratio of the rates with the exact interval (Clopper and Pearson on the binomial share)."""
    tail = (1.0 - coverage) / 2.0
    n, x = counts.total, counts.after
    low = float(betaincinv(x, n - x + 1, tail)) if x else 0.0
    high = float(betaincinv(x + 1, n - x, 1.0 - tail)) if counts.before else 1.0
    scale = counts.before_days / counts.after_days
    ratio = x / counts.before * scale if counts.before else None
    return RateRatio(ratio, low / (1.0 - low) * scale, high / (1.0 - high) * scale if high < 1 else math.inf)


def rate_ratio_jeffreys(counts: BeforeAfter, coverage: float = 0.95) -> RateRatio:
    """Return the median and credible interval of the ratio under Jeffreys' prior for both rates.

    The ratio of two gamma rates is an F variate times its scale, so nothing is simulated.
    """
    tail = (1.0 - coverage) / 2.0
    before, after = counts.before + 0.5, counts.after + 0.5
    scale = (after / counts.after_days) / (before / counts.before_days)
    low, middle, high = (
        float(f_distribution.ppf(at, 2 * after, 2 * before)) * scale for at in (tail, 0.5, 1.0 - tail)
    )
    return RateRatio(middle, low, high)


def rate_ratio_beside(treated: BeforeAfter, control: BeforeAfter, coverage: float = 0.95) -> RateRatio:
    """Return the treated ratio as a multiple of the control's, with Fisher's exact conditional interval."""
    table = np.array([[treated.after, treated.before], [control.after, control.before]])
    if not table.sum(axis=0).all() or not table.sum(axis=1).all():
        return RateRatio(None, 0.0, math.inf)
    found = odds_ratio(table, kind="conditional")
    interval = found.confidence_interval(coverage)
    return RateRatio(float(found.statistic), float(interval.low), float(interval.high))


def best_possible_chance(counts: BeforeAfter, control: BeforeAfter | None = None) -> float:
    """Return the smallest chance that the test could have given: had the later window held none at all.

    >>> best_possible_chance(BeforeAfter(4, 2))
    0.0625
    """
    none = BeforeAfter(counts.before, 0, counts.before_days, counts.after_days)
    return chance_of_fall(none) if control is None else chance_of_fall_beside(none, control)


def least_before(counts: BeforeAfter, alpha: float = 0.05) -> int:
    """Return how many the earlier window must hold for a fall to none to be told from chance.

    >>> least_before(BeforeAfter(4, 0))
    5
    """
    return math.ceil(math.log(alpha) / math.log(1.0 - counts.share))


def most_after(counts: BeforeAfter, alpha: float = 0.05) -> int | None:
    """Return the most that the later window may hold to be told from chance as a fall; None: not even none."""
    found = None
    for after in range(int(counts.expected_after) + 1):
        if chance_of_fall(BeforeAfter(counts.before, after, counts.before_days, counts.after_days)) > alpha:
            break
        found = after
    return found


def least_rise(counts: BeforeAfter, alpha: float = 0.05) -> int:
    """Return the fewest that the later window must hold to be told from chance as a rise."""
    after = 0
    while chance_of_rise(BeforeAfter(counts.before, after, counts.before_days, counts.after_days)) > alpha:
        after += 1
    return after


def chance_to_notice(mean_before: float, ratio: float, counts: BeforeAfter, alpha: float = 0.05) -> float:
    """Return the power: how often the test tells a true change of the rate by `ratio` from chance.

    Parameters
    ----------
    mean_before
        The true mean of the earlier window.
    ratio
        True later rate over true earlier rate (0 for a full stop).
    counts
        For the lengths of its windows only.

    Examples
    --------
    >>> chance_to_notice(4.0, 0.0, BeforeAfter(4, 0)) < 0.4
    True
    """
    mean_after = mean_before * ratio * counts.after_days / counts.before_days
    before = np.arange(int(mean_before + 10 * math.sqrt(mean_before + 1) + 10))
    power = 0.0
    for n in before:
        most = most_after(BeforeAfter(int(n), 0, counts.before_days, counts.after_days), alpha)
        if most is not None:
            power += float(poisson.pmf(n, mean_before) * poisson.cdf(most, mean_after))
    return power
