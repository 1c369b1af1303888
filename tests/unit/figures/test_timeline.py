"""The timeline draws windows as they are and counts without inventing."""

from __future__ import annotations

import base64

import numpy as np

from sac_dash.figures.timeline import MS_A_DAY, Lane, TimelineContent, draw_timeline


def _content(**changes: object) -> TimelineContent:
    lane = Lane(
        "S-1", "S-1", np.array([0.0, 10.0 * MS_A_DAY]), np.array([MS_A_DAY, 10.0 * MS_A_DAY]), ["a", "b"]
    )
    weeks = np.array([0.0, 7.0 * MS_A_DAY])
    base = {
        "weeks_ms": weeks,
        "counts": {"atm_attack": np.array([1, 1])},
        "lanes": [lane],
        "reach": (0.0, 20.0 * MS_A_DAY),
    }
    return TimelineContent(**{**base, **changes})


def _numbers(typed: dict[str, str]) -> list[float]:
    return np.frombuffer(base64.b64decode(typed["bdata"]), dtype=typed["dtype"]).tolist()


def test_a_window_is_as_long_as_it_is_and_a_moment_is_still_seen() -> None:
    lane = draw_timeline(_content())["data"][1]
    assert _numbers(lane["base"]) == [0.0, 10.0 * MS_A_DAY]
    assert _numbers(lane["x"]) == [MS_A_DAY, 1.0]
    assert lane["marker"]["line"]["width"] > 0


def test_outside_the_brush_is_veiled() -> None:
    shapes = draw_timeline(_content(period=(5.0 * MS_A_DAY, 12.0 * MS_A_DAY)))["layout"]["shapes"]
    assert [shape["type"] for shape in shapes] == ["rect", "rect", "line", "line"]
    assert draw_timeline(_content())["layout"]["shapes"] == []


def test_the_axis_stays_while_filters_change() -> None:
    few, none = draw_timeline(_content()), draw_timeline(_content(counts={}, lanes=[]))
    assert few["layout"]["xaxis"]["range"] == none["layout"]["xaxis"]["range"]
