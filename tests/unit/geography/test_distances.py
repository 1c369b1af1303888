"""Distances agree with the geodesic, with the ring that is drawn and with what is selected."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest

from sac_dash.geography.distances import Circle, distance_km, offset, ring, within

WORCESTER = (-2.220, 52.192)


def geodesic_km(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    return pyproj.Geod(ellps="WGS84").inv(lon, lat, to_lon, to_lat)[2] / 1000


@pytest.mark.parametrize("to", [(-2.221, 52.193), (-2.753, 52.708), (-0.1257, 51.5085), (-3.19, 55.95)])
def test_distances_are_within_a_two_thousandth_of_the_geodesic(to: tuple[float, float]) -> None:
    assert distance_km(*WORCESTER, *to) == pytest.approx(geodesic_km(*WORCESTER, *to), rel=5e-4)


def test_the_ring_lies_at_its_radius() -> None:
    edge = ring(Circle(*WORCESTER, 40.0))
    assert distance_km(*WORCESTER, edge[:, 0], edge[:, 1]) == pytest.approx(40.0, rel=1e-4)


def test_within_is_what_lies_closer_than_the_radius() -> None:
    rng = np.random.default_rng(1)
    lon, lat = -2.22 + rng.normal(0, 0.3, 5_000), 52.192 + rng.normal(0, 0.3, 5_000)
    lon[0] = np.nan
    inside = within(Circle(*WORCESTER, 12.0), lon, lat)
    away = distance_km(lon, lat, *WORCESTER)
    assert np.array_equal(inside, away <= 12.0)
    assert 0 < inside.sum() < 5_000
    assert not inside[0]


def test_an_offset_is_as_far_and_in_the_direction_it_says() -> None:
    east, north = offset(*WORCESTER, np.array([30.0, 0.0]), np.array([0.0, 30.0]))
    assert east[0] > WORCESTER[0]
    assert east[1] == pytest.approx(WORCESTER[1])
    assert north[1] > WORCESTER[1]
    assert geodesic_km(*WORCESTER, *north) == pytest.approx(30.0, rel=1e-3)
