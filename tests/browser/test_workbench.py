"""An analyst's morning on the Series page: decide, reload, ingest again, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

from sac_dash.casework import Verdict
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.ingest_into_store import ingest_into_store
from sac_dash.workflow.requests import ReadRequest

from .conftest import serve, watched
from .invented_force import invented_frames

pytestmark = pytest.mark.browser
HEADER = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text"
READ = ReadRequest(today=datetime(2026, 6, 1, tzinfo=UTC))
RIPPED = "Telehandler used to rip ATM from wall, loaded onto flatbed"
FORCED = "Rear door forced with crowbar, till drawer taken"


@pytest.fixture
def workbench(tmp_path):
    """Return a dashboard of its own: decisions of one test are no other's."""
    yield from serve(tmp_path / "home", invented_frames())


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


def verdicts(page):
    """Return reference → verdict of the members table."""
    rows = page.locator("#series-members .ag-center-cols-container .ag-row")
    cells = [
        (row.locator('[col-id="reference"]').inner_text(), row.locator('[col-id="stands"]').inner_text())
        for row in rows.all()
    ]
    return dict(cells)


def in_hand(page, grid):
    """Return which row of a table is in hand."""
    return page.locator(f"#{grid} .ag-center-cols-container .row-in-hand").first.get_attribute("row-id")


def moved_on(page, grid, before):
    """Wait until another row of a table is in hand."""
    page.wait_for_function(
        "([grid, before]) => { const row = document.querySelector(`#${grid} .row-in-hand`);"
        " return row && row.getAttribute('row-id') !== before; }",
        arg=[grid, before],
    )


def decided(page, store, count):
    page.wait_for_function(
        "() => !document.querySelector('[data-dash-is-loading]')",
    )
    for _ in range(100):
        if len(case_book_of(store).entries) >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(case_book_of(store).entries)} decisions were written, {count} were due")


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
        page.keyboard.press("a")
        decided(page, dashboard.store, number)
        moved_on(page, "series-candidates", judged)
    page.keyboard.press("r")
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
    assert page.locator("#series-header .page-title").inner_text() == "Op Lantern"
    page.wait_for_function(
        "() => [...document.querySelectorAll('#series-members [col-id=stands]')]"
        ".filter(cell => cell.innerText === 'Accepted').length === 3"
    )
    page.get_by_role("tab", name="Comparison").click()
    page.locator("#series-cases").wait_for()
    assert not page.wrong
    running.close()


def test_ticked_members_are_judged_together_and_undo_takes_it_back(page, workbench):
    open_tab(page, workbench.address, "members")
    for number in (0, 1):
        page.locator("#series-members .ag-pinned-left-cols-container input[type=checkbox]").nth(
            number
        ).check()
    page.click("#series-accept")
    decided(page, workbench.store, 1)
    page.wait_for_selector("#series-members .stands-accepted")
    assert list(verdicts(page).values()).count("Accepted") == 2
    page.keyboard.press("u")
    decided(page, workbench.store, 2)
    page.wait_for_function("() => !document.querySelector('#series-members .stands-accepted')")
    page.get_by_role("tab", name="History").click()
    page.wait_for_selector(".history-undone")
    assert not page.wrong


def test_two_browsers_that_disagree_are_both_told_and_nothing_is_lost(chromium, workbench):
    ours, theirs = (
        chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB") for _ in range(2)
    )
    ana, ben = watched(ours.new_page()), watched(theirs.new_page())
    for page, name in ((ana, "Ana"), (ben, "Ben")):
        open_tab(page, workbench.address, "members")
        page.click("#shell-analyst")
        page.fill("#shell-analyst-name", name)
        page.click("#shell-analyst-save")
        page.wait_for_function(
            "name => document.querySelector('#shell-analyst')?.innerText === name", arg=name
        )
        page.keyboard.press("Escape")
    series_id = ana.locator("#series-header .page-title").inner_text()
    for page in (ana, ben):
        page.locator("#series-members [col-id=reference]").nth(1).click()
        page.wait_for_url("**offence=1*")
    ben.evaluate("() => { window.dash_clientside.set_props('shell-poll', {disabled: true}); }")
    ana.click("#series-accept")
    decided(ana, workbench.store, 1)
    ben.click("#series-possible")
    ben.wait_for_selector("#shell-conflict-apply >> visible=true")
    said = ben.locator("#shell-conflict-body").inner_text()
    assert "accepted, by Ana" in said
    assert len(case_book_of(workbench.store).entries) == 1
    ben.click("#shell-conflict-apply")
    decided(ben, workbench.store, 2)
    ana.locator(".mantine-Notification-description", has_text="Ben holds possible").wait_for()
    held = case_book_of(workbench.store).series[series_id]
    assert [(entry.user, str(entry.action.verdict)) for entry in held.history] == [
        ("Ana", "accepted"),
        ("Ben", "possible"),
    ]
    assert not ana.wrong
    assert not ben.wrong
    ours.close()
    theirs.close()


def test_details_notes_lock_and_split(page, workbench):
    open_tab(page, workbench.address, "members")
    page.click("#series-details-open")
    page.fill("#series-operation", "Op Kestrel")
    page.fill("#series-note", "Blue Audi seen at the ferry")  # must outlive the decision before it
    page.click("#series-fields-save")
    decided(page, workbench.store, 1)
    page.wait_for_selector(".sh-title >> text=Op Kestrel")
    page.click("#series-note-save")
    decided(page, workbench.store, 2)
    page.wait_for_selector(".series-details >> text=Blue Audi seen at the ferry")
    page.keyboard.press("Escape")
    page.locator("#series-members .ag-pinned-left-cols-container input[type=checkbox]").first.check()
    page.click("#series-details-open")
    page.click("#series-split")
    decided(page, workbench.store, 3)
    page.wait_for_url("**/series?id=A-*")
    page.click("#series-details-open")
    page.click("#series-lock")
    decided(page, workbench.store, 4)
    page.wait_for_selector(".sh-title >> text=Locked")
    page.keyboard.press("Escape")
    page.click("#series-accept")
    page.locator(".mantine-Notification-description", has_text="was locked by").wait_for()
    assert len(case_book_of(workbench.store).entries) == 4
    assert not page.wrong
