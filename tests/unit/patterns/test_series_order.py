"""Series in the order in which they are looked at."""

from __future__ import annotations

import polars as pl

from sac_dash.patterns.series_order import SeriesOrder, order_series

from .offences import at

FRAME = pl.DataFrame(
    {
        "series_id": ["S-1", "S-2", "S-3", "S-4", "S-5"],
        "known": [False, True, False, False, False],
        "owned": [False, False, False, False, True],
        "members": [5, 3, 9, 2, 0],
        "confidence": [0.9, None, 0.5, 0.95, None],
        "last_at": [at(f"2026-0{month}-01T00:00:00") for month in (5, 1, 3, 4)] + [None],
    },
    schema_overrides={"members": pl.UInt32},
)


def test_each_order_is_what_it_says():
    assert order_series(FRAME, SeriesOrder.LAST) == ["S-1", "S-4", "S-3", "S-2"]
    assert order_series(FRAME, SeriesOrder.STRENGTH) == ["S-2", "S-4", "S-1", "S-3"]
    assert order_series(FRAME, SeriesOrder.SIZE) == ["S-3", "S-1", "S-2", "S-4"]


def test_only_those_seen_within_four_weeks_of_the_cut_off_are_active():
    assert order_series(FRAME, SeriesOrder.LAST, at("2026-04-28T00:00:00")) == ["S-1", "S-4"]
