"""The Trends page: what it counts, what it says aloud, what it exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import flask
import polars as pl
import shapely

from sac_dash.casework import AddInterventions
from sac_dash.dashboard import state
from sac_dash.dashboard.entry_words import say_entry
from sac_dash.dashboard.pages.trends import callbacks
from sac_dash.dashboard.pages.trends.layout import layout
from sac_dash.dashboard.pages.trends.marks import read_marks
from sac_dash.dashboard.pages.trends.queries import read_choice, read_trend
from sac_dash.domain.columns import BOUNDARIES
from sac_dash.domain.intervention import Intervention
from sac_dash.figures.trend_bars import BarState, TrendPeriod
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.settings import Settings
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.trend_splits import label_group
from sac_dash.workflow.trend_words import make_notes
from sac_dash.workflow.trends import calm_periods
from tests.unit.dashboard_pages.conftest import START, _frames

BOTH = ["interventions", "boundaries"]


def draw(period, by, offence_class, group, marks=None):
    return callbacks.draw_main(
        period, by, offence_class, group, BOTH if marks is None else marks, "light", None
    )


def test_counts_of_all_groups_add_up_to_the_total(request_context):
    for by in ("class", "area"):
        view = read_trend(read_choice("week", by, "all"))
        total = sum(each.n or 0 for each in view.total)
        assert total == sum(each.n or 0 for _, periods in view.groups for each in periods) == view.n == 160


def test_only_offences_in_series_are_counted_by_series(request_context):
    view = read_trend(read_choice("month", "series", "all"))
    assert {group: sum(each.n or 0 for each in periods) for group, periods in view.groups} == {
        "S-0000AAAA": 4,
        "OP WILLOW": 2,
    }


def test_the_chart_says_n_period_and_counting_rule_and_never_a_percentage_change(request_context, words):
    figure, title, caption, notes = draw("week", "class", "all", "")
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
    notes = draw("month", "class", "atm_attack", "")[3]
    assert "range" in words(notes)
    few = draw("week", "series", "all", "OP WILLOW")[3]
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
    assert callbacks.keep_address("month", "area", "all", "", BOTH) == "?period=month&by=area&class=all"
    hidden = callbacks.keep_address("week", "facet:tool", "all", "", ["boundaries"])
    assert hidden == "?period=week&by=facet:tool&class=all&hide=interventions"
    assert read_marks("interventions") == ["boundaries"]


def test_series_have_counts_and_no_range(request_context):
    view = read_trend(read_choice("month", "series", "all"))
    assert all(each.upper is None for _, periods in view.groups for each in periods)
    _, _, caption = callbacks.draw_panels("month", "series", "all", "light", None)
    assert "chosen because they bunch" in caption


def week(number, n, **given):
    start = START.date() + timedelta(days=7 * number)
    return TrendPeriod(start, start + timedelta(days=7), n, **({"complete": True} | given))


RANGE = {"expected": 3.0, "lower": 1, "upper": 6}


def test_as_many_outside_as_chance_brings_is_said_calmly(request_context):
    view = read_trend(read_choice("week", "class", "all"))
    shown = [week(number, 9 if number < 2 else 3, **RANGE) for number in range(49)]
    note = make_notes(view, shown, only_months=False)[0]
    assert "no more than chance would bring" in note.text
    assert note.tone == "info"
    assert {each.state for each in calm_periods(shown)} == {BarState.USUAL}
    many = [week(number, 9 if number < 9 else 3, **RANGE) for number in range(49)]
    assert calm_periods(many) == many
    assert make_notes(view, many, only_months=False)[0].tone == "find"


def test_nothing_is_judged_while_the_recording_lag_is_unknown(request_context):
    view = read_trend(read_choice("week", "class", "all"))
    shown = [week(number, 9, judged=False, **RANGE) for number in range(10)]
    notes = make_notes(replace(view, lag=None), shown, only_months=False)
    assert "No week is held against its range" in notes[0].text
    assert any("none is judged" in note.text for note in notes)


def test_attacks_by_method_say_what_is_not_stated_and_count_two_methods_twice(request_context, words):
    view = read_trend(read_choice("month", "method", "all"))
    counted = {group: sum(each.n or 0 for each in periods) for group, periods in view.groups}
    assert counted == {NOT_KNOWN: 8}  # the invented attacks state none
    assert label_group(NOT_KNOWN, view.split, {}) == "Method not stated"
    assert label_group("rip_out", view.split, {}) != "rip_out"
    assert "counts under both" in callbacks.draw_panels("month", "method", "all", "light", None)[2]
    figure, _, caption, notes = draw("month", "method", "atm_attack", "")
    assert "n unknown = 8 of 8" in caption
    assert "8 of 8 ATM attacks state no method" in words(notes)
    assert figure["layout"]["yaxis2"]["ticktext"] == ["not said"]


def test_behaviours_say_how_many_offences_are_silent(request_context, words):
    _, title, caption, notes = draw("month", "facet:tool", "all", "crowbar")
    assert title.endswith("by month")
    assert "n unknown = 97 of 160" in caption
    assert "97 of 160 offences say nothing of" in words(notes)
    assert "no count, not nought" in words(notes)
    assert "facet:tool" in words(layout({"by": "facet:tool"}))


def test_interventions_are_marked_by_letter_and_may_be_hidden(request_context):
    about = [
        Intervention("i1", "arrest", "Two <held>", "2024-03-04"),
        Intervention("i2", "patrol", "Night patrols", "2025-03-04", "2025-04-01", policing_area="=South"),
        Intervention("i3", "charge", "Long before", "2001-03-04"),
    ]
    decide(request_context, AddInterventions(tuple(about), "test", case_book_of(request_context).head), "ana")
    figure, _, caption, _ = draw("week", "class", "all", "")
    letters = figure["data"][-1]
    assert letters["text"] == ["A", "P"]
    assert "Two &lt;held&gt;" in letters["hovertext"][0]
    assert "Upright lines: what was done (A arrest, P patrol)." in caption
    assert draw("week", "area", "all", "=South")[0]["data"][-1]["text"] == ["A", "P"]
    assert draw("week", "area", "all", NOT_KNOWN)[0]["data"][-1]["text"] == ["A"]
    hidden, _, plain, _ = draw("week", "class", "all", "", marks=["boundaries"])
    assert hidden["data"][-1]["type"] == "bar"
    assert "Upright" not in plain


def test_a_change_of_boundaries_is_marked_and_said(tmp_path, words):
    square = shapely.to_wkb(shapely.box(0, 0, 10, 10))
    held = [("areas", "1", "North", date(2012, 1, 1), date(2024, 3, 31), square)]
    held += [("areas", "1", "North & Co", date(2024, 4, 1), None, square)]
    own = Store(tmp_path)
    own.add_boundaries(pl.DataFrame(held, schema=dict(BOUNDARIES), orient="row"))
    own.publish(_frames(), "invented data under areas that change")
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=tmp_path), own))
    with server.test_request_context("/"):
        figure, _, _, notes = draw("week", "area", "all", "", marks=["boundaries"])
    label = figure["layout"]["annotations"][-1]
    assert (label["text"], label["x"]) == ("areas changed 1 Apr 2024", "2024-04-01")
    assert "ended North, begun North &amp; Co" in label["hovertext"]
    assert "Boundaries changed (dashed line): 1 Apr 2024: ended North, begun North & Co" in words(notes)
