"""Dates as sources write them become the right span in UTC, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sac_dash.ingest.date_order import DateOrder, OrderEvidence, decide_order, weigh_order
from sac_dash.ingest.date_text import read_date_parts, read_times
from sac_dash.ingest.dates import PRECISIONS, DateRules, read_instants


def read(*texts: str | None, rules: DateRules | None = None, order: str | None = None) -> pl.DataFrame:
    parts = read_date_parts(pl.Series(texts, dtype=pl.String))
    return read_instants(parts, decide_order(weigh_order(parts), stated=order), rules or DateRules())


def instant(text: str, **options) -> datetime | None:
    return read(text, **options)["start"][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-08-19T02:00:00.000Z", datetime(2018, 8, 19, 2, tzinfo=UTC)),
        ("2018-08-19T02:00:00+02:00", datetime(2018, 8, 19, 0, tzinfo=UTC)),
        ("19/08/2018 02:05", datetime(2018, 8, 19, 1, 5, tzinfo=UTC)),
        ("19.08.2018 02:05", datetime(2018, 8, 19, 1, 5, tzinfo=UTC)),
        ("19-Aug-18", datetime(2018, 8, 18, 23, tzinfo=UTC)),
        ("6-Jan-19", datetime(2019, 1, 6, tzinfo=UTC)),
        ("06 January 2019 14:05", datetime(2019, 1, 6, 14, 5, tzinfo=UTC)),
        ("January 6, 2019 2:05 PM", datetime(2019, 1, 6, 14, 5, tzinfo=UTC)),
        ("Sun 6 Jan 2019 12:05 am", datetime(2019, 1, 6, 0, 5, tzinfo=UTC)),
        ("20190106", datetime(2019, 1, 6, tzinfo=UTC)),
        ("20190106140500", datetime(2019, 1, 6, 14, 5, tzinfo=UTC)),
        ("06/01/2019 2355", datetime(2019, 1, 6, 23, 55, tzinfo=UTC)),
        ("2019-01-06 24:00", datetime(2019, 1, 7, tzinfo=UTC)),
        ("43471.5", datetime(2019, 1, 6, 12, tzinfo=UTC)),
        ("2018 6 16 18 0", datetime(2018, 6, 16, 17, tzinfo=UTC)),
    ],
)
def test_reads_the_shapes_sources_use(text, expected):
    assert instant(text) == expected


def test_a_mapping_can_put_the_year_first():
    assert instant("24/01/06", order="YMD") == datetime(2024, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["31/02/2019", "x", "2020-01-01 25:00", "01/01/1900", "13/13/2019", "9999-12-31", "-5"]
)
def test_what_is_no_date_is_unknown(text):
    assert instant(text) is None


def test_serials_of_a_1904_workbook_start_four_years_later():
    assert instant("42009", rules=DateRules(date_1904=True)) == datetime(2019, 1, 6, tzinfo=UTC)


def test_a_day_lasts_to_its_last_second_and_a_month_to_its_end():
    found = read("06/01/2019", "2019-02", "06/01/2019 14:05", "06/01/2019 2 pm")
    assert found["end"].to_list() == [
        datetime(2019, 1, 6, 23, 59, 59, tzinfo=UTC),
        datetime(2019, 2, 28, 23, 59, 59, tzinfo=UTC),
        datetime(2019, 1, 6, 14, 5, tzinfo=UTC),
        datetime(2019, 1, 6, 14, 59, 59, tzinfo=UTC),
    ]
    assert [str(PRECISIONS[p]) for p in found["precision"]] == ["day", "month", "minute", "hour"]


def test_the_missing_spring_hour_moves_on_and_the_autumn_hour_is_kept_twice():
    found = read("2019-03-31 01:30", "2019-10-27 01:30", "2019-10-27 02:30")
    assert found["start"].to_list()[:2] == [
        datetime(2019, 3, 31, 1, 30, tzinfo=UTC),
        datetime(2019, 10, 27, 0, 30, tzinfo=UTC),
    ]
    assert found["end"][1] == datetime(2019, 10, 27, 1, 30, tzinfo=UTC)
    assert found["missing_hour"].to_list() == [True, False, False]
    assert found["repeated_hour"].to_list() == [False, True, False]


def test_a_column_of_midnights_holds_days():
    found = read(*[f"{day:02d}/01/2019 00:00" for day in range(1, 7)])
    assert set(found["precision"]) == {2}
    assert set(read("01/01/2019 00:00")["precision"]) == {0}


def test_order_follows_the_evidence_of_the_column():
    assert decide_order(weigh_order(read_date_parts(pl.Series(["03/04/2024", "13/04/2024"])))).told == "DMY"
    assert decide_order(weigh_order(read_date_parts(pl.Series(["03/04/2024", "04/13/2024"])))).order == "MDY"
    doubtful = decide_order(weigh_order(read_date_parts(pl.Series(["03/04/2024", "05/06/2024"]))))
    assert (doubtful.order, doubtful.ambiguous) == ("DMY", True)
    assert decide_order(OrderEvidence(either=2), OrderEvidence(month_first=1)).order == "MDY"
    assert decide_order(OrderEvidence(day_first=2), stated="MDY").order == "MDY"
    assert decide_order(OrderEvidence()) == DateOrder("DMY", None)


def test_a_date_against_the_order_is_read_the_only_way_it_can_be():
    found = read("13/04/2024", "14/04/2024", "04/15/2024")
    assert found["start"][2] == datetime(2024, 4, 14, 23, tzinfo=UTC)
    assert found["contrary"].to_list() == [False, False, True]


def test_times_of_day_in_a_column_of_their_own():
    texts = pl.Series(
        [
            "2355",
            "0439",
            "23:55",
            "2400",
            "0.5",
            "11.55 pm",
            "5",
            "2360",
            None,
            "1899-12-30 07:15:00",
            "1200.0",
        ]
    )
    assert read_times(texts)["seconds"].to_list() == [
        86100,
        16740,
        86100,
        86400,
        43200,
        86100,
        300,
        None,
        None,
        26100,
        43200,
    ]
    assert read_times(pl.Series(["18", "0", "7"]))["seconds"].to_list() == [64800, 0, 25200]


@given(st.integers(0, 52_000_000))
def test_every_minute_comes_back(minutes):
    moment = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    texts = [moment.strftime(shape) for shape in ("%Y-%m-%d %H:%M", "%d %B %Y %H:%M", "%Y%m%d%H%M00")]
    found = read(*texts, rules=DateRules(timezone="UTC"))["start"].to_list()
    assert found == [moment] * 3


@given(st.lists(st.text(max_size=30), max_size=20))
def test_no_text_breaks_the_reader(texts):
    assert read(*texts).height == len(texts)
