"""Trend figures: what a bar claims, where the band lies, how panels share a scale."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sac_dash.figures.intervention_marks import InterventionMark
from sac_dash.figures.trend import MAX_PANELS, draw_multiples, draw_trend
from sac_dash.figures.trend_bars import BarState, TrendPeriod, name_period, top_of
from sac_dash.figures.trend_marks import BoundaryMark, TrendMarks, gather

MONDAY = date(2026, 3, 2)


def week(number: int, n: int | None = 2, **given) -> TrendPeriod:
    start = MONDAY + timedelta(days=7 * number)
    return TrendPeriod(start, start + timedelta(days=7), n, **({"complete": True} | given))


def test_a_bar_is_judged_only_when_it_may_be():
    assert week(0, 9, expected=2.0, lower=0, upper=6).state is BarState.ABOVE
    assert week(0, 9, expected=2.0, lower=0, upper=6, complete=False).state is BarState.PART
    assert week(0, 1, expected=9.0, lower=3, upper=16).state is BarState.BELOW
    assert week(0, 1, expected=9.0, lower=3, upper=16, growing=True).state is BarState.GROWING
    assert week(0, 9, expected=2.0, lower=0, upper=6, growing=True).state is BarState.GROWING
    assert week(0, 9, expected=2.0, lower=0, upper=6, judged=False).state is BarState.USUAL
    assert week(0, 9).state is BarState.USUAL


def test_the_band_breaks_where_there_is_no_history():
    known = {"expected": 2.0, "lower": 0, "upper": 6}
    figure = draw_trend([week(0, **known), week(1), week(2, **known)], "Offences a week")
    band = figure["data"][0]
    assert band["x"].count(None) == 2
    assert "2026-03-09" in band["x"]
    assert "2026-03-20" not in band["x"]


def test_part_week_is_said_on_the_chart_and_no_band_without_history():
    figure = draw_trend([week(0), week(1, complete=False)], "Offences a week")
    assert [trace["type"] for trace in figure["data"]] == ["bar"]
    assert "part week" in figure["layout"]["annotations"][0]["text"]


def test_periods_are_named_as_the_british_do():
    assert name_period(week(0)) == "week of 2 Mar 2026"
    assert name_period(TrendPeriod(date(2026, 3, 1), date(2026, 4, 1), 1, complete=True)) == "Mar 2026"


def test_no_data_is_said_and_not_drawn_as_nought():
    bar = draw_trend([week(0, None), week(1)], "Offences a week")["data"][0]
    assert bar["y"] == [None, 2]
    assert "no data" in bar["hovertext"][0]


def test_small_multiples_share_one_scale_and_are_limited():
    groups = [(f"Area {number}", [week(0, number)]) for number in range(20)]
    figure = draw_multiples(groups, dark=True)
    ranges = {str(value["range"]) for key, value in figure["layout"].items() if key.startswith("yaxis")}
    assert len(ranges) == 1
    assert len(figure["data"]) == MAX_PANELS
    domains = [value["domain"] for key, value in figure["layout"].items() if key.startswith("xaxis")]
    assert all(0 <= low < high <= 1.0000001 for low, high in domains)


DAY_MS = 86_400_000.0
FIRST_MS = datetime(2026, 3, 2, tzinfo=UTC).timestamp() * 1_000


def mark(day: float, letter: str) -> InterventionMark:
    return InterventionMark(
        FIRST_MS + day * DAY_MS, letter, letter, f"<b>{letter}</b>", "S-1", FIRST_MS + 60 * DAY_MS
    )


def year(**given) -> list[TrendPeriod]:
    return [week(number, **given) for number in range(52)]


def test_offences_that_do_not_say_have_a_strip_of_their_own_and_no_part_in_the_bars():
    periods = [
        week(0, 2, n_asked=8, n_unknown=2),
        week(1, None, n_asked=3, n_unknown=3),
        week(2, 0, n_asked=0, n_unknown=0),
    ]
    figure = draw_trend(periods, "Offences a week")
    bars, strip = figure["data"]
    assert bars["y"] == [2, None, 0]
    assert "2 of 8 do not say" in bars["hovertext"][0]
    assert "not known: none of 3 says" in bars["hovertext"][1]
    assert "n = 0" in bars["hovertext"][2]
    assert len(strip["y"]) == 2
    assert "3 of 3 do not say" in strip["hovertext"][1]
    assert figure["layout"]["yaxis"]["domain"][0] > figure["layout"]["yaxis2"]["domain"][1]


def test_there_is_no_strip_where_all_say():
    assert "yaxis2" not in draw_trend([week(0, 2, n_asked=8, n_unknown=0)], "Offences a week")["layout"]


def test_an_area_that_was_not_there_is_no_gap_in_the_data():
    hover = draw_trend([week(0, None, in_force=0.0), week(1, 3, in_force=0.5)], "Offences a week")["data"][0][
        "hovertext"
    ]
    assert "the area did not exist" in hover[0]
    assert "existed on part of the days" in hover[1]


def test_interventions_stand_above_the_bars_and_close_ones_share_a_mark():
    done = [mark(100, "A"), mark(101, "C"), mark(200, "P"), mark(-5, "X"), mark(900, "X")]
    figure = draw_trend(year(), "Offences a week", TrendMarks(done))
    letters = figure["data"][-1]
    assert letters["text"] == ["2", "P"]
    assert letters["hovertext"][0] == "<b>A</b><br><b>C</b>"
    assert figure["layout"]["yaxis"]["range"][1] > 2
    lines = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"]
    assert all(line["yref"] == "paper" for line in lines)
    assert len(gather(done, 0)) == 5


def test_a_change_of_boundaries_is_a_dashed_line_with_a_label_that_stays_in_the_picture():
    early, late = date(2026, 4, 1), date(2026, 12, 1)
    changes = [
        BoundaryMark(day, f"areas changed {day}", "short", "words") for day in (early, late, date(2031, 1, 1))
    ]
    layout = draw_trend(year(), "Offences a week", TrendMarks(boundaries=changes))["layout"]
    assert [line["x0"] for line in layout["shapes"]] == ["2026-04-01", "2026-12-01"]
    assert {line["line"]["dash"] for line in layout["shapes"]} == {"dash"}
    assert [(label["xanchor"], label["hovertext"]) for label in layout["annotations"]] == [
        ("left", "words"),
        ("right", "words"),
    ]


def test_a_wide_range_over_few_offences_does_not_flatten_the_bars():
    assert top_of([week(0, 3, upper=33, lower=0, expected=2.0)]) == 6
    assert top_of([week(0, 3, upper=5, lower=0, expected=2.0)]) == 5
    assert top_of([week(0, 0, upper=3, lower=0, expected=0.2)]) == 3
