"""What the same season of earlier years leads one to expect: an exact range for a small count.

A commander asks "is five a lot?". Percent change answers nothing at these numbers, so the chart
shows the range within which a count would fall if nothing had changed. The range is exact for
Poisson counts and allows for how little history there is: with H offences in E earlier periods, a
new period's count x is compared by the binomial that holds given the total x + H, in which each
offence falls in the new period with chance 1 / (E + 1).

Where earlier counts vary more than chance would have them (:mod:`sac_dash.patterns.count_law`), the range is
negative binomial instead, exact in the same way.

Source: W. Nelson, *Applied Life Data Analysis* (1982), §6.4, prediction limits for Poisson counts;
the conditional test is Przyborowski and Wilenski (Biometrika, 1940).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import polars as pl
from scipy.special import betainc

from sac_dash.domain.columns import Schema
from sac_dash.patterns.count_law import (
    Dispersion,
    DispersionParameters,
    DispersionWatch,
    negative_binomial_prediction_range,
)
from sac_dash.patterns.periods import Period

DAYS_A_YEAR = 365.2425
_WEEKS_A_SEASON = 4  # of the weeks whose counts are compared to see how much they vary

# One row = one period of one group that has enough history.
EXPECTATION: Schema = {
    "period_start": pl.Date,
    "group": pl.String,
    "expected": pl.Float64,  # mean count of the same season in earlier years
    "lower": pl.Int64,  # inclusive
    "upper": pl.Int64,  # inclusive
    "n_years": pl.Int64,
    "law": pl.String,  # count_law.CountLaw values
}


@dataclass(frozen=True)
class SeasonParameters:
    """How the same season of earlier years is taken.

    Parameters
    ----------
    min_years
        Earlier years needed before anything is said (2: one year is an anecdote).
    max_years
        Earlier years looked back on (3: monthly tactical assessments compare with three).
    half_width_weeks
        Weeks to either side of the same week that count as its season (2); months stand alone.
    coverage
        Share of unchanged periods that fall within the range (0.95).
    """

    min_years: int = 2
    max_years: int = 3
    half_width_weeks: int = 2
    coverage: float = 0.95


def expect_from_season(
    counts: pl.DataFrame,
    period: Period | str,
    parameters: SeasonParameters | None = None,
    dispersion: DispersionParameters | None = None,
) -> pl.DataFrame:
    """Give the expected count and its exact range for every period with enough earlier years.

    Parameters
    ----------
    counts
        `patterns.counts.COUNTS`; part periods and periods without data are no history.
    period
        ``week`` or ``month``, as counted.
    dispersion
        When the range is negative binomial. It is asked once a calendar year, of the periods before it alone.

    Returns
    -------
    polars.DataFrame
        `EXPECTATION`; no row where fewer than ``min_years`` earlier years are known, which a page
        must say aloud. The range must not be read as a target, nor a count outside it as a cause.
    """
    period, parameters = Period(period), parameters or SeasonParameters()
    rows = [
        row
        for (group,), of_group in counts.group_by("group", maintain_order=True)
        for row in _expect_group(str(group), of_group, (period, parameters), DispersionWatch(dispersion))
    ]
    return pl.DataFrame(rows, schema=dict(EXPECTATION), orient="row")


@lru_cache(maxsize=65536)
def poisson_prediction_range(
    history_count: int, history_periods: int, coverage: float = 0.95
) -> tuple[int, int]:
    """Return the inclusive range of a new period's count, given earlier periods of the same length.

    Parameters
    ----------
    history_count
        Offences in all earlier periods together (≥ 0).
    history_periods
        Number of earlier periods (≥ 1).
    coverage
        Share of unchanged periods that fall within the range.

    Examples
    --------
    >>> poisson_prediction_range(0, 3)
    (0, 2)
    >>> poisson_prediction_range(30, 3)
    (4, 18)
    """
    tail = (1.0 - coverage) / 2.0
    mean = history_count / history_periods
    reach = int(mean + 12 * np.sqrt(mean + 1) + 30)
    counts = np.arange(reach + 1)
    share = 1.0 / (history_periods + 1)
    # Binomial tails by the incomplete beta function: loads and runs far faster than scipy.stats.
    at_least = np.where(counts == 0, 1.0, betainc(np.maximum(counts, 1), history_count + 1, share))
    at_most = 1.0 - betainc(counts + 1, history_count, share) if history_count else np.ones(len(counts))
    kept = counts[(at_least > tail) & (at_most > tail)]
    return int(kept.min()), int(kept.max())


def season_weeks_back(parameters: SeasonParameters) -> tuple[tuple[int, ...], ...]:
    """Return how many weeks back the same season lies, one tuple per earlier year, the latest year first.

    Examples
    --------
    >>> season_weeks_back(SeasonParameters(max_years=2, half_width_weeks=1))
    ((53, 52, 51), (105, 104, 103))
    """
    width = parameters.half_width_weeks
    years = (round(back * DAYS_A_YEAR / 7) for back in range(1, parameters.max_years + 1))
    return tuple(tuple(weeks - offset for offset in range(-width, width + 1)) for weeks in years)


def exceeds_chance(outside: int, judged: int, coverage: float = 0.95) -> bool:
    """Tell whether more periods lie outside their range than chance alone would readily bring.

    Of `judged` unchanged periods at most a share of 1 - `coverage` lies outside. The number outside
    exceeds chance where as many or more would come about in fewer than 1 - `coverage` of such rows
    (binomial tail). Neighbouring periods share history, so it must not be read as an exact test.

    Examples
    --------
    >>> exceeds_chance(2, 49), exceeds_chance(9, 49)
    (False, True)
    """
    if outside == 0:
        return False
    tail = 1.0 - coverage
    return bool(betainc(outside, judged - outside + 1, tail) < tail)


def _expect_group(
    group: str, counts: pl.DataFrame, asked: tuple[Period, SeasonParameters], watch: DispersionWatch
) -> list[tuple[date, str, float, int, int, int, str]]:
    """Return the expectation rows of one group; counts are in order of time."""
    period, parameters = asked
    usable = counts.filter(pl.col("complete") & pl.col("n").is_not_null())
    known = dict(zip(usable.get_column("period_start"), usable.get_column("n"), strict=True))
    rows, told, year = [], watch.tell(), date.min.year
    for start in counts.get_column("period_start").sort():
        if (
            start.year > year
        ):  # once a year, by all that came before: a law that changed by the week would tell of noise
            told, year = watch.tell(), start.year
        years = _earlier_seasons(start, known, period, parameters)
        if len(years) >= parameters.min_years:
            history = [n for season in years for n in season]
            lower, upper = _range(sum(history), len(history), told, parameters.coverage)
            mean = sum(history) / len(history)
            rows.append((start, group, mean, lower, upper, len(years), told.law.value))
        if start in known:
            watch.hear(known[start], _season_of(start, period))
    return rows


def _range(total: int, periods: int, told: Dispersion, coverage: float) -> tuple[int, int]:
    """Return the range under the law that the earlier periods tell of."""
    if told.dispersion > 0:
        return negative_binomial_prediction_range(total, periods, told.dispersion, coverage)
    return poisson_prediction_range(total, periods, coverage)


def _season_of(start: date, period: Period) -> int:
    """Return the season whose periods are compared: the calendar month, or a block of four weeks."""
    return start.month if period is Period.MONTH else (start.isocalendar().week - 1) // _WEEKS_A_SEASON


def _earlier_seasons(
    start: date, known: dict[date, int], period: Period, parameters: SeasonParameters
) -> list[list[int]]:
    """Return the counts of the same season, one list per earlier year that is wholly known."""
    seasons = []
    for back in range(1, parameters.max_years + 1):
        season = [known.get(day) for day in _season_starts(start, back, period, parameters)]
        whole = [n for n in season if n is not None]
        if len(whole) == len(season):
            seasons.append(whole)
    return seasons


def _season_starts(start: date, back: int, period: Period, parameters: SeasonParameters) -> list[date]:
    """Return the period starts that make the same season `back` years earlier (52 or 53 weeks a year)."""
    if period is Period.MONTH:
        return [start.replace(year=start.year - back)]
    weeks_back = season_weeks_back(parameters)[back - 1]
    return [date.fromordinal(start.toordinal() - 7 * weeks) for weeks in weeks_back]
