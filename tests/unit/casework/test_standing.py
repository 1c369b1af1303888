"""Series as they stand: the run proposes, analysts decide."""

from __future__ import annotations

import polars as pl
from casework_actions import book_of

from sac_dash.casework import CaseBook, Describe, Judge, Merge, SeriesField, Verdict
from sac_dash.casework.standing import series_now


def run(*members: tuple[str, str]) -> pl.DataFrame:
    rows = [(series_id, key, "core", 0.8) for series_id, key in members]
    schema = {
        "series_id": pl.String,
        "offence_key": pl.String,
        "role": pl.String,
        "membership_prob": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def stands(now: pl.DataFrame) -> dict[tuple[str, str], str]:
    rows = now.select("series_id", "offence_key", "standing").iter_rows()
    return {(series_id, key): standing for series_id, key, standing in rows}


def test_a_series_nobody_touched_is_the_runs():
    assert stands(series_now(run(("S-1", "X:1"), ("S-1", "X:2")), {}, CaseBook())) == {
        ("S-1", "X:1"): "suggested",
        ("S-1", "X:2"): "suggested",
    }


def test_of_a_series_on_record_what_is_not_on_record_is_proposed():
    now = series_now(run(("Op A", "X:1"), ("Op A", "X:2")), {"X:1": "Op A"}, CaseBook())
    assert stands(now) == {("Op A", "X:1"): "accepted", ("Op A", "X:2"): "proposed"}


def test_a_later_run_takes_nothing_from_a_series_in_hand_and_adds_only_proposals():
    accepted = Judge("S-1", ("X:1",), Verdict.ACCEPTED, roster=("X:1", "X:2", "X:3"))
    book = book_of(("ana", accepted), ("ana", Judge("S-1", ("X:3",), Verdict.REJECTED)))
    later = run(("S-1", "X:1"), ("S-1", "X:7"), ("S-9", "X:2"))
    assert stands(series_now(later, {}, book)) == {
        ("S-1", "X:1"): "accepted",
        ("S-1", "X:2"): "suggested",
        ("S-1", "X:7"): "proposed",
        ("S-1", "X:3"): "rejected",
    }


def test_a_named_series_stands_when_a_later_run_no_longer_groups_it():
    book = book_of(("ana", Describe("S-1", SeriesField.NAME, "Lantern", ("X:1", "X:2"))))
    assert stands(series_now(run(), {}, book)) == {("S-1", "X:1"): "suggested", ("S-1", "X:2"): "suggested"}


def test_a_suggestion_that_holds_something_new_is_kept_beside_a_series_in_hand():
    book = book_of(("ana", Describe("S-1", SeriesField.NAME, "Lantern", ("X:1", "X:2"))))
    now = series_now(run(("S-9", "X:2"), ("S-9", "X:8")), {}, book)
    assert ("S-9", "X:8") in stands(now)


def test_what_a_run_finds_for_a_merged_series_counts_towards_the_one_that_stays():
    merged = Merge("S-1", "S-2", ("X:1",), ("X:2",))
    now = series_now(run(("S-1", "X:1"), ("S-2", "X:2"), ("S-2", "X:5")), {}, book_of(("ana", merged)))
    assert stands(now) == {
        ("S-1", "X:1"): "suggested",
        ("S-1", "X:2"): "suggested",
        ("S-1", "X:5"): "proposed",
    }


def test_a_series_that_was_only_named_is_still_the_runs_grouping():
    book = book_of(("ana", Describe("S-1", SeriesField.NAME, "Lantern")))
    now = series_now(run(("S-1", "X:1"), ("S-1", "X:2")), {}, book)
    assert set(stands(now).values()) == {"suggested"}
