# ruff: noqa: E501 - rows of a table are read whole
"""Coordinate systems: known points, and what is no system."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.domain.errors import MappingError
from sac_dash.geography.coordinates import (
    GRID_BOUNDS,
    check_crs,
    in_great_britain,
    is_geographic,
    is_true_metres,
    transform,
    utm_crs,
)


def test_a_known_point_on_the_grid():
    lon, lat = transform(np.array([530_000.0]), np.array([180_000.0]), "EPSG:27700", "EPSG:4326")
    assert lon[0] == pytest.approx(-0.12835, abs=1e-4)
    assert lat[0] == pytest.approx(51.50399, abs=1e-4)


def test_there_and_back_again():
    x, y = np.array([384_950.0]), np.array([255_050.0])
    back = transform(*transform(x, y, "EPSG:27700", "EPSG:4326"), "EPSG:4326", "EPSG:27700")
    assert back[0][0] == pytest.approx(x[0], abs=0.01)
    assert transform(x, y, "EPSG:27700", "EPSG:27700")[0] is not x


def test_what_cannot_be_transformed_is_nan():
    x, y = transform(np.array([np.nan, np.inf]), np.array([1.0, 1.0]), "EPSG:4326", "EPSG:27700")
    assert np.isnan(x).all()
    assert np.isnan(y).all()


def test_kinds_of_system():
    assert is_geographic("EPSG:4326")
    assert not is_geographic("local-metres")
    assert [is_true_metres(name) for name in ("EPSG:27700", "EPSG:32610", "local-metres", "EPSG:3857", "EPSG:2263", "EPSG:4326")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_no_system_is_told_with_a_remedy():
    assert check_crs("local-metres") == "local-metres"
    with pytest.raises(MappingError, match="27700"):
        check_crs("EPSG:nonsense")


def test_bounds_and_zones():
    assert in_great_britain(np.array([-2.2, 10.0, np.nan]), np.array([52.2, 52.2, 52.2])).tolist() == [
        True,
        False,
        False,
    ]
    assert GRID_BOUNDS.holds(np.array([0.0, 400_000.0]), np.array([1.0, 300_000.0])).tolist() == [False, True]
    assert utm_crs(np.array([151.2]), np.array([-33.9])) == "EPSG:32756"
