"""The alarms of the three detectors that watch counts: a week, a moving window, a slow rise.

A count only grows as late records come in, so every week and window is judged with what is known and judged
again later; a late record costs delay and brings no further false alarm. The day an alarm carries is the one
on which the offence that made it ring became known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from sac_dash.domain.british_dates import british_day
from sac_dash.patterns.alerts.alert import Alert, say_chance, say_number
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.count_thresholds import (
    NOT_WATCHED,
    WEEKS_A_YEAR,
    CountParameters,
    quarter_history_of,
    rise_thresholds,
    season_history_of,
    weekly_thresholds,
    window_thresholds,
)
from sac_dash.patterns.alerts.cusum import cumulate
from sac_dash.patterns.alerts.moving_window import predicted_clump_rates
from sac_dash.patterns.alerts.poisson_alarm import chance_of_count
from sac_dash.patterns.alerts.season_history import SeasonHistory
from sac_dash.patterns.alerts.streams import DAYS_A_WEEK, WatchedHistory

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def weekly_alarms(
    watched: WatchedHistory, first_week: int, per_year: float, parameters: CountParameters
) -> list[Alert]:
    """Return the weeks from `first_week` on that hold as many offences as their threshold, or more."""
    history = season_history_of(watched, parameters)
    thresholds = weekly_thresholds(watched, history, first_week, per_year, parameters)
    thresholds = thresholds[:, : watched.counts.shape[1]]
    rings = (thresholds != NOT_WATCHED) & (watched.counts >= thresholds)
    rings[:, :first_week] = False
    alerts = []
    for stream, week in zip(*np.nonzero(rings), strict=True):
        past = int(history.n[stream, week]), int(history.weeks[week])
        alerts.append(_weekly_alert(watched, int(stream), int(week), int(thresholds[stream, week]), past))
    return alerts


def window_alarms(
    watched: WatchedHistory, first_week: int, per_year: float, parameters: CountParameters
) -> list[Alert]:
    """Return the clumps of moving windows with as many as their threshold that ring in or after `first_week`."""
    history = quarter_history_of(watched, parameters)
    before = max(0, first_week - int(np.ceil(3 * parameters.window_days / DAYS_A_WEEK)))
    thresholds = window_thresholds(watched, history, before, per_year, parameters)
    alerts: list[Alert] = []
    for stream, days in enumerate(watched.days):
        week = (days // DAYS_A_WEEK).astype(np.int64)
        held = np.arange(1, len(days) + 1) - np.searchsorted(days, days - parameters.window_days, side="left")
        least = thresholds[stream, week]
        ringing = np.flatnonzero((least != NOT_WATCHED) & (held >= least))
        starts = np.flatnonzero(np.diff(days[ringing], prepend=-np.inf) > parameters.window_days)
        clumps = np.split(ringing, starts[1:]) if len(ringing) else []
        alerts += [
            _window_alert(
                watched, stream, clump=clump, held=held, least=least, history=history, parameters=parameters
            )
            for clump in clumps
            if week[clump[0]] >= first_week
        ]
    return alerts


def rise_alarms(
    watched: WatchedHistory,
    first_week: int,
    per_year: float,
    parameters: CountParameters,
    acknowledged: Mapping[str, date] | None = None,
) -> list[Alert]:
    """Return the slow rises that ring in or after `first_week`.

    Parameters
    ----------
    acknowledged
        Stream key → day its alarm was acknowledged, from which its sum starts at 0. Every earlier alarm
        counts as acknowledged in the week it rang.
    """
    whole = watched.counts[:, : watched.whole_weeks]
    rise = rise_thresholds(watched, per_year, parameters)
    sums, rings = cumulate(whole, rise.reference, rise.threshold, _restarts(watched, acknowledged or {}))
    alerts = []
    for stream, week in zip(*np.nonzero(rings), strict=True):
        if week >= first_week:
            fresh = (sums[stream, :week] <= 0) | rings[stream, :week]
            since = int(np.flatnonzero(fresh)[-1]) + 1 if fresh.any() else 0
            figures = float(rise.mean[stream, week]), float(rise.rate[stream, week])
            alerts.append(_rise_alert(watched, int(stream), range(since, int(week) + 1), *figures))
    return alerts


def _restarts(watched: WatchedHistory, acknowledged: Mapping[str, date]) -> Flags:
    """Mark the weeks in which streams were acknowledged."""
    restart = np.zeros((len(watched.streams), watched.whole_weeks), np.bool_)
    for number, stream in enumerate(watched.streams):
        if stream.key in acknowledged:
            week = (acknowledged[stream.key] - watched.first_monday).days // DAYS_A_WEEK
            if 0 <= week < watched.whole_weeks:
                restart[number, week] = True
    return restart


def _weekly_alert(
    watched: WatchedHistory, stream: int, week: int, threshold: int, past: tuple[int, int]
) -> Alert:
    n, weeks = past
    own = np.flatnonzero((watched.days[stream] // DAYS_A_WEEK).astype(np.int64) == week)
    observed, expected = len(own), n / weeks
    chance = float(chance_of_count(observed, n, weeks))
    label, monday = watched.streams[stream].label, watched.monday(week)
    lately = int(watched.counts[stream, max(0, week - 4) : week].sum())
    return Alert(
        kind=AlarmKind.WEEKLY_COUNT,
        stream=watched.streams[stream].key,
        label=label,
        anchor=monday.isoformat(),
        fired_on=watched.day(float(np.sort(watched.known_days[stream][own])[threshold - 1])),
        window_start=monday,
        window_end=monday + timedelta(days=DAYS_A_WEEK - 1),
        observed=observed,
        expected=expected,
        probability=chance,
        chance_per_year=chance * WEEKS_A_YEAR,
        rows=tuple(watched.rows[stream][own].tolist()),
        offence_keys=watched.keys(watched.rows[stream][own]),
        why=(
            f"{label}: {observed} in the week from {british_day(monday)}.",
            f"{weeks} weeks of the same season in earlier years held {n}, {say_number(expected)} a week.",
            f"By chance this stream has a week with {observed} or more {say_chance(chance * WEEKS_A_YEAR)}.",
        ),
        changed=f"{observed} this week, {lately} in the four weeks before.",
    )


def _window_alert(
    watched: WatchedHistory,
    stream: int,
    *,
    clump: Ints,
    held: Ints,
    least: Ints,
    history: SeasonHistory,
    parameters: CountParameters,
) -> Alert:
    first, last = int(clump[0]), int(clump[np.argmax(held[clump])])
    own = np.arange(last - int(held[last]) + 1, last + 1)
    fired = np.sort(watched.known_days[stream][first - int(held[first]) + 1 : first + 1])[
        int(least[first]) - 1
    ]
    days, week = watched.days[stream], int(watched.days[stream][first] // DAYS_A_WEEK)
    n, weeks = int(history.n[stream, week]), int(history.weeks[week])
    periods = weeks * DAYS_A_WEEK / parameters.window_days
    rate = float(predicted_clump_rates(n, periods, np.array([len(own)]))[0])
    per_year = rate * WEEKS_A_YEAR * DAYS_A_WEEK / parameters.window_days
    label, start, end = watched.streams[stream].label, watched.day(days[own[0]]), watched.day(days[last])
    before = int(
        np.searchsorted(days, days[own[0]]) - np.searchsorted(days, days[own[0]] - parameters.window_days)
    )
    length = f"{parameters.window_days:.0f} days"
    return Alert(
        kind=AlarmKind.MOVING_WINDOW,
        stream=watched.streams[stream].key,
        label=label,
        anchor=watched.keys(watched.rows[stream][first : first + 1])[0],
        fired_on=watched.day(float(fired)),
        window_start=start,
        window_end=end,
        observed=len(own),
        expected=n / periods,
        probability=float(-np.expm1(-rate)),
        chance_per_year=per_year,
        rows=tuple(watched.rows[stream][own].tolist()),
        offence_keys=watched.keys(watched.rows[stream][own]),
        why=(
            f"{label}: {len(own)} within {length}, from {british_day(start)} to {british_day(end)}.",
            f"The same season of earlier years leads one to expect {say_number(n / periods)} in {length}.",
            f"By chance some {length} hold {len(own)} or more {say_chance(per_year)}, wherever they are laid.",
        ),
        changed=f"{len(own)} within {length}, {before} in the {length} before.",
    )


def _rise_alert(watched: WatchedHistory, stream: int, span: range, mean: float, rate: float) -> Alert:
    since, week = span[0], span[-1]
    in_week = (watched.days[stream] // DAYS_A_WEEK).astype(np.int64)
    own = np.flatnonzero((in_week >= since) & (in_week <= week))
    label, start, end = watched.streams[stream].label, watched.monday(since), watched.monday(week + 1)
    weeks = len(span)
    return Alert(
        kind=AlarmKind.SLOW_RISE,
        stream=watched.streams[stream].key,
        label=label,
        anchor=watched.monday(week).isoformat(),
        fired_on=end,
        window_start=start,
        window_end=end - timedelta(days=1),
        observed=len(own),
        expected=mean * weeks,
        probability=rate,
        chance_per_year=rate * WEEKS_A_YEAR,
        rows=tuple(watched.rows[stream][own].tolist()),
        offence_keys=watched.keys(watched.rows[stream][own]),
        why=(
            f"{label}: {len(own)} in {weeks} weeks from {british_day(start)}.",
            f"At the mean of the whole years before, {say_number(mean)} a week, {say_number(mean * weeks)} were due.",
            f"By chance a rise like this rings in this stream {say_chance(rate * WEEKS_A_YEAR)}.",
        ),
        changed=f"{say_number(len(own) / weeks)} a week since {british_day(start)}, {say_number(mean)} a week before.",
    )
