"""Was the start chosen at a peak? Then some fall was coming anyway.

Operations follow bad months, and after a bad month comes, on the whole, a usual one (regression to the mean).
So the window before the start is held against the longer time before it; where it stands out, the fairer
comparison is of the time after with the longer history, and that is given too.
"""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.patterns.alerts.moving_window import window_chance
from sac_dash.patterns.alerts.poisson_alarm import chance_of_count
from sac_dash.patterns.evaluation.rate_change import BeforeAfter, chance_of_fall


@dataclass(frozen=True)
class PeakCheck:
    """The window before the start beside the time before that.

    Parameters
    ----------
    history, history_days
        Offences and days before the earlier window.
    expected
        What the earlier window would hold at that rate.
    chance
        Chance of as many as it held, or more, in one such window.
    chance_anywhere
        Chance that some such window within the whole time, wherever it is laid, holds as many: what a start
        chosen by looking for the worst month must be judged by. None where it cannot be told.
    chance_of_after
        Chance of as few as came after, held against the history alone.
    at_peak
        Whether the start looks chosen at a peak.
    """

    history: int
    history_days: float
    expected: float
    chance: float
    chance_anywhere: float | None
    chance_of_after: float
    at_peak: bool


def check_peak(
    counts: BeforeAfter, history: int, history_days: float, least_windows: float = 2.0, alpha: float = 0.05
) -> PeakCheck | None:
    """Return whether the earlier window stands out of the time before it; None where that is too short.

    Parameters
    ----------
    history, history_days
        Offences within so many days before the earlier window began.
    least_windows
        That time must be as long as so many earlier windows.
    """
    windows = history_days / counts.before_days
    if windows < least_windows:
        return None
    expected = history / windows
    chance = _chance(counts.before, history, windows)
    anywhere = None
    if counts.before >= 2 and history:
        anywhere = window_chance(counts.before, (history + counts.before) / (windows + 1), windows + 1)
    after = chance_of_fall(BeforeAfter(history, counts.after, history_days, counts.after_days))
    return PeakCheck(history, history_days, expected, chance, anywhere, after, chance <= alpha)


def _chance(count: int, history: int, windows: float) -> float:
    """Return the predictive chance of as many in one window (windows need not be whole)."""
    return float(chance_of_count(count, history, windows))
