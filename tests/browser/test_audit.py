"""The Audit page in a real browser: the log in words, filtered, proved, taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from sac_dash.casework import Judge, Verdict, to_payload
from sac_dash.store.database import entries_table

from .conftest import comes_to, each_screen, fits, quiet

pytestmark = pytest.mark.browser


def rows(page):
    return page.locator(".ag-center-cols-container .ag-row")


@pytest.fixture
def audit(page, empty_dashboard):
    log = empty_dashboard.store.decisions
    log.append(
        "decision", to_payload(Judge("S-1", ("W:22/1",), Verdict.REJECTED, "<b>other plant</b>")), "Ana"
    )
    log.append("export", {"what": "comparative case table", "of": "S-1", "file": "c.xlsx"}, "Ben")
    page.goto(f"{empty_dashboard.address}/audit")
    expect(rows(page)).to_have_count(2)
    quiet(page)
    return page


def test_the_log_is_told_in_words_on_a_store_without_offences(audit):
    expect(audit.locator("nav a").last).to_have_text("Audit")
    log = audit.locator("#audit-log")
    expect(log).to_contain_text("rejected 22/1 in S-1: <b>other plant</b>")
    expect(log).to_contain_text("exported the comparative case table of S-1 as c.xlsx")
    expect(audit.locator("#audit-chain")).to_contain_text("Verified: 2 entries")
    quiet(audit)
    assert not audit.wrong


def test_words_filter_the_log_and_stand_in_the_address(audit):
    audit.fill("#audit-words", "22/1")
    expect(rows(audit)).to_have_count(1)
    audit.wait_for_url("**/audit?words=22*")
    quiet(audit)
    audit.reload()
    rows(audit).first.wait_for()
    quiet(audit)
    expect(rows(audit)).to_have_count(1)
    audit.click("#audit-clear")
    expect(rows(audit)).to_have_count(2)


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
    expect(audit.locator("#audit-chain")).to_contain_text("entry 1: was changed after it was written")


def test_the_csv_holds_the_log_and_is_an_entry_of_it(audit, empty_dashboard):
    with audit.expect_download() as waiting:
        audit.click("#audit-csv")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert "other plant" in text
    assert "Verified: 2 entries" in text
    comes_to(audit, lambda: empty_dashboard.store.decisions.entries()[-1].payload.get("what"), "audit log")


def test_the_page_fits_on_one_screen(audit):
    for _ in each_screen(audit):
        fits(audit)
