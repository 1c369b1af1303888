"""Months are compared by the day, over the days that the data cover."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.patterns.aoristic import AoristicParameters
from sac_dash.patterns.basis import LeftOut, NotEnough, TooLittle
from sac_dash.patterns.seasonality import MonthTable, spread_months
from sac_dash.patterns.time_windows import TimeWindows

from .offences import at
from .windows import between, windows

ANY = AoristicParameters(least_n=1)


def test_one_a_day_is_one_a_day_in_every_month_however_often_it_is_covered():
    days = np.arange(
        int(at("2024-01-01T12:00:00").timestamp()), int(at("2026-06-30T12:00:00").timestamp()) + 1, 86_400
    )
    found = spread_months(between(days, days + 3_600), at("2026-06-30T23:00:00"))
    assert isinstance(found, MonthTable)
    assert found.per_day == pytest.approx(1, abs=0.02)
    assert found.days[0] == 93
    assert found.days[11] == 62
    assert ((found.low < 1) & (found.high > 1)).all()
    assert found.n_years == pytest.approx(2.5, abs=0.02)


def test_a_window_over_the_turn_of_a_month_is_shared():
    held = windows(
        ("2025-01-01T12:00:00", "2025-01-01T13:00:00"), ("2026-01-31T18:00:00", "2026-02-01T06:00:00")
    )
    found = spread_months(held, at("2026-03-01T00:00:00"), ANY)
    assert isinstance(found, MonthTable)
    assert found.weight[:2] == pytest.approx([1.5, 0.5])


def test_an_offence_known_to_the_month_counts_in_it():
    held = windows(
        ("2025-01-01T12:00:00", "2025-01-01T13:00:00"), ("2025-04-30T23:00:00", "2025-05-31T22:59:00")
    )
    months = TimeWindows(held.start_s, held.end_s, np.array([True, False]), held.zone)
    found = spread_months(months, at("2026-03-01T00:00:00"), ANY)
    assert isinstance(found, MonthTable)
    assert found.weight[4] == 1


def test_less_than_a_year_shows_no_season_and_later_offences_are_left_out():
    held = windows(
        *[("2026-01-05T12:00:00", "2026-01-05T13:00:00")] * 6, ("2026-09-05T12:00:00", "2026-09-05T13:00:00")
    )
    found = spread_months(held, at("2026-06-01T00:00:00"))
    assert isinstance(found, NotEnough)
    assert found.reason is TooLittle.DAYS
    assert found.basis.left_out == ((LeftOut.AFTER_CUT_OFF, 1),)
