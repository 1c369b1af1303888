"""The ellipse finds a spread that was put in, and is not drawn where it would mean nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.geography.distances import offset
from sac_dash.patterns.ellipse import EllipseRule, count_places, ellipse_ring, spread_ellipse

HOME = (-2.7, 52.4)


def scattered(n: int, major_km: float, minor_km: float, bearing_deg: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    along, aside = rng.normal(0, major_km, n), rng.normal(0, minor_km, n)
    turn = np.radians(bearing_deg)
    east = along * np.sin(turn) + aside * np.cos(turn)
    north = along * np.cos(turn) - aside * np.sin(turn)
    places = offset(*HOME, east, north)
    return places[:, 0], places[:, 1]


def test_the_spread_and_direction_put_in_are_found() -> None:
    found = spread_ellipse(*scattered(20_000, 12.0, 4.0, 30.0))
    assert found is not None
    assert found.major_km == pytest.approx(12.0 * np.sqrt(2), rel=0.03)
    assert found.minor_km == pytest.approx(4.0 * np.sqrt(2), rel=0.03)
    assert found.bearing_deg == pytest.approx(30.0, abs=1.5)


def test_it_holds_sixty_three_in_a_hundred_places() -> None:
    import shapely

    lon, lat = scattered(20_000, 12.0, 4.0, 120.0)
    found = spread_ellipse(lon, lat)
    assert found is not None
    inside = shapely.contains_xy(shapely.Polygon(ellipse_ring(found)), lon, lat)
    assert inside.mean() == pytest.approx(1 - np.exp(-1), abs=0.01)


def test_too_few_distinct_places_make_none() -> None:
    lon, lat = scattered(7, 5.0, 4.0, 0.0)
    assert spread_ellipse(lon, lat) is None
    assert spread_ellipse(np.tile(lon, 3), np.tile(lat, 3)) is None, "one place twice is no second place"
    assert count_places(np.tile(lon, 3), np.tile(lat, 3)) == 7
    assert spread_ellipse(lon, lat, EllipseRule(least_places=7)) is not None


def test_places_on_a_line_make_none() -> None:
    lon = np.linspace(-3.0, -2.0, 12)
    assert spread_ellipse(lon, np.full(12, 52.4)) is None
