"""The expected range: exact, honest about little history, silent without enough of it."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from sac_dash.patterns.count_law import CountLaw
from sac_dash.patterns.counts import COUNTS
from sac_dash.patterns.expectation import (
    EXPECTATION,
    SeasonParameters,
    exceeds_chance,
    expect_from_season,
    poisson_prediction_range,
)


def monthly(counts: dict[date, int | None], group: str = "All") -> pl.DataFrame:
    rows = [(start, group, n, True) for start, n in counts.items()]
    return pl.DataFrame(rows, schema=dict(COUNTS), orient="row")


@pytest.mark.parametrize(("rate", "periods"), [(0.5, 3), (2.0, 3), (6.0, 15)])
def test_range_holds_at_least_its_share_of_unchanged_periods(rate, periods):
    random = np.random.default_rng(7)
    history = random.poisson(rate, (4000, periods)).sum(axis=1)
    new = random.poisson(rate, 4000)
    ranges = [poisson_prediction_range(int(total), periods) for total in history]
    within = np.mean([low <= n <= high for (low, high), n in zip(ranges, new, strict=True)])
    assert within >= 0.945


def test_more_history_narrows_the_range():
    wide = poisson_prediction_range(6, 2)
    narrow = poisson_prediction_range(45, 15)
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_nothing_is_said_with_one_earlier_year():
    counts = monthly({date(2025, 5, 1): 4, date(2026, 5, 1): 9})
    assert expect_from_season(counts, "month").is_empty()


def test_two_earlier_years_of_the_same_month_make_a_range():
    counts = monthly({date(2024, 5, 1): 4, date(2025, 5, 1): 6, date(2026, 4, 1): 50, date(2026, 5, 1): 9})
    expected = expect_from_season(counts, "month")
    assert expected.schema == dict(EXPECTATION)
    low, high = poisson_prediction_range(10, 2)
    assert expected.row(0) == (date(2026, 5, 1), "All", 5.0, low, high, 2, "poisson_unchecked")
    assert expected.height == 1


def test_a_month_without_data_is_no_history():
    counts = monthly({date(2024, 5, 1): None, date(2025, 5, 1): 6, date(2026, 5, 1): 9})
    assert expect_from_season(counts, "month").is_empty()


def test_a_week_is_compared_with_five_weeks_of_each_year():
    starts = [date.fromordinal(date(2023, 1, 2).toordinal() + 7 * week) for week in range(180)]
    counts = monthly(dict.fromkeys(starts, 2))
    expected = expect_from_season(counts, "week", SeasonParameters(max_years=2))
    assert expected.get_column("expected").unique().to_list() == [2.0]
    assert expected.row(0)[3:5] == poisson_prediction_range(20, 10)


def test_a_few_outside_are_no_more_than_chance_and_many_are():
    assert not exceeds_chance(0, 49)
    assert not exceeds_chance(2, 49)
    assert not exceeds_chance(5, 49)
    assert exceeds_chance(6, 49)


def test_counts_that_vary_more_than_chance_get_the_wider_range_and_say_so():
    random = np.random.default_rng(3)
    months = [date(2016 + n // 12, n % 12 + 1, 1) for n in range(120)]
    laws, within, poisson = [], [], []
    for _ in range(12):
        counts = random.negative_binomial(2, 2 / (2 + 6), 120)  # mean 6, variance 6 + 6² / 2
        expected = expect_from_season(monthly(dict(zip(months, counts.tolist(), strict=True))), "month")
        for start, _, mean, lower, upper, years, law in expected.iter_rows():
            n = int(counts[months.index(start)])
            low, high = poisson_prediction_range(round(mean * years), years)
            laws.append(law)
            within.append(lower <= n <= upper)
            poisson.append(low <= n <= high)
    assert np.mean([law == CountLaw.NEGATIVE_BINOMIAL for law in laws]) > 0.9
    assert 0.93 < np.mean(within) < 0.99
    assert np.mean(poisson) < 0.80  # what a Poisson range would have held


def test_counts_of_chance_keep_the_poisson_range():
    random = np.random.default_rng(4)
    starts = [date.fromordinal(date(2021, 1, 4).toordinal() + 7 * week) for week in range(260)]
    laws = []
    for _ in range(24):
        counts = random.poisson(2.0, 260).tolist()
        expected = expect_from_season(monthly(dict(zip(starts, counts, strict=True))), "week")
        laws += expected["law"].to_list()
    assert np.mean([law == CountLaw.POISSON for law in laws]) > 0.9


def test_no_period_knows_what_came_after_it():
    random = np.random.default_rng(5)
    months = [date(2016 + n // 12, n % 12 + 1, 1) for n in range(120)]
    counts = dict(zip(months, random.negative_binomial(1, 0.2, 120).tolist(), strict=True))
    early = {start: n for start, n in counts.items() if start.year < 2022}
    whole, part = (expect_from_season(monthly(each), "month") for each in (counts, early))
    assert part.equals(whole.head(part.height))
