"""The frame around the pages, in a real browser: nothing leaves the machine, nothing blows up."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .conftest import LiveDashboard, barriers, go_by_keys, in_the_dark, map_ready, press, quiet
from .invented_force import invented_frames

pytestmark = pytest.mark.browser


LEFT = (
    ("Map", "#map-timeline-graph"),
    ("Trends", "#trends-main-graph"),
    ("Series", "#series-timeline-graph"),
    ("Trends", "#trends-main-graph"),
)


def _outside(addresses: list[str]) -> list[str]:
    local = ("http://127.0.0.1", "blob:", "data:")
    return [address for address in addresses if not address.startswith(local)]


def test_no_request_leaves_the_machine_on_any_page(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/map")
    map_ready(page)
    for link in page.locator("nav a").all():
        path = link.get_attribute("href")
        link.click()
        page.wait_for_url(lambda address, path=path: urlsplit(address).path == path)
        quiet(page)
    assert len(page.asked) > 10
    assert _outside(page.asked) == []
    assert page.wrong == []


def test_pages_left_while_their_charts_are_being_drawn_leave_no_error(
    dashboard: LiveDashboard, page: Any
) -> None:
    page.goto(f"{dashboard.address}/trends")
    page.locator("nav a").first.wait_for()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for name, chart in LEFT:
        page.locator("nav a", has_text=name).first.click()
        page.wait_for_selector(f"{chart} .js-plotly-plot", state="attached")  # its drawing has begun
    page.locator("nav a", has_text="Data").first.click()
    page.locator("#data-upload").wait_for()
    quiet(page)
    page.wait_for_timeout(
        1_500
    )  # a drawing stumbles when it ends, and of one that was left nothing says that it has
    assert page.wrong == []


def test_the_navigation_says_where_one_is_at_the_bare_address_too(
    dashboard: LiveDashboard, page: Any
) -> None:
    page.goto(f"{dashboard.address}/")
    page.wait_for_selector("#overnight-headline b")
    active = page.locator("nav a[data-active]")
    expect(active).to_have_text(["Overnight"])
    page.locator("nav a", has_text="Series").click()
    expect(active).to_have_text(["Series"])


def test_marking_cut_off_and_invented_badge_are_shown(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/map")
    page.get_by_text("Data to").wait_for()
    expect(page.locator(".marking")).to_have_text(["OFFICIAL-SENSITIVE"] * 2)
    expect(page.locator("#shell-cut-off")).to_contain_text("420 offences")
    expect(page.get_by_text("Invented data", exact=True)).to_be_visible()


def test_an_empty_store_says_what_to_do_and_fills_itself(empty_dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{empty_dashboard.address}/map")
    page.get_by_text("No offences yet").wait_for()
    expect(page.get_by_text("sac-dash demo")).to_be_visible()
    empty_dashboard.store.publish(invented_frames(80), "invented")
    page.wait_for_selector("#map-graph")
    map_ready(page)


def test_an_unknown_address_is_told_plainly(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/nowhere")
    page.get_by_text("There is no such page").wait_for()


def test_the_dark_screen_is_remembered_and_reaches_the_map(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/map")
    map_ready(page)
    page.locator("#shell-scheme-toggle").click()
    dark = (
        "() => SacMap.mapOf(SacMap.graphOf('map-graph'))"
        ".getPaintProperty('background', 'background-color') === '#10171f'"
    )
    page.wait_for_function(dark)
    quiet(page)
    page.reload()
    map_ready(page)
    page.wait_for_function(dark)
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_keys_are_listed_and_lead_to_the_pages(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/map")
    map_ready(page)
    press(page, "?")
    page.get_by_text("Go to Trends").wait_for()
    press(page, "Escape")
    page.wait_for_selector("#shell-keys", state="hidden")
    go_by_keys(page, "t")
    page.wait_for_url("**/trends*")


def test_an_error_on_the_server_is_told_without_a_traceback(
    dashboard: LiveDashboard, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.goto(f"{dashboard.address}/map")
    map_ready(page)

    def explode(*_: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(dashboard.store), "require_current", explode)
    page.get_by_text("Enablers", exact=True).click()
    page.get_by_text("That did not work").first.wait_for()
    expect(page.get_by_role("button", name="Close the notice: That did not work").first).to_be_visible()
    quiet(page)
    shown = page.locator("body").inner_text()
    assert "Traceback" not in shown
    assert "secret detail" not in shown
    assert barriers(page) == []
    in_the_dark(page)
    assert barriers(page) == [], "dark"


def test_two_users_do_not_disturb_each_other(dashboard: LiveDashboard, newcomer: Callable[[], Any]) -> None:
    first, second = newcomer(), newcomer()
    for each in (first, second):
        each.goto(f"{dashboard.address}/map")
    for each in (first, second):
        map_ready(each)
        expect(each.locator("#map-table-title")).to_have_text(re.compile("^420"))
    first.locator(".chip-row").get_by_text("Commercial", exact=True).click()
    expect(first.locator("#map-table-title")).not_to_have_text(re.compile("^420"))
    second.get_by_text("Enablers", exact=True).click()
    expect(second.locator("#map-table-title")).not_to_have_text(re.compile("^420"))
    for each in (first, second):
        quiet(each)
    expect(first).to_have_url(re.compile("class=atm_attack,enabler,other"))
    expect(second).to_have_url(re.compile("class=atm_attack,commercial_burglary,other"))
    assert first.locator("#map-table-title").inner_text() != second.locator("#map-table-title").inner_text()
