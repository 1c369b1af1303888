"""Trend figures: what a bar claims, where the band lies, how panels share a scale."""

from __future__ import annotations

from datetime import date, timedelta

from sac_dash.figures.trend import MAX_PANELS, draw_multiples, draw_trend
from sac_dash.figures.trend_bars import BarState, TrendPeriod, name_period

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
