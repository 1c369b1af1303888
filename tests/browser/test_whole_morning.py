"""A morning from end to end: a force's export comes in, a series is made of it, and nothing decided is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import polars as pl
import pytest
from playwright.sync_api import expect

from sac_dash.casework import Verdict
from sac_dash.store import Store
from sac_dash.synthetic.demo import demo_force
from sac_dash.workflow.case_book import case_book_of

from .conftest import decided, press, quiet, serve
from .test_data import SLOW_MS, counts, to_columns
from .test_workbench import accepted_of, in_hand, moved_on

pytestmark = pytest.mark.browser
REASON = "In custody at the time"
HELD, LATER = 500, 50
RECONCILED = re.compile(r"^\s*read \d+\s+accepted \d+\s+duplicate \d+\s+out of scope \d+\s+rejected \d+\s*$")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an export, and the same with fifty more rows, as a records system gives it the next morning."""
    folder = tmp_path_factory.mktemp("exports")
    whole = demo_force(41).export.tail(HELD + LATER)
    paths = folder / "monday.csv", folder / "tuesday.csv"
    for path, rows in zip(paths, (HELD, HELD + LATER), strict=True):
        whole.head(rows).write_csv(path)
    return paths


def bring_in(page: Any, dashboard: Any, export: Path) -> None:
    """Drop a file, confirm what its columns are, compare and add."""
    to_columns(page, dashboard, export)
    expect(counts(page)).to_have_text(RECONCILED)
    page.get_by_role("link", name=re.compile(r"Compare \d")).click()
    page.wait_for_selector("#data-comparison")
    page.get_by_role("button", name=re.compile(r"^Add \d")).click()
    page.wait_for_selector("text=Added to the store", timeout=SLOW_MS)


def an_atm_attack(store: Store) -> str:
    """Return the cash machine attack with the most partners."""
    generation = store.require_current()
    ends = pl.concat([generation.links["row_a"], generation.links["row_b"]])
    partners = pl.DataFrame({"row": ends}).group_by("row").len()
    attacks = generation.offences.with_row_index("row").filter(pl.col("offence_class") == "atm_attack")
    return str(attacks.join(partners, on="row").sort("len", "crime_ref", descending=True)["offence_key"][0])


def test_from_the_drop_to_the_next_morning(page: Any, tmp_path: Path, exports: tuple[Path, Path]) -> None:
    home = tmp_path / "home"
    running = serve(home)
    dashboard = next(running)
    bring_in(page, dashboard, exports[0])
    attack = an_atm_attack(dashboard.store)

    page.goto(f"{dashboard.address}/offence?ref={quote(attack)}")
    page.wait_for_selector("#offence-similar .ag-center-cols-container .row-in-hand")
    page.locator("#offence-ledger .ev-side").first.wait_for()
    for number in range(3):
        press(page, "a")
        decided(page, dashboard.store, number + 1)
        page.locator("#offence-similar [col-id=verdict]", has_text="Accepted").nth(number).wait_for()
        judged = in_hand(page, "offence-similar")
        press(page, "j")
        moved_on(page, "offence-similar", judged)
    press(page, "r")
    page.get_by_role("button", name=REASON).wait_for()
    quiet(page)
    page.get_by_role("button", name=REASON).click()
    decided(page, dashboard.store, 4)

    page.locator("#offence-facts a[href^='/series?id=']").first.click()
    page.wait_for_url("**/series?id=*")
    series_id = parse_qs(urlsplit(page.url).query)["id"][0]
    page.locator("#series-name").wait_for()
    quiet(page)
    page.fill("#series-name", "Op Lantern")
    page.locator("#series-name").press("Enter")
    decided(page, dashboard.store, 5)
    page.get_by_role("tab", name="Comparison").click()
    page.locator(".cca-table .cca-cell").first.wait_for()
    quiet(page)
    assert page.locator(".cca-table tbody tr").count() >= 4
    before = case_book_of(dashboard.store).series[series_id]
    accepted, rejected = before.judged(Verdict.ACCEPTED), before.judged(Verdict.REJECTED)
    assert (len(accepted), len(rejected)) == (4, 1)
    assert attack in accepted

    page.reload()
    page.locator("#series-header .page-title", has_text="Op Lantern").wait_for()
    running.close()
    running = serve(home)  # the next morning: another process, the same store
    dashboard = next(running)
    known = dashboard.store.require_current().offences.height
    bring_in(page, dashboard, exports[1])
    generation = dashboard.store.require_current()
    assert generation.offences.height > known
    after = case_book_of(dashboard.store).series[series_id]
    assert (after.judged(Verdict.ACCEPTED), after.judged(Verdict.REJECTED)) == (accepted, rejected)
    assert after.judgements[rejected[0]].reason == REASON
    core = generation.members.filter((pl.col("series_id") == series_id) & (pl.col("role") == "core"))
    keys = set(generation.offences["offence_key"].gather(core["row"]))
    assert keys >= set(accepted)
    assert not keys & set(rejected)

    page.goto(f"{dashboard.address}/series?id={series_id}&tab=members")
    page.locator("#series-header .page-title", has_text="Op Lantern").wait_for()
    expect(accepted_of(page)).to_have_count(4)
    quiet(page)
    assert not page.wrong
    running.close()
