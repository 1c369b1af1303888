"""The Evaluate page in a real browser: an intervention by the form, its finding, kept in the address, nothing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from sac_dash.store import EntryKind

from .conftest import barriers, comes_to, drawn, fits, quiet

pytestmark = pytest.mark.browser
FINDING = "#evaluate-finding .ev-finding"


def add_intervention(page, label, day):
    page.get_by_role("button", name="Add intervention").click()
    page.get_by_role("textbox", name="What people call it").wait_for()
    quiet(page)
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
    expect(page.locator(FINDING)).to_contain_text("before and")
    expect(page.locator("#evaluate-tests")).to_contain_text("familiar")
    expect(page.locator("#evaluate-displacement tr")).to_have_count(5)

    quiet(page)
    page.click("#evaluate-control")
    page.get_by_role("option", name="Other class, same area").click()
    page.wait_for_url("**/evaluate?id=*control=other_class*")
    quiet(page)
    page.fill("#evaluate-before", "60")
    page.locator("#evaluate-before").press("Enter")
    page.wait_for_url("**/evaluate?id=*control=other_class*before=60*")
    page.locator("#evaluate-finding").get_by_text("Windows: 60 days before, 60 after").wait_for()
    page.reload()
    page.locator("#evaluate-finding").get_by_text("Windows: 60 days before, 60 after").wait_for()
    expect(page.locator("#evaluate-control")).to_have_value("Other class, same area")
    page.wait_for_selector("#evaluate-figure-graph .js-plotly-plot .bars path", state="attached")
    drawn(page, "evaluate-figure-graph")

    with page.expect_download() as waiting:
        page.click("#evaluate-csv")
    assert "counting rule" in Path(waiting.value.path()).read_text("utf-8-sig")
    with page.expect_download() as waiting:
        page.click("#evaluate-figure-png")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    decisions = own_dashboard.store.decisions
    comes_to(
        page,
        lambda: [each.payload["what"] for each in decisions.entries(EntryKind.EXPORT)],
        ["evaluation", "figure"],
    )

    assert barriers(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    fits(page)
    assert page.wrong == []
