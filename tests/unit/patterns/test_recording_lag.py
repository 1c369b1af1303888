"""Recording lag: stated with enough offences, and which periods it touches."""

from __future__ import annotations

from datetime import date, timedelta

from sac_dash.patterns.recording_lag import measure_lag, still_growing
from tests.unit.patterns.offences import at, offences


def recorded(late_days: list[float]):
    start = at("2026-05-01T08:00")
    return offences(*({"from_at": start, "recorded_at": start + timedelta(days=days)} for days in late_days))


def test_nine_in_ten_are_recorded_within_the_lag():
    lag = measure_lag(recorded([1.0] * 18 + [6.0, 20.0]))
    assert lag is not None
    assert (lag.days, lag.n) == (6.0, 20)


def test_few_offences_state_no_lag():
    assert measure_lag(recorded([1.0] * 19)) is None


def test_only_the_newest_weeks_still_grow():
    lag = measure_lag(recorded([6.0] * 20))
    assert still_growing(date(2026, 5, 18), "week", lag, at("2026-05-27T00:00"))
    assert not still_growing(date(2026, 5, 11), "week", lag, at("2026-05-27T00:00"))
    assert not still_growing(date(2026, 5, 18), "week", None, at("2026-05-27T00:00"))
