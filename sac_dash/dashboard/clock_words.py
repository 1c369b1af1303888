"""What a silence clock says: how long a series has been quiet, and how unusual that is by its own gaps."""

from __future__ import annotations

from sac_dash.figures.wording import say_days
from sac_dash.patterns.silence_clock import SilenceClock

UNUSUAL = 0.05  # a silence this rare by chance stands out
LONG_ENDED_DAYS = 182  # unless the series is half a year gone, when it is no news


def say_quiet(clock: SilenceClock) -> str:
    """Return how long a series has been quiet, never in hours: a window is no moment."""
    return "Under a day" if clock.quiet_days < 1 else say_days(clock.quiet_days)


def say_clock(clock: SilenceClock) -> str:
    """Return how unusual a silence is by the series' own gaps, as a natural frequency."""
    if clock.chance is None:
        return "too few to say"
    if clock.chance < 0.001:
        return "under 1 in 1,000"
    if clock.chance < 0.1:
        return f"1 in {round(1 / clock.chance):,} by chance"
    if clock.chance > 0.5:
        return "usual for it"
    return f"{round(clock.chance * 10)} in 10 by chance"


def is_unusual(clock: SilenceClock) -> bool:
    """Tell whether a silence is one to mention: rare by chance, and of a series not long ended."""
    return clock.chance is not None and clock.chance <= UNUSUAL and clock.quiet_days <= LONG_ENDED_DAYS


def explain_clock(clock: SilenceClock) -> str:
    """Return what the silence clock rests on, for whoever points at it."""
    if clock.chance is None:
        return (
            f"{clock.n_gaps} gap{'' if clock.n_gaps == 1 else 's'} between outings:"
            " too few to say how unusual this silence is."
        )
    return (
        f"Quiet this long happens by chance in {say_share(clock.chance)} series of this tempo"
        f" ({clock.n_gaps} gaps between outings, offences of one night taken together)."
        " It is not the chance that they have stopped."
    )


def say_share(chance: float) -> str:
    """Return a share as a natural frequency: ``about 3 in 10``, ``about 1 in 28``."""
    if chance >= 0.1:
        return f"about {round(chance * 10)} in 10"
    return f"about 1 in {round(1 / max(chance, 1e-4)):,}"
