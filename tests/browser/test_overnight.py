"""The daily meeting in a real browser: the night is told, marked as held, and counted from there the next day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from .conftest import LiveDashboard, each_screen, fits, holds, in_the_dark, none_of, quiet, serve
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
    quiet(page)


def test_the_night_is_the_first_page_and_says_what_came_in_and_by_which_rule(page, dashboard):
    page.goto(dashboard.address)
    headline, rule = page.locator("#overnight-headline"), page.locator("#overnight-rule")
    expect(headline).to_contain_text("24 hours before the data ends")
    expect(headline).to_contain_text("new offence")
    expect(rule).to_contain_text("recorded or committed after")
    expect(rule).to_contain_text("The data ends on 27 May 2026")
    expect(page.locator("nav a").first).to_have_text("Overnight")
    quiet(page)
    assert page.wrong == []


def test_an_action_with_a_day_says_when_it_is_due_and_the_log_has_it(page, meeting):
    open_night(page, meeting)
    page.locator("#overnight-task-text").press_sequentially("Ask for CCTV", delay=15)
    quiet(page)
    page.locator("#overnight-task-due").click()
    page.get_by_role("button", name=re.compile(r"^\d{1,2} \w+ \d{4}$")).last.click()
    page.locator("#overnight-task-add").click()
    page.locator(".on-task .on-due", has_text="due").wait_for()
    due = meeting.store.decisions.entries("decision")[-1].payload["due"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", due)
    expect(page.locator("#overnight-task-due")).to_have_text("Due")
    quiet(page)
    assert page.wrong == []


def test_another_point_stands_in_the_address_and_comes_back(page, dashboard):
    open_night(page, dashboard)
    few = page.locator(".on-card").count()
    page.locator("#overnight-since").click()
    page.get_by_text("28 days before the data ends").click()
    page.wait_for_url("**/overnight?since=28d")
    page.wait_for_function(f"() => document.querySelectorAll('.on-card').length > {few}")
    quiet(page)
    page.reload()
    expect(page.locator("#overnight-headline")).to_contain_text("28 days before")
    quiet(page)
    page.go_back()
    expect(page.locator("#overnight-headline")).to_contain_text("24 hours before")


def test_an_action_is_typed_ticked_off_and_kept(page, meeting):
    open_night(page, meeting)
    page.locator("#overnight-task-owner").press_sequentially("Sgt Brook")
    page.locator("#overnight-task-text").press_sequentially("Ring the hire shop", delay=15)
    quiet(page)
    page.locator("#overnight-task-text").press("Enter")
    page.locator(".on-task", has_text="Sgt Brook · asked by Ana").wait_for()
    expect(page.locator("#overnight-task-text")).to_have_value("")
    quiet(page)
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
    quiet(page)
    open_night(page, meeting)
    page.get_by_text("Nothing came in since").wait_for()
    meeting.store.publish(invented_frames(440), "the next morning")
    page.wait_for_function(
        "() => /\\b(1[0-9]|20|[1-9])\\s+new offences?/.test(document.querySelector('#overnight-headline')?.innerText)",
    )
    expect(page.locator("#overnight-rule")).to_contain_text("not in the data that sitting looked at")
    quiet(page)
    page.locator(".on-card .on-what .on-ref").first.wait_for()
    references = page.locator(".on-card .on-what .on-ref").all_inner_texts()
    assert references
    assert all(22420 <= int(each.partition("/")[0]) < 22440 for each in references)


def test_a_sitting_marked_by_mistake_is_taken_back(page, meeting):
    open_night(page, meeting)
    page.locator("#overnight-mark").click()
    page.locator("#overnight-unmark").wait_for()
    quiet(page)
    page.locator("#overnight-unmark").click()
    page.locator("#overnight-unmark").wait_for(state="hidden")
    open_night(page, meeting)
    expect(page.locator("#overnight-headline")).to_contain_text("24 hours before")


def test_a_new_offence_leads_to_its_own_page(page, dashboard):
    open_night(page, dashboard, "?since=28d")
    page.locator(".on-card .on-ref").first.click()
    page.wait_for_url("**/offence?ref=Invented:*")


def test_the_night_fits_on_one_screen(page, dashboard):
    page.emulate_media(color_scheme="light")
    open_night(page, dashboard, "?since=28d")
    for scheme in ("light", "dark"):
        if scheme == "dark":
            in_the_dark(page)
        for size in each_screen(page):
            fits(page)
            none_of(
                page,
                ".on-part, .on-card",
                "e.scrollWidth > e.clientWidth + 1",
                f"no card is cut at its side when it is {scheme}",
            )
            holds(
                page,
                "() => document.querySelector('#overnight-task-add').getBoundingClientRect().bottom <= innerHeight",
                f"the button below the list of actions is in sight on a screen of {size}, {scheme}",
            )
