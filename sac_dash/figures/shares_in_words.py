"""Shares as a chart says them when pointed at: so many in a hundred, with the interval."""

from __future__ import annotations


def say_share(share: float, low: float | None = None, high: float | None = None) -> str:
    """Return a share with its interval, where there is one.

    >>> say_share(0.0214, 0.015, 0.029)
    '2.1 in 100 (1.5 to 2.9)'
    >>> say_share(0.82)
    '82 in 100'
    """
    said = f"{_hundredths(share)} in 100"
    if low is None or high is None:
        return said
    return f"{said} ({_hundredths(low)} to {_hundredths(high)})"


def _hundredths(share: float) -> str:
    value = 100 * share
    return f"{value:.0f}" if value >= 20 or value == 0 else f"{value:.1f}"
