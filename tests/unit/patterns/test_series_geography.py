"""A series on the ground: nothing is drawn from too little."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.geography.distances import offset
from sac_dash.patterns.basis import NotEnough, TooLittle
from sac_dash.patterns.ellipse import Ellipse
from sac_dash.patterns.series_geography import SeriesGeography, describe_places


def around(east_km: list[float], north_km: list[float]):
    places = offset(-2.2, 52.2, np.array(east_km), np.array(north_km))
    return places[:, 0], places[:, 1]


def test_four_corners_have_their_middle_and_spread():
    lon, lat = around([-3, 3, 3, -3], [-4, -4, 4, 4])
    found = describe_places(lon, lat, np.arange(4))
    assert isinstance(found, SeriesGeography)
    assert (found.longitude, found.latitude) == pytest.approx((-2.2, 52.2), abs=1e-4)
    assert found.standard_distance_km == pytest.approx(np.sqrt(4 * 25 / 2), rel=1e-3)
    assert found.journey.legs_km == pytest.approx((6, 8, 6), rel=1e-3)
    assert len(found.buffer) == 4
    assert isinstance(found.ellipse, NotEnough)
    assert (found.ellipse.n, found.ellipse.needed) == (4, 8)


def test_the_journey_follows_time_and_unknown_places_are_passed_over():
    lon, lat = around([0, 30, 1], [0, 0, 0])
    lon = np.append(lon, np.nan)
    found = describe_places(lon, np.append(lat, np.nan), np.array([0, 20, 10, 5]))
    assert isinstance(found, SeriesGeography)
    assert found.journey.legs_km == pytest.approx((1, 29), rel=1e-3)
    assert found.basis.n_left_out == 1


def test_enough_places_have_an_ellipse():
    rng = np.random.default_rng(1)
    lon, lat = around(list(rng.normal(0, 20, 30)), list(rng.normal(0, 5, 30)))
    found = describe_places(lon, lat, np.arange(30))
    assert isinstance(found, SeriesGeography)
    assert isinstance(found.ellipse, Ellipse)


def test_one_place_hit_often_has_no_middle():
    found = describe_places(np.full(5, -2.2), np.full(5, 52.2), np.arange(5))
    assert isinstance(found, NotEnough)
    assert found.reason is TooLittle.PLACES
