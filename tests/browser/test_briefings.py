"""The Briefings page in a real browser: from a series to its slide in one key, reworded, kept, handed out, marked."""

from __future__ import annotations

import re
import zipfile

import pytest
from playwright.sync_api import expect

from sac_dash.casework import Disclose
from sac_dash.workflow.case_book import decide

from .conftest import barriers, each_screen, fits, quiet, serve
from .invented_force import invented_frames

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Return a dashboard of its own: what is decided here must not be met elsewhere."""
    yield from serve(tmp_path_factory.mktemp("briefings"), invented_frames())


def open_slide(page, own) -> None:
    page.goto(f"{own.address}/briefings?product=slide&of=S-110")
    expect(page.locator(".bf-page")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Finding")).not_to_have_value("")
    quiet(page)


def test_one_key_leads_from_a_series_to_its_slide(page, own) -> None:
    page.goto(f"{own.address}/series?id=S-110")
    page.wait_for_selector("#series-header #series-brief")
    page.wait_for_selector("#series-timeline-graph .js-plotly-plot .main-svg")
    quiet(page)
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile(r"/briefings\?product=slide&of=S-110"))
    expect(page.locator(".bf-page")).to_have_count(1)
    assert not page.wrong


def test_words_are_the_analyst_s_and_the_page_follows_and_keeps_them(page, own) -> None:
    open_slide(page, own)
    before = page.locator(".bf-page").get_attribute("src")
    field = page.get_by_role("textbox", name="Finding")
    field.fill("Twelve attacks, one crew")
    field.press("Tab")
    page.wait_for_function(
        "old => document.querySelector('.bf-page')?.getAttribute('src') !== old", arg=before
    )
    page.get_by_role("button", name="Keep this version").click()
    expect(page.locator("#briefings-versions")).to_contain_text("Version 1")
    page.reload()
    expect(page.get_by_role("textbox", name="Finding")).to_have_value("Twelve attacks, one crew")
    kept = own.store.decisions.entries("decision")[-1].payload
    assert ["title", "Twelve attacks, one crew"] in [list(each) for each in kept["edits"]]
    page.get_by_role("button", name="Back to the draft: Finding").click()
    expect(page.get_by_role("textbox", name="Finding")).not_to_have_value("Twelve attacks, one crew")
    assert not page.wrong


def test_a_download_is_the_product_and_stands_in_the_log(page, own) -> None:
    open_slide(page, own)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PowerPoint").click()
    assert waiting.value.suggested_filename.endswith(".pptx")
    assert own.store.decisions.entries("export")[-1].payload["file"] == waiting.value.suggested_filename


def test_a_press_right_after_typing_takes_the_words_typed(page, own) -> None:
    open_slide(page, own)
    page.get_by_role("textbox", name="Contact").fill("Typed a moment ago")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PowerPoint").click()
    with zipfile.ZipFile(waiting.value.path()) as held:
        slides = b"".join(held.read(name) for name in held.namelist() if name.startswith("ppt/slides/slide"))
    assert b"Typed a moment ago" in slides


def test_another_product_shows_its_own_controls_and_pages(page, own) -> None:
    open_slide(page, own)
    page.locator("#briefings-product").click()
    page.get_by_role("option", name="Daily meeting sheet").click()
    expect(page).to_have_url(re.compile("product=dmm"))
    expect(page.locator("#briefings-scope-label")).to_have_text("Since")
    expect(page.locator(".bf-page").first).to_be_visible()
    expect(page.get_by_role("button", name="Excel")).to_be_visible()


def test_handling_picked_once_is_on_the_page_at_once(page, own) -> None:
    open_slide(page, own)
    before = page.locator(".bf-page").get_attribute("src")
    page.locator("#briefings-handling-open").click()
    page.get_by_role("textbox", name="Handling instruction").fill("Not beyond the meeting")
    page.get_by_role("button", name="Set for the unit").click()
    expect(page.locator("#briefings-handling")).to_contain_text("Not beyond the meeting")
    page.wait_for_function(
        "old => document.querySelector('.bf-page')?.getAttribute('src') !== old", arg=before
    )
    assert not page.wrong


def test_the_page_fits_both_screens_and_stops_nobody(page, own) -> None:
    open_slide(page, own)
    for _ in each_screen(page):
        fits(page)
    assert barriers(page) == []
    assert all(each.startswith((own.address, "data:", "blob:")) for each in page.asked)


def test_a_pack_tells_how_far_it_is_and_comes_as_one_file(page, own) -> None:
    open_slide(page, own)
    with page.expect_download(timeout=120_000) as waiting:
        page.get_by_role("button", name="Series pack").click()
        expect(page.locator("#briefings-pack-work")).to_contain_text(re.compile("Starting|Writing"))
    assert waiting.value.suggested_filename == "pack.zip"
    expect(page.locator("#briefings-pack-work")).to_be_empty()
    assert not page.wrong


def test_what_was_disclosed_is_looked_through_on_the_page(page, own) -> None:
    page.goto(f"{own.address}/briefings?view=disclosures")
    expect(page.locator("#briefings-disclosed-list")).to_contain_text("Nothing has been disclosed yet")
    decide(own.store, Disclose("industry", "S-110", "Retail group", "ISA 12", "DI Example",
                               files=(("pack.pdf", "ab12" * 16),)), "ana")  # fmt: skip
    page.reload()
    row = page.locator(".bf-given-table tbody tr")
    expect(row).to_have_count(1)
    for said in ("Retail group", "ISA 12", "DI Example", "pack.pdf", "ab12" * 16):
        expect(row).to_contain_text(said)
    quiet(page)
    for _ in each_screen(page):
        fits(page)
    assert barriers(page) == []
    page.get_by_role("textbox", name="Find a disclosure").fill("nobody")
    expect(page.locator("#briefings-disclosed-list")).to_contain_text("No disclosure is like that")
    expect(page).to_have_url(re.compile("view=disclosures&words=nobody"))
    page.get_by_role("button", name="Clear").click()
    row.get_by_role("link", name="Industry sharing pack").click()
    expect(page).to_have_url(re.compile(r"product=industry&of=S-110"))
    expect(page.locator("#briefings-scope")).to_be_visible()
    assert not page.wrong
