"""Which law counts follow: told from known truth, refused with too little, exact where it can be counted out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sac_dash.patterns.count_law import (
    CountLaw,
    Dispersion,
    DispersionParameters,
    DispersionWatch,
    negative_binomial_prediction_range,
)
from sac_dash.patterns.expectation import poisson_prediction_range


def told_of(counts, parameters: DispersionParameters | None = None, seasons: int = 12) -> Dispersion:
    watch = DispersionWatch(parameters)
    for place, n in enumerate(counts):
        watch.hear(int(n), place % seasons)
    return watch.tell()


def varied(random: np.random.Generator, mean: float, dispersion: float, size) -> np.ndarray:
    shape = 1 / dispersion
    return random.negative_binomial(shape, shape / (shape + mean), size)


@pytest.mark.parametrize(("mean", "dispersion"), [(6.0, 0.5), (20.0, 0.2)])
def test_what_varies_more_than_chance_is_told_and_by_how_much(mean, dispersion):
    random = np.random.default_rng(11)
    told = [told_of(varied(random, mean, dispersion, 60)) for _ in range(150)]
    assert np.mean([each.law is CountLaw.NEGATIVE_BINOMIAL for each in told]) > 0.95
    assert np.mean([each.dispersion for each in told]) == pytest.approx(dispersion, rel=0.1)


@pytest.mark.parametrize("mean", [0.7, 6.0])
def test_chance_is_seldom_called_more(mean):
    random = np.random.default_rng(12)
    told = [told_of(random.poisson(mean, 60)) for _ in range(200)]
    assert np.mean([each.law is CountLaw.NEGATIVE_BINOMIAL for each in told]) < 0.09
    assert all(each.dispersion == 0 for each in told if each.law is CountLaw.POISSON)


def test_a_season_that_is_always_busier_is_no_excess():
    random = np.random.default_rng(13)
    means = np.tile(np.repeat([2.0, 12.0], 6), 5)
    told = [told_of(random.poisson(means)) for _ in range(100)]
    assert np.mean([each.law is CountLaw.NEGATIVE_BINOMIAL for each in told]) < 0.1


def test_too_little_history_cannot_tell():
    assert told_of([]).law is CountLaw.POISSON_UNCHECKED
    assert told_of([9, 1] * 11).law is CountLaw.POISSON_UNCHECKED  # 22 months: 10 of them a second time
    assert told_of([1] + [0] * 59).law is CountLaw.POISSON_UNCHECKED  # one offence
    assert told_of([9, 1] * 11, DispersionParameters(min_degrees=10)).law is CountLaw.POISSON


@pytest.mark.parametrize(("mean", "dispersion", "periods"), [(6.0, 0.5, 3), (6.0, 0.5, 15), (20.0, 0.2, 3)])
def test_the_range_holds_its_share_where_a_poisson_range_does_not(mean, dispersion, periods):
    random = np.random.default_rng(14)
    history = varied(random, mean, dispersion, (3000, periods)).sum(axis=1)
    new = varied(random, mean, dispersion, 3000)
    wide = [negative_binomial_prediction_range(int(total), periods, dispersion) for total in history]
    narrow = [poisson_prediction_range(int(total), periods) for total in history]
    shares = [
        np.mean([low <= n <= high for (low, high), n in zip(ranges, new, strict=True)])
        for ranges in (wide, narrow)
    ]
    assert 0.945 <= shares[0] <= 0.985
    assert shares[1] < 0.8


def test_the_ends_are_those_of_the_beta_binomial():
    low, high = negative_binomial_prediction_range(30, 3, 0.2)
    of = lambda x: stats.betabinom(x + 30, 5.0, 15.0)  # noqa: E731
    assert of(high).sf(high - 1) > 0.025 >= of(high + 1).sf(high)
    assert of(low).cdf(low) > 0.025
    assert low == 0 or of(low - 1).cdf(low - 1) <= 0.025


def test_with_hardly_any_excess_it_is_the_poisson_range():
    for total, periods in ((0, 3), (4, 15), (30, 3)):
        assert negative_binomial_prediction_range(total, periods, 1e-6) == poisson_prediction_range(
            total, periods
        )


def test_a_wild_past_has_a_range_with_an_end() -> None:
    assert negative_binomial_prediction_range(0, 2, 50.0) == negative_binomial_prediction_range(0, 2, 2.0)
    assert negative_binomial_prediction_range(0, 2, 50.0)[1] < 40
