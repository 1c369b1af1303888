"""The Patterns page in a real browser: both tabs, light and dark, address, exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import barriers

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


def open_patterns(page, dashboard, query="", names=TIME):
    page.goto(f"{dashboard.address}/patterns{query}")
    drawn(page, names)


def fits(page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
        " && [...document.querySelectorAll('.pat-row > .card')]"
        ".every((card) => card.scrollHeight <= card.clientHeight + 1)"
    )


@pytest.mark.parametrize(("query", "names"), [("", TIME), ("?tab=place", PLACE)])
def test_both_tabs_are_drawn_fit_and_stop_nobody(page, dashboard, query, names):
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    open_patterns(page, dashboard, query, names)
    assert barriers(page) == []
    assert fits(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator("#shell-scheme-toggle").click()
    page.wait_for_function("() => document.documentElement.dataset.mantineColorScheme === 'dark'")
    assert barriers(page) == [], "dark"
    assert fits(page)
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
    page.wait_for_function(
        "(at) => document.querySelector(at).innerText.startsWith('Commercial burglary')", arg=caption
    )
    said = page.locator(caption).inner_text()
    page.reload()
    drawn(page, PLACE)
    page.wait_for_function("([at, was]) => document.querySelector(at).innerText === was", arg=[caption, said])
    assert page.get_by_label("Class", exact=True).input_value() == "Commercial burglary"
    assert page.wrong == []


def test_too_little_data_is_said_where_the_figure_would_stand(page, dashboard):
    open_patterns(page, dashboard, "?from=2031-01-01")
    text = page.locator("#patterns-week-graph .annotation-text").first.text_content()
    assert "Not enough data: 0 offences" in text
    assert page.wrong == []


def test_a_figure_goes_out_as_picture_and_as_numbers_and_the_log_says_so(page, dashboard):
    open_patterns(page, dashboard)
    with page.expect_download() as picture:
        page.click("#patterns-week-png")
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as numbers:
        page.click("#patterns-week-csv")
    assert "Mon,0," in Path(numbers.value.path()).read_text("utf-8-sig")
    last = list(dashboard.store.decisions.entries())[-1]
    assert last.payload["what"] == "hours of the week"
    assert page.wrong == []


def test_the_keys_lead_to_the_page(page, dashboard):
    page.goto(f"{dashboard.address}/trends")
    page.locator("nav a").first.wait_for()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/patterns*")
    drawn(page, TIME)
