"""A journey's legs, their sum and the widest distance."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.geography.distances import offset
from sac_dash.patterns.journey import measure_journey


def test_legs_follow_the_order_of_the_places() -> None:
    places = offset(-2.7, 52.4, np.array([0.0, 10.0, 10.0]), np.array([0.0, 0.0, 4.0]))
    found = measure_journey(places[:, 0], places[:, 1])
    assert found.legs_km == pytest.approx((10.0, 4.0), rel=1e-3)
    assert found.total_km == pytest.approx(14.0, rel=1e-3)
    assert found.median_leg_km == pytest.approx(7.0, rel=1e-3)
    assert found.widest_km == pytest.approx(np.hypot(10, 4), rel=1e-3)


def test_one_place_has_no_leg() -> None:
    found = measure_journey(np.array([-2.7]), np.array([52.4]))
    assert (found.legs_km, found.total_km, found.median_leg_km, found.widest_km) == ((), 0.0, None, 0.0)
