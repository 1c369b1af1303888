"""Tags found by their place are those that reading through all of them finds."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sac_dash.domain.tags_of import mark_order, tags_of

ROWS = st.lists(st.integers(0, 12), max_size=40)


def tags(rows: list[int]) -> pl.DataFrame:
    return pl.DataFrame(
        {"row": rows, "code": [str(place) for place in range(len(rows))]}, schema_overrides={"row": pl.UInt32}
    )


@given(held=ROWS, wanted=ROWS)
def test_sorted_or_not_the_same_tags_in_the_same_order(held, wanted):
    asked = pl.Series(wanted, dtype=pl.UInt32)
    laid = tags(sorted(held))
    through = laid.filter(pl.col("row").is_in(asked.implode()))
    assert_frame_equal(tags_of(mark_order(laid), asked), through)
    mixed = tags(held)
    assert_frame_equal(tags_of(mark_order(mixed), asked), mixed.filter(pl.col("row").is_in(asked.implode())))


@pytest.mark.parametrize(("rows", "marked"), [([0, 0, 3], True), ([3, 0], False)])
def test_only_what_lies_in_order_is_marked(rows, marked):
    assert mark_order(tags(rows))["row"].flags["SORTED_ASC"] is marked
