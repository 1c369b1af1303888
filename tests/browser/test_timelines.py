"""Series in time in a real browser: rows, brush, zoom, order, keys."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def open_timelines(page, dashboard, query=""):
    page.goto(f"{dashboard.address}/timelines{query}")
    page.wait_for_selector("#timelines-rows-graph .js-plotly-plot .bars path")
    page.wait_for_selector("#timelines-head .js-plotly-plot .bars path")
    page.wait_for_selector(".tl-link")


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
    assert len(names(page)) == 10
    assert page.locator("#timelines-rows-graph .bars path").count() == 63
    rows = page.locator(".tl-link").evaluate_all("all => all.map((e) => e.getBoundingClientRect().top)")
    graph = page.locator("#timelines-rows-graph").bounding_box()
    last = page.locator("#timelines-silences .tl-row").last.bounding_box()
    assert abs(graph["y"] - rows[0]) <= 1
    assert abs(graph["y"] + graph["height"] - last["y"] - last["height"]) <= 1
    assert "n = 63" in page.locator("#timelines-rows-caption").inner_text()
    assert page.wrong == []


def test_the_keyboard_reaches_every_offence_and_comes_back_to_its_row(page, dashboard):
    open_timelines(page, dashboard)
    button = page.locator(".tl-list").first
    name = names(page)[0]
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#timelines-offences li").first.wait_for()
    assert page.get_by_text(f"{name}: ").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement?.className === 'tl-list'")
    page.keyboard.press("Enter")
    page.locator("#timelines-offences a").first.wait_for()
    page.locator("#timelines-offences a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/offence?ref=*")
    assert page.wrong == []


def caption_other_than(page, before: str) -> str:
    """Wait until the caption says another period; return it."""
    page.wait_for_function(
        "(was) => document.querySelector('#timelines-rows-caption').innerText !== was", arg=before
    )
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
    page.wait_for_function(
        "(was) => document.querySelector('#timelines-rows-caption')?.innerText === was", arg=brushed
    )
    page.get_by_text("1 year", exact=True).click()
    page.wait_for_function("() => location.search === ''")
    assert page.wrong == []


def test_the_order_follows_the_control_and_the_browsers_way_back(page, dashboard):
    open_timelines(page, dashboard)
    by_last = names(page)
    page.get_by_text("Size", exact=True).click()
    page.wait_for_url("**/timelines?by=size")
    page.wait_for_function("(first) => document.querySelector('.tl-name')?.innerText === first", arg="S-110")
    page.go_back()
    page.wait_for_function(
        "(first) => document.querySelector('.tl-name')?.innerText === first", arg=by_last[0]
    )
    assert page.locator("#timelines-order input:checked").get_attribute("value") == "last"


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
    heard = link.locator(".tl-heard").inner_text()
    assert "offences" in heard
    assert "quiet" in heard
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


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_on_one_screen(page, dashboard, size, scheme):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    open_timelines(page, dashboard)
    assert page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    )
    cut = page.locator(".tl-quiet, .tl-chance, .tl-tempo").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.innerText)"
    )
    assert cut == []
    assert page.wrong == []
