"""The Trends page in a real browser: what is drawn, what is said, what can be taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import drawn, each_screen, fits, quiet

pytestmark = pytest.mark.browser


def open_trends(page, dashboard, query=""):
    page.goto(f"{dashboard.address}/trends{query}")
    page.wait_for_selector("#trends-main-graph .js-plotly-plot .bars")
    page.wait_for_selector("#trends-panels-graph .js-plotly-plot .bars")
    drawn(page, "trends-main-graph", "trends-panels-graph")


def choose_split(page, label):
    page.click("#trends-by")
    page.get_by_role("option", name=label, exact=True).click()


def test_counts_are_drawn_and_what_they_count_is_said(page, dashboard):
    open_trends(page, dashboard)
    expect(page.locator("#trends-main-caption")).to_contain_text("n = 420")
    expect(page.locator("#trends-notes")).to_contain_text("hatched")
    assert "%" not in page.locator("#trends-notes").inner_text()
    assert not page.wrong


def test_months_by_area_stand_in_the_address_and_come_back(page, dashboard):
    open_trends(page, dashboard)
    page.get_by_text("Months", exact=True).click()
    page.wait_for_url("**/trends?*period=month*")
    quiet(page)
    choose_split(page, "Policing area")
    page.wait_for_url("**/trends?*period=month*by=area*")
    quiet(page)
    page.reload()
    expect(page.locator("#trends-panels-title")).to_have_text("By policing area")
    expect(page.locator("#trends-main-title")).to_have_text(re.compile("by month$"))


def test_attacks_that_state_no_method_are_said_beside_the_panels(page, dashboard):
    open_trends(page, dashboard)
    choose_split(page, "ATM method")
    page.wait_for_function(
        "() => document.querySelector('#trends-panels-title')?.innerText === 'ATM attacks by method'"
    )
    page.wait_for_function(
        "() => /do not say/.test(document.querySelector('#trends-panels-caption')?.innerText)"
    )
    page.wait_for_url("**/trends?*by=method*")
    assert not page.wrong


def test_marks_can_be_switched_off_and_the_address_says_so(page, dashboard):
    open_trends(page, dashboard)
    page.get_by_label("Interventions", exact=True).uncheck()
    page.wait_for_url("**/trends?*hide=interventions*")
    page.reload()
    page.wait_for_selector("#trends-main-graph .js-plotly-plot .bars")
    expect(page.get_by_label("Interventions", exact=True)).not_to_be_checked()
    expect(page.get_by_label("Boundary changes", exact=True)).to_be_checked()
    quiet(page)
    assert not page.wrong


def test_the_counts_can_be_taken_away_as_a_spreadsheet(page, dashboard):
    open_trends(page, dashboard)
    with page.expect_download() as waiting:
        page.click("#trends-csv")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert "counting rule" in text
    assert "period_start,period,group,n" in text


def test_the_chart_is_saved_as_a_picture_by_one_click(page, dashboard):
    open_trends(page, dashboard)
    with page.expect_download() as waiting:
        page.click("#trends-main-png")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_page_fits_on_one_screen(page, dashboard):
    open_trends(page, dashboard)
    for _ in each_screen(page):
        fits(page)
