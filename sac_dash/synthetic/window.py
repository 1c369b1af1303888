"""When an offence is believed to have happened: the window between last seen well and found broken."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.habits import RecordingHabits

# Usual local hours of closing and opening; the rest close at 18:00 and open at 08:00.
HOURS = {
    "convenience_store": (22.0, 6.0),
    "supermarket": (22.0, 7.0),
    "petrol_station": (22.5, 6.0),
    "newsagent": (20.0, 5.5),
    "pub": (24.0, 10.0),
    "restaurant": (23.0, 9.0),
    "bookmaker": (22.0, 8.0),
    "dwelling": (22.5, 7.0),
    "street": (21.0, 7.5),
}
DEFAULT_HOURS = (18.0, 8.0)
CLOSED_AT_WEEKENDS = ("industrial_unit", "office", "school", "construction_site", "container", "motor_trade")
WEEKEND_SHARE = 0.7  # weekend offences there that are found on Monday


def draw_window(deed: Deed, habits: RecordingHabits, rng: np.random.Generator) -> tuple[datetime, datetime]:
    """Draw the window that a force would record; it always holds the true moment."""
    at = deed.at.replace(second=0, microsecond=0)
    timed_prob = min(1.0, habits.alarm_timed * (2.0 if deed.atm else 1.0))
    if rng.random() < timed_prob:
        return at - timedelta(minutes=int(rng.integers(0, 6))), at + timedelta(
            minutes=int(rng.integers(1, 12))
        )
    closes, opens = HOURS.get(deed.premises.kind, DEFAULT_HOURS)
    jitter = [timedelta(minutes=15 * int(rng.integers(-2, 3))) for _ in range(2)]
    evening = _evening(at, closes)
    morning = evening.replace(hour=0, minute=0) + timedelta(days=0 if closes >= 24 else 1, hours=opens)
    if deed.premises.kind in CLOSED_AT_WEEKENDS and at.weekday() >= 5 and rng.random() < WEEKEND_SHARE:
        friday = at.replace(hour=0, minute=0) - timedelta(days=at.weekday() - 4)
        evening, morning = friday + timedelta(hours=closes), friday + timedelta(days=3, hours=opens)
    return min(evening + jitter[0], at), max(morning + jitter[1], at)


def _evening(at: datetime, closes: float) -> datetime:
    """Return the closing time before `at` (or just before it, for one who came in opening hours)."""
    midnight = at.replace(hour=0, minute=0)
    today = midnight + timedelta(hours=closes)
    closing = today if today <= at else today - timedelta(days=1)
    return closing if at - closing < timedelta(hours=18) else at - timedelta(hours=3)
