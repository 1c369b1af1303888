"""In which week or month each offence begins, worked out once, so that any selection is counted at once.

A filtered count over a million offences is then one pass over whole numbers. The rule is that of
`patterns.counts`: each offence once, in the period its window begins, by local time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from sac_dash.patterns.periods import Period, next_start, period_starts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PeriodIndex:
    """The periods of a file of offences.

    Attributes
    ----------
    edges_ms
        The first moment of every period and the end of the last (local wall time, ms since 1970).
    period
        Position of the period in which each offence begins.
    unit
        Weeks or months.
    """

    edges_ms: Floats
    period: Ints
    unit: Period

    @property
    def starts(self) -> list[date]:
        """Return the first day of every period."""
        return [datetime.fromtimestamp(edge / 1000, UTC).date() for edge in self.edges_ms[:-1]]

    def count(self, which: Flags) -> Ints:
        """Return how many of the offences `which` begin in each period."""
        return np.bincount(self.period[which], minlength=len(self.edges_ms) - 1)

    def count_groups(self, which: Flags, group: Ints, groups: int) -> Ints:
        """Return the count of each group (0 to `groups` - 1) in each period (groups × periods)."""
        code = self.period[which] * groups + group[which]
        periods = len(self.edges_ms) - 1
        return np.bincount(code, minlength=groups * periods).reshape(periods, groups).T


def index_periods(start_ms: Floats, last_ms: float, unit: Period) -> PeriodIndex:
    """Put every offence into its period; the periods reach to `last_ms`, without offences there is but one."""
    begun = float(start_ms.min(initial=last_ms))
    first, last = (datetime.fromtimestamp(at / 1000, UTC).date() for at in (begun, last_ms))
    starts = period_starts(first, last, unit)
    edges = np.array([_midnight_ms(day) for day in [*starts, next_start(starts[-1], unit)]])
    period = np.searchsorted(edges, start_ms, side="right").astype(np.int64) - 1
    return PeriodIndex(edges, period, unit)


def _midnight_ms(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000
