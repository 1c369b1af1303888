"""Whether counts vary as chance alone would have them, or more: which law an expected range rests on.

Poisson ranges are honest for offences that come one by one. Spree nights, series and years that differ make
counts more variable, and a Poisson range then calls ordinary months extraordinary. So the earlier periods are
asked first: each is compared with others of its own season, the totals of the seasons being given. Where they
vary more than chance readily brings, the range is negative binomial; where there is too little to ask, it is
Poisson and says that nobody could check.

Sources: the index of dispersion within strata, R. A. Fisher, *Statistical Methods for Research Workers* (1925),
§15; the negative binomial with variance m + a·m², J. F. Lawless (*Canadian Journal of Statistics* 15, 1987).
Given a season's total, counts of that law are Dirichlet-multinomial (J. E. Mosimann, *Biometrika* 49, 1962),
which gives the moment equation solved here and, for one new period beside E earlier ones, the beta-binomial.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import betaln, chdtrc, gammaln

_MOST_DISPERSION = 2.0  # twice as wide as the mean already; above it a range has no upper end worth the name


class CountLaw(StrEnum):
    """What an expected range takes counts to be."""

    POISSON = "poisson"  # earlier periods vary no more than chance readily brings
    NEGATIVE_BINOMIAL = "negative_binomial"  # they vary more
    POISSON_UNCHECKED = "poisson_unchecked"  # too little history to tell


@dataclass(frozen=True)
class DispersionParameters:
    """When earlier periods can tell, and when they tell of more than chance.

    Parameters
    ----------
    min_degrees
        Comparisons within seasons needed (12: two years of months), one fewer than the periods of each season.
    min_offences
        Offences needed in the periods compared (20).
    level
        Share of histories of pure chance that would be called more variable (0.05).
    """

    min_degrees: int = 12
    min_offences: int = 20
    level: float = 0.05


@dataclass(frozen=True)
class Dispersion:
    """How counts vary; `dispersion` is a in the variance m + a·m², 0 for Poisson."""

    law: CountLaw
    dispersion: float = 0.0


@dataclass
class _Season:
    """The periods of one season so far: how many, their sum, their sum of squares."""

    k: int = 0
    total: int = 0
    squares: int = 0

    def excess(self) -> float:
        """Return Fisher's index above what chance gives on average, (k - 1)."""
        return self.squares * self.k / self.total - self.total - (self.k - 1)


class DispersionWatch:
    """Hears the counts of one group in order of time and tells, when asked, how they have varied so far."""

    def __init__(self, parameters: DispersionParameters | None = None) -> None:
        self._parameters = parameters or DispersionParameters()
        self._held: dict[int, _Season] = {}

    def hear(self, n: int, season: int) -> None:
        """Add a period's count; periods of one `season` (any number) are compared with one another."""
        mine = self._held.setdefault(season, _Season())
        mine.k, mine.total, mine.squares = mine.k + 1, mine.total + n, mine.squares + n * n

    def tell(self) -> Dispersion:
        """Return the law of the counts heard so far."""
        told = [each for each in self._held.values() if each.k > 1 and each.total > 0]
        degrees = sum(each.k - 1 for each in told)
        offences = sum(each.total for each in told)
        if degrees < self._parameters.min_degrees or offences < self._parameters.min_offences:
            return Dispersion(CountLaw.POISSON_UNCHECKED)
        excess = sum(each.excess() for each in told)
        if chdtrc(degrees, degrees + excess) >= self._parameters.level:
            return Dispersion(CountLaw.POISSON)
        return Dispersion(CountLaw.NEGATIVE_BINOMIAL, _solve(told, excess))


@lru_cache(maxsize=65536)
def negative_binomial_prediction_range(
    history_count: int, history_periods: int, dispersion: float, coverage: float = 0.95
) -> tuple[int, int]:
    """Return the inclusive range of a new period's count, given earlier periods that vary as it does.

    With `history_count` H in E earlier periods, the new count x given x + H is beta-binomial with shapes 1/a and
    E/a, whatever the mean: the range allows for how little history there is, as the Poisson one does.

    Parameters
    ----------
    history_count, history_periods
        Offences in all earlier periods together (≥ 0), and their number (≥ 1).
    dispersion
        a in the variance m + a·m² (> 0); one above 2 counts as 2, or the upper end would run away.
    coverage
        Share of unchanged periods that fall within the range.

    Examples
    --------
    >>> negative_binomial_prediction_range(30, 3, 0.5)
    (0, 45)
    """
    tail = (1.0 - coverage) / 2.0
    held = min(dispersion, _MOST_DISPERSION)
    shapes = (1.0 / held, history_periods / held)
    lower = _first(lambda x: _at_most(x, x + history_count, shapes) > tail)
    beyond = _first(lambda x: 1.0 - _at_most(x, x + 1 + history_count, shapes) <= tail)
    return lower, beyond


def _solve(told: list[_Season], excess: float) -> float:
    """Return the dispersion under which the index exceeds chance by `excess` on average, to three figures."""
    k = np.array([each.k for each in told], dtype=np.float64)
    most = (k - 1) * (np.array([each.total for each in told], dtype=np.float64) - 1)

    def short(dispersion: float) -> float:
        return float((most * dispersion / (dispersion + k)).sum()) - excess

    if short(_MOST_DISPERSION) <= 0:
        return _MOST_DISPERSION
    return float(f"{brentq(short, 0.0, _MOST_DISPERSION, xtol=1e-6):.3g}")


def _first(holds: Callable[[int], bool]) -> int:
    """Return the least whole number from 0 for which `holds` is true; it stays true above."""
    high = 1
    while not holds(high):
        high *= 2
    return bisect_left(range(high), True, key=holds)  # noqa: FBT003 - what is sought among the answers


def _at_most(x: int, total: int, shapes: tuple[float, float]) -> float:
    """Return the chance of at most `x` of `total` under the beta-binomial of these shapes."""
    first, second = shapes
    some = np.arange(x + 1, dtype=np.float64)
    ways = gammaln(total + 1) - gammaln(some + 1) - gammaln(total - some + 1)
    logs = ways + betaln(some + first, total - some + second) - betaln(first, second)
    return float(np.exp(logs).sum())
