"""The Evaluate page in a real browser: an intervention by the form, its finding, kept in the address, nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sac_dash.store import EntryKind

from .conftest import LiveDashboard, barriers, serve
from .invented_force import invented_frames

pytestmark = pytest.mark.browser
FINDING = "#evaluate-finding .ev-finding"


@pytest.fixture
def own_dashboard(tmp_path) -> Iterator[LiveDashboard]:
    """Return a dashboard over a store of this test's own."""
    yield from serve(tmp_path / "home", invented_frames())


def add_intervention(page, label, day):
    page.get_by_role("button", name="Add intervention").click()
    page.get_by_role("textbox", name="What people call it").wait_for()
    page.click("#evaluate-intervention-kind")
    page.get_by_role("option", name="Patrol").click()
    page.fill("#evaluate-intervention-label", label)
    page.fill("#evaluate-intervention-started-at", day)
    page.click("#evaluate-intervention-series-id")
    page.get_by_role("option", name="S-110").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#evaluate-figure-title").get_by_text(label).wait_for()


def test_an_intervention_is_added_evaluated_kept_and_taken_away(page, own_dashboard):
    page.goto(f"{own_dashboard.address}/evaluate")
    page.locator(FINDING).get_by_text("No intervention is on record").wait_for()
    add_intervention(page, "Op Lantern", "15 Mar 2026")
    page.wait_for_selector("#evaluate-figure-graph .js-plotly-plot .bars path", state="attached")
    assert "before and" in page.locator(FINDING).inner_text()
    assert "familiar" in page.locator("#evaluate-tests").inner_text()
    assert page.locator("#evaluate-displacement tr").count() == 5

    page.click("#evaluate-control")
    page.get_by_role("option", name="Other class, same area").click()
    page.fill("#evaluate-before", "60")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evaluate?id=*control=other_class*before=60*")
    page.locator("#evaluate-finding").get_by_text("Windows: 60 days before, 60 after").wait_for()
    page.reload()
    page.locator("#evaluate-finding").get_by_text("Windows: 60 days before, 60 after").wait_for()
    assert page.input_value("#evaluate-control") == "Other class, same area"
    page.wait_for_selector("#evaluate-figure-graph .js-plotly-plot .bars path", state="attached")

    with page.expect_download() as waiting:
        page.click("#evaluate-csv")
    assert "counting rule" in Path(waiting.value.path()).read_text("utf-8-sig")
    with page.expect_download() as waiting:
        page.click("#evaluate-figure-png")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    page.wait_for_load_state("networkidle")
    exported = own_dashboard.store.decisions.entries(EntryKind.EXPORT)
    assert [each.payload["what"] for each in exported] == ["evaluation", "figure"]

    assert barriers(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.wrong == []
