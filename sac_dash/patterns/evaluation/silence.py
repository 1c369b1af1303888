"""How often nothing at all happens for a while although nothing has changed.

At one a month three months without any come by in one case of twenty. But nobody knows that it is one a month:
with four in six months the rate may well be lower, and the silence is then less of a surprise. The gamma-Poisson
prediction under Jeffreys' prior allows for that: (T / (T + t))^(n + 1/2).

For a series, whose own gaps are known, :mod:`sac_dash.patterns.silence_clock` is the better clock.
"""

from __future__ import annotations

import math


def silence_at_rate(rate: float, span: float) -> float:
    """Return the chance of none within `span` at a known rate (both in the same unit of time).

    >>> round(silence_at_rate(1.0, 3.0), 2), round(silence_at_rate(0.5, 6.0), 2)
    (0.05, 0.05)
    """
    return math.exp(-rate * span)


def silence_after(offences: int, span: float, quiet: float) -> float:
    """Return the chance of none within `quiet` after so many offences within `span` (same unit of time).

    Examples
    --------
    >>> [round(silence_after(4, 6, quiet), 2) for quiet in (3, 6)]
    [0.16, 0.04]
    >>> [round(silence_after(8, 12, quiet), 2) for quiet in (3, 6)]
    [0.15, 0.03]
    """
    return float((span / (span + quiet)) ** (offences + 0.5))


def quiet_needed(offences: int, span: float, chance: float = 0.05) -> float:
    """Return how long it must stay quiet for chance to bring it in at most a share `chance` of cases.

    >>> round(quiet_needed(4, 6), 1)
    5.7
    """
    return float(span * (chance ** (-1.0 / (offences + 0.5)) - 1.0))
