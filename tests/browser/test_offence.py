"""One offence in the browser: found, corrected, compared, decided on."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from sac_dash.casework import Verdict
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.ingest_into_store import ingest_into_store

from .conftest import serve
from .test_workbench import READ, decided, export

pytestmark = pytest.mark.browser
KEY = "Mercia:M/20"


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """Return a dashboard over a small file that was linked, so that a correction can change what is scored."""
    folder = tmp_path_factory.mktemp("offence")
    ingest_into_store([export(folder / "a.csv", range(1, 49))], Store(folder / "home"), read=READ)
    yield from serve(folder / "home")


def open_offence(page, linked):
    page.goto(f"{linked.address}/offence?ref={quote(KEY)}")
    page.wait_for_selector("#offence-similar .ag-center-cols-container .ag-row")
    page.locator("#offence-ledger .ev-side").first.wait_for()


def ranking(page):
    """Return reference and chance of each row, in the order shown."""
    rows = page.locator("#offence-similar .ag-center-cols-container .ag-row")
    return [
        tuple(row.locator(f'[col-id="{column}"]').inner_text() for column in ("reference", "speaks_for"))
        for row in rows.all()
    ]


def test_an_offence_is_found_and_one_leads_to_another(page, linked):
    page.goto(f"{linked.address}/offence")
    page.fill("#offence-search", "telehandler M/20")
    page.locator(".of-hit", has_text="M/20").click()
    page.wait_for_url("**ref=Mercia*")
    page.locator("#offence-facts .page-title", has_text="M/20").wait_for()
    page.locator(".of-back").click()
    page.locator("#offence-search").wait_for()
    assert not page.wrong


def test_a_corrected_code_changes_the_ranking_at_once_and_survives_a_reload(page, linked):
    open_offence(page, linked)
    before = ranking(page)
    page.locator("button.mo-chip", has_text="Telehandler").first.click()
    page.locator("#offence-code-unknown").click()
    decided(page, linked.store, 1)
    page.wait_for_function(
        "() => ![...document.querySelectorAll('button.mo-chip')].some(chip => chip.innerText.trim() === 'Telehandler')"
    )
    page.wait_for_function("() => !document.querySelector('[data-dash-is-loading]')")
    after = ranking(page)
    assert after != before
    page.reload()
    page.wait_for_selector("#offence-similar .ag-center-cols-container .ag-row")
    page.wait_for_timeout(500)
    assert ranking(page) == after
    page.keyboard.press("u")
    decided(page, linked.store, 2)
    page.locator("button.mo-chip", has_text="Telehandler").first.wait_for()
    assert not page.wrong


def test_three_are_accepted_and_one_rejected_by_keys(page, linked):
    open_offence(page, linked)
    had = len(case_book_of(linked.store).entries)
    for number in range(3):
        page.keyboard.press("a")
        decided(page, linked.store, had + number + 1)
        page.locator("#offence-similar [col-id=verdict]", has_text="Accepted").nth(number).wait_for()
        page.keyboard.press("j")
        page.locator(f"#offence-similar .row-in-hand[row-index='{number + 1}']").first.wait_for()
    page.keyboard.press("r")
    page.get_by_role("button", name="Different vehicle or plant").click()
    decided(page, linked.store, had + 4)
    page.locator("#offence-similar [col-id=verdict]", has_text="Different vehicle or plant").wait_for()
    book = case_book_of(linked.store)
    held = book.series[book.accepted_in(KEY)]
    assert len(held.judged(Verdict.ACCEPTED)) == 4
    assert [held.judgements[key].reason for key in held.judged(Verdict.REJECTED)] == [
        "Different vehicle or plant"
    ]
    assert not page.wrong
