"""A stated time is the span it stands for, and stays as exact as it was stated."""

from __future__ import annotations

import pytest

from sac_dash.domain.stated_time import end_of, is_stated_time, say_stated, start_of


@pytest.mark.parametrize(
    ("text", "start", "end", "said"),
    [
        ("2026-02", "2026-02-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00", "Feb 2026"),
        ("2026-07-04", "2026-07-04T00:00:00+01:00", "2026-07-05T00:00:00+01:00", "4 Jul 2026"),
        ("2026-03-29", "2026-03-29T00:00:00+00:00", "2026-03-30T00:00:00+01:00", "29 Mar 2026"),
        (
            "2026-03-04T10:30:00+00:00",
            "2026-03-04T10:30:00+00:00",
            "2026-03-04T10:30:00+00:00",
            "4 Mar 2026 10:30",
        ),
    ],
)
def test_it_lasts_as_long_as_what_it_names(text, start, end, said):
    assert (start_of(text).isoformat(), end_of(text).isoformat()) == (start, end)
    assert say_stated(text) == said


@pytest.mark.parametrize(
    "text", ["", "soon", "2026", "2026-13", "2026-02-30", "2026-03-04T10:30:00", "04/03/2026"]
)
def test_what_is_none_is_refused_and_said_as_it_is(text):
    assert not is_stated_time(text)
    assert say_stated(text) == text
