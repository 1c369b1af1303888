"""Figures of time and place: what a square, a bar or a sentence claims."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import polars as pl
import pytest

from sac_dash.figures.again_curve import draw_again
from sac_dash.figures.area_months import MAX_AREAS, draw_area_months, largest_areas
from sac_dash.figures.chart_style import DARK, LIGHT
from sac_dash.figures.hot_squares import hot_trace
from sac_dash.figures.light_shares import draw_light
from sac_dash.figures.month_rates import draw_months
from sac_dash.figures.near_repeat_table import day_names, distance_names, draw_near_repeats
from sac_dash.figures.said_figure import draw_sentence
from sac_dash.figures.week_hours import WEEKDAYS, busiest, draw_hours, draw_week
from sac_dash.geography.boundary_changes import BoundaryChange
from sac_dash.patterns.aoristic import spread_hours
from sac_dash.patterns.area_counts import AREA_COUNTS
from sac_dash.patterns.basis import rest_on
from sac_dash.patterns.lighting import measure_light
from sac_dash.patterns.near_repeats import NearRepeats
from sac_dash.patterns.repeats import count_repeats
from sac_dash.patterns.seasonality import spread_months
from sac_dash.patterns.time_windows import TimeWindows

HOUR_S = 3_600
TUESDAY_TWO = int(datetime(2025, 1, 7, 2, tzinfo=UTC).timestamp())  # winter: the wall clock is UTC
WEEKS = 100


def weekly_windows() -> TimeWindows:
    """Return offences of 02:00 to 03:00 on each Tuesday, by UTC."""
    start = TUESDAY_TWO + np.arange(WEEKS) * 7 * 24 * HOUR_S
    return TimeWindows(start, start + HOUR_S, np.ones(WEEKS, bool), "UTC")


def test_the_square_of_a_known_hour_holds_everything_and_says_its_interval():
    table = spread_hours(weekly_windows())
    assert busiest(table.cells) == (1, 2)
    heat, days = draw_week(table)["data"]
    assert heat["z"][1][2] == pytest.approx(100)
    assert sum(map(sum, heat["z"])) == pytest.approx(100)
    said = heat["hovertext"][1][2]
    assert "Tue 02:00–03:00" in said
    assert "100 in 100 (" in said
    assert "n = 100.0 of 100 offences" in said
    assert days["y"] == list(WEEKDAYS)
    assert days["x"][1] == pytest.approx(100)


def test_every_hour_has_an_interval_that_holds_its_share():
    (bars,) = draw_hours(spread_hours(weekly_windows()), dark=True)["data"]
    assert len(bars["y"]) == 24
    assert bars["y"][2] == pytest.approx(100)
    assert min(bars["error_y"]["array"]) >= 0
    assert min(bars["error_y"]["arrayminus"]) >= 0
    assert bars["marker"]["color"] == DARK.bar


def test_months_are_offences_a_day_with_the_mean_of_all_days_as_a_line():
    table = spread_months(weekly_windows(), datetime(2026, 12, 31, tzinfo=UTC))
    figure = draw_months(table)
    assert figure["layout"]["shapes"][0]["y0"] == pytest.approx(1 / 7, rel=0.05)
    assert figure["data"][0]["y"] == pytest.approx([1 / 7] * 12, rel=0.5)
    assert "a day (" in figure["data"][0]["hovertext"][0]


def test_light_stands_beside_what_the_same_days_give():
    table = measure_light(weekly_windows(), np.full(WEEKS, -2.7), np.full(WEEKS, 52.3))
    bars, marks = draw_light(table)["data"]
    assert bars["y"][0] > marks["y"][0] > 0
    assert sum(marks["y"]) == pytest.approx(100, abs=0.1)
    assert "of the same days and nights" in bars["hovertext"][0]


def knox() -> NearRepeats:
    """Return a table of two distances and two delays in which one square stands out."""
    expected = np.full((2, 2), 5.0)
    observed = np.array([[12, 5], [4, 0]])
    p_value = np.array([[0.001, 0.6], [0.7, 1.0]])
    return NearRepeats(
        np.array([0.0, 230.0]), np.array([7.0, 14.0]), observed, expected,
        expected - 3, expected + 4, observed / expected, p_value, 999, rest_on(40),
    )  # fmt: skip


def test_only_squares_that_chance_rarely_fills_are_starred():
    figure = draw_near_repeats(knox())
    written = [each["text"] for each in figure["layout"]["annotations"]]
    assert written == ["<b>2.4× *</b>", "1.0×", "0.8×", "0.0×"]
    assert distance_names(knox()) == ["Same premises", "up to 230 m"]
    assert day_names(knox()) == ["0–7 days", "7–14 days"]
    assert "12 pairs; by chance 5.0 (2 to 9)<br>p = 0.001" in figure["data"][0]["hovertext"][0][0]


def test_a_square_of_which_nothing_is_expected_has_no_ratio():
    table = knox()
    nothing = NearRepeats(
        table.metres, table.days, table.observed, table.expected * 0, table.low * 0, table.high * 0,
        np.full((2, 2), np.nan), table.p_value, 999, table.basis,
    )  # fmt: skip
    figure = draw_near_repeats(nothing, dark=True)
    assert figure["layout"]["annotations"][1]["text"] == "–"
    assert np.isfinite(figure["data"][0]["z"]).all()


def test_how_soon_premises_are_hit_again_rises_with_the_delay():
    start = TUESDAY_TWO + np.repeat(np.arange(20) * 24 * HOUR_S, 2) + np.tile([0, 10 * 24 * HOUR_S], 20)
    windows = TimeWindows(start, start + HOUR_S, np.ones(40, bool), "UTC")
    table = count_repeats(np.repeat(np.arange(20), 2), windows, datetime(2026, 1, 1, tzinfo=UTC))
    (bars,) = draw_again(table)["data"]
    shares = dict(zip(bars["x"], bars["y"], strict=True))
    assert shares["7"] == 0
    assert shares["14"] == pytest.approx(50)


def test_hot_squares_are_closed_outlines_apart():
    squares = np.array([[[0, 0], [1, 0], [1, 1], [0, 1]], [[5, 5], [6, 5], [6, 6], [5, 6]]], float)
    trace = hot_trace(squares)
    assert trace["lon"] == [0, 1, 1, 0, 0, None, 5, 6, 6, 5, 5, None]
    assert trace["lat"][4] == trace["lat"][0]


def area_counts(n_areas: int) -> pl.DataFrame:
    """Return two months of areas of which the first came into force in the second."""
    rows = [
        (month, f"Area {area:02d}", None if area == 0 and month.month == 1 else area + 1, True,
         0.0 if area == 0 and month.month == 1 else 1.0)
        for area in range(n_areas)
        for month in (date(2026, 1, 1), date(2026, 2, 1))
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=dict(AREA_COUNTS), orient="row")


def test_a_month_before_an_area_existed_is_empty_and_not_nought():
    change = BoundaryChange(date(2026, 2, 1), ("Old",), ("Area 00",), ())
    figure = draw_area_months(area_counts(3), (change,))
    (heat,) = figure["data"]
    assert heat["y"] == ["Area 02", "Area 01", "Area 00"]
    assert heat["z"][2] == [None, 1]
    assert heat["hovertext"][2][0].endswith("no count<br>not in force")
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == ["2026-02-01"]


def test_only_the_largest_areas_are_drawn():
    assert len(largest_areas(area_counts(MAX_AREAS + 5))) == MAX_AREAS


def test_a_sentence_stands_in_place_of_a_figure():
    figure = draw_sentence("Not enough data: 3 offences, at least 5 needed.")
    (note,) = figure["layout"]["annotations"]
    assert note["text"].replace("<br>", " ") == "Not enough data: 3 offences, at least 5 needed."
    assert note["font"]["color"] == LIGHT.muted
    assert figure["data"] == []
