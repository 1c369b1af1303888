"""What a budget would have been like: the same scan over a force's own past, and over histories without change.

A force's past holds real bursts, so its alarms a year may well exceed the budget: the figure says how often
somebody would have been rung up. Whether the budget is kept can be told only where nothing changed, which is
what invented stationary histories are for; bursts planted into them show how soon an alarm comes, beside the
plain rule that rings whenever a week is beyond its expected range.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl
from scipy.special import gammaincinv

from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.count_alarms import rise_alarms, weekly_alarms, window_alarms
from sac_dash.patterns.alerts.count_detectors import COUNT_KINDS, weeks_needed
from sac_dash.patterns.alerts.count_thresholds import WEEKS_A_YEAR, CountParameters, season_history_of
from sac_dash.patterns.alerts.scan import (
    DAYS_A_QUARTER,
    Context,
    ScanParameters,
    prepare_watch,
    run_detectors,
)
from sac_dash.patterns.alerts.stationary_history import Burst, simulate_history
from sac_dash.patterns.alerts.streams import DAYS_A_WEEK, WatchedHistory, standard_streams
from sac_dash.patterns.expectation import DAYS_A_YEAR, SeasonParameters, poisson_prediction_range


@dataclass(frozen=True)
class AlarmRate:
    """Alarms over a time: how many, in how many years, and the exact 95 % interval of the yearly rate."""

    n: int
    years: float

    @property
    def per_year(self) -> float:
        """Return alarms a year."""
        return self.n / self.years

    @property
    def interval(self) -> tuple[float, float]:
        """Return the exact Poisson interval (F. Garwood, *Biometrika* 28 (1936)).

        >>> tuple(round(end, 2) for end in AlarmRate(4, 1.0).interval)
        (1.09, 10.24)
        """
        low = float(gammaincinv(self.n, 0.025)) if self.n else 0.0
        return low / self.years, float(gammaincinv(self.n + 1, 0.975)) / self.years


@dataclass(frozen=True)
class BackTest:
    """The alarms of a force's own past.

    Parameters
    ----------
    alerts
        In the order in which they would have rung.
    rates
        Of each detector over the years that it could watch; a detector that never could is missing.
    budget
        What was allowed, a year, if nothing had changed.
    """

    alerts: tuple[Alert, ...]
    rates: Mapping[AlarmKind, AlarmRate]
    budget: AlarmBudget

    @property
    def per_year(self) -> float:
        """Return alarms a year over all detectors."""
        return sum(each.per_year for each in self.rates.values())


def back_test(
    offences: pl.DataFrame,
    as_of: datetime,
    parameters: ScanParameters | None = None,
    tags: pl.DataFrame | None = None,
    context: Context | None = None,
) -> BackTest:
    """Run the scan over the past, a quarter at a time, with thresholds from what was known before each.

    Within a quarter every week is judged with what is known at the quarter's end and each alarm carries the
    day on which enough was known; as counts only grow, that rings what weekly scans would have rung. A
    reference begun after the quarter's start is not used.

    Returns
    -------
    BackTest
        Alarms a year may exceed the budget: the past holds real changes.
    """
    parameters, context = parameters or ScanParameters(), context or Context()
    streams = (
        context.streams if context.streams is not None else standard_streams(offences, tags, context.labels)
    )
    whole = prepare_watch(offences, as_of, tags, streams, context)
    if not len(whole.known):
        return BackTest((), {}, parameters.budget)
    begun = float(whole.day[whole.known[0]])
    starts = np.arange(np.ceil(begun / DAYS_A_QUARTER) * DAYS_A_QUARTER, whole.cut_day, DAYS_A_QUARTER)
    found: dict[str, Alert] = {}
    days: Counter[AlarmKind] = Counter()
    for start in starts:
        end = min(float(start + DAYS_A_QUARTER), whole.cut_day)
        moment = _moment(as_of, whole.cut_day - end)
        quarter = prepare_watch(offences, moment, tags, streams, context)
        scan = run_detectors(quarter, moment, float(start), parameters)
        found |= {each.alert_id: each for each in scan.alerts if each.alert_id not in found}
        for kind in scan.per_year:
            days[kind] += end - start
    by_kind = Counter(each.kind for each in found.values())
    rates = {kind: AlarmRate(by_kind[kind], spent / DAYS_A_YEAR) for kind, spent in days.items()}
    return BackTest(tuple(sorted(found.values(), key=lambda each: each.fired_on)), rates, parameters.budget)


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
    """Return how soon a planted burst rings, beside the plain rule "this week is above its 95 % range".

    A burst counts as noticed while it lasts. The plain rule is quicker because it rings all the time: its false
    alarms a year stand beside it.
    """
    parameters = parameters or CountParameters()
    first = first_watched_week(parameters)
    ours, plain, false = [], [], 0
    for number in range(histories):
        watched = simulate_history(means, weeks, seed + number, burst)
        ours.append(_delay(_alert_weeks(watched, burst, first, budget, parameters), burst))
        rings = plain_alarms(watched, parameters.season)
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


def plain_alarms(
    watched: WatchedHistory, season: SeasonParameters
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return streams × weeks: whether a week is above the range of :func:`.poisson_prediction_range`."""
    history = season_history_of(watched, CountParameters(season=season))
    rings = np.zeros(watched.counts.shape, np.bool_)
    for stream, week in np.argwhere(history.weeks[: watched.counts.shape[1]] * np.ones((len(rings), 1)) > 0):
        upper = poisson_prediction_range(
            int(history.n[stream, week]), int(history.weeks[week]), season.coverage
        )[1]
        rings[stream, week] = watched.counts[stream, week] > upper
    return rings


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


def _moment(as_of: datetime, days_before: float) -> datetime:
    """Return the moment so many days before, on the local clock of the streams."""
    from datetime import timedelta
    from zoneinfo import ZoneInfo

    from sac_dash.domain.when import SOURCE_TIMEZONE

    wall = as_of.astimezone(ZoneInfo(SOURCE_TIMEZONE)).replace(tzinfo=None) - timedelta(days=days_before)
    return wall.replace(tzinfo=ZoneInfo(SOURCE_TIMEZONE))
