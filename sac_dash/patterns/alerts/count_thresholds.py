"""The thresholds of the three detectors that watch counts, set so that each spends its part of the budget.

Weekly counts and moving windows are set a quarter at a time from what the same season has held in earlier years,
the windows alike for all weeks of a quarter; the slow rise is set for a year at a time from the mean of two or
three whole years, because a reference that followed the rise would never see it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sac_dash.patterns.alerts.cusum import threshold_options
from sac_dash.patterns.alerts.moving_window import MOST_EXPECTED, predicted_clump_rates
from sac_dash.patterns.alerts.poisson_alarm import chance_of_count, predicted_alarm_count
from sac_dash.patterns.alerts.season_history import SeasonHistory, quarter_history, season_history
from sac_dash.patterns.alerts.spending import NEVER, spend_in_blocks
from sac_dash.patterns.alerts.streams import DAYS_A_WEEK, WatchedHistory
from sac_dash.patterns.expectation import DAYS_A_YEAR, SeasonParameters

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WEEKS_A_YEAR = DAYS_A_YEAR / DAYS_A_WEEK
N_OPTIONS = 12
NOT_WATCHED = 0
_SLACK = 30.0  # options begin this many times stricter than equal chances would be


@dataclass(frozen=True)
class CountParameters:
    """How counts are watched.

    Parameters
    ----------
    season
        How much history there must be and which weeks make it.
    window_days
        Length of the moving window (28).
    least_count
        No week or window with fewer offences rings (2): one offence is an offence, not a change.
    ratio
        The slow rise is told from a mean this many times as high (2).
    most_weekly_mean
        Streams with more a week are not watched for slow rises (10): they need another method.
    """

    season: SeasonParameters = field(default_factory=SeasonParameters)
    window_days: float = 28.0
    least_count: int = 2
    ratio: float = 2.0
    most_weekly_mean: float = 10.0


def weekly_thresholds(
    watched: WatchedHistory,
    history: SeasonHistory,
    first_week: int,
    per_year: float,
    parameters: CountParameters,
) -> Ints:
    """Return streams × weeks: the count that rings in each week, or 0 where none does.

    Parameters
    ----------
    history
        Of all weeks up to the end of the last quarter.
    first_week
        Thresholds are set from the quarter of this week on; earlier weeks have 0.
    per_year
        False alarms a year that may be spent.
    """
    looks, of = _looks(watched, history, first_week)
    alpha = per_year / WEEKS_A_YEAR / max(1, len(watched.streams))
    unique, back = np.unique(
        np.column_stack([history.n[looks], history.weeks[looks[1]]]), axis=0, return_inverse=True
    )
    options, rates = _weekly_options(unique[:, 0], unique[:, 1], alpha, parameters.least_count)
    return _spend(history, looks, of, (options[back.ravel()], rates[back.ravel()]), per_year)


def window_thresholds(
    watched: WatchedHistory,
    history: SeasonHistory,
    first_week: int,
    per_year: float,
    parameters: CountParameters,
) -> Ints:
    """Return streams × weeks: the offences within a moving window that ring; one number for a whole quarter.

    Parameters
    ----------
    history
        Of whole quarters (:func:`quarter_history_of`); the others as for :func:`weekly_thresholds`.
    """
    looks, of = _looks(watched, history, first_week)
    thresholds = np.full(history.n.shape, NOT_WATCHED, np.int64)
    if not len(of):
        return thresholds
    alpha = per_year / WEEKS_A_YEAR / max(1, len(watched.streams))
    quarters, back = np.unique(np.column_stack([looks[0], of]), axis=0, return_inverse=True)
    back = back.ravel()
    weeks_of = np.bincount(back)  # weeks of each stream's quarter
    at = looks[0][_first_of(back)], looks[1][_first_of(back)]
    found = [
        window_options(int(n), int(weeks), parameters.window_days, alpha, parameters.least_count)
        for n, weeks in zip(history.n[at], history.weeks[at[1]], strict=True)
    ]
    options = np.array([each[0] for each in found], np.int64).reshape(len(found), N_OPTIONS)
    weekly = np.array([each[1] for each in found], np.float64).reshape(len(found), N_OPTIONS)
    rates: Floats = weekly * weeks_of[:, None]
    in_quarter = np.array([len(np.unique(looks[1][of == number])) for number in range(of.max() + 1)])
    chosen = spend_in_blocks(rates, quarters[:, 1], in_quarter * per_year / WEEKS_A_YEAR)
    told = options[np.arange(len(options)), np.maximum(chosen, 0)]
    thresholds[looks] = np.where(chosen == NEVER, NOT_WATCHED, told)[back]
    return thresholds


def _first_of(numbers: Ints) -> Ints:
    """Return the position at which each number from 0 on comes first."""
    return np.unique(numbers, return_index=True)[1].astype(np.int64)


@dataclass(frozen=True, eq=False)
class RiseThresholds:
    """References and thresholds of the slow rise (streams × whole weeks; NaN = not watched) and the yearly mean."""

    reference: Floats
    threshold: Floats
    mean: Floats
    rate: Floats


def rise_thresholds(watched: WatchedHistory, per_year: float, parameters: CountParameters) -> RiseThresholds:
    """Return the references of the slow rise, set anew for each calendar year from whole years before it."""
    shape = (len(watched.streams), watched.whole_weeks)
    reference, threshold, mean, rate = (np.full(shape, np.nan) for _ in range(4))
    years = np.array([watched.monday(week).year for week in range(watched.whole_weeks)], np.int64)
    for year in np.unique(years):
        first, stop = int(np.argmax(years == year)), int(np.flatnonzero(years == year)[-1]) + 1
        whole = min(first // 52, parameters.season.max_years)
        if whole < parameters.season.min_years:
            continue
        held = watched.counts[:, first - 52 * whole : first].sum(axis=1)
        alpha = per_year / WEEKS_A_YEAR / max(1, len(watched.streams))
        looks = np.flatnonzero((held <= parameters.most_weekly_mean * 52 * whole) & (held > 0))
        found = [threshold_options(int(held[each]), 52 * whole, alpha, parameters.ratio) for each in looks]
        rates = np.full((len(looks), 16), np.nan)
        for row, (_, options) in enumerate(found):
            rates[row, : len(options)] = [each[1] for each in options]
        chosen = spend_in_blocks(rates, np.zeros(len(looks), np.int64), np.array([per_year / WEEKS_A_YEAR]))
        for (own, options), stream, option in zip(found, looks, chosen, strict=True):
            reference[stream, first:stop] = own.value
            threshold[stream, first:stop] = options[option][0] if option != NEVER else np.inf
            rate[stream, first:stop] = options[option][1] if option != NEVER else 0.0
            mean[stream, first:stop] = held[stream] / (52 * whole)
    return RiseThresholds(reference, threshold, mean, rate)


@lru_cache(maxsize=65536)
def window_options(
    history: int, weeks: int, window_days: float, alpha: float, least_count: int
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the thresholds of a moving window about alpha a week, strictest first, and their weekly rates."""
    periods = weeks * DAYS_A_WEEK / window_days
    mean = (history + 0.5) / periods
    if mean > MOST_EXPECTED:
        return (NOT_WATCHED,) * N_OPTIONS, (np.nan,) * N_OPTIONS
    per_window = alpha * window_days / DAYS_A_WEEK
    low = max(least_count, int(mean) + 1)
    ks = np.arange(low, low + 30 + int(8 * np.sqrt(mean + 1)))
    rates = np.minimum(predicted_clump_rates(history, periods, ks), 1.0)
    strict = (
        int(np.argmax(rates <= per_window / _SLACK)) if (rates <= per_window / _SLACK).any() else len(ks) - 1
    )
    at = strict - np.arange(N_OPTIONS)
    valid = at >= 0
    told = (
        np.where(valid, np.maximum.accumulate(rates[np.maximum(at, 0)]), np.nan) * DAYS_A_WEEK / window_days
    )
    return tuple(ks[np.maximum(at, 0)].tolist()), tuple(told.tolist())


