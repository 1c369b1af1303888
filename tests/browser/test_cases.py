"""The comparative case table in a real browser: read, pointed at, corrected, taken back, taken away."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from sac_dash.domain.columns import TAGS

from .conftest import comes_to, each_screen, fits, press, quiet, serve
from .invented_force import invented_frames

pytestmark = pytest.mark.browser

SERIES, MEMBERS = "S-105", range(16, 21)
TEXT = "Forced rear door, took tobacco"
DOOR = TEXT.index("rear door")
LOOK = (
    "cell => { const look = getComputedStyle(cell);"
    " return look.backgroundImage + look.backgroundColor + look.boxShadow }"
)


def text(row, facet, code, state="present", start=None, end=None, phrase=""):
    return row, facet, code, state, "text", start, end, phrase


def column(row, facet, code, value):
    return row, facet, code, "present", "structured", None, None, value


def tagged_frames():
    at = (DOOR, DOOR + len("rear door"))
    said = [text(row, "entry_point", "rear_door", "present", *at, "rear door") for row in range(16, 20)]
    said += [text(20, "entry_point", "rear_door", "hedged", *at, "poss rear door")]
    said += [column(row, "tool", "crowbar", "CROWBAR") for row in (16, 17)]
    said += [text(18, "tool", "crowbar", "absent"), text(19, "tool", "angle_grinder")]
    said += [column(row, "own", f"code {n}", "x") for n in range(26) for row in (16, 18)]
    said += [text(row, "tool", "angle_grinder") for row in range(100, 180)]
    said += [text(row, "entry_point", "roof") for row in range(100, 180)]
    return replace(invented_frames(), tags=pl.DataFrame(said, schema=dict(TAGS), orient="row"))


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory):
    yield from serve(tmp_path_factory.mktemp("cases"), tagged_frames(), user="ana")


@pytest.fixture
def table(page, dashboard):
    page.goto(f"{dashboard.address}/series?id={SERIES}&tab=cases")
    page.wait_for_selector(".cca-table .cca-cell")
    quiet(page)
    return page


def cell(page, row, code):
    column = page.locator(f'th[data-code="{code}"]').get_attribute("data-column")
    return page.locator(".cca-table tbody tr").nth(row).locator(f'[data-column="{column}"]')


def test_the_table_can_be_read_and_its_signs_told_apart(table):
    offences_stand_against_behaviours_by_stage_with_base_rates(table)
    unknown_absent_other_and_hedged_differ_in_sign_and_not_in_colour_alone(table)
    pointing_at_a_cell_gives_the_source_words(table)
    quiet(table)
    assert not table.wrong


def offences_stand_against_behaviours_by_stage_with_base_rates(table):
    expect(table.locator(".cca-stage")).to_have_text(["Approach and entry", "Doing", "As recorded"])
    expect(table.locator(".cca-table tbody tr")).to_have_count(len(MEMBERS))
    expect(table.locator('th[data-code="crowbar"]')).to_contain_text("1 in")
    expect(table.locator(".cca-table tfoot tr").first.locator("td").first).to_have_text("5/5")


def unknown_absent_other_and_hedged_differ_in_sign_and_not_in_colour_alone(table):
    states = {cell(table, row, "crowbar").get_attribute("data-state") for row in range(len(MEMBERS))}
    assert states == {"present", "absent", "other", "unknown"}
    assert cell(table, 4, "rear_door").get_attribute("data-state") in {"hedged", "present"}
    signs = {
        one.get_attribute("data-state"): one.inner_text()
        for one in table.locator(".cca-table .cca-cell").all()
    }
    assert len(set(signs.values())) == len(signs) == 5
    shown = {
        state: table.locator(f".cca-cell[data-state={state}]").first.evaluate(LOOK)
        for state in ("unknown", "absent")
    }
    assert shown["unknown"] != shown["absent"]
    assert "gradient" in shown["unknown"]


def pointing_at_a_cell_gives_the_source_words(table):
    said = cell(table, 0, "rear_door").get_attribute("title")
    assert "“rear door”" in said
    assert "took tobacco" in said
    assert "a column says “CROWBAR”" in " ".join(
        cell(table, row, "crowbar").get_attribute("title") for row in range(5)
    )


def test_a_cell_is_corrected_marked_and_taken_back(table, dashboard):
    one = cell(table, 1, "rear_door")
    one.click()
    table.wait_for_selector("#series-case-menu:not([hidden])")
    expect(table.locator("#series-case-back")).to_be_hidden()
    table.click("#series-case-absent")
    table.wait_for_selector(".cca-cell.cca-edited")
    expect(one).to_have_attribute("data-state", "absent")
    expect(one).to_have_attribute("title", re.compile("Corrected by ana"))
    expect(one).to_have_attribute("title", re.compile("Read before: present"))
    assert dashboard.store.decisions.entries("decision")[-1].payload["state"] == "absent"
    expect(table.locator("#series-case-menu")).to_be_hidden()
    quiet(table)
    table.wait_for_function("() => document.activeElement.classList.contains('cca-edited')")
    one.click()
    table.click("#series-case-back")
    expect(table.locator(".cca-cell.cca-edited")).to_have_count(0)
    expect(one).to_have_attribute("data-state", re.compile("^(present|hedged)$"))
    assert dashboard.store.decisions.entries("decision")[-1].payload["state"] == "as_read"
    quiet(table)
    assert not table.wrong


def test_the_keyboard_goes_from_cell_to_cell_and_into_the_menu(table):
    first = table.locator(".cca-table tbody tr").first.locator(".cca-cell").first
    first.focus()
    table.keyboard.press("ArrowDown")
    table.keyboard.press("ArrowRight")
    at = "() => [document.activeElement.closest('tr').rowIndex, document.activeElement.dataset.column]"
    before = table.evaluate(at)
    assert before[1] == "1"
    table.keyboard.press("Enter")
    table.wait_for_selector("#series-case-menu:not([hidden])")
    press(table, "ArrowDown")
    expect(table.locator("#series-case-absent")).to_be_focused()
    press(table, "Escape")
    expect(table.locator("#series-case-menu")).to_be_hidden()
    assert table.evaluate(at) == before


def test_all_behaviours_are_shown_when_asked_for(table):
    expect(table.locator(".cca-head")).to_have_count(24)
    table.get_by_text("All ", exact=False).last.click()
    expect(table.locator(".cca-head")).to_have_count(28)


def test_the_spreadsheet_holds_the_table_and_is_an_entry_of_the_log(table, dashboard):
    with table.expect_download() as waiting:
        table.click("#series-case-xlsx")
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book.sheetnames == ["Comparison", "Source words", "Offences", "Provenance"]
    assert "Rear door" in [each.value for each in book["Comparison"][6]]

    def last() -> list[tuple[str, int, str]]:
        entries = dashboard.store.decisions.entries("export")[-1:]
        return [(each.payload["of"], each.payload["n"], each.user) for each in entries]

    comes_to(table, last, [(SERIES, len(MEMBERS), "ana")])


def test_a_series_without_a_group_reference_is_told_why_it_is_not_handed_over(table):
    table.click("#series-case-handover")
    table.get_by_text("no group reference").first.wait_for()


def test_the_page_fits_on_one_screen_and_asks_nobody_else(table, dashboard):
    for width, height in each_screen(table):
        fits(table)
        cell(table, 4, "rear_door").click()
        menu = table.locator("#series-case-menu")
        menu.wait_for()
        box = menu.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        press(table, "Escape")
        expect(menu).to_be_hidden()
    assert all(address.startswith((dashboard.address, "data:", "blob:")) for address in table.asked)
    assert not table.wrong
