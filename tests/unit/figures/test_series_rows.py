"""Many series in time: bars, gaps, sprees, interventions, and where a row lies that is not shown."""

from __future__ import annotations

import base64

import numpy as np

from sac_dash.figures.palette import series_colour
from sac_dash.figures.series_rows import MS_A_DAY, SeriesRow, draw_head, draw_rows

DAY = MS_A_DAY
WINDOW = (0.0, 100 * DAY)
SPANS, SILENCES, BARS, SPREES, NOTES, TARGETS = range(6)


def numbers(array: dict) -> list[float]:
    kinds = {"f8": "<f8", "i2": "<i2", "i4": "<i4"}
    return np.frombuffer(base64.b64decode(array["bdata"]), kinds[array["dtype"]]).tolist()


def row(series_id: str, *days: float, median: float | None = None, sprees=()) -> SeriesRow:
    start = np.array(days) * DAY
    keys = [f"{series_id}/{number}" for number in range(len(days))]
    return SeriesRow(series_id, series_id, "9 days", start, start + DAY / 2, keys, keys, median, list(sprees))


ROWS = [row("S-1", 10, 12, 60, 62, median=2.0, sprees=[11 * DAY]), row("S-2", 150, 160), row("S-3", -50, -40)]


def test_a_window_is_a_bar_as_long_as_the_window_in_the_colour_of_its_series():
    bars = draw_rows(ROWS, WINDOW, 100 * DAY)["data"][BARS]
    assert numbers(bars["base"])[:2] == [10 * DAY, 12 * DAY]
    assert set(numbers(bars["x"])) == {DAY / 2}
    assert numbers(bars["y"]) == [0, 0, 0, 0, 1, 1, 2, 2]
    assert bars["customdata"][4] == "S-2/0"
    assert bars["marker"]["line"]["color"][0] == series_colour("S-1")


def test_a_thin_bar_can_be_hit_by_a_target_that_is_not_drawn():
    data = draw_rows(ROWS, WINDOW, 100 * DAY)["data"]
    target = data[TARGETS]
    assert (target["marker"]["opacity"], target["marker"]["size"] >= 10) == (0, True)
    assert target["customdata"] == data[BARS]["customdata"]
    assert target["hovertext"] == data[BARS]["hovertext"]


def test_a_moment_is_still_a_bar():
    one = SeriesRow("S-1", "S-1", "", np.array([DAY]), np.array([DAY]), ["a"], ["a"])
    assert numbers(draw_rows([one], WINDOW, DAY)["data"][BARS]["x"]) == [1.0]


def test_silence_runs_from_the_last_windows_end_to_the_cut_off():
    xs = numbers(draw_rows(ROWS[:1], WINDOW, 100 * DAY)["data"][SILENCES]["x"])
    assert xs[:2] == [62.5 * DAY, 100 * DAY]
    assert np.isnan(xs[2])


def test_long_gaps_are_written_and_short_ones_are_not():
    notes = draw_rows(ROWS[:1], WINDOW, 100 * DAY)["data"][NOTES]
    assert notes["text"] == ["48 d"]
    assert numbers(notes["x"]) == [36 * DAY]


def test_a_row_outside_the_time_shown_says_where_it_lies():
    notes = draw_rows(ROWS[1:], WINDOW, 100 * DAY)["data"][NOTES]
    assert notes["text"] == ["2 later ▸", "◂ 2 earlier"]
    assert notes["textposition"] == ["middle left", "middle right"]


def test_a_spree_night_is_marked_above_its_row():
    marks = draw_rows(ROWS, WINDOW, 100 * DAY)["data"][SPREES]
    assert numbers(marks["x"]) == [11 * DAY]
    assert -0.5 < numbers(marks["y"])[0] < 0


def test_a_saved_picture_names_its_rows_and_says_their_silence():
    saved = draw_rows(ROWS, WINDOW, 100 * DAY)["layout"]["meta"]["png"]
    assert saved["yaxis"]["ticktext"] == ["S-1", "S-2", "S-3"]
    assert [note["text"] for note in saved["annotations"]] == ["9 days"] * 3


def test_no_rows_are_an_empty_picture():
    assert draw_rows([], WINDOW, DAY)["data"][BARS]["customdata"] == []


def test_the_head_counts_everything_and_veils_what_the_rows_do_not_show():
    edges = np.arange(0, 4) * 7 * DAY
    head = draw_head(edges, np.array([1, 0, 2]), (7 * DAY, 14 * DAY))
    assert numbers(head["data"][0]["y"]) == [1, 0, 2]
    assert head["layout"]["xaxis"]["range"] == [0.0, 21 * DAY]
    assert head["layout"]["xaxis2"]["range"] == [7 * DAY, 14 * DAY]
    veils = [shape for shape in head["layout"]["shapes"] if "fillcolor" in shape]
    assert [(veil["x0"], veil["x1"]) for veil in veils] == [(0.0, 7 * DAY), (14 * DAY, 21 * DAY)]
    assert draw_head(edges, np.array([1, 0, 2]), (0.0, 21 * DAY))["layout"]["shapes"] == []
