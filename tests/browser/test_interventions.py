"""An intervention by the form on Timelines, in a real browser: its mark appears, lasts, and is listed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sac_dash.cli.commands.intervention import list_interventions

from .conftest import drawn, fits, quiet

pytestmark = pytest.mark.browser
LETTERS = "#timelines-rows-graph .scatterlayer .text text"


def letter(page):
    return page.locator(LETTERS).filter(has_text="A").first


def test_an_intervention_is_added_marked_kept_and_listed(page, own_dashboard, monkeypatch, capsys):
    page.goto(f"{own_dashboard.address}/timelines?span=all")
    page.wait_for_selector("#timelines-rows-graph .js-plotly-plot .bars path")
    drawn(page, "timelines-rows-graph")
    page.get_by_role("button", name="Add intervention").click()
    page.get_by_role("textbox", name="What people call it").wait_for()
    quiet(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Choose what was done").wait_for()
    expect(page.get_by_text("The start is blank. Give the day it began")).to_be_visible()
    quiet(page)

    page.click("#timelines-intervention-kind")
    page.get_by_role("option", name="Arrest").click()
    page.fill("#timelines-intervention-label", "Two held in Telford")
    page.fill("#timelines-intervention-started-at", "4 Mar 2026")
    page.click("#timelines-intervention-series-id")
    page.get_by_role("option", name="S-110").click()
    page.fill("#timelines-intervention-place", "Telford")
    page.fill("#timelines-intervention-radius-m", "800")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Arrest Two held in Telford, 4 Mar 2026").wait_for()
    letter(page).wait_for()
    expect(page.locator("#timelines-rows-caption")).to_contain_text("A arrest")
    quiet(page)

    page.reload()
    letter(page).wait_for()
    drawn(page, "timelines-rows-graph")
    box = letter(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = page.locator("#timelines-rows-graph .hoverlayer .hovertext")
    expect(hover).to_contain_text("Arrest: Two held in Telford")
    expect(hover).to_contain_text("S-110")
    page.set_viewport_size({"width": 1280, "height": 720})
    fits(page)
    assert page.wrong == []

    monkeypatch.setenv("SAC_DASH_HOME", str(own_dashboard.store.home))
    monkeypatch.setenv("COLUMNS", "200")
    list_interventions()
    assert "Two held in Telford" in capsys.readouterr().out
