"""The three detectors that watch counts, as the scan runs them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.count_alarms import rise_alarms, weekly_alarms, window_alarms
from sac_dash.patterns.alerts.count_thresholds import CountParameters
from sac_dash.patterns.alerts.moving_window import MOST_EXPECTED
from sac_dash.patterns.alerts.streams import DAYS_A_WEEK, WatchedHistory
from sac_dash.patterns.alerts.watch import Found, NotWatched, Watch
from sac_dash.patterns.expectation import season_weeks_back

COUNT_KINDS = (AlarmKind.WEEKLY_COUNT, AlarmKind.MOVING_WINDOW, AlarmKind.SLOW_RISE)


@dataclass(frozen=True)
class CountDetector:
    """Watch every stream for a week, a moving window or a slow rise (`kind`) beyond chance."""

    kind: AlarmKind
    parameters: CountParameters = field(default_factory=CountParameters)

    def cannot_watch(self, watch: Watch) -> str | None:
        """Return why there is too little history, or None."""
        if not watch.history.streams:
            return "no streams with offences"
        needed = weeks_needed(self.kind, self.parameters)
        if watch.first_week < needed:
            return f"not enough data: needs {needed} whole weeks before, has {max(0, watch.first_week)}"
        return None

    def find(self, watch: Watch, per_year: float) -> Found:
        """Return the alarms of all streams."""
        first, history = watch.first_week, watch.history
        if self.kind is AlarmKind.WEEKLY_COUNT:
            alerts = weekly_alarms(history, first, per_year, self.parameters)
        elif self.kind is AlarmKind.MOVING_WINDOW:
            alerts = window_alarms(history, first, per_year, self.parameters)
        else:
            alerts = rise_alarms(history, first, per_year, self.parameters, watch.acknowledged)
        heavy = _too_many(history, self.kind, self.parameters)
        watched = [each.label for each, left in zip(history.streams, heavy, strict=True) if not left]
        why = "too many offences a week for this method: the weekly count watches it"
        left_out = [
            NotWatched(each.label, why) for each, left in zip(history.streams, heavy, strict=True) if left
        ]
        return Found(alerts, watched, left_out)


def weeks_needed(kind: AlarmKind, parameters: CountParameters) -> int:
    """Return the whole weeks of data before the first week that can be watched.

    >>> weeks_needed(AlarmKind.WEEKLY_COUNT, CountParameters())
    106
    """
    if kind is AlarmKind.SLOW_RISE:
        return 52 * parameters.season.min_years
    return max(season_weeks_back(parameters.season)[parameters.season.min_years - 1])


def _too_many(history: WatchedHistory, kind: AlarmKind, parameters: CountParameters) -> list[bool]:
    """Tell which streams have more offences than the detector is for."""
    weekly = history.counts[:, : history.whole_weeks].mean(axis=1)
    most = {
        AlarmKind.WEEKLY_COUNT: float("inf"),
        AlarmKind.MOVING_WINDOW: MOST_EXPECTED * DAYS_A_WEEK / parameters.window_days,
        AlarmKind.SLOW_RISE: parameters.most_weekly_mean,
    }[kind]
    return [bool(each) for each in weekly > most]
