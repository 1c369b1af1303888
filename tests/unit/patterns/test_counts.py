"""Counts over time: nothing twice, nothing left out, part periods and absent data said aloud."""

from __future__ import annotations

from datetime import date

from sac_dash.domain.columns import require
from sac_dash.patterns.counts import COUNTS, count_by_period, count_spanning
from tests.unit.patterns.offences import at, offences


def test_every_offence_is_counted_once_and_quiet_weeks_are_zero():
    held = offences(
        {"from_at": at("2026-05-04T10:00")},
        {"from_at": at("2026-05-06T10:00")},
        {"from_at": at("2026-05-20T10:00")},
    )
    counts = count_by_period(held, "week", None, at("2026-05-27T09:00"))
    assert require(counts, COUNTS, "counts").get_column("n").to_list() == [2, 0, 1, 0]
    assert counts.get_column("period_start").to_list()[0] == date(2026, 5, 4)


def test_the_part_week_is_marked_incomplete():
    held = offences({"from_at": at("2026-05-18T10:00")})
    counts = count_by_period(held, "week", None, at("2026-05-27T09:00"))
    assert counts.get_column("complete").to_list() == [True, False]


def test_the_first_week_is_a_part_unless_the_data_begin_on_its_monday():
    held = offences({"from_at": at("2026-05-20T10:00")})
    counts = count_by_period(held, "week", None, at("2026-06-02T09:00"))
    assert counts.get_column("complete").to_list() == [False, True, False]


def test_a_sunday_night_in_summer_time_belongs_to_the_week_that_london_was_in():
    held = offences({"from_at": at("2026-05-31T23:30")})  # 00:30 on Monday 1 June in London
    counts = count_by_period(held, "week", None, at("2026-06-03T09:00"))
    assert counts.get_column("period_start").to_list() == [date(2026, 6, 1)]


def test_groups_have_the_same_periods_and_unknown_is_named():
    held = offences(
        {"from_at": at("2026-04-02T10:00"), "policing_area": "North"},
        {"from_at": at("2026-06-02T10:00")},
    )
    counts = count_by_period(held, "month", "policing_area", at("2026-06-30T09:00"))
    assert counts.group_by("group", maintain_order=True).agg("n").rows() == [
        ("North", [1, 0, 0]),
        ("Not known", [0, 0, 1]),
    ]


def test_month_precision_is_not_counted_by_week():
    held = offences({"from_at": at("2026-04-01T00:00"), "when_precision": "month"})
    assert count_by_period(held, "week", None, at("2026-06-01T00:00")).is_empty()


def test_a_month_without_a_file_has_no_data_and_not_nought():
    held = offences(
        {"from_at": at("2025-01-01T00:00"), "when_precision": "month"},
        {"from_at": at("2025-03-01T00:00"), "when_precision": "month"},
    )
    counts = count_by_period(held, "month", None, at("2025-04-01T00:00"))
    assert counts.get_column("n").to_list() == [1, None, 1]
    assert counts.get_column("complete").to_list() == [True, False, True]


def test_offences_after_the_as_of_moment_are_left_out():
    held = offences({"from_at": at("2026-05-04T10:00")}, {"from_at": at("2026-06-04T10:00")})
    assert count_by_period(held, "month", None, at("2026-05-20T00:00")).get_column("n").to_list() == [1]


def test_windows_over_a_week_boundary_are_told():
    held = offences(
        {"from_at": at("2026-05-10T17:00"), "to_at": at("2026-05-11T07:00")},
        {"from_at": at("2026-05-12T17:00"), "to_at": at("2026-05-13T07:00")},
    )
    assert count_spanning(held, "week", at("2026-06-01T00:00")) == 1
