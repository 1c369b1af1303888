"""Alerts in a real browser: one is acknowledged and stays so, one dismissed with a reason, the page fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from playwright.sync_api import expect

from sac_dash.store import GenerationFrames

from .conftest import LiveDashboard, barriers, comes_to, each_screen, fits, none_of, quiet, serve
from .invented_force import CUT_OFF, DAYS, invented_frames

pytestmark = pytest.mark.browser


def alarmed_frames() -> GenerationFrames:
    """Return the invented force over four years, with a dozen burglaries at one place in one night."""
    frames = invented_frames()
    earlier = frames.offences.with_columns(
        *(pl.col(name) - timedelta(days=DAYS) for name in ("from_at", "to_at", "recorded_at")),
        pl.concat_str(pl.col("offence_key"), pl.lit("/earlier")).alias("offence_key"),
    )
    burst = frames.offences.filter(pl.col("offence_class") == "commercial_burglary")[-12:].with_columns(
        pl.lit(CUT_OFF - timedelta(hours=20)).cast(frames.offences.schema["from_at"]).alias("from_at"),
        pl.lit(CUT_OFF - timedelta(hours=12)).cast(frames.offences.schema["to_at"]).alias("to_at"),
        pl.lit(CUT_OFF - timedelta(hours=10))
        .cast(frames.offences.schema["recorded_at"])
        .alias("recorded_at"),
        pl.lit(380_000.0).alias("easting"),
        pl.lit(250_000.0).alias("northing"),
        pl.concat_str(pl.col("offence_key"), pl.lit("/burst")).alias("offence_key"),
        pl.concat_str(pl.lit("B"), pl.col("crime_ref")).alias("crime_ref"),
    )
    return replace(frames, offences=pl.concat([frames.offences, earlier, burst]))


@pytest.fixture
def alarmed(tmp_path) -> Iterator[LiveDashboard]:
    """Return a dashboard of this test's own over a force in which alerts ring."""
    yield from serve(tmp_path / "home", alarmed_frames(), user="Ana")


def open_alerts(page, dashboard, query=""):
    page.goto(f"{dashboard.address}/alerts{query}")
    page.locator(".al-card").first.wait_for()
    page.locator("#alerts-past table").wait_for()
    quiet(page)


def test_alerts_are_settled_and_stay_so(page, alarmed):
    open_alerts(page, alarmed)
    cards = page.locator(".al-card")
    expect(page.locator("#alerts-headline")).to_contain_text("open alert")
    n = cards.count()
    assert n >= 2
    assert barriers(page) == []
    card = page.locator(".al-card", has_text="Busy week").first
    what = card.locator(".al-what").inner_text()
    card.get_by_role("button", name="Acknowledge").click()
    expect(cards).to_have_count(n - 1)
    page.reload()
    cards.first.wait_for()
    quiet(page)
    expect(cards).to_have_count(n - 1)
    page.locator("#alerts-settled summary").click()
    expect(page.locator(".al-settled-row", has_text="Acknowledged by Ana")).to_contain_text(what)
    cards.first.get_by_role("button", name="Dismiss").click()
    reason = page.locator("#alerts-reason")
    reason.wait_for()
    quiet(page)  # the dialog empties its field as it opens
    reason.fill("A recording matter")
    reason.press("Enter")
    expect(cards).to_have_count(n - 2)
    expect(reason).to_be_hidden()
    quiet(page)
    page.locator("#alerts-settled summary").click()
    page.locator(".al-settled-row", has_text="Dismissed by Ana").wait_for()
    expect(page.locator("#alerts-settled")).to_contain_text("A recording matter")
    page.get_by_role("button", name="Open again").first.click()
    expect(cards).to_have_count(n - 1)
    entries = [entry.payload["action"] for entry in alarmed.store.decisions.entries("decision")]
    assert entries == ["alert_acknowledged", "alert_dismissed", "undo"]
    said = page.locator("#alerts-headline b").inner_text()  # alerts; a row may stand for several
    page.goto(f"{alarmed.address}/overnight")
    page.locator("#overnight-alerts a", has_text=said).click()
    page.wait_for_url("**/alerts")
    quiet(page)
    assert page.wrong == []


def test_a_row_of_several_is_unfolded_and_settled_at_once_with_an_entry_each(page, alarmed):
    open_alerts(page, alarmed)
    n = page.locator(".al-card").count()
    row = page.locator(".al-card", has_text="Acknowledge all").first
    row.locator("summary").click()
    several = row.locator(".al-earlier").count() + 1
    assert several >= 2
    assert barriers(page) == []
    row.get_by_role("button", name="Acknowledge all").click()
    page.wait_for_function(f"() => document.querySelectorAll('.al-card').length === {n - 1}")
    comes_to(
        page,
        lambda: [entry.payload["action"] for entry in alarmed.store.decisions.entries("decision")],
        ["alert_acknowledged"] * several,
    )
    quiet(page)
    assert page.locator(".mantine-Notification-root").count() == 0  # nobody else decided anything
    assert page.wrong == []


def test_the_page_fits_and_the_budget_is_set(page, alarmed):
    open_alerts(page, alarmed)
    for _ in each_screen(page):
        fits(page)
        none_of(page, ".al-card, .al-list", "e.scrollWidth > e.clientWidth + 1", "no card is cut at its side")
    page.locator("#alerts-budget").fill("8.5")
    page.locator("#alerts-budget").press("Enter")
    spent = page.locator("#alerts-spent")
    expect(spent).to_contain_text("8.5 false alarms a year")
    expect(spent).to_contain_text("Set by Ana")
    quiet(page)
    assert page.wrong == []
