"""One offence in the browser: found, corrected, compared, decided on."""

from __future__ import annotations

import json
import shutil
import time
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from sac_dash.casework import Verdict
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.ingest_into_store import ingest_into_store

from .conftest import decided, holds, press, quiet, serve
from .test_workbench import READ, export, in_hand, moved_on

pytestmark = pytest.mark.browser
KEY = "Mercia:M/20"


@pytest.fixture(scope="module")
def linked_home(tmp_path_factory):
    """Return a store over a small file that was linked, so that a correction can change what is scored."""
    folder = tmp_path_factory.mktemp("offence")
    ingest_into_store([export(folder / "a.csv", range(1, 49))], Store(folder / "home"), read=READ)
    return folder / "home"


@pytest.fixture
def linked(tmp_path, linked_home):
    """Return a dashboard over a copy of that store: what one test decides is told to no other."""
    shutil.copytree(linked_home, tmp_path / "home")
    yield from serve(tmp_path / "home")


def open_offence(page, linked, key=KEY):
    page.goto(f"{linked.address}/offence?ref={quote(key)}")
    page.wait_for_selector("#offence-similar .ag-center-cols-container .row-in-hand")
    page.locator("#offence-ledger .ev-side").first.wait_for()
    quiet(page)


RANKING = """() => [...document.querySelectorAll("#offence-similar .ag-center-cols-container .ag-row")]
  .sort((a, b) => a.getAttribute("row-index") - b.getAttribute("row-index"))
  .map((row) => ["reference", "speaks_for"].map((name) => row.querySelector(`[col-id=${name}]`)?.innerText))"""


def ranking(page):
    """Return reference and chance of each row, in the order shown; only of a page that is quiet."""
    quiet(page)
    return page.evaluate(RANKING)


def in_script(ranked):
    """Return a ranking as the page's own JSON would write it."""
    return json.dumps(ranked, separators=(",", ":"), ensure_ascii=False)


def test_an_offence_is_found_and_one_leads_to_another(page, linked):
    page.goto(f"{linked.address}/offence")
    page.locator("#offence-search").wait_for()
    quiet(page)
    page.fill("#offence-search", "telehandler M/20")
    page.locator(".of-hit", has_text="M/20").click()
    page.wait_for_url("**ref=Mercia*")
    page.locator("#offence-facts .page-title", has_text="M/20").wait_for()
    quiet(page)
    page.locator(".of-back").click()
    page.locator("#offence-search").wait_for()
    quiet(page)
    assert not page.wrong


def test_a_corrected_code_changes_the_ranking_at_once_and_survives_a_reload(page, linked):
    open_offence(page, linked)
    before = ranking(page)
    chip = page.locator("button.mo-chip").get_by_text("Telehandler", exact=True)
    chip.first.click()
    page.locator("#offence-code-unknown").click()
    decided(page, linked.store, 1)
    expect(chip).to_have_count(0)
    holds(
        page, f"before => JSON.stringify(({RANKING})()) !== before", "the ranking follows", in_script(before)
    )
    after = ranking(page)
    page.reload()
    page.wait_for_selector("#offence-similar .ag-center-cols-container .row-in-hand")
    holds(page, f"after => JSON.stringify(({RANKING})()) === after", "the ranking is kept", in_script(after))
    press(page, "u")
    decided(page, linked.store, 2)
    chip.first.wait_for()
    quiet(page)
    assert not page.wrong


def test_three_are_accepted_and_one_rejected_by_keys(page, linked):
    open_offence(page, linked)
    had = len(case_book_of(linked.store).entries)
    for number in range(3):
        press(page, "a")
        decided(page, linked.store, had + number + 1)
        page.locator("#offence-similar [col-id=verdict]", has_text="Accepted").nth(number).wait_for()
        judged = in_hand(page, "offence-similar")
        press(page, "j")
        moved_on(page, "offence-similar", judged)
    press(page, "r")
    reason = page.get_by_role("button", name="Different vehicle or plant")
    reason.wait_for()
    quiet(page)
    reason.click()
    decided(page, linked.store, had + 4)
    page.locator("#offence-similar [col-id=verdict]", has_text="Different vehicle or plant").wait_for()
    book = case_book_of(linked.store)
    held = book.series[book.accepted_in(KEY)]
    assert len(held.judged(Verdict.ACCEPTED)) == 4
    assert [held.judgements[key].reason for key in held.judged(Verdict.REJECTED)] == [
        "Different vehicle or plant"
    ]
    assert not page.wrong


def test_what_is_decided_is_about_the_row_moved_to_however_fast_the_keys_come(page, linked):
    open_offence(page, linked, "Mercia:M/24")
    rows = page.locator("#offence-similar .ag-center-cols-container .ag-row")
    by_place = {row.get_attribute("row-index"): row.get_attribute("row-id") for row in rows.all()}
    had = len(case_book_of(linked.store).entries)
    page.route("**/_dash-update-component*", lambda route: (time.sleep(0.2), route.continue_()))
    for key in "jjp":  # before any answer can have come
        page.keyboard.press(key)
    page.unroute("**/_dash-update-component*")
    decided(page, linked.store, had + 1)
    judged = case_book_of(linked.store).entries[-1].action
    assert by_place["2"] in judged.offences
    assert not {by_place["0"], by_place["1"]} & set(judged.offences)
