"""Windows hold the true moment and are as long as premises are shut."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.habits import RecordingHabits
from sac_dash.synthetic.places import Premises
from sac_dash.synthetic.window import draw_window

UNTIMED = RecordingHabits(alarm_timed=0.0)


def deed(kind, at):
    premises = Premises(kind, "Unit 1", "1 Mill Lane", "Ludlow", "QM1 1AL", "F", "F", "Teme", 350e3, 275e3)
    return Deed("attack", at, premises, {}, 2, attempt=False, loss_gbp=0.0)


@pytest.mark.parametrize("kind", ["convenience_store", "pub", "industrial_unit", "office", "dwelling"])
def test_the_true_moment_is_inside(kind):
    rng = np.random.default_rng(0)
    for hours in range(0, 24 * 21, 5):
        one = deed(kind, datetime.fromisoformat("2026-01-05") + timedelta(hours=hours))
        start, end = draw_window(one, RecordingHabits(), rng)
        assert start <= one.at <= end
        assert end - start < timedelta(days=4)


def test_shops_have_eight_to_fourteen_hours():
    night = deed("convenience_store", datetime.fromisoformat("2026-01-06 02:30"))
    spans = [
        end - start
        for start, end in (draw_window(night, UNTIMED, np.random.default_rng(i)) for i in range(30))
    ]
    assert all(timedelta(hours=6) < span < timedelta(hours=15) for span in spans)


def test_alarms_time_to_minutes():
    night = deed("convenience_store", datetime.fromisoformat("2026-01-06 02:30"))
    start, end = draw_window(night, replace(UNTIMED, alarm_timed=1.0), np.random.default_rng(0))
    assert end - start <= timedelta(minutes=20)


def test_factories_are_found_on_monday():
    sunday = deed("industrial_unit", datetime.fromisoformat("2026-01-04 03:00"))
    spans = [
        end - start
        for start, end in (draw_window(sunday, UNTIMED, np.random.default_rng(i)) for i in range(30))
    ]
    assert max(spans) > timedelta(hours=55)
