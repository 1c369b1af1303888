"""Invented histories in which nothing changes, and bursts planted into them: what alarms are tested on.

On stationary histories every alarm is false, so their rate must lie within the budget; on planted bursts the
delay until the alarm rings shows what the budget buys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from sac_dash.patterns.alerts.streams import DAYS_A_WEEK, Stream, WatchedHistory

FIRST_MONDAY = date(2019, 1, 7)


@dataclass(frozen=True)
class Burst:
    """A change planted into one stream: `per_week` more a week for `weeks` weeks from `from_week`."""

    stream: int
    from_week: int
    weeks: int
    per_week: float


def simulate_history(
    means: Sequence[float], weeks: int, seed: int, burst: Burst | None = None
) -> WatchedHistory:
    """Return streams whose offences come at a constant rate, at any moment alike, and are known at once.

    Parameters
    ----------
    means
        Offences a week of each stream.
    weeks
        Whole weeks from Monday 7 January 2019.
    seed
        The same seed gives the same history, and the same one but for the burst.
    """
    random = np.random.default_rng(seed)
    days = [np.sort(random.uniform(0, weeks * DAYS_A_WEEK, random.poisson(mean * weeks))) for mean in means]
    if burst is not None:
        begin = burst.from_week * DAYS_A_WEEK
        more = random.uniform(
            begin, begin + burst.weeks * DAYS_A_WEEK, random.poisson(burst.per_week * burst.weeks)
        )
        days[burst.stream] = np.sort(np.concatenate([days[burst.stream], more]))
    ends = np.cumsum([0, *map(len, days)])
    counts = [np.bincount((each // DAYS_A_WEEK).astype(np.int64), minlength=weeks) for each in days]
    return WatchedHistory(
        streams=tuple(
            Stream(f"stream:{number}", f"Stream {number + 1}", np.arange(0)) for number in range(len(means))
        ),
        first_monday=FIRST_MONDAY,
        counts=np.array(counts),
        whole_weeks=weeks,
        days=tuple(days),
        known_days=tuple(days),
        rows=tuple(np.arange(start, end) for start, end in pairwise(ends)),
    )
