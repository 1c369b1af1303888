"""The Trends page: what it counts, what it says aloud, what it exports."""

from __future__ import annotations

from sac_dash.dashboard.pages.trends import callbacks
from sac_dash.dashboard.pages.trends.layout import layout
from sac_dash.dashboard.pages.trends.queries import TrendChoice, read_trend, trend_basis
from sac_dash.patterns.periods import Period


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
    assert "Not enough data" in words(few) or "lie outside" in words(few)


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


def test_the_page_opens_in_the_state_of_its_address(request_context, words):
    assert "Enabler" not in words(layout({"by": "area", "period": "month"}))
    assert callbacks.keep_address("month", "area", "all", "") == "?period=month&by=area&class=all"
