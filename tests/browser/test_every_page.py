"""What holds of every page: nobody is stopped at it, nothing is cut off, nothing goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from sac_dash.dashboard.registry import PAGES

from .conftest import LiveDashboard, barriers, watched

pytestmark = pytest.mark.browser
PATHS = [page.path for page in PAGES]


def settled(page: Any, address: str) -> None:
    """Open a page and wait until it has asked for all it needs."""
    page.goto(address)
    page.locator("nav a").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('[data-dash-is-loading]')")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_stops_nobody_and_fits(dashboard: LiveDashboard, page: Any, path: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    settled(page, f"{dashboard.address}{path}")
    assert barriers(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator("#shell-scheme-toggle").click()
    page.wait_for_function("() => document.documentElement.dataset.mantineColorScheme === 'dark'")
    assert barriers(page) == [], "dark"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.wrong == []


def test_a_view_is_kept_under_a_name_for_everybody(
    dashboard: LiveDashboard, chromium: Any, page: Any
) -> None:
    settled(page, f"{dashboard.address}/trends")
    page.goto(f"{dashboard.address}/map?class=atm_attack")
    page.locator("#shell-views").click()
    page.fill("#shell-view-name", "ATM attacks")
    page.click("#shell-view-save")
    page.locator(".view-row", has_text="ATM attacks").wait_for()
    context = chromium.new_context(locale="en-GB")
    other = watched(context.new_page())
    settled(other, f"{dashboard.address}/audit")
    other.locator("#shell-views").click()
    other.locator(".view-row a", has_text="ATM attacks").click()
    other.wait_for_url("**/map?class=atm_attack*")
    other.get_by_label("Drop the view ATM attacks").click()
    other.get_by_text("None yet.").wait_for()
    assert other.wrong == []
    context.close()
