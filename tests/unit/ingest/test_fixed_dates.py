"""Dates of fixed width are read as the patterns would read them, and nothing else is touched."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from sac_dash.ingest.date_text import read_date_parts
from sac_dash.ingest.fixed_dates import read_fixed


def rows(*texts):
    return pl.DataFrame(
        {"row": range(len(texts)), "text": texts}, schema={"row": pl.UInt32, "text": pl.String}
    )


def test_numbers_stand_where_they_are_written():
    found, left = read_fixed(rows("03/04/2024 22:05", "2024-04-03", "soon"))
    slash = pl.concat([frame for frame in found if "first" in frame.columns], how="diagonal")
    assert slash.select("row", "first", "second", "y", "hh", "mi").row(0) == (0, 3, 4, 2024, 22, 5)
    assert left["text"].to_list() == ["soon"]


@given(
    st.lists(
        st.sampled_from(["03/04/2024", "03-04/2024 1O:00", "3/4/2024 10:00", "é3/04/202", "2024-02-30T23:59:59"])
        | st.text("0123456789/-: T", min_size=8, max_size=19),
        max_size=8,
    )
)  # fmt: skip
def test_what_fits_no_layout_is_left_in_whole(texts):
    found, left = read_fixed(rows(*texts))
    assert sorted([*left["row"], *(row for frame in found for row in frame["row"])]) == list(
        range(len(texts))
    )


def test_both_ways_of_reading_agree():
    fixed = read_date_parts(pl.Series(["03/04/2024 22:05", "2024-04-03 22:05:10", "03.04.2024"]))
    pattern = read_date_parts(pl.Series(["03/04/2024  22:05", "2024-04-03  22:05:10", "Wed 03.04.2024"]))
    assert fixed.equals(pattern)
