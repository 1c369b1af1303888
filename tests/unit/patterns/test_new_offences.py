"""What is new since a sitting, by either rule."""

from __future__ import annotations

import polars as pl

from sac_dash.patterns.new_offences import NewRule, find_new

from .offences import at, offences

SITTING = at("2026-03-10T06:40:00")
HELD = {"from_at": at("2026-03-08T22:00:00"), "recorded_at": at("2026-03-09T09:00:00")}
LAST_NIGHT = {"from_at": at("2026-03-10T23:00:00"), "recorded_at": at("2026-03-11T07:30:00")}
BACK_RECORD = {"from_at": at("2025-11-02T01:00:00"), "recorded_at": at("2026-03-10T15:00:00")}
PLANT = LAST_NIGHT | {"offence_class": "enabler"}
FRAME = offences(HELD, LAST_NIGHT, BACK_RECORD, PLANT)


def test_without_the_data_of_the_sitting_new_is_what_was_recorded_or_committed_since():
    new = find_new(FRAME, SITTING)
    assert new.rule is NewRule.SINCE
    assert new.linked == (1, 2)  # the latest committed first
    assert new.enablers == (3,)
    assert new.late == {2}


def test_an_offence_without_a_time_of_recording_is_new_when_its_window_ends_later():
    frame = offences({"from_at": at("2026-03-10T05:00:00"), "to_at": at("2026-03-10T08:00:00")})
    assert find_new(frame, SITTING).linked == (0,)


def test_with_the_data_of_the_sitting_new_is_what_it_did_not_hold_whenever_it_was_recorded():
    held = pl.Series(["Marches:1", "Marches:3"])
    new = find_new(FRAME, SITTING, held)
    assert new.rule is NewRule.NOT_HELD
    assert new.rows == (0, 2)  # row 0 was recorded before, yet came in only now
    assert find_new(FRAME, SITTING, FRAME["offence_key"]).rows == ()


def test_an_offence_known_by_month_only_is_not_called_last_nights():
    month = LAST_NIGHT | {"when_precision": "month"}
    new = find_new(offences(HELD, month), SITTING)
    assert (new.rows, new.n_month_only) == ((), 1)
    assert find_new(offences(HELD, month), SITTING, pl.Series(["Marches:0"])).rows == (1,)


def test_other_offences_are_counted_apart():
    new = find_new(offences(LAST_NIGHT | {"offence_class": "other"}), SITTING)
    assert (new.linked, new.enablers, new.other) == ((), (), (0,))
