"""A night: what came in since a sitting, where it belongs, what was decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from sac_dash.casework import AddTask, Describe, Judge, MarkSitting, SeriesField, Undo, Verdict
from sac_dash.domain.columns import LINKS, OFFENCES, SERIES, SERIES_MEMBERS
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.night import decisions_since, read_night, series_head
from sac_dash.workflow.series_in_hand import series_in_hand
from sac_dash.workflow.since_sitting import choose_since

START = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)


def frames(n: int, members: dict[str, tuple[int, ...]], links=()) -> GenerationFrames:
    """Return offences X:0 to X:n-1, one a night, in these series and with these links."""
    rows = [
        dict.fromkeys(OFFENCES)
        | {
            "offence_key": f"X:{number}",
            "crime_ref": str(number),
            "force": "X",
            "offence_class": "enabler" if number == 7 else "commercial_burglary",
            "from_at": START + timedelta(days=number),
            "to_at": START + timedelta(days=number, hours=8),
            "recorded_at": START + timedelta(days=number, hours=9),
            "when_precision": "minute",
        }
        for number in range(n)
    ]
    placed = [(row, series_id, 0.9, "core") for series_id, held in members.items() for row in held]
    series = [
        (series_id, rank, False, len(held), 2.0, 0.9, START, START)
        for rank, (series_id, held) in enumerate(members.items(), 1)
    ]
    return GenerationFrames(
        offences=pl.DataFrame(rows, schema=dict(OFFENCES)),
        members=pl.DataFrame(placed, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame(series, schema=dict(SERIES), orient="row"),
        links=pl.DataFrame([(a, b, 1.0, p) for a, b, p in links], schema=dict(LINKS), orient="row"),
    )


@pytest.fixture
def store(tmp_path):
    """Return a store whose first generation was sat on, and into which three offences came since."""
    made = Store(tmp_path)
    first = made.publish(frames(5, {"S-1": (0, 1, 2)}), "first")
    decide(made, MarkSitting(first.id, 0, (START + timedelta(days=5)).isoformat()), "ana")
    links = [(2, 5, 0.9), (4, 6, 0.6)]
    made.publish(frames(8, {"S-1": (0, 1, 2, 5), "S-2": (4, 6)}, links), "second")
    return made


def night_of(store, asked=None):
    generation, book = store.current(), case_book_of(store)
    since = choose_since(store, book, START + timedelta(days=8), asked)
    return read_night(generation, series_in_hand(generation, book), book, since)


def test_what_came_in_is_new_and_told_where_it_belongs(store):
    night = night_of(store)
    assert (night.new.linked, night.new.enablers) == ((6, 5), (7,))
    told = dict(night.placing.select("row", "series_id").iter_rows())
    assert told == {6: None, 5: "S-1"}
    assert (night.joins_suggested, night.joins_known) == (1, 0)


def test_a_suggested_group_of_two_is_a_pair_and_no_series(store):
    night = night_of(store)
    assert night.pairs.select("row", "partner").rows() == [(6, 4)]
    assert [each.series_id for each in night.changes] == ["S-1"]


def test_a_series_somebody_took_in_hand_is_known_and_its_changes_are_told(store):
    decide(store, Describe("S-1", SeriesField.NAME, "Lantern", roster=("X:0", "X:1", "X:2")), "ben")
    night = night_of(store)
    assert night.joins_known == 1
    (change,) = night.changes
    assert (change.proposed, change.joined, night.compared) == (("X:5",), (), True)
    assert [entry.user for entry in night.decisions] == ["ben"]


def test_without_the_data_of_the_sitting_only_new_offences_tell_of_changes(store):
    night = night_of(store, "72h")
    assert night.compared is False
    assert {each.series_id: each.joined for each in night.changes} == {"S-1": ("X:5",)}


def test_actions_sittings_and_what_was_taken_back_are_no_decisions_on_series(store):
    verdict = decide(store, Judge("S-1", ("X:0",), Verdict.ACCEPTED), "ben")
    head = series_head(case_book_of(store))
    decide(store, AddTask("Ring the hire shop"), "ben")
    book = case_book_of(store)
    assert series_head(book) == head == verdict.seq
    assert [entry.seq for entry in decisions_since(book, 0)] == [verdict.seq]
    decide(store, Undo(verdict.seq), "ben")
    assert decisions_since(case_book_of(store), 0) == ()
    assert series_head(case_book_of(store)) > head


def test_an_unchanged_store_brings_an_empty_night(store):
    generation = store.current()
    decide(store, MarkSitting(generation.id, 0, (START + timedelta(days=8)).isoformat()), "ana")
    night = night_of(store)
    assert (night.new.rows, night.changes, night.decisions) == ((), (), ())
    assert night.pairs.is_empty()
