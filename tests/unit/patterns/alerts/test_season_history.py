"""The same season by whole numbers is the same season as the trend page's."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from sac_dash.patterns.alerts.season_history import season_history
from sac_dash.patterns.counts import COUNTS
from sac_dash.patterns.expectation import SeasonParameters, expect_from_season


def test_agrees_with_the_expected_range_of_trends():
    counts = np.random.default_rng(2).poisson(1.5, 200)
    monday = date(2021, 1, 4)
    rows = [(monday + timedelta(weeks=at), "All", int(n), True) for at, n in enumerate(counts)]
    expected = expect_from_season(pl.DataFrame(rows, schema=dict(COUNTS), orient="row"), "week")
    history = season_history(counts[None, :], 200)
    known = np.flatnonzero(history.weeks > 0)
    assert [monday + timedelta(weeks=int(at)) for at in known] == expected["period_start"].to_list()
    assert np.allclose(history.n[0, known] / history.weeks[known], expected["expected"].to_numpy())


def test_too_few_years_are_no_history():
    history = season_history(np.ones((1, 90), np.int64), 90)
    assert (history.weeks == 0).all()
    assert history.years.max() == 1


def test_the_coming_quarter_is_known_beforehand():
    history = season_history(np.ones((2, 150), np.int64), 163, SeasonParameters(min_years=2))
    assert (history.weeks[150:] >= 10).all()
    assert (history.n[:, 150:] == history.weeks[150:]).all()