def season_history_of(watched: WatchedHistory, parameters: CountParameters) -> SeasonHistory:
    """Return the same season's history of every week up to the end of the last week's quarter."""
    return season_history(watched.counts[:, : watched.whole_weeks], _weeks_told(watched), parameters.season)


def quarter_history_of(watched: WatchedHistory, parameters: CountParameters) -> SeasonHistory:
    """Return the same season's history of every quarter up to the last week's."""
    quarters = np.array([watched.quarter(week) for week in range(_weeks_told(watched))], np.int64)
    return quarter_history(watched.counts[:, : watched.whole_weeks], quarters, parameters.season)


def _weeks_told(watched: WatchedHistory) -> int:
    """Return the weeks up to the end of the last week's quarter."""
    last = int(watched.counts.shape[1]) - 1
    until = last + 1
    while until <= last + 13 and watched.quarter(until) == watched.quarter(last):
        until += 1
    return until


def _looks(
    watched: WatchedHistory, history: SeasonHistory, first_week: int
) -> tuple[tuple[Ints, Ints], Ints]:
    """Return the (stream, week) pairs that have enough history and the quarter of each, from 0."""
    quarters = np.array([watched.quarter(week) for week in range(len(history.weeks))], np.int64)
    from_quarter = watched.quarter(first_week)
    weeks = np.flatnonzero((quarters >= from_quarter) & (history.weeks > 0))
    n = len(watched.streams)
    looks = np.repeat(np.arange(n), len(weeks)), np.tile(weeks, n)
    return looks, quarters[looks[1]] - from_quarter


def _weekly_options(n: Ints, weeks: Ints, alpha: float, least_count: int) -> tuple[Ints, Floats]:
    """Return counts about alpha, strictest first, and the chance of each."""
    mean = (n + 0.5) / weeks
    step = np.maximum(1, np.sqrt(mean + mean / weeks) / 6.0).astype(np.int64)
    options = predicted_alarm_count(n, weeks, alpha / _SLACK)[:, None] - step[:, None] * np.arange(N_OPTIONS)
    rates = chance_of_count(options, n[:, None], weeks[:, None])
    return options, np.where(options >= least_count, rates, np.nan)


def _spend(
    history: SeasonHistory, looks: tuple[Ints, Ints], of: Ints, found: tuple[Ints, Floats], per_year: float
) -> Ints:
    """Spend each quarter's part of the year's false alarms and return the thresholds, streams × weeks."""
    thresholds, (options, rates) = np.full(history.n.shape, NOT_WATCHED, np.int64), found
    if not len(of):
        return thresholds
    weeks_of = np.array([len(np.unique(looks[1][of == number])) for number in range(of.max() + 1)])
    chosen = spend_in_blocks(rates, of, weeks_of * per_year / WEEKS_A_YEAR)
    at = options[np.arange(len(options)), np.maximum(chosen, 0)]
    thresholds[looks] = np.where(chosen == NEVER, NOT_WATCHED, at)
    return thresholds
