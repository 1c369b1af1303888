"""The Patterns page in a real browser: both tabs, light and dark, address, exports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import barriers, comes_to, go_by_keys, holds, in_the_dark, quiet
from .conftest import fits as fits_the_screen

pytestmark = pytest.mark.browser
TIME = ("week", "hours", "months", "light")
PLACE = ("near", "again", "areas")


def drawn(page, names) -> None:
    """Wait until each card's figure or the sentence in its place stands, and what it counts is said."""
    for name in names:
        page.wait_for_function(
            "(id) => { const caption = document.getElementById(`${id}-caption`);"
            " return caption && caption.innerText.includes('n = ')"
            " && document.querySelector(`#${id}-graph .js-plotly-plot .main-svg`); }",
            arg=f"patterns-{name}",
        )
    quiet(page)


def open_patterns(page, dashboard, query="", names=TIME):
    page.goto(f"{dashboard.address}/patterns{query}")
    drawn(page, names)


def fits(page) -> None:
    fits_the_screen(page)
    holds(
        page,
        "() => { const cards = [...document.querySelectorAll('.pat-row > .card')].filter((e) => e.checkVisibility());"
        " return cards.length && cards.every((card) => card.scrollHeight <= card.clientHeight + 1); }",
        f"nothing of a card is cut on a screen of {page.viewport_size}",
    )


@pytest.mark.parametrize(("query", "names"), [("", TIME), ("?tab=place", PLACE)])
def test_both_tabs_are_drawn_fit_and_stop_nobody(page, dashboard, query, names):
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    open_patterns(page, dashboard, query, names)
    assert barriers(page) == []
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    in_the_dark(page)
    assert barriers(page) == [], "dark"
    fits(page)
    assert page.wrong == []


def test_tab_and_filter_stand_in_the_address_and_come_back(page, dashboard):
    open_patterns(page, dashboard)
    page.get_by_text("Place", exact=True).click()
    page.wait_for_url("**/patterns?tab=place")
    drawn(page, PLACE)
    page.get_by_label("Class", exact=True).click()
    page.get_by_role("option", name="Commercial burglary").click()
    page.wait_for_url("**/patterns?tab=place&class=commercial_burglary")
    caption = "#patterns-areas-caption"
    expect(page.locator(caption)).to_have_text(re.compile("^Commercial burglary"))
    quiet(page)
    said = page.locator(caption).inner_text()
    page.reload()
    drawn(page, PLACE)
    expect(page.locator(caption)).to_have_text(said, use_inner_text=True)
    expect(page.get_by_label("Class", exact=True)).to_have_value("Commercial burglary")
    quiet(page)
    assert page.wrong == []


def test_too_little_data_is_said_where_the_figure_would_stand(page, dashboard):
    open_patterns(page, dashboard, "?from=2031-01-01")
    text = page.locator("#patterns-week-graph .annotation-text").first
    expect(text).to_contain_text("Not enough data: 0 offences")
    assert page.wrong == []


def test_a_figure_goes_out_as_picture_and_as_numbers_and_the_log_says_so(page, dashboard):
    open_patterns(page, dashboard)
    with page.expect_download() as picture:
        page.click("#patterns-week-png")
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as numbers:
        page.click("#patterns-week-csv")
    assert "Mon,0," in Path(numbers.value.path()).read_text("utf-8-sig")
    log = dashboard.store.decisions
    comes_to(page, lambda: log.entries()[-1].payload.get("what"), "hours of the week")
    assert page.wrong == []


def test_the_keys_lead_to_the_page(page, dashboard):
    page.goto(f"{dashboard.address}/trends")
    page.locator("nav a").first.wait_for()
    go_by_keys(page, "p")
    page.wait_for_url("**/patterns*")
    drawn(page, TIME)
