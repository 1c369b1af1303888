"""The timeline draws windows as they are and counts without inventing."""

from __future__ import annotations

import base64

import numpy as np

from sac_dash.figures.timeline import MS_A_DAY, Lane, TimelineContent, draw_timeline
from sac_dash.patterns.periods import Period


def _content(**changes: object) -> TimelineContent:
    lane = Lane(
        "S-1", "S-1", np.array([0.0, 10.0 * MS_A_DAY]), np.array([MS_A_DAY, 10.0 * MS_A_DAY]), ["a", "b"]
    )
    edges = np.array([0.0, 7.0 * MS_A_DAY, 14.0 * MS_A_DAY])
    base = {
        "edges_ms": edges,
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


def test_a_bar_is_as_wide_as_its_period_and_says_which_it_is() -> None:
    months = np.array([0.0, 31.0 * MS_A_DAY, 59.0 * MS_A_DAY])
    bar = draw_timeline(_content(edges_ms=months, unit=Period.MONTH))["data"][0]
    assert np.allclose(_numbers(bar["width"]), np.diff(months) * 0.86)
    assert "week" not in bar["hovertemplate"]


def test_a_window_of_hours_among_years_is_within_the_pointers_reach() -> None:
    lane = Lane("S-1", "S-1", np.array([0.0]), np.array([4 * 3_600_000.0]), ["an offence"], [17])
    reach = draw_timeline(_content(lanes=[lane]))["data"][-1]
    assert reach["customdata"] == [17]
    assert reach["marker"]["size"] >= 10
    assert reach["marker"]["opacity"] == 0, "a dot in the middle of a window would be an invention"


def test_a_strip_is_stronger_where_more_began() -> None:
    edges = np.array([0.0, 7.0, 14.0]) * MS_A_DAY
    strip = Lane(None, "In no series", edges[:-1], edges[1:], ["1", "9"], density=np.array([1, 9]))
    colours = draw_timeline(_content(lanes=[strip]))["data"][1]["marker"]["color"]
    assert [float(colour.rsplit(",", 1)[1].rstrip(")")) for colour in colours] == [0.22, 1.0]
