"""Time and place of a series: shown while its tab is open; the next window off, and refused with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.series import callbacks, ids
from sac_dash.dashboard.pages.series.layout import layout
from sac_dash.dashboard.pages.series.place_time import NextWindow, next_window
from sac_dash.dashboard.pages.series.place_time_words import say_next, where_facts
from sac_dash.dashboard.pages.series.queries import find_series, series_basis
from sac_dash.patterns.basis import NotEnough, TooLittle, rest_on
from sac_dash.patterns.next_event import BackTest, NextEvent

TEST = BackTest(40, 33, 0.68, 0.92, 0.8)


def show(search="", tab="place"):
    return callbacks.show_place_time(search, tab, None, None)


def test_it_is_worked_out_while_its_tab_is_open_alone(request_context):
    assert show(tab="members") is None
    assert show() is not None
    assert callbacks.show_next("", "members", True, None, None) is None


def test_ground_and_rhythm_say_what_they_rest_on(request_context, words):
    said = " ".join(words(show()).split())
    assert "Where" in said
    assert "When" in said
    assert "n = " in said
    assert "None of this says where anybody lives" in said
    assert "%" not in said


def test_the_next_window_is_off_until_asked_for_and_then_says_why_there_is_none(request_context, words):
    assert "Off until asked for" in words(callbacks.show_next("", "place", False, None, None))
    said = words(callbacks.show_next("", "place", True, None, None))
    assert "Not enough data" in said
    assert "are needed" in said
    switch = str(layout({ids.TAB: "place"}))
    assert "Say when it may strike again" in switch


def test_every_series_can_be_asked(request_context):
    now = state.standing()
    basis = series_basis(now)
    for each in [*basis.suggested(), *basis.known()]:
        detail = find_series(now, each)
        assert next_window(now, basis, detail).days is None
        assert show(f"?{ids.ID}={each}") is not None


@pytest.mark.parametrize(
    ("told", "starts"),
    [
        (
            NotEnough(TooLittle.OUTINGS, 4, 6, rest_on(4)),
            "Not enough data: 4 nights of offending; six are needed.",
        ),
        (
            NotEnough(TooLittle.BACK_TESTS, 9, 20, rest_on(9)),
            "Not enough data: 9 series to test the method on; 20",
        ),
        (NotEnough(TooLittle.SUPPORT, 33, 35, rest_on(8)), "A back-test does not support it: of 40 series"),
    ],
)
def test_why_no_window_is_told_is_said_plainly(told, starts):
    value, note = say_next(NextWindow(told, None, TEST))
    assert value == ""
    assert note.startswith(starts)


def test_a_window_has_its_days_its_test_and_its_caution():
    days = date(2026, 3, 14), date(2026, 5, 2)
    value, note = say_next(NextWindow(NextEvent(9.0, 58.0, 8, TEST), days, TEST))
    assert value == "14 Mar 2026 to 2 May 2026"
    assert "of 40 series of this force 33 struck again" in note
    assert "Neither a place nor a promise" in note


def test_too_few_places_are_said():
    facts = where_facts(NotEnough(TooLittle.PLACES, 2, 3, rest_on(4, no_place=1)))
    assert facts[0].value == "Not enough data: 2 distinct places; three are needed"
    assert facts[0].note == "1 without a known place"
