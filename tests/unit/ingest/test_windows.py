"""Windows: from the first instant the start can mean to the last its end can."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.ingest.date_columns import read_dates
from sac_dash.ingest.dates import DateRules
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.windows import FUTURE, NO_DATE, REVERSED, UNREADABLE, build_windows

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, 9, tzinfo=UTC))


def windows(rows: list[tuple[str | None, str | None]], **options) -> pl.DataFrame:
    columns = [pl.Series([row[side] for row in rows], dtype=pl.String) for side in (0, 1)]
    dates = read_dates({"from_at": (columns[0],), "to_at": (columns[1],)}, DateRules(), None)
    return build_windows(dates, len(rows), OPTIONS, **options)


def warned(frame: pl.DataFrame, word: str) -> list[bool]:
    return next(frame[name].to_list() for name in frame.columns if word in name)


def test_a_lone_end_is_the_window_and_days_are_whole():
    found = windows(
        [
            ("06/01/2024 22:00", "07/01/2024 06:30"),
            (None, "07/01/2024 06:30"),
            ("06/01/2024", "07/01/2024"),
            ("06/01/2024 22:00", "06/01/2024"),
        ]
    )
    assert found["from_at"][1] == found["to_at"][1] == datetime(2024, 1, 7, 6, 30, tzinfo=UTC)
    assert found["to_at"][2] == datetime(2024, 1, 7, 23, 59, 59, tzinfo=UTC)
    assert found["when_precision"].to_list() == ["minute", "minute", "day", "day"]
    assert found["when_reject"].null_count() == 4


def test_rows_without_a_usable_window_are_rejected_with_the_reason():
    found = windows(
        [(None, "N/K"), ("soon", ""), ("07/01/2024 10:00", "06/01/2024 10:00"), ("07/01/2030 10:00", None)]
    )
    assert found["when_reject"].to_list() == [NO_DATE, UNREADABLE, REVERSED, FUTURE]


def test_reversed_windows_are_swapped_when_the_mapping_says_so():
    found = windows([("07/01/2024", "05/01/2024")], swap_reversed=True)
    assert found["when_reject"][0] is None
    assert found["from_at"][0] == datetime(2024, 1, 5, tzinfo=UTC)
    assert found["to_at"][0] == datetime(2024, 1, 7, 23, 59, 59, tzinfo=UTC)
    assert warned(found, "swapping") == [True]


def test_one_unreadable_side_and_long_windows_are_warned_of():
    found = windows(
        [("06/01/2024 10:00", "late"), ("06/01/2024 10:00", "16/02/2024 10:00"), ("01/01/2024", "31/01/2024")]
    )
    assert warned(found, "unreadable") == [True, False, False]
    assert warned(found, "longer") == [False, True, False]
    assert found["when_reject"].null_count() == 3


def test_a_clock_change_never_rejects_a_row():
    found = windows([("31/03/2019 01:30", "31/03/2019 02:00")])
    assert found["when_reject"][0] is None
    assert found["from_at"][0] <= found["to_at"][0]


def test_date_and_time_columns_are_joined():
    day, time = pl.Series(["1993-01-06", "1993-01-06", "1993-01-06"]), pl.Series(["2355", "2400", None])
    found = build_windows(read_dates({"from_at": (day, time)}, DateRules(), None), 3, OPTIONS)
    assert found["from_at"].to_list() == [
        datetime(1993, 1, 6, 23, 55, tzinfo=UTC), datetime(1993, 1, 7, tzinfo=UTC), datetime(1993, 1, 6, tzinfo=UTC),
    ]  # fmt: skip
    assert found["when_precision"].to_list() == ["minute", "minute", "day"]


def test_an_ambiguous_column_is_told():
    dates = read_dates({"from_at": (pl.Series(["03/04/2024"]),)}, DateRules(), None)
    assert "ambiguous" in (dates.told or "")
    assert "both ways" in dates.notes[0]
    assert read_dates({"from_at": (pl.Series(["03/04/2024"]),)}, DateRules(), "MDY").notes == ()


def test_a_source_without_dates_rejects_every_row():
    found = build_windows(read_dates({}, DateRules(), None), 2, OPTIONS)
    assert found["when_reject"].to_list() == [NO_DATE, NO_DATE]


def test_rows_that_can_be_read_both_ways_are_counted_only_where_nothing_decides():
    undecided = windows([("03/04/2024 22:00", None), ("05/05/2024 22:00", None), ("2024-04-03 22:00", None)])
    assert warned(undecided, "nothing decides") == [True, False, False]
    decided = windows([("03/04/2024 22:00", None), ("25/04/2024 22:00", None)])
    assert warned(decided, "nothing decides") == [False, False]


def test_the_moment_of_the_extract_may_stand_in_any_zone():
    at_nine = datetime(2026, 6, 1, 9, tzinfo=UTC).astimezone(ZoneInfo("America/Los_Angeles"))
    options = IngestOptions(today=at_nine)
    assert options == OPTIONS
    dates = read_dates({"from_at": (pl.Series(["01/06/2026 09:30", "01/06/2026 10:30"]),)}, DateRules(), None)
    assert build_windows(dates, 2, options)["when_reject"].to_list() == [None, FUTURE]


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(SacDashError, match="time zone"):
        IngestOptions(today=datetime(2026, 6, 1, 9))  # noqa: DTZ001


def test_one_american_date_does_not_turn_a_british_column():
    found = windows([("01/02/2024 22:00", None)] * 20 + [("02/25/2024 22:00", None)])
    assert found["from_at"][0] == datetime(2024, 2, 1, 22, tzinfo=UTC)
    assert found["from_at"][20] == datetime(2024, 2, 25, 22, tzinfo=UTC)
    assert sum(warned(found, "only way")) == 1
    assert sum(warned(found, "nothing decides")) == 20
