"""Sums, hours, days and places in bands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sac_dash.briefing.redaction.sums import area_of, hour_band, month_of, value_band, week_of


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0, "under £500"),
        (500, "£500 to £1,000"),
        (9_999.99, "£5,000 to £10,000"),
        (250_000, "£250,000 or more"),
        (None, "not known"),
    ],
)
def test_a_sum_is_said_as_its_band(value: float | None, band: str) -> None:
    assert value_band(value) == band


def test_hours_are_bands_of_four_and_long_windows_say_nothing() -> None:
    assert hour_band(at(2026, 3, 4, 3, 50), at(2026, 3, 4, 4, 10)) == "00:00 to 08:00"
    assert hour_band(at(2026, 3, 4, 23, 0), at(2026, 3, 5, 0, 30)) == "20:00 to 04:00"
    assert hour_band(at(2026, 3, 4, 18, 0), at(2026, 3, 5, 8, 0)) == "hour not known"


def test_days_are_months_or_weeks() -> None:
    assert month_of(at(2026, 3, 4)) == "Mar 2026"
    assert week_of(at(2026, 1, 1)) == "week 1 of 2026"


def test_places_are_outward_postcodes_else_areas() -> None:
    assert area_of("sy11 1aa", "North") == "SY11"
    assert area_of("SY11", "North") == "SY11"
    assert area_of("rubbish", "North") == "North"
    assert area_of(None, None) == "area not known"
