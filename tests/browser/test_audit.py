"""The Audit page in a real browser: the log in words, filtered, proved, taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from sac_dash.casework import Judge, Verdict, to_payload
from sac_dash.store.database import entries_table

pytestmark = pytest.mark.browser


@pytest.fixture
def audit(page, empty_dashboard):
    log = empty_dashboard.store.decisions
    log.append(
        "decision", to_payload(Judge("S-1", ("W:22/1",), Verdict.REJECTED, "<b>other plant</b>")), "Ana"
    )
    log.append("export", {"what": "comparative case table", "of": "S-1", "file": "c.xlsx"}, "Ben")
    page.goto(f"{empty_dashboard.address}/audit")
    page.wait_for_selector(".ag-center-cols-container .ag-row")
    return page


def rows(page):
    return page.locator(".ag-center-cols-container .ag-row")


def test_the_log_is_told_in_words_on_a_store_without_offences(audit):
    assert audit.locator("nav a").last.inner_text() == "Audit"
    said = audit.locator("#audit-log").inner_text()
    assert "rejected 22/1 in S-1: <b>other plant</b>" in said
    assert "exported the comparative case table of S-1 as c.xlsx" in said
    assert "Verified: 2 entries" in audit.locator("#audit-chain").inner_text()
    assert not audit.wrong


def test_words_filter_the_log_and_stand_in_the_address(audit):
    audit.fill("#audit-words", "22/1")
    audit.wait_for_function(
        "() => document.querySelectorAll('.ag-center-cols-container .ag-row').length === 1"
    )
    audit.wait_for_url("**/audit?words=22*")
    audit.reload()
    audit.wait_for_selector(".ag-center-cols-container .ag-row")
    assert rows(audit).count() == 1
    audit.click("#audit-clear")
    audit.wait_for_function(
        "() => document.querySelectorAll('.ag-center-cols-container .ag-row').length === 2"
    )


def test_a_broken_chain_is_said_at_once(audit, empty_dashboard):
    engine = sa.create_engine(empty_dashboard.store.decisions.url)
    with engine.begin() as connection:
        names = connection.execute(sa.text("select name from sqlite_master where type='trigger'")).scalars()
        for name in names.all():
            connection.execute(sa.text(f"drop trigger {name}"))
        connection.execute(sa.update(entries_table).where(entries_table.c.seq == 1).values(user="Cal"))
    engine.dispose()
    audit.click("#audit-again")
    audit.wait_for_selector(".audit-broken")
    assert "entry 1: was changed after it was written" in audit.locator("#audit-chain").inner_text()


def test_the_csv_holds_the_log_and_is_an_entry_of_it(audit, empty_dashboard):
    with audit.expect_download() as waiting:
        audit.click("#audit-csv")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert "other plant" in text
    assert "Verified: 2 entries" in text
    assert empty_dashboard.store.decisions.entries()[-1].payload["what"] == "audit log"


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_the_page_fits_on_one_screen(audit, size):
    audit.set_viewport_size({"width": size[0], "height": size[1]})
    assert audit.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    )
