"""The Trends page: what it counts, what it says aloud, what it exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.entry_words import say_entry
from sac_dash.dashboard.pages.trends import callbacks
from sac_dash.dashboard.pages.trends.layout import layout
from sac_dash.dashboard.pages.trends.queries import (
    TrendChoice,
    _methods,
    calm_periods,
    label_group,
    read_trend,
    trend_basis,
)
from sac_dash.dashboard.pages.trends.wording import make_notes
from sac_dash.figures.trend_bars import BarState, TrendPeriod
from sac_dash.patterns.periods import Period
from tests.unit.dashboard_pages.conftest import START


def test_counts_of_all_groups_add_up_to_the_total(request_context):
    for by in ("class", "area"):
        view = read_trend(request_context.require_current(), TrendChoice(Period.WEEK, by))
        total = sum(each.n or 0 for each in view.total)
        assert total == sum(each.n or 0 for _, periods in view.groups for each in periods) == view.n == 160


def test_only_offences_in_series_are_counted_by_series(request_context):
    view = read_trend(request_context.require_current(), TrendChoice(Period.MONTH, "series"))
    assert {group: sum(each.n or 0 for each in periods) for group, periods in view.groups} == {
        "S-0000AAAA": 4,
        "OP WILLOW": 2,
    }


def test_the_chart_says_n_period_and_counting_rule_and_never_a_percentage_change(request_context, words):
    figure, title, caption, notes = callbacks.draw_main("week", "class", "all", "", "light", None)
    assert title == "All offences by week"
    assert "n = 160" in caption
    assert "counting rule" in caption
    assert "in the period its time window begins" in caption
    said = words(notes)
    assert "range expected from the same season" in said
    assert "9 in 10 offences are recorded within 2 days" in said
    assert "%" not in said
    assert figure["data"][-1]["type"] == "bar"


def test_too_little_history_is_said(request_context, words):
    basis = trend_basis(request_context.require_current())
    basis.view.cache_clear()
    notes = callbacks.draw_main("month", "class", "atm_attack", "", "dark", None)[3]
    assert "range" in words(notes)
    _, _, _, few = callbacks.draw_main("week", "series", "all", "OP WILLOW", "light", None)
    assert "Counts only, no expected range: series are chosen because they bunch." in words(few)


def test_a_click_on_a_panel_chooses_its_group(request_context):
    options, kept = callbacks.offer_groups("class", "week", "all", "nowhere")
    assert kept == ""
    click = {"points": [{"customdata": "ATM attack"}]}
    assert callbacks.choose_panel(click, options) == "atm_attack"


def test_the_export_holds_every_row_and_no_formula(request_context):
    sent = callbacks.export_counts(1, "month", "area", "all")
    lines = sent["content"].splitlines()
    assert sent["filename"] == "trends_month_by_area.csv"
    assert "OFFICIAL" in lines[0]
    assert any(",'=South," in line for line in lines)
    assert not any(",=South," in line for line in lines)


def test_the_log_says_what_left_and_who_took_it(request_context):
    callbacks.export_counts(1, "week", "class", "atm_attack")
    last = request_context.decisions.entries("export")[-1]
    assert last.payload["file"] == "trends_week_by_class.csv"
    assert last.user == state.user()
    assert (
        say_entry(last, {})
        == "exported the counts of ATM attack by week and class as trends_week_by_class.csv, 8 offences"
    )


def test_the_page_opens_in_the_state_of_its_address(request_context, words):
    assert "Enabler" not in words(layout({"by": "area", "period": "month"}))
    assert callbacks.keep_address("month", "area", "all", "") == "?period=month&by=area&class=all"


def test_series_have_counts_and_no_range(request_context):
    view = read_trend(request_context.require_current(), TrendChoice(Period.MONTH, "series"))
    assert all(each.upper is None for _, periods in view.groups for each in periods)
    _, _, caption = callbacks.draw_panels("month", "series", "all", "light", None)
    assert "chosen because they bunch" in caption


def week(number, n, **given):
    start = START.date() + timedelta(days=7 * number)
    return TrendPeriod(start, start + timedelta(days=7), n, **({"complete": True} | given))


RANGE = {"expected": 3.0, "lower": 1, "upper": 6}


def test_as_many_outside_as_chance_brings_is_said_calmly(request_context):
    view = read_trend(request_context.require_current(), TrendChoice(Period.WEEK, "class"))
    shown = [week(number, 9 if number < 2 else 3, **RANGE) for number in range(49)]
    note = make_notes(view, shown, Period.WEEK, only_months=False)[0]
    assert "no more than chance would bring" in note.text
    assert note.tone == "info"
    assert {each.state for each in calm_periods(shown)} == {BarState.USUAL}
    many = [week(number, 9 if number < 9 else 3, **RANGE) for number in range(49)]
    assert calm_periods(many) == many
    assert make_notes(view, many, Period.WEEK, only_months=False)[0].tone == "find"


def test_nothing_is_judged_while_the_recording_lag_is_unknown(request_context):
    view = read_trend(request_context.require_current(), TrendChoice(Period.WEEK, "class"))
    shown = [week(number, 9, judged=False, **RANGE) for number in range(10)]
    notes = make_notes(replace(view, lag=None), shown, Period.WEEK, only_months=False)
    assert "No week is held against its range" in notes[0].text
    assert any("none is judged" in note.text for note in notes)


def test_attacks_by_method_say_what_is_not_stated_and_count_two_methods_twice(request_context):
    generation = request_context.require_current()
    view = read_trend(generation, TrendChoice(Period.MONTH, "method"))
    counted = {group: sum(each.n or 0 for each in periods) for group, periods in view.groups}
    assert counted == {"not_stated": 8}  # the invented attacks state none
    assert label_group("not_stated", "method", {}) == "Method not stated"
    assert label_group("rip_out", "method", {}) != "rip_out"
    stated = [(0, "rip_out"), (0, "ram_raid"), (20, "rip_out"), (0, "unsuccessful")]
    tags = pl.DataFrame(
        [(row, "atm_attack", code, "present") for row, code in stated],
        schema={"row": pl.UInt32, "facet": pl.String, "code": pl.String, "state": pl.String},
        orient="row",
    )
    assert _methods(tags).rows() == [(0, "rip_out"), (0, "ram_raid"), (20, "rip_out")]
    assert "counts under both" in callbacks.draw_panels("month", "method", "all", "light", None)[2]
