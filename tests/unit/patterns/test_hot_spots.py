"""A planted hot spot is found, an even spread has none, and running sums equal sums by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.basis import LeftOut, NotEnough
from sac_dash.patterns.hot_spots import (
    HotSpotParameters,
    HotSpots,
    count_tail,
    find_hot_spots,
    gi_star,
    lay_sheet,
)


def evenly(n: int, seed: int, side: float = 10_000.0):
    return np.random.default_rng(seed).uniform(0, side, (2, n))


def find(x, y, **parameters) -> HotSpots:
    found = find_hot_spots(x, y, HotSpotParameters(**parameters))
    assert isinstance(found, HotSpots)
    return found


def test_gi_star_is_the_formula_of_ord_and_getis():
    rng = np.random.default_rng(1)
    count = rng.poisson(2.0, (9, 8))
    judged = rng.random((9, 8)) < 0.8
    window = np.ones((3, 3), dtype=int)
    found = gi_star(count, judged, window)
    places = np.argwhere(judged)
    values = count[judged].astype(float)
    n, mean, deviation = len(values), values.mean(), values.std()
    for place in places:
        near = (np.abs(places - place) <= 1).all(axis=1)
        w = near.sum()
        z = (values[near].sum() - mean * w) / (deviation * np.sqrt((n * w - w**2) / (n - 1)))
        assert found.z[tuple(place)] == pytest.approx(z)
        assert found.around[tuple(place)] == values[near].sum()
        assert found.expected[tuple(place)] == pytest.approx(mean * w)


def test_a_planted_hot_spot_is_found_where_it_is():
    x, y = evenly(600, 2)
    rng = np.random.default_rng(3)
    spot = rng.normal([[4_000.0], [7_000.0]], 200.0, (2, 80))
    found = find(np.concatenate([x, spot[0]]), np.concatenate([y, spot[1]]))
    away = np.hypot(found.x_m - 4_000, found.y_m - 7_000)
    assert found.hot[away < 300].all()
    assert not found.hot[away > 2_500].any()
    assert away[np.argmax(found.density_per_km2)] < 500


def test_an_even_spread_has_hardly_ever_a_hot_spot():
    assert sum(find(*evenly(2_000, seed)).hot.any() for seed in range(20)) <= 3


def test_nobody_is_lost_on_the_sheet_and_density_adds_up():
    x, y = evenly(500, 4)
    found = find(x, y)
    assert found.count.sum() == 500
    area_km2 = (found.square_m / 1_000) ** 2
    assert found.density_per_km2.sum() * area_km2 == pytest.approx(500, rel=0.05)
    assert np.nanmin(found.q_value) >= np.nanmin(found.p_value)
    assert (np.isnan(found.z) == ~found.judged).all()
    assert found.judged[found.count > 0].all()


def test_tails_are_those_of_the_laws_they_are_named_after():
    count, mean = np.array([0, 3, 9]), np.full(3, 4.0)
    assert count_tail(count, mean, mean) == pytest.approx(stats.poisson.sf(count - 1, 4.0))
    wide = stats.nbinom(2.0, 1 / 3)  # mean 4, variance 12
    assert count_tail(count, mean, np.full(3, 12.0)) == pytest.approx(wide.sf(count - 1))


def test_a_vast_sheet_gets_larger_squares():
    sheet = lay_sheet(np.array([0.0, 900_000.0]), np.array([0.0, 900_000.0]), 250.0)
    assert sheet.square_m == 1_000
    assert sheet.count.sum() == 2


def test_only_the_squares_given_are_judged():
    x, y = evenly(500, 6)
    sheet = lay_sheet(x, y, 250.0, 750.0)
    west = np.zeros(sheet.count.shape, bool)
    west[: sheet.count.shape[0] // 2] = True
    found = find_hot_spots(x, y, judged=west)
    assert isinstance(found, HotSpots)
    assert found.x_m[found.judged].max() < found.x_m[~found.judged & (found.count > 0)].min()
    assert isinstance(find_hot_spots(x, y, judged=~west & west), NotEnough)
    with pytest.raises(SacDashError, match="not those of the sheet"):
        find_hot_spots(x, y, judged=west[1:])


def test_unknown_places_are_left_out_and_few_are_too_few():
    x, y = evenly(40, 5)
    x[0] = np.nan
    assert find(x, y).basis.left_out == ((LeftOut.NO_PLACE, 1),)
    assert isinstance(find_hot_spots(x[:20], y[:20]), NotEnough)
