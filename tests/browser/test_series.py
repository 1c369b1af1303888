"""The Series page in a real browser: from the list to one series, its pictures, its evidence, its name."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .conftest import barriers, drawn, each_screen, fits, quiet

pytestmark = pytest.mark.browser


def open_series(page, dashboard, query=""):
    page.goto(f"{dashboard.address}/series{query}")
    page.wait_for_selector("#series-header .page-title")
    drawn(page, "series-timeline-graph")


def test_a_series_is_chosen_from_the_list_and_stands_in_the_address(page, dashboard):
    open_series(page, dashboard)
    card = page.locator(".series-card").nth(1)
    name = card.locator(".sc-name").inner_text()
    card.click()
    expect(page.locator("#series-header .page-title")).to_have_text(name)
    expect(page).to_have_url(re.compile("id="))
    expect(page.locator(".series-card-chosen .sc-name")).to_have_text(name)
    quiet(page)
    assert not page.wrong


def test_a_deep_link_opens_the_series_with_its_numbered_members(page, dashboard):
    series_id = dashboard.store.require_current().series["series_id"][-1]
    open_series(page, dashboard, f"?id={series_id}")
    page.wait_for_selector(".ag-center-cols-container .ag-row")
    expect(page.locator("#series-header")).to_contain_text(series_id)
    expect(page.locator("#series-text .card-title")).to_have_text(re.compile(r"^\s*\d"))


def test_a_click_on_a_member_shows_its_text(page, dashboard):
    open_series(page, dashboard)
    page.locator('.ag-center-cols-container .ag-row [col-id="reference"]').first.click()
    expect(page.locator("#series-text .card-title")).to_have_text(re.compile(r"^\s*1\."))
    expect(page).to_have_url(re.compile(r"offence=1\b"))


def test_the_comparison_is_a_table_with_base_rates(page, dashboard):
    open_series(page, dashboard)
    page.get_by_role("tab", name="Comparison").click()
    expect(page.locator("#series-cases")).to_contain_text(re.compile("1 in|No recorded behaviour"))


def test_a_name_given_is_shown_at_once_and_is_kept(page, own_dashboard):
    open_series(page, own_dashboard)
    page.fill("#series-name", "Op Lantern")
    page.click("#series-name-save")
    expect(page.locator("#series-header .page-title")).to_have_text("Op Lantern")
    quiet(page)
    page.reload()
    expect(page.locator("#series-header .page-title")).to_have_text("Op Lantern")
    expect(page.locator("#series-list")).to_contain_text("Op Lantern")
    assert own_dashboard.store.decisions.entries("decision")[-1].payload["value"] == "Op Lantern"


def test_the_page_fits_on_one_screen_and_asks_nothing_of_any_other_machine(page, dashboard):
    open_series(page, dashboard)
    for _ in each_screen(page):
        fits(page)
    assert all(address.startswith((dashboard.address, "data:", "blob:")) for address in page.asked)


def test_choosing_a_series_keeps_the_tab(page, dashboard):
    open_series(page, dashboard)
    page.get_by_role("tab", name="Evidence").click()
    page.wait_for_url("**/series?*tab=evidence*")
    page.wait_for_selector(".series-card[href*='tab=evidence']")
    quiet(page)
    page.locator(".series-card").nth(2).click()
    page.wait_for_url("**/series?id=*tab=evidence*")
    quiet(page)
    assert not page.wrong


def test_a_series_that_is_not_held_has_a_way_back(page, dashboard):
    page.goto(f"{dashboard.address}/series?id=S-NOPE")
    page.wait_for_selector(".sh-unknown")
    quiet(page)
    expect(page.locator("#series-map-graph")).to_be_hidden()
    page.click(".sh-back")
    page.wait_for_selector("#series-header .sh-facts")
    expect(page.locator("#series-map-graph")).to_be_visible()
    quiet(page)
    assert not page.wrong


def test_a_saved_picture_is_named_after_the_series(page, dashboard):
    open_series(page, dashboard, "?id=S-103")
    with page.expect_download() as waiting:
        page.click("#series-timeline-png")
    assert "s-103-suggested-not-confirmed" in waiting.value.suggested_filename


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_time_and_place_is_told_and_the_next_window_only_when_asked(page, dashboard, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{dashboard.address}/series?tab=place")
    page.locator("#series-place-time .pt-fact").first.wait_for()
    expect(page.locator("#series-place-time")).to_contain_text("Mean centre")
    quiet(page)
    page.locator("#series-next", has_text="Off until asked for").wait_for()
    page.locator("#series-next-on").click()
    page.locator("#series-next", has_text="Not enough data").wait_for()
    quiet(page)
    tops = "(tabs) => [...new Set(tabs.map((each) => Math.round(each.getBoundingClientRect().top)))]"
    lines = page.locator(".series-tabs [role=tab]").evaluate_all(tops)
    assert len(lines) == 1
    assert barriers(page) == []
    assert page.wrong == []
