"""Windows in UTC, cut at clock changes when laid on the wall."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from sac_dash.patterns.time_windows import (
    clock_changes,
    draw_moments,
    read_windows,
    wall_pieces,
    wall_seconds,
)

from .offences import at, offences
from .windows import between, windows


def utc(seconds: int) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M")


def test_the_hour_that_is_missing_in_spring_has_no_wall_time():
    pieces = wall_pieces(windows(("2026-03-29T00:00:00", "2026-03-29T02:00:00")))
    spans = [(utc(a), utc(b)) for a, b in zip(pieces.begin_s, pieces.end_s, strict=True)]
    assert spans == [("2026-03-29T00:00", "2026-03-29T01:00"), ("2026-03-29T02:00", "2026-03-29T03:00")]
    assert pieces.row.tolist() == [0, 0]


def test_the_hour_that_comes_twice_in_autumn_counts_twice():
    pieces = wall_pieces(windows(("2026-10-25T00:00:00", "2026-10-25T02:00:00")))
    spans = [(utc(a), utc(b)) for a, b in zip(pieces.begin_s, pieces.end_s, strict=True)]
    assert spans == [("2026-10-25T01:00", "2026-10-25T02:00")] * 2


def test_offences_known_to_the_day_span_whole_local_days():
    frame = offences(
        {"from_at": at("2026-06-05T08:00:00"), "when_precision": "day"},
        {"from_at": at("2026-03-29T12:00:00"), "when_precision": "day"},
        {"from_at": at("2026-06-01T00:00:00"), "when_precision": "month"},
    )
    held = read_windows(frame)
    assert (utc(held.start_s[0]), utc(held.end_s[0])) == ("2026-06-04T23:00", "2026-06-05T23:00")
    assert held.length_days[1] == 23 / 24  # the day on which the clocks go forward
    assert held.dated.tolist() == [True, True, False]


def test_changes_are_found_in_any_zone_and_none_where_there_are_none():
    changes, offsets = clock_changes("America/New_York", 2019, 2019)
    assert [utc(each) for each in changes] == ["2019-03-10T07:00", "2019-11-03T06:00"]
    assert offsets.tolist() == [-18_000, -14_400, -18_000]
    assert clock_changes("UTC", 2019, 2020)[0].size == 0
    assert wall_seconds(np.array([], dtype=np.int64), "Europe/London").size == 0


def test_moments_lie_within_their_windows_and_repeat_with_the_seed():
    held = between(np.array([0, 1_000]), np.array([60, 90_000]))
    drawn = draw_moments(held, np.random.default_rng(1))
    assert ((drawn >= held.start_s) & (drawn <= held.end_s)).all()
    assert (drawn == draw_moments(held, np.random.default_rng(1))).all()
