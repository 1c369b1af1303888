# ruff: noqa: DTZ001 - local times have no zone
"""Local times to UTC: a plain day in one subtraction, a clock-change day with care."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from sac_dash.ingest.clock_time import read_clock

LOCAL = pl.Datetime("us")
SCHEMA = {"local_start": LOCAL, "local_end": LOCAL, "offset_s": pl.Int32, "precision": pl.Int8}


def read(*starts, timezone="Europe/London", offset_s=None):
    return read_clock(
        pl.DataFrame(
            {"local_start": starts, "local_end": starts, "offset_s": offset_s, "precision": 0},
            schema=SCHEMA,
        ),
        timezone,
    )  # fmt: skip


def test_rows_keep_their_order_around_a_clock_change():
    found = read(
        datetime(2024, 7, 1, 12), datetime(2024, 3, 31, 1, 30), None, datetime(2024, 10, 27, 1, 30),
        datetime(2024, 1, 1, 12),
    )  # fmt: skip
    assert found["start"].to_list() == [
        datetime(2024, 7, 1, 11, tzinfo=UTC),
        datetime(2024, 3, 31, 1, 30, tzinfo=UTC),
        None,
        datetime(2024, 10, 27, 0, 30, tzinfo=UTC),
        datetime(2024, 1, 1, 12, tzinfo=UTC),
    ]
    assert found["end"][3] == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)
    assert found["missing_hour"].to_list() == [False, True, False, False, False]
    assert found["repeated_hour"].to_list() == [False, False, False, True, False]


@pytest.mark.parametrize("zone", ["America/Havana", "Atlantic/Azores", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_every_hour_of_two_years_is_what_the_zone_says(zone):
    hours = pl.datetime_range(datetime(2023, 1, 1), datetime(2024, 12, 31), "1h", eager=True)
    expected = hours.dt.replace_time_zone(
        zone, ambiguous="earliest", non_existent="null"
    ).dt.convert_time_zone("UTC")
    found = read(*hours.to_list(), timezone=zone)["start"]
    said = expected.is_not_null()
    assert found.filter(said).equals(expected.filter(said))


def test_a_stated_offset_rules():
    found = read(datetime(2024, 7, 1, 12), offset_s=[7200])
    assert found["start"][0] == datetime(2024, 7, 1, 10, tzinfo=UTC)
