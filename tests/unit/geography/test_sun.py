"""The sun stands where the almanac has it."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from sac_dash.geography.sun import half_day_deg, sun_altitude_deg, sun_position


def seconds(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def test_meeus_worked_example_of_13_october_1992():
    position = sun_position(seconds("1992-10-13T00:00:00"))
    assert np.degrees(position.declination_rad) == pytest.approx(-7.785, abs=0.002)  # example 25.a
    assert position.equation_of_time_s == pytest.approx(13 * 60 + 42.7, abs=3)  # example 28.a


def test_the_sun_is_highest_at_midsummer_by_the_tilt_of_the_earth():
    noon = sun_altitude_deg(seconds("2026-06-21T12:02:00"), 0.0, 51.48)
    assert noon == pytest.approx(90 - 51.48 + 23.44, abs=0.05)


def test_days_at_the_equinox_are_twelve_hours_and_polar_days_have_no_end():
    equinox, summer = (sun_position(seconds(day)) for day in ("2026-03-20T14:46:00", "2026-06-21T12:00:00"))
    assert half_day_deg(52.0, equinox, 0.0) == pytest.approx(90, abs=0.1)
    assert half_day_deg(80.0, summer, 0.0) == 180
    assert half_day_deg(-80.0, summer, 0.0) == 0


def test_many_places_and_moments_are_worked_out_at_once():
    moments = np.array([seconds("2026-06-21T12:00:00"), seconds("2026-12-21T00:00:00")])
    height = sun_altitude_deg(moments, np.array([-2.0, -2.0]), np.array([52.0, 52.0]))
    assert height.shape == (2,)
    assert height[0] > 60 > -60 > height[1]
