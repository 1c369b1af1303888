"""How many false alarms a year an analyst will bear, and how they are split over the detectors.

Five areas, six methods and 52 weeks are 1,560 looks a year: a 5 % rule would ring 78 times for nothing. So
the analyst states what the unit can bear, and every threshold follows from it. The split is plain:

1. the budget is divided over the detectors that can run, by fixed shares (:data:`SHARES`), so that a detector
   without data leaves its part to the others;
2. within a detector all looks (a stream in a week, a new offence, a pair) are held to one and the same
   per-look chance, the largest whose sum over the looks keeps within the detector's part;
3. what discreteness leaves over buys single looks a lower threshold (:mod:`.spending`).

Expected false alarms add up whether or not the alarms are independent, so the sum holds although one burst
may ring several detectors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sac_dash.domain.errors import SacDashError


class AlarmKind(StrEnum):
    """The detectors."""

    WEEKLY_COUNT = "weekly_count"
    MOVING_WINDOW = "moving_window"
    SLOW_RISE = "slow_rise"
    REPEAT_PREMISES = "repeat_premises"
    NEAR_REPEAT = "near_repeat"
    RARE_BEHAVIOUR = "rare_behaviour"
    ENABLER_CHAIN = "enabler_chain"
    SPACE_TIME = "space_time"


# Shares of the budget. The pair of offences that share a rare behaviour rings at the second offence of a
# series and is worth most to this work; the three that watch counts together have as much again and more.
SHARES = {
    AlarmKind.RARE_BEHAVIOUR: 5,
    AlarmKind.WEEKLY_COUNT: 3,
    AlarmKind.MOVING_WINDOW: 3,
    AlarmKind.SLOW_RISE: 2,
    AlarmKind.REPEAT_PREMISES: 2,
    AlarmKind.NEAR_REPEAT: 2,
    AlarmKind.ENABLER_CHAIN: 2,
    AlarmKind.SPACE_TIME: 3,
}


@dataclass(frozen=True)
class AlarmBudget:
    """How many false alarms a year are borne, over all streams and detectors together.

    Parameters
    ----------
    false_alarms_per_year
        Expected number a year if nothing changed (4; above 0).

    Raises
    ------
    SacDashError
        If it is not above 0.
    """

    false_alarms_per_year: float = 4.0

    def __post_init__(self) -> None:
        """Refuse a budget of nothing."""
        if not self.false_alarms_per_year > 0:
            raise SacDashError(
                f"a budget of {self.false_alarms_per_year} false alarms a year lets nothing ring",
                remedy="give a number above 0, such as 4",
            )

    def split(self, kinds: Iterable[AlarmKind]) -> dict[AlarmKind, float]:
        """Return the false alarms a year that each of the detectors that can run may spend.

        Examples
        --------
        >>> AlarmBudget(4).split([AlarmKind.WEEKLY_COUNT, AlarmKind.SLOW_RISE])[AlarmKind.SLOW_RISE]
        1.6
        """
        running = list(dict.fromkeys(kinds))
        whole = sum(SHARES[kind] for kind in running)
        return {kind: self.false_alarms_per_year * SHARES[kind] / whole for kind in running}


def alpha_per_look(false_alarms_per_year: float, looks_per_year: float) -> float:
    """Return the equal chance of a false alarm that each look may have.

    Examples
    --------
    >>> round(alpha_per_look(4, 5 * 6 * 52), 5)
    0.00256
    """
    return min(1.0, false_alarms_per_year / max(looks_per_year, 1.0))
