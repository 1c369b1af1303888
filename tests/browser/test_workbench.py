"""An analyst's morning on the Series page: decide, reload, ingest again, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from playwright.sync_api import expect

from sac_dash.casework import Verdict
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.ingest_into_store import ingest_into_store
from sac_dash.workflow.requests import ReadRequest

from .conftest import decided, drawn, press, quiet, serve

pytestmark = pytest.mark.browser
HEADER = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text"
READ = ReadRequest(today=datetime(2026, 6, 1, tzinfo=UTC))
RIPPED = "Telehandler used to rip ATM from wall, loaded onto flatbed"
FORCED = "Rear door forced with crowbar, till drawer taken"


def export(path, days):
    """Write an offence a day, every fourth of them a rip-out a short way on."""
    rows = (
        f"M/{day},Mercia,Burglary - Business and Community,{day % 28 + 1:02d}/0{1 + day // 28}/2026 01:00,"
        f"{day % 28 + 1:02d}/0{1 + day // 28}/2026 02:00,{380_000 + 900 * day},{290_000 + 500 * day},"
        f'"{RIPPED if day % 4 == 0 else FORCED}"'
        for day in days
    )
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def open_tab(page, address, tab, query=""):
    page.goto(f"{address}/series?tab={tab}{query}")
    page.wait_for_selector(f"#series-{tab} .ag-center-cols-container .ag-row")
    page.wait_for_selector("#series-timeline-graph .js-plotly-plot .main-svg")
    page.wait_for_url("**id=*")
    page.wait_for_selector(f"#series-{tab} .row-in-hand")
    drawn(page, "series-timeline-graph")


def accepted_of(page):
    """Return the verdicts of the members table that say Accepted."""
    return page.locator("#series-members .ag-center-cols-container [col-id=stands]").get_by_text(
        "Accepted", exact=True
    )


def in_hand(page, grid):
    """Return which row of a table is in hand."""
    quiet(page)
    return page.locator(f"#{grid} .ag-center-cols-container .row-in-hand").first.get_attribute("row-id")


def moved_on(page, grid, before):
    """Wait until another row of a table is in hand."""
    page.wait_for_function(
        "([grid, before]) => { const row = document.querySelector(`#${grid} .row-in-hand`);"
        " return row && row.getAttribute('row-id') !== before; }",
        arg=[grid, before],
    )
    quiet(page)


def test_decisions_made_by_keys_stand_after_reload_and_after_ingesting_fifty_more(page, tmp_path):
    home = tmp_path / "home"
    first = export(tmp_path / "a.csv", range(1, 49))
    ingest_into_store([first], Store(home), read=READ)
    running = serve(home)
    dashboard = next(running)
    open_tab(page, dashboard.address, "candidates")
    series_id = parse_qs(urlsplit(page.url).query)["id"][0]
    for number in (1, 2, 3):
        judged = in_hand(page, "series-candidates")
        press(page, "a")
        decided(page, dashboard.store, number)
        moved_on(page, "series-candidates", judged)
    press(page, "r")
    page.get_by_role("button", name="In custody at the time").wait_for()
    quiet(page)
    page.get_by_role("button", name="In custody at the time").click()
    decided(page, dashboard.store, 4)
    page.fill("#series-name", "Op Lantern")
    page.click("#series-name-save")
    decided(page, dashboard.store, 5)
    book = case_book_of(dashboard.store)
    held = book.series[series_id]
    accepted, rejected = held.judged(Verdict.ACCEPTED), held.judged(Verdict.REJECTED)
    assert (len(accepted), len(rejected)) == (3, 1), book.entries
    assert held.judgements[rejected[0]].reason == "In custody at the time"

    ingest_into_store([first], dashboard.store, read=READ)
    more = ingest_into_store([export(tmp_path / "b.csv", range(49, 99))], dashboard.store, read=READ)
    core = more.generation.members.filter((pl.col("series_id") == series_id) & (pl.col("role") == "core"))
    keys = set(more.generation.offences["offence_key"].gather(core["row"]))
    assert keys >= set(accepted)
    assert not keys & set(rejected)

    open_tab(page, dashboard.address, "members", f"&id={series_id}")
    expect(page.locator("#series-header .page-title")).to_have_text("Op Lantern")
    expect(accepted_of(page)).to_have_count(3)
    page.get_by_role("tab", name="Comparison").click()
    page.locator("#series-cases").wait_for()
    quiet(page)
    assert not page.wrong
    running.close()


def test_ticked_members_are_judged_together_and_undo_takes_it_back(page, own_dashboard):
    open_tab(page, own_dashboard.address, "members")
    for number in (0, 1):
        page.locator("#series-members .ag-pinned-left-cols-container input[type=checkbox]").nth(
            number
        ).check()
    page.click("#series-accept")
    decided(page, own_dashboard.store, 1)
    expect(accepted_of(page)).to_have_count(2)
    press(page, "u")
    decided(page, own_dashboard.store, 2)
    expect(accepted_of(page)).to_have_count(0)
    page.get_by_role("tab", name="History").click()
    page.wait_for_selector(".history-undone")
    quiet(page)
    assert not page.wrong


def test_two_browsers_that_disagree_are_both_told_and_nothing_is_lost(newcomer, own_dashboard):
    ana, ben = newcomer(), newcomer()
    for page, name in ((ana, "Ana"), (ben, "Ben")):
        open_tab(page, own_dashboard.address, "members")
        page.click("#shell-analyst")
        page.fill("#shell-analyst-name", name)
        page.click("#shell-analyst-save")
        expect(page.locator("#shell-analyst")).to_have_text(name)
        press(page, "Escape")
        expect(page.locator("#shell-analyst-name")).to_be_hidden()
    series_id = ana.locator("#series-header .page-title").inner_text()
    for page in (ana, ben):
        page.locator("#series-members [col-id=reference]").nth(1).click()
        page.wait_for_url("**offence=1*")
        quiet(page)
    ben.evaluate("() => { window.dash_clientside.set_props('shell-poll', {disabled: true}); }")
    ana.click("#series-accept")
    decided(ana, own_dashboard.store, 1)
    ben.click("#series-possible")
    ben.wait_for_selector("#shell-conflict-apply >> visible=true")
    expect(ben.locator("#shell-conflict-body")).to_contain_text("accepted, by Ana")
    quiet(ben)
    assert len(case_book_of(own_dashboard.store).entries) == 1
    ben.click("#shell-conflict-apply")
    decided(ben, own_dashboard.store, 2)
    ana.locator(".mantine-Notification-description", has_text="Ben holds possible").wait_for()
    held = case_book_of(own_dashboard.store).series[series_id]
    assert [(entry.user, str(entry.action.verdict)) for entry in held.history] == [
        ("Ana", "accepted"),
        ("Ben", "possible"),
    ]
    quiet(ana)
    assert not ana.wrong
    assert not ben.wrong


def test_details_notes_lock_and_split(page, own_dashboard):
    open_tab(page, own_dashboard.address, "members")
    page.click("#series-details-open")
    page.locator("#series-operation").wait_for()
    quiet(page)
    page.fill("#series-operation", "Op Kestrel")
    page.fill("#series-note", "Blue Audi seen at the ferry")  # must outlive the decision before it
    page.click("#series-fields-save")
    decided(page, own_dashboard.store, 1)
    page.wait_for_selector(".sh-title >> text=Op Kestrel")
    page.click("#series-note-save")
    decided(page, own_dashboard.store, 2)
    page.wait_for_selector(".series-details >> text=Blue Audi seen at the ferry")
    press(page, "Escape")
    page.locator("#series-members .ag-pinned-left-cols-container input[type=checkbox]").first.check()
    page.click("#series-details-open")
    page.click("#series-split")
    decided(page, own_dashboard.store, 3)
    page.wait_for_url("**/series?id=A-*")
    quiet(page)
    page.click("#series-details-open")
    page.click("#series-lock")
    decided(page, own_dashboard.store, 4)
    page.wait_for_selector(".sh-title >> text=Locked")
    press(page, "Escape")
    quiet(page)
    page.click("#series-accept")
    page.locator(".mantine-Notification-description", has_text="was locked by").wait_for()
    quiet(page)
    assert len(case_book_of(own_dashboard.store).entries) == 4
    assert not page.wrong
