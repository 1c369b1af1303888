"""The before/after figure: two panels, the start and the end marked, windows apart from history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sac_dash.figures.before_after import CountedRow, Span, draw_before_after

SPAN = Span(
    start=datetime(2026, 3, 4, tzinfo=UTC),
    end=datetime(2026, 3, 20, tzinfo=UTC),
    before_days=28.0,
    after_days=28.0,
    bar_days=14,
    first_bar=-4,
    cut_off=datetime(2026, 4, 20, tzinfo=UTC),
)
TREATED = CountedRow("Treated", [1, 2, 3, 3, 0, 0, 1, 1], (3.0, 0.0))
COMPARED = CountedRow("Compared with", [5, 5, 5, 5, 4, 4, 4, 2], (5.0, 4.0))


def bars(figure):
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


def test_treated_and_compared_stand_in_two_panels_over_one_time():
    figure = draw_before_after([TREATED, COMPARED], SPAN)
    assert [trace["yaxis"] for trace in bars(figure)] == ["y", "y2"]
    assert figure["layout"]["xaxis"]["range"] == figure["layout"]["xaxis2"]["range"]
    assert [each["text"] for each in figure["layout"]["annotations"][:2]] == ["Treated", "Compared with"]


def test_bars_outside_the_windows_are_pale_and_unfinished_ones_hatched():
    marker = bars(draw_before_after([TREATED], SPAN))[0]["marker"]
    pale = [colour != marker["color"][2] for colour in marker["color"]]
    assert pale == [True, True, False, False, False, False, True, True]
    assert marker["pattern"]["shape"] == ["", "", "", "", "", "", "", "/"]


def test_start_and_end_are_marked_in_every_panel():
    layout = draw_before_after([TREATED, COMPARED], SPAN, dark=True)["layout"]
    lines = [each["x0"] for each in layout["shapes"] if each["type"] == "line"]
    assert lines == ["2026-03-04 00:00", "2026-03-20 00:00"] * 2
    words = [each["text"] for each in layout["annotations"]]
    assert "began 4 Mar 2026 ▾" in words
    assert "▾ ended 19 Mar 2026" in words  # a day is over at the midnight after it
    endless = draw_before_after([TREATED], replace(SPAN, end=None))["layout"]
    assert not any("ended" in each["text"] for each in endless["annotations"])


def test_no_line_crosses_the_start():
    lines = [each for each in draw_before_after([TREATED], SPAN)["data"] if each["type"] == "scatter"]
    assert [each["y"] for each in lines] == [[3.0, 3.0], [0.0, 0.0]]
    assert lines[0]["x"][1] == lines[1]["x"][0] == "2026-03-04 00:00"
