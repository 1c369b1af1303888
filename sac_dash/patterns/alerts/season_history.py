"""What the same season of earlier years held, for many streams and weeks at once.

The rule is that of :mod:`sac_dash.patterns.expectation` (the same week and two to either side, in up to three
earlier years, at least two), worked out for every stream and week in one pass over whole numbers. As the
latest week it looks at lies almost a year back, a quarter's thresholds are known before the quarter begins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sac_dash.patterns.expectation import SeasonParameters, season_weeks_back

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SeasonHistory:
    """The history of each week.

    Attributes
    ----------
    n
        streams × weeks: offences of the same season in the years known.
    weeks
        How many weeks those are, by week; 0 where fewer than the least number of years is known.
    years
        How many earlier years are known, by week.
    """

    n: Ints
    weeks: Ints
    years: Ints


def season_history(counts: Ints, until: int, parameters: SeasonParameters | None = None) -> SeasonHistory:
    """Return the same season's history of the weeks 0 to `until` - 1.

    Parameters
    ----------
    counts
        streams × weeks: offences in each whole week from the first that the data cover.
    until
        Number of weeks wanted; may reach beyond `counts`, as history lies almost a year back.
    """
    parameters = parameters or SeasonParameters()
    running = np.concatenate([np.zeros((len(counts), 1), np.int64), np.cumsum(counts, axis=1)], axis=1)
    n = np.zeros((len(counts), until), np.int64)
    weeks, years = np.zeros(until, np.int64), np.zeros(until, np.int64)
    week = np.arange(until)
    for season in season_weeks_back(parameters):
        first, last = week - max(season), week - min(season) + 1
        known = (first >= 0) & (last <= counts.shape[1])
        n[:, known] += running[:, last[known]] - running[:, first[known]]
        weeks[known] += len(season)
        years[known] += 1
    enough = years >= parameters.min_years
    return SeasonHistory(np.where(enough, n, 0), np.where(enough, weeks, 0), years)


def quarter_history(
    counts: Ints, quarters: Ints, parameters: SeasonParameters | None = None
) -> SeasonHistory:
    """Return the same season's history of whole quarters: alike for every week of a quarter that has any.

    What stands for a moving window must not change from week to week: where a threshold goes up and down while
    one window moves, the lowest of them counts each time, and more rings than each by itself would cost.

    Parameters
    ----------
    counts
        streams × weeks, as in :func:`season_history`.
    quarters
        The quarter of each week wanted, ascending; may reach beyond `counts`.
    """
    parameters = parameters or SeasonParameters()
    weekly = season_history(counts, len(quarters), parameters)
    running = np.concatenate([np.zeros((len(counts), 1), np.int64), np.cumsum(counts, axis=1)], axis=1)
    n, weeks = np.zeros_like(weekly.n), np.zeros_like(weekly.weeks)
    for quarter in np.unique(quarters):
        own = np.flatnonzero((quarters == quarter) & (weekly.weeks > 0))
        for season in season_weeks_back(parameters):
            first, last = own - max(season), own - min(season) + 1
            known = (first >= 0) & (last <= counts.shape[1])
            if known.any():
                begin, end = int(first[known].min()), int(last[known].max())
                n[:, own] += (running[:, end] - running[:, begin])[:, None]
                weeks[own] += end - begin
    return SeasonHistory(n, weeks, weekly.years)
