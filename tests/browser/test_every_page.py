"""What holds of every page: nobody is stopped at it, nothing is cut off, nothing goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sac_dash.dashboard.registry import PAGES

from .conftest import LiveDashboard, barriers, fits, in_the_dark, quiet

pytestmark = pytest.mark.browser
PATHS = [page.path for page in PAGES]


def settled(page: Any, address: str) -> None:
    """Open a page and wait until it has asked for all it needs."""
    page.goto(address)
    page.locator("#shell-content > *").first.wait_for()
    quiet(page)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_stops_nobody_and_fits(dashboard: LiveDashboard, page: Any, path: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    settled(page, f"{dashboard.address}{path}")
    assert barriers(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    in_the_dark(page)
    assert barriers(page) == [], "dark"
    fits(page)
    assert page.wrong == []


def test_a_view_is_kept_under_a_name_for_everybody(
    own_dashboard: LiveDashboard, page: Any, newcomer: Callable[[], Any]
) -> None:
    settled(page, f"{own_dashboard.address}/map?class=atm_attack")
    page.locator("#shell-views").click()
    page.fill("#shell-view-name", "ATM attacks")
    page.click("#shell-view-save")
    page.locator(".view-row", has_text="ATM attacks").wait_for()
    other = newcomer()
    settled(other, f"{own_dashboard.address}/audit")
    other.locator("#shell-views").click()
    other.locator(".view-row a", has_text="ATM attacks").click()
    other.wait_for_url("**/map?class=atm_attack*")
    quiet(other)
    other.get_by_label("Drop the view ATM attacks").click()
    other.get_by_text("None yet.").wait_for()
    quiet(other)
    assert other.wrong == []
