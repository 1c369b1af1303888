"""Interventions over rows of series: a line, a letter, words; in one row or over all."""

from __future__ import annotations

import base64

import numpy as np

from sac_dash.figures.intervention_marks import InterventionMark
from sac_dash.figures.series_rows import MS_A_DAY, SeriesRow, draw_rows

DAY = MS_A_DAY
WINDOW = (0.0, 100 * DAY)
TARGETS, LETTERS = 6, 7
ARREST = InterventionMark(30 * DAY, "A", "Two held", "<b>Arrest: Two held</b>", "S-2")
PATROL = InterventionMark(40 * DAY, "P", "Night patrols", "<b>Patrol</b>", None, 50 * DAY)
ELSEWHERE = InterventionMark(30 * DAY, "A", "x", "x", "S-9")


def row(series_id: str, *days: float) -> SeriesRow:
    start = np.array(days) * DAY
    keys = [f"{series_id}/{number}" for number in range(len(days))]
    return SeriesRow(series_id, series_id, "9 days", start, start + DAY / 2, keys, keys)


ROWS = [row("S-1", 10, 12), row("S-2", 15, 16), row("S-3", 20, 40)]


def drawn(*marks: InterventionMark) -> dict:
    return draw_rows(ROWS, WINDOW, 100 * DAY, marks)


def lines(figure: dict) -> list[dict]:
    return [shape for shape in figure["layout"]["shapes"] if shape["line"]["width"] == 1.5]


def numbers(array: dict) -> list[float]:
    return np.frombuffer(base64.b64decode(array["bdata"]), "<f8").tolist()


def test_one_of_a_series_stands_in_its_row_and_one_of_an_area_crosses_all():
    own, over_all = lines(drawn(ARREST, PATROL))
    assert (own["x0"], own["y0"], own["y1"]) == (30 * DAY, 0.55, 1.45)
    assert (over_all["x0"], over_all["yref"]) == (40 * DAY, "paper")


def test_none_is_drawn_unless_given_or_where_its_row_is_not_there():
    assert lines(drawn()) == []
    assert lines(drawn(ELSEWHERE)) == []
    assert drawn(ELSEWHERE)["data"][LETTERS]["text"] == []
    assert draw_rows([], WINDOW, DAY, [PATROL])["data"][LETTERS]["text"] == []


def test_the_letter_says_the_kind_and_the_words_come_on_pointing():
    letters = drawn(ARREST, PATROL)["data"][LETTERS]
    assert letters["text"] == ["A", "P"]
    assert letters["hovertext"][0] == "<b>Arrest: Two held</b>"
    assert numbers(letters["y"]) == [0.7, -0.3]
    assert "customdata" not in letters  # a click on it leads to no offence


def test_a_line_over_all_rows_can_be_hit_between_them():
    target = drawn(ARREST, PATROL)["data"][TARGETS]
    assert (numbers(target["x"]), numbers(target["y"])) == ([40 * DAY] * 2, [0.5, 1.5])
    assert target["marker"]["opacity"] == 0


def test_what_lasted_has_a_band_as_long():
    (band,) = [shape for shape in drawn(ARREST, PATROL)["layout"]["shapes"] if shape["type"] == "rect"]
    assert (band["x0"], band["x1"], band["layer"]) == (40 * DAY, 50 * DAY, "below")


def test_a_saved_picture_writes_the_words_out():
    notes = drawn(ARREST)["layout"]["meta"]["png"]["annotations"]
    assert [note["text"] for note in notes] == ["9 days", "9 days", "9 days", "Two held"]
