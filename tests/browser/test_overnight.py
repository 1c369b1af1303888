"""The daily meeting in a real browser: the night is told, marked as held, and counted from there the next day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from .conftest import LiveDashboard, serve
from .invented_force import invented_frames

pytestmark = pytest.mark.browser


@pytest.fixture
def meeting(tmp_path) -> Iterator[LiveDashboard]:
    """Return a dashboard of this test's own, in which it may decide."""
    yield from serve(tmp_path / "home", invented_frames(), user="Ana")


def open_night(page, dashboard, query=""):
    page.goto(f"{dashboard.address}/overnight{query}")
    page.wait_for_selector("#overnight-headline b")
    page.wait_for_selector("#overnight-enablers > *")


def test_the_night_is_the_first_page_and_says_what_came_in_and_by_which_rule(page, dashboard):
    page.goto(dashboard.address)
    page.wait_for_selector("#overnight-headline b")
    said = page.locator("#overnight-headline").inner_text()
    assert "24 hours before the data ends" in said
    assert "new offence" in said
    assert "recorded or committed after" in page.locator("#overnight-rule").inner_text()
    assert "The data ends on 27 May 2026" in page.locator("#overnight-rule").inner_text()
    assert page.locator("nav a").first.inner_text() == "Overnight"
    assert page.wrong == []


def test_an_action_with_a_day_says_when_it_is_due_and_the_log_has_it(page, meeting):
    open_night(page, meeting)
    page.locator("#overnight-task-text").press_sequentially("Ask for CCTV", delay=15)
    page.locator("#overnight-task-due").click()
    page.get_by_role("button", name=re.compile(r"^\d{1,2} \w+ \d{4}$")).last.click()
    page.locator("#overnight-task-add").click()
    page.locator(".on-task .on-due", has_text="due").wait_for()
    due = meeting.store.decisions.entries("decision")[-1].payload["due"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", due)
    assert page.locator("#overnight-task-due").inner_text() == "Due"
    assert page.wrong == []


def test_another_point_stands_in_the_address_and_comes_back(page, dashboard):
    open_night(page, dashboard)
    few = page.locator(".on-card").count()
    page.locator("#overnight-since").click()
    page.get_by_text("28 days before the data ends").click()
    page.wait_for_url("**/overnight?since=28d")
    page.wait_for_function(f"() => document.querySelectorAll('.on-card').length > {few}")
    page.reload()
    page.wait_for_selector("#overnight-headline b")
    assert "28 days before" in page.locator("#overnight-headline").inner_text()
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('#overnight-headline')?.innerText.includes('24 hours before')"
    )


def test_an_action_is_typed_ticked_off_and_kept(page, meeting):
    open_night(page, meeting)
    page.locator("#overnight-task-owner").press_sequentially("Sgt Brook")
    page.locator("#overnight-task-text").press_sequentially("Ring the hire shop", delay=15)
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    page.locator(".on-task", has_text="Sgt Brook · asked by Ana").wait_for()
    assert page.locator("#overnight-task-text").input_value() == ""
    page.locator(".on-task input").check()
    page.locator(".on-task-done", has_text="ticked off by Ana").wait_for()
    page.reload()
    page.locator(".on-task-done", has_text="Ring the hire shop").wait_for()
    entries = [entry.payload["action"] for entry in meeting.store.decisions.entries("decision")]
    assert entries == ["task", "task_done"]
    assert page.wrong == []


def test_the_sitting_held_is_what_the_next_night_is_counted_from(page, meeting):
    open_night(page, meeting)
    page.locator("#overnight-mark").click()
    page.wait_for_url("**/overnight?since=24h")  # what was discussed stays on the screen
    open_night(page, meeting)
    page.get_by_text("Nothing came in since").wait_for()
    meeting.store.publish(invented_frames(440), "the next morning")
    page.wait_for_function(
        "() => /\\b(1[0-9]|20|[1-9])\\s+new offences?/.test(document.querySelector('#overnight-headline')?.innerText)",
        timeout=40_000,
    )
    assert "not in the data that sitting looked at" in page.locator("#overnight-rule").inner_text()
    references = page.locator(".on-card .on-what .on-ref").all_inner_texts()
    assert references
    assert all(22420 <= int(each.partition("/")[0]) < 22440 for each in references)


def test_a_sitting_marked_by_mistake_is_taken_back(page, meeting):
    open_night(page, meeting)
    page.locator("#overnight-mark").click()
    page.locator("#overnight-unmark").click(timeout=10_000)
    page.locator("#overnight-unmark").wait_for(state="hidden")
    open_night(page, meeting)
    assert "24 hours before" in page.locator("#overnight-headline").inner_text()


def test_a_new_offence_leads_to_its_own_page(page, dashboard):
    open_night(page, dashboard, "?since=28d")
    page.locator(".on-card .on-ref").first.click()
    page.wait_for_url("**/offence?ref=Invented:*")


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_night_fits_on_one_screen(page, dashboard, size, scheme):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    open_night(page, dashboard, "?since=28d")
    assert page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    )
    cut = page.evaluate(
        "[...document.querySelectorAll('.on-part, .on-card')].filter((e) => e.scrollWidth > e.clientWidth + 1).length"
    )
    assert cut == 0
    low = page.evaluate(
        "document.querySelector('#overnight-task-add').getBoundingClientRect().bottom <= innerHeight"
    )
    assert low
