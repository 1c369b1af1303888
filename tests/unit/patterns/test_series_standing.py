"""Who stands apart in a series, in time or by weak links."""

from __future__ import annotations

import polars as pl

from sac_dash.patterns.series_standing import Standing, StandingParameters, tell_standing
from tests.unit.patterns.offences import at, offences

WITHIN, APART, WEAK = Standing.WITHIN, Standing.APART_IN_TIME, Standing.WEAKLY_LINKED


def members(*days: str, weak: tuple[int, ...] = ()) -> pl.DataFrame:
    held = offences(*[{"from_at": at(f"{day}T20:00")} for day in days])
    roles = ["periphery" if position in weak else "core" for position in range(len(days))]
    return held.with_columns(role=pl.Series(roles))


def test_an_offence_a_year_before_a_month_of_others_stands_apart():
    told = tell_standing(members("2025-01-01", "2026-02-01", "2026-02-08", "2026-02-20"))
    assert told == [APART, WITHIN, WITHIN, WITHIN]


def test_an_offence_a_year_after_stands_apart_too():
    assert tell_standing(members("2024-02-01", "2024-02-08", "2024-02-20", "2026-01-01"))[-1] is APART


def test_half_a_year_is_needed_and_so_is_a_gap_unlike_the_others():
    assert set(tell_standing(members("2026-01-01", "2026-05-01", "2026-05-03", "2026-05-05"))) == {WITHIN}
    assert set(tell_standing(members("2024-01-01", "2024-09-01", "2025-05-01", "2026-01-01"))) == {WITHIN}


def test_two_groups_with_a_pause_between_have_nobody_apart():
    assert set(tell_standing(members("2024-01-01", "2024-01-05", "2025-06-01", "2025-06-04"))) == {WITHIN}


def test_two_offences_cannot_say_who_stands_apart():
    assert tell_standing(members("2023-01-01", "2026-01-01")) == [WITHIN, WITHIN]


def test_weak_links_are_told_and_time_goes_first():
    told = tell_standing(members("2025-01-01", "2026-02-01", "2026-02-08", "2026-02-20", weak=(0, 2)))
    assert told == [APART, WITHIN, WEAK, WITHIN]


def test_the_parameters_decide():
    days = members("2026-01-01", "2026-05-01", "2026-05-03", "2026-05-05")
    assert tell_standing(days, StandingParameters(min_gap_days=90.0))[0] is APART
