"""The exact interval of a rate of alarms."""

from __future__ import annotations

import pytest

from sac_dash.patterns.alerts.alarm_rate import AlarmRate


def test_garwoods_interval():
    assert AlarmRate(0, 2.0).interval == pytest.approx((0.0, 3.689 / 2), abs=0.001)
    assert AlarmRate(10, 1.0).interval == pytest.approx((4.795, 18.39), abs=0.01)
    assert AlarmRate(10, 4.0).per_year == 2.5
