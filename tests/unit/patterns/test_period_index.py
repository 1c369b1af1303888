"""Counts by index agree with the counts of `patterns.counts`, group by group."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from sac_dash.patterns.counts import count_by_period
from sac_dash.patterns.period_index import index_periods
from sac_dash.patterns.periods import Period

FIRST = datetime(2024, 1, 3, 12, tzinfo=UTC)  # winter: local time is UTC
RNG = np.random.default_rng(5)
DAYS = np.sort(RNG.uniform(0, 80, 200))
START_MS = np.array([(FIRST + timedelta(days=float(day))).timestamp() * 1000 for day in DAYS])


@pytest.mark.parametrize("unit", list(Period))
def test_an_index_counts_as_the_counts_do(unit: Period) -> None:
    offences = pl.DataFrame(
        {"from_at": [FIRST + timedelta(days=float(day)) for day in DAYS], "when_precision": ["minute"] * 200}
    )
    as_of = FIRST + timedelta(days=81)
    counted = count_by_period(offences, unit, None, as_of)
    index = index_periods(START_MS, as_of.timestamp() * 1000, unit)
    assert index.starts == counted["period_start"].to_list()
    assert index.count(np.ones(200, dtype=bool)).tolist() == counted["n"].to_list()


def test_groups_add_up_to_the_whole() -> None:
    index = index_periods(START_MS, START_MS.max(), Period.WEEK)
    group, which = RNG.integers(0, 3, 200), RNG.random(200) < 0.5
    parts = index.count_groups(which, group, 3)
    assert parts.shape == (3, len(index.starts))
    assert np.array_equal(parts.sum(axis=0), index.count(which))
    assert np.array_equal(parts[1], index.count(which & (group == 1)))
