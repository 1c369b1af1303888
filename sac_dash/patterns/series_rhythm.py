"""The rhythm of one series: its busiest weeks, its longest lull, and whether such a lull is anything unusual.

Gaps that vary as chance lets them (exponentially) are very uneven, and an analyst sees a pause or a burst in every
series. The lull is therefore set against the series' own gaps: given their sum, gaps of a steady tempo are
distributed as the parts of a stick broken at random, whose longest part has an exact law (R. A. Fisher,
*Proceedings of the Royal Society A* 125 (1929), 54-59). The busiest weeks are only described, beside what an even pace
would have brought: they were sought out.

It must not be read as why there was a pause, nor as what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from scipy.special import comb

from sac_dash.patterns.spree_nights import EPOCH

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RhythmParameters:
    """What is told of a rhythm.

    Parameters
    ----------
    busy_days
        Length of the busiest stretch (28).
    least_outings
        Nights of offending before anything is told (3: two gaps to compare).
    least_gaps
        Gaps before the longest is set against chance (4, as the silence clock).
    """

    busy_days: int = 28
    least_outings: int = 3
    least_gaps: int = 4


@dataclass(frozen=True)
class SeriesRhythm:
    """The rhythm of a series.

    Attributes
    ----------
    busiest_n, busiest_from, busiest_days
        The most outings within so many days, and the night of the first of them.
    even_pace
        Outings that an even pace would have brought in as many days.
    lull_days, lull_from, lull_to
        The longest gap, and the nights at its ends.
    lull_chance
        Share of series of a steady tempo whose longest gap is as large a part of all; None: too few to say.
    n_gaps
        Gaps between outings.
    """

    busiest_n: int
    busiest_from: date
    busiest_days: int
    even_pace: float
    lull_days: int
    lull_from: date
    lull_to: date
    lull_chance: float | None
    n_gaps: int


_DEFAULT = RhythmParameters()


def describe_rhythm(outings: Ints, parameters: RhythmParameters = _DEFAULT) -> SeriesRhythm | None:
    """Return the rhythm of a series, or None with fewer outings than are needed.

    Parameters
    ----------
    outings
        Nights of its outings (days since 1970), ascending
        (:func:`sac_dash.patterns.spree_nights.least_outings`).
    """
    if len(outings) < parameters.least_outings:
        return None
    gaps = np.diff(outings)
    within = np.searchsorted(outings, outings + parameters.busy_days, side="left") - np.arange(len(outings))
    busiest, longest = int(np.argmax(within)), int(np.argmax(gaps))
    together = int(gaps.sum())
    chance = longest_part_chance(int(gaps[longest]) / together, len(gaps))
    return SeriesRhythm(
        busiest_n=int(within[busiest]),
        busiest_from=_day(int(outings[busiest])),
        busiest_days=parameters.busy_days,
        even_pace=min(float(len(outings)), len(gaps) / together * parameters.busy_days),
        lull_days=int(gaps[longest]),
        lull_from=_day(int(outings[longest])),
        lull_to=_day(int(outings[longest + 1])),
        lull_chance=chance if len(gaps) >= parameters.least_gaps else None,
        n_gaps=len(gaps),
    )


def longest_part_chance(share: float, parts: int) -> float:
    """Return the chance that the longest of so many random parts of a whole is at least a share of it.

    Examples
    --------
    >>> round(longest_part_chance(0.6838, 5), 3)  # Fisher's table: 5 in 100
    0.05
    """
    k = np.arange(1, int(min(parts, 1.0 / share)) + 1)
    terms = np.where(k % 2, 1.0, -1.0) * comb(parts, k) * np.maximum(0.0, 1.0 - k * share) ** (parts - 1)
    return float(np.clip(terms.sum(), 0.0, 1.0))


def _day(night: int) -> date:
    return EPOCH + timedelta(days=night)
