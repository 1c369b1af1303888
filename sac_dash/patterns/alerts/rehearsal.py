"""Whether the budget is kept where nothing changes, and how soon a planted burst rings.

On invented stationary histories every alarm is false. Beside the delay stands that of a plain weekly threshold for
the same budget, with the false alarms that rule costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import poisson

from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind, alpha_per_look
from sac_dash.patterns.alerts.count_alarms import rise_alarms, weekly_alarms, window_alarms
from sac_dash.patterns.alerts.count_detectors import COUNT_KINDS, weeks_needed
from sac_dash.patterns.alerts.count_thresholds import WEEKS_A_YEAR, CountParameters, season_history_of
from sac_dash.patterns.alerts.stationary_history import Burst, simulate_history
from sac_dash.patterns.alerts.streams import DAYS_A_WEEK, WatchedHistory
from sac_dash.patterns.expectation import SeasonParameters

Flags = npt.NDArray[np.bool_]


def false_alarm_rate(
    means: Sequence[float],
    *,
    budget: AlarmBudget,
    histories: int = 200,
    weeks: int = 261,
    seed: int = 0,
    parameters: CountParameters | None = None,
) -> AlarmRate:
    """Return how often the count detectors ring over histories in which nothing changes.

    Parameters
    ----------
    means
        Offences a week of each stream.
    histories, weeks
        How many, and of how many weeks (261: five years); the first two years are history only.
    """
    parameters = parameters or CountParameters()
    first = first_watched_week(parameters)
    alarms = sum(
        len(count_alerts(simulate_history(means, weeks, seed + number), first, budget, parameters))
        for number in range(histories)
    )
    return AlarmRate(alarms, histories * (weeks - first) / WEEKS_A_YEAR)


@dataclass(frozen=True)
class DetectionDelay:
    """Weeks from a planted burst to the first alarm: median over all histories, infinite where fewer than half ring."""

    alerts_weeks: float
    plain_weeks: float
    alerts_share: float
    plain_share: float
    plain_false_alarms_per_year: float


def detection_delay(
    means: Sequence[float],
    burst: Burst,
    *,
    budget: AlarmBudget,
    histories: int = 100,
    weeks: int = 261,
    seed: int = 0,
    parameters: CountParameters | None = None,
) -> DetectionDelay:
    """Return how soon a planted burst rings, beside a plain weekly threshold of the same budget.

    A burst counts as noticed while it lasts. The plain rule (:func:`plain_alarms`) takes each mean as known, so
    it may ring more than the budget allows: its false alarms a year stand beside it.
    """
    parameters = parameters or CountParameters()
    first = first_watched_week(parameters)
    ours, plain, false = [], [], 0
    for number in range(histories):
        watched = simulate_history(means, weeks, seed + number, burst)
        ours.append(_delay(_alert_weeks(watched, burst, first, budget, parameters), burst))
        rings = plain_alarms(watched, budget, parameters.season)
        plain.append(_delay(np.flatnonzero(rings[burst.stream]).tolist(), burst))
        rings[burst.stream, burst.from_week : burst.from_week + burst.weeks] = False
        false += int(rings[:, first:].sum())
    years = histories * (weeks - first) / WEEKS_A_YEAR
    return DetectionDelay(
        float(np.median(ours)),
        float(np.median(plain)),
        float(np.mean(np.isfinite(ours))),
        float(np.mean(np.isfinite(plain))),
        false / years,
    )


def count_alerts(
    watched: WatchedHistory, first_week: int, budget: AlarmBudget, parameters: CountParameters
) -> list[Alert]:
    """Return the alarms of the three count detectors, which share the whole budget."""
    part = budget.split(COUNT_KINDS)
    return [
        *weekly_alarms(watched, first_week, part[AlarmKind.WEEKLY_COUNT], parameters),
        *window_alarms(watched, first_week, part[AlarmKind.MOVING_WINDOW], parameters),
        *rise_alarms(watched, first_week, part[AlarmKind.SLOW_RISE], parameters),
    ]


def first_watched_week(parameters: CountParameters) -> int:
    """Return the first week that all count detectors can watch."""
    return max(weeks_needed(kind, parameters) for kind in COUNT_KINDS)


def plain_alarms(watched: WatchedHistory, budget: AlarmBudget, season: SeasonParameters) -> Flags:
    """Return streams × weeks: where a week alone rings by the same chance for every look.

    The rule a spreadsheet would hold: the season's mean taken as if it were known, and the smallest count that a
    Poisson week reaches by chance in at most an equal part of the budget (:func:`.alarm_count`).
    """
    weeks = watched.counts.shape[1]
    history = season_history_of(watched, CountParameters(season=season))
    known = history.weeks[:weeks] > 0
    mean = history.n[:, :weeks] / np.maximum(history.weeks[:weeks], 1)
    alpha = alpha_per_look(budget.false_alarms_per_year, WEEKS_A_YEAR * len(watched.streams))
    return np.asarray(known & (watched.counts > poisson.isf(alpha, mean)) & (mean > 0))


def _alert_weeks(
    watched: WatchedHistory, burst: Burst, first: int, budget: AlarmBudget, parameters: CountParameters
) -> list[int]:
    """Return the weeks in which the burst's own stream rang."""
    key = watched.streams[burst.stream].key
    alerts = count_alerts(watched, first, budget, parameters)
    # A slow rise rings on the Monday after its week.
    return [
        ((each.fired_on - watched.first_monday).days - (each.kind is AlarmKind.SLOW_RISE)) // DAYS_A_WEEK
        for each in alerts
        if each.stream == key
    ]


def _delay(weeks: Sequence[int], burst: Burst) -> float:
    """Return the weeks from the burst's begin to the end of the first of `weeks` within it."""
    within = [week for week in weeks if burst.from_week <= week < burst.from_week + burst.weeks]
    return float(min(within) - burst.from_week + 1) if within else float("inf")
