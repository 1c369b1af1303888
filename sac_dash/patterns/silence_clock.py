"""How long a series has been quiet, and how often such a silence comes about by chance.

"They have stopped" is what everyone wants to hear after an arrest. The clock sets the silence against the
series' own tempo: with m gaps that add up to T, and gaps that vary as chance lets them (exponentially),
the next one exceeds t in (T / (T + t))^m of series. That is exact for any tempo, because the ratio of the
next gap to the earlier ones does not depend on it (F. Proschan, *Technometrics* 1963; the predictive
counterpart of the Jeffreys answer for counts). Gaps are between outings, not offences: two shops in one
night say nothing of how soon the next night comes.

It must not be read as the chance that they have stopped, nor as the effect of an operation: arrests
follow peaks, method and place change, and the last weeks may still be short of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class ClockParameters:
    """When the clock speaks.

    Parameters
    ----------
    least_gaps
        Gaps between outings below which there is too little to say (4: with three, a silence of six
        times the usual gap would still come about in one series of twenty-seven).
    """

    least_gaps: int = 4


@dataclass(frozen=True)
class SilenceClock:
    """The silence of one series.

    Parameters
    ----------
    quiet_days
        From the last window's end to the cut-off; never below 0.
    n_gaps
        Gaps between its outings.
    chance
        Share of series of the same tempo that are quiet this long by chance; None: too few to say.
    """

    quiet_days: float
    n_gaps: int
    chance: float | None


def read_clock(
    outings: Sequence[int] | npt.NDArray[np.int64],
    quiet_days: float,
    parameters: ClockParameters | None = None,
) -> SilenceClock:
    """Return the silence clock of a series.

    Parameters
    ----------
    outings
        Nights of its outings (days), in order (:func:`sac_dash.patterns.spree_nights.least_outings`).
    quiet_days
        Days from the end of its last window to the data cut-off.

    Examples
    --------
    >>> round(read_clock([0, 10, 20, 30, 40], 10.0).chance, 4)
    0.4096
    >>> read_clock([0, 10, 20], 90.0).chance is None
    True
    """
    parameters = parameters or ClockParameters()
    quiet, n_gaps = max(0.0, quiet_days), max(0, len(outings) - 1)
    if n_gaps < parameters.least_gaps:
        return SilenceClock(quiet, n_gaps, None)
    together = float(outings[-1] - outings[0])
    return SilenceClock(quiet, n_gaps, float((together / (together + quiet)) ** n_gaps))
