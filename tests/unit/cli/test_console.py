"""How long work will still take, told from the pace so far."""

from __future__ import annotations

from sac_dash.cli.console import Pace


def pace_at(moments: list[float]) -> Pace:
    clock = iter(moments)
    return Pace(clock=lambda: next(clock))


def test_the_time_left_follows_from_the_pace() -> None:
    pace = pace_at([0.0, 1.0, 10.0, 60.0])
    assert pace.say_left(0.02) == ""  # too early to tell
    assert pace.say_left(0.25) == "about 30 s left"
    assert pace.say_left(0.3) == "about 2 min left"


def test_a_share_that_falls_back_begins_another_piece_of_work() -> None:
    pace = pace_at([0.0, 10.0, 20.0, 20.0, 30.0])
    assert pace.say_left(0.9) == "about 1 s left"
    assert pace.say_left(0.0) == ""
    assert pace.say_left(0.5) == "about 10 s left"
