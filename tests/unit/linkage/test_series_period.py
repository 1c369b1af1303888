"""Series stand in the earlier or the later half of those they are judged with."""

from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl

from sac_dash.linkage.series_period import EARLIER, LATER, period_of_series
from sac_dash.linkage.truth import find_true_pairs

START = datetime(2026, 1, 1)  # noqa: DTZ001 - times of a force are local


def test_halves_hold_as_many_series_and_a_series_without_time_is_in_neither():
    days = [0, 3, 400, 410, 30, 31, 200, None, None, None]
    ends = [None if day is None else START + timedelta(days=day) for day in days]
    offences = pl.DataFrame({"to_at": ends}, schema={"to_at": pl.Datetime("us")})
    truth = pl.DataFrame({"row": range(10), "series": list("aabbccddee")})
    pairs = find_true_pairs(truth, None)
    period = period_of_series(offences, pairs)
    of_row = [period[pairs.block_of_row[row]] for row in range(0, 10, 2)]
    assert of_row == [EARLIER, LATER, EARLIER, LATER, ""]


def test_series_that_have_no_time_at_all_are_in_no_half():
    offences = pl.DataFrame({"to_at": [None, None]}, schema={"to_at": pl.Datetime("us")})
    pairs = find_true_pairs(pl.DataFrame({"row": [0, 1], "series": ["a", "a"]}), None)
    assert period_of_series(offences, pairs).tolist() == [""]
