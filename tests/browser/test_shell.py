"""The frame around the pages, in a real browser: nothing leaves the machine, nothing blows up."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import LiveDashboard, map_ready, watched
from .invented_force import invented_frames

pytestmark = pytest.mark.browser


def _outside(addresses: list[str]) -> list[str]:
    local = ("http://127.0.0.1", "blob:", "data:")
    return [address for address in addresses if not address.startswith(local)]


def test_no_request_leaves_the_machine_on_any_page(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/map")
    map_ready(page)
    for link in page.locator("nav a").all():
        link.click()
        page.wait_for_load_state("networkidle")
    assert len(page.asked) > 10
    assert _outside(page.asked) == []
    assert page.wrong == []


def test_pages_left_while_their_charts_are_being_drawn_leave_no_error(
    dashboard: LiveDashboard, page: Any
) -> None:
    page.goto(f"{dashboard.address}/trends")
    page.locator("nav a").first.wait_for()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for name in ("Map", "Trends", "Series", "Trends", "Data"):
        page.locator("nav a", has_text=name).first.click()
        page.wait_for_timeout(150)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_500)
    assert page.wrong == []


def test_the_navigation_says_where_one_is_at_the_bare_address_too(
    dashboard: LiveDashboard, page: Any
) -> None:
    page.goto(f"{dashboard.address}/")
    page.wait_for_selector("#overnight-headline b")
    assert page.locator("nav a[data-active]").all_inner_texts() == ["Overnight"]
    page.locator("nav a", has_text="Series").click()
    page.wait_for_function("() => document.querySelector('nav a[data-active]')?.innerText === 'Series'")
    assert page.locator("nav a[data-active]").count() == 1


def test_marking_cut_off_and_invented_badge_are_shown(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/map")
    page.get_by_text("Data to").wait_for()
    assert page.locator(".marking").all_text_contents() == ["OFFICIAL-SENSITIVE"] * 2
    assert "420 offences" in page.locator("#shell-cut-off").inner_text()
    assert page.get_by_text("Invented data", exact=True).is_visible()


def test_an_empty_store_says_what_to_do_and_fills_itself(empty_dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{empty_dashboard.address}/map")
    page.get_by_text("No offences yet").wait_for()
    assert page.get_by_text("sac-dash demo").is_visible()
    empty_dashboard.store.publish(invented_frames(80), "invented")
    page.wait_for_selector("#map-graph", timeout=40_000)
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
    page.reload()
    map_ready(page)
    page.wait_for_function(dark)
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == "dark"


def test_keys_are_listed_and_lead_to_the_pages(dashboard: LiveDashboard, page: Any) -> None:
    page.goto(f"{dashboard.address}/map")
    map_ready(page)
    page.keyboard.press("?")
    page.get_by_text("Go to Trends").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("#shell-keys", state="hidden")
    page.keyboard.press("g")
    page.keyboard.press("t")
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
    notice = page.get_by_text("That did not work").first
    notice.wait_for()
    shown = page.locator("body").inner_text()
    assert "Traceback" not in shown
    assert "secret detail" not in shown


def test_two_users_do_not_disturb_each_other(dashboard: LiveDashboard, chromium: Any) -> None:
    pages = []
    for _ in range(2):
        context = chromium.new_context(viewport={"width": 1280, "height": 720})
        context.set_default_timeout(30_000)
        pages.append(watched(context.new_page()))
        pages[-1].goto(f"{dashboard.address}/map")
    first, second = pages
    for each in pages:
        map_ready(each)
    first.locator(".chip-row").get_by_text("Commercial", exact=True).click()
    first.wait_for_function("() => !document.getElementById('map-table-title').innerText.startsWith('420')")
    second.get_by_text("Enablers", exact=True).click()
    second.wait_for_function("() => !document.getElementById('map-table-title').innerText.startsWith('420')")
    assert "class=atm_attack,enabler,other" in first.url
    assert "class=atm_attack,commercial_burglary,other" in second.url
    assert first.locator("#map-table-title").inner_text() != second.locator("#map-table-title").inner_text()
    for each in pages:
        each.context.close()
