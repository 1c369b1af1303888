"""Series then and now, and what a new member changes."""

from __future__ import annotations

import polars as pl

from sac_dash.patterns.series_changes import compare_series, tell_turn

from .offences import at, offences


def standing(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["series_id", "offence_key", "standing"], orient="row")


BEFORE = standing(
    ("S-1", "X:1", "accepted"),
    ("S-1", "X:2", "suggested"),
    ("S-1", "X:5", "proposed"),
    ("S-2", "X:8", "suggested"),
)


def test_joined_proposed_left_and_new_series_are_told_apart():
    now = standing(
        ("S-1", "X:1", "accepted"),
        ("S-1", "X:5", "accepted"),
        ("S-1", "X:2", "rejected"),
        ("S-1", "X:6", "proposed"),
        ("S-2", "X:8", "suggested"),
        ("S-3", "X:6", "suggested"),
        ("S-3", "X:7", "suggested"),
    )
    new, changed = compare_series(now, BEFORE, {"X:6"})
    assert (new.series_id, new.is_new, new.joined) == ("S-3", True, ("X:6", "X:7"))
    assert (changed.series_id, changed.is_new) == ("S-1", False)
    assert (changed.joined, changed.proposed, changed.left) == (("X:5",), ("X:6",), ("X:2",))


def test_the_same_series_twice_are_no_news():
    assert compare_series(BEFORE, BEFORE, set()) == ()


def test_where_the_sittings_series_are_not_known_only_new_offences_tell():
    (changed,) = compare_series(BEFORE, None, {"X:2", "X:5"})
    assert (changed.series_id, changed.is_new) == ("S-1", False)
    assert (changed.joined, changed.proposed, changed.left) == (("X:2",), ("X:5",), ())


EARLIER = [
    {"from_at": at(f"2026-01-{day:02}T22:00:00"), "policing_area": "North", "force": "Marches"}
    for day in (2, 9, 20)
]


def test_a_new_member_ends_the_longest_pause_and_crosses_a_border():
    fresh = {"from_at": at("2026-03-01T22:00:00"), "policing_area": "South", "force": "Fells"}
    turn = tell_turn(offences(*EARLIER, fresh), {"Marches:3"})
    assert turn.gap_days == 40.0
    assert (turn.new_areas, turn.new_forces) == (("South",), ("Fells",))


def test_an_ordinary_pause_in_a_known_area_turns_nothing():
    fresh = {"from_at": at("2026-01-30T22:00:00"), "policing_area": "North", "force": "Marches"}
    turn = tell_turn(offences(*EARLIER, fresh), {"Marches:3"})
    assert turn == tell_turn(offences(*EARLIER), set())


def test_a_back_record_ends_no_pause():
    fresh = {"from_at": at("2025-06-30T22:00:00"), "policing_area": "North"}
    assert tell_turn(offences(*EARLIER, fresh), {"Marches:3"}).gap_days is None
