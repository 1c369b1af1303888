"""How often chance alone puts k offences into some window of w days, wherever the window is laid.

Six in a week at a mean of one a week looks like 1 in 1,700; but somebody who looks at every week there is,
from any day to any day, meets it within five years with even odds. The scan statistic allows for that, in
both directions: how often chance would do it, and which k is an alarm for a budget.

Source: J. I. Naus, *Journal of the American Statistical Association* 77 (1982), 177-183: Q2 and Q3 exact
for two and three windows, and P ≈ 1 - Q2 (Q3 / Q2)^(T/w - 2). Clumps of crossings then come at a rate of
-ln(Q3 / Q2) a window.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, gammaln, pdtr, xlogy

from sac_dash.patterns.alerts.poisson_alarm import JEFFREYS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_EXPECTED = 40.0  # offences a window above which moving windows say nothing that a weekly range does not
_GRID = np.geomspace(0.002, 2.5 * MOST_EXPECTED, 220)
_EDGES = np.array([0, 0.05, *np.arange(0.1, 0.95, 0.1), 0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999, 1])
_SHARES, _MIDDLES = np.diff(_EDGES), (_EDGES[1:] + _EDGES[:-1]) / 2


def window_chance(k: int, mean_per_window: float, windows: float) -> float:
    """Return the chance that some window holds `k` or more over a span of `windows` windows.

    Parameters
    ----------
    k
        Offences, ≥ 2.
    mean_per_window
        Mean number a window (above 0).
    windows
        The span in windows, ≥ 2: five years of a seven-day window are 261.

    Examples
    --------
    >>> round(window_chance(6, 1.0, 5 * 365.25 / 7), 2)
    0.49
    """
    two, three = _below_in_two_and_three(k, np.array([mean_per_window]))
    return float(np.clip(1.0 - two * (three / two) ** (windows - 2.0), 0.0, 1.0)[0])


def clump_rate(k: int, mean_per_window: Floats) -> Floats:
    """Return how many times a window chance brings `k` or more (clumps of overlapping windows are one)."""
    two, three = _below_in_two_and_three(k, np.asarray(mean_per_window, dtype=np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = -np.log(three / two)
    return np.where((two > 0) & (three > 0) & (rate >= 0), rate, np.inf)


def windows_to_alarm(mean_per_window: float, clumps_per_window: float) -> int:
    """Return the smallest k that chance brings at most `clumps_per_window` times a window, the mean known.

    Examples
    --------
    >>> windows_to_alarm(1.0, 1 / 260)
    6
    """
    k = 2
    while clump_rate(k, np.array([mean_per_window]))[0] > clumps_per_window:
        k += 1
    return k


def predicted_clump_rates(history: int, periods: float, ks: Ints) -> Floats:
    """Return the rate a window of `ks` or more after `history` offences in `periods` windows' time.

    The mean is averaged over its gamma distribution, as in :mod:`.poisson_alarm`; infinite where the mean
    may be above what this method is for (:data:`MOST_EXPECTED`).
    """
    means = gammaincinv(history + JEFFREYS, _MIDDLES) / periods
    if means[0] > _GRID[-1]:
        return np.full(len(ks), np.inf)
    at = np.interp(np.log(np.clip(means, _GRID[0], _GRID[-1])), np.log(_GRID), np.arange(len(_GRID)))
    low = np.minimum(at.astype(np.int64), len(_GRID) - 2)
    rates = np.empty(len(ks))
    for number, k in enumerate(ks):
        logs = _log_rates(int(k))
        rates[number] = float(_SHARES @ np.exp(logs[low] + (at - low) * (logs[low + 1] - logs[low])))
    return rates


@lru_cache(maxsize=512)
def _log_rates(k: int) -> Floats:
    """Return the log clump rate on the grid of means; below what doubles can tell it is followed downwards."""
    rate = clump_rate(k, _GRID)
    logs = np.log(np.clip(rate, 1e-300, 50.0))
    told = np.flatnonzero(rate > 1e-10)
    if len(told) and told[0] > 0:  # k offences in a small window come as the k-th power of the mean
        first = told[0]
        logs[:first] = logs[first] + k * (np.log(_GRID[:first]) - np.log(_GRID[first]))
    return logs


def _below_in_two_and_three(k: int, mean: Floats) -> tuple[Floats, Floats]:
    """Return Naus's Q2 and Q3: the chance that no window within two, or three, window lengths holds k."""
    counts = np.arange(2 * k)[:, None]
    p = np.exp(xlogy(counts, mean) - mean - gammaln(counts + 1))
    below = _with_zero_tail(np.asarray(pdtr(counts[:k], mean), np.float64))
    two = below[k - 1] ** 2 - (k - 1) * p[k] * p[k - 2] - (k - 1 - mean) * p[k] * below[k - 3]
    return two, _below_in_three(k, mean, p, below)


def _below_in_three(k: int, mean: Floats, p: Floats, below: Floats) -> Floats:
    """Return Naus's Q3 with its four corrections."""
    first = 2 * p[k] * below[k - 1] * ((k - 1) * below[k - 2] - mean * below[k - 3])
    inner = (k - 1) * (k - 2) * below[k - 3] - 2 * (k - 2) * mean * below[k - 4] + mean**2 * below[k - 5]
    second = 0.5 * p[k] ** 2 * inner
    r = np.arange(1, k)
    third = (p[2 * k - r] * below[r - 1] ** 2).sum(axis=0)
    r = r[1:, None]
    rows = r[:, 0]
    step = (r - 1) * below[rows - 2] - mean * below[rows - 3]
    fourth = (p[2 * k - rows] * p[rows] * step).sum(axis=0)
    return np.asarray(below[k - 1] ** 3 - first + second + third - fourth)


def _with_zero_tail(below: Floats) -> Floats:
    """Append zeros, so that the index of a negative count (which wraps round) finds a chance of 0."""
    return np.vstack([below, np.zeros((4, below.shape[1]))])
