"""Series in time in a real browser: rows, brush, zoom, order, keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import drawn, each_screen, fits, in_the_dark, none_of, press, quiet

pytestmark = pytest.mark.browser


def open_timelines(page, dashboard, query=""):
    page.goto(f"{dashboard.address}/timelines{query}")
    page.wait_for_selector("#timelines-rows-graph .js-plotly-plot .bars path")
    page.wait_for_selector("#timelines-head .js-plotly-plot .bars path")
    page.wait_for_selector(".tl-link")
    drawn(page, "timelines-rows-graph", "timelines-head")


def names(page) -> list[str]:
    return page.locator(".tl-name").all_inner_texts()


def drag(page, selector, start, end, height=0.5):
    box = page.locator(selector).bounding_box()
    y = box["y"] + min(box["height"] * height, 200)
    page.mouse.move(box["x"] + box["width"] * start, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, y, steps=6)
    page.mouse.up()


def test_every_series_has_a_row_level_with_its_bars(page, dashboard):
    open_timelines(page, dashboard, "?span=all")
    expect(page.locator(".tl-name")).to_have_count(10)
    expect(page.locator("#timelines-rows-graph .bars path")).to_have_count(63)
    rows = page.locator(".tl-link").evaluate_all("all => all.map((e) => e.getBoundingClientRect().top)")
    graph = page.locator("#timelines-rows-graph").bounding_box()
    last = page.locator("#timelines-silences .tl-row").last.bounding_box()
    assert abs(graph["y"] - rows[0]) <= 1
    assert abs(graph["y"] + graph["height"] - last["y"] - last["height"]) <= 1
    expect(page.locator("#timelines-rows-caption")).to_contain_text("n = 63")
    assert page.wrong == []


def test_the_keyboard_reaches_every_offence_and_comes_back_to_its_row(page, dashboard):
    open_timelines(page, dashboard)
    button = page.locator(".tl-list").first
    name = names(page)[0]
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#timelines-offences li").first.wait_for()
    expect(page.get_by_text(f"{name}: ")).to_be_visible()
    press(page, "Escape")
    page.wait_for_function("() => document.activeElement?.className === 'tl-list'")
    press(page, "Enter")
    page.locator("#timelines-offences a").first.wait_for()
    quiet(page)
    page.locator("#timelines-offences a").first.focus()
    press(page, "Enter")
    page.wait_for_url("**/offence?ref=*")
    quiet(page)
    assert page.wrong == []


def caption_other_than(page, before: str) -> str:
    """Wait until the caption says another period, and the rows are drawn for it; return it."""
    page.wait_for_function(
        "(was) => document.querySelector('#timelines-rows-caption').innerText !== was", arg=before
    )
    drawn(page, "timelines-rows-graph", "timelines-head")
    return page.locator("#timelines-rows-caption").inner_text()


def test_a_zoom_and_a_brush_stand_in_the_address_and_come_back(page, dashboard):
    open_timelines(page, dashboard)
    whole = page.locator("#timelines-rows-caption").inner_text()
    drag(page, "#timelines-rows-graph", 0.4, 0.7)
    page.wait_for_url("**/timelines?from=*&to=*")
    zoomed = caption_other_than(page, whole)
    drag(page, "#timelines-head", 0.2, 0.4, height=0.2)
    brushed = caption_other_than(page, zoomed)
    page.reload()
    expect(page.locator("#timelines-rows-caption")).to_have_text(brushed, use_inner_text=True)
    quiet(page)
    page.get_by_text("1 year", exact=True).click()
    page.wait_for_function("() => location.search === ''")
    quiet(page)
    assert page.wrong == []


def test_the_order_follows_the_control_and_the_browsers_way_back(page, dashboard):
    open_timelines(page, dashboard)
    by_last = names(page)
    page.get_by_text("Size", exact=True).click()
    page.wait_for_url("**/timelines?by=size")
    expect(page.locator(".tl-name").first).to_have_text("S-110")
    quiet(page)
    page.go_back()
    expect(page.locator(".tl-name").first).to_have_text(by_last[0])
    expect(page.locator("#timelines-order input:checked")).to_have_value("last")


def test_a_bar_leads_to_its_offence(page, dashboard):
    open_timelines(page, dashboard, "?by=size&span=all")
    bar = page.locator("#timelines-rows-graph .bars path").nth(2).bounding_box()
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.wait_for_selector("#timelines-rows-graph .hoverlayer text")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/offence?ref=Invented%3A*")


def test_keys_alone_reach_a_series_whose_row_is_said_aloud(page, dashboard):
    open_timelines(page, dashboard)
    link = page.locator(".tl-link").first
    expect(link.locator(".tl-heard")).to_contain_text("offences")
    expect(link.locator(".tl-heard")).to_contain_text("quiet")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/series?id=S-*")


def test_the_time_axis_stays_while_the_rows_scroll(page, dashboard):
    page.set_viewport_size({"width": 1280, "height": 480})
    open_timelines(page, dashboard)
    before = page.locator("#timelines-head").bounding_box()["y"]
    page.locator("#timelines-scroll").evaluate("(e) => { e.scrollTop = 120; }")
    assert page.locator("#timelines-scroll").evaluate("(e) => e.scrollTop") > 0
    assert abs(page.locator("#timelines-head").bounding_box()["y"] - before) <= 1


def test_the_rows_are_saved_as_a_picture_by_one_click(page, dashboard):
    open_timelines(page, dashboard)
    with page.expect_download() as waiting:
        page.click("#timelines-rows-png")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_page_fits_on_one_screen(page, dashboard):
    page.emulate_media(color_scheme="light")
    open_timelines(page, dashboard)
    for scheme in ("light", "dark"):
        if scheme == "dark":
            in_the_dark(page)
        for _ in each_screen(page):
            fits(page)
            none_of(
                page,
                ".tl-quiet, .tl-chance, .tl-tempo",
                "e.scrollWidth > e.clientWidth + 1",
                f"no word beside a row is cut when it is {scheme}",
            )
    assert page.wrong == []
