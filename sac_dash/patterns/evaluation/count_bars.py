"""Counts in bars laid from the start outwards, so that no bar holds time of both sides."""

from __future__ import annotations

import math

import numpy as np

from sac_dash.patterns.evaluation.treatment import Comparison, Flags

BARS_A_WINDOW = 13
DAYS_A_WEEK = 7


def bar_length(comparison: Comparison) -> int:
    """Return the length of a bar in days: whole weeks, about `BARS_A_WINDOW` bars in the longer window."""
    longest = max(comparison.before_days, comparison.after_days)
    return DAYS_A_WEEK * max(1, round(longest / BARS_A_WINDOW / DAYS_A_WEEK))


def bar_span(comparison: Comparison, bar_days: int, reach_days: float) -> tuple[int, int]:
    """Return the first bar and the one after the last: the windows, and as much again on both sides where held.

    Parameters
    ----------
    reach_days
        From the start to the cut-off.
    """
    back = comparison.before_days + min(comparison.before_days, comparison.history_days)
    ahead = min(2 * comparison.after_days, reach_days)
    return -max(1, math.floor(back / bar_days + 1e-9)), max(1, math.ceil(ahead / bar_days - 1e-9))


def count_bars(comparison: Comparison, which: Flags, bar_days: int, first: int, end: int) -> list[int]:
    """Return how many of these offences begin in each bar; bar 0 begins at the start.

    Offences known to the month alone are in none.
    """
    bars = np.floor(comparison.day[which & np.isfinite(comparison.day)] / bar_days).astype(np.int64)
    inside = bars[(bars >= first) & (bars < end)] - first
    return [int(n) for n in np.bincount(inside, minlength=end - first)]
