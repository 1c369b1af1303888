"""Series as they stand: what the run found, what the force's records name, what analysts decided."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from offence_frames import START, offences

from sac_dash.casework import CaseBook, CodeState, EditCode, Judge, Recorded, Verdict, fold
from sac_dash.casework.actions import Action
from sac_dash.domain.columns import SERIES, SERIES_MEMBERS, TAGS
from sac_dash.store import Generation, GenerationFrames, Store
from sac_dash.workflow.series_in_hand import series_in_hand, tags_in_hand

REFS = ["1", "2", "3", "4", "5"]


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Return a store's state: S-1 suggested of 1, 2 and 3; Wren on record, of 4 alone; 5 proposed to it."""
    held = offences(REFS, known_series=[None, None, None, "Wren", None])
    members = [(0, "S-1", 0.9, "core"), (1, "S-1", 0.8, "core"), (2, "S-1", 0.6, "periphery")]
    members += [(3, "Wren", 1.0, "core"), (4, "Wren", 0.4, "periphery")]
    series = [("S-1", 1, False, 3, 1.0, 0.8, START, START), ("Wren", None, True, 1, None, None, START, START)]
    tags = [(0, "tool", "crowbar", "present", "text", 0, 7, "crowbar")]
    frames = GenerationFrames(
        offences=held,
        members=pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame(series, schema=dict(SERIES), orient="row"),
        tags=pl.DataFrame(tags, schema=dict(TAGS), orient="row"),
    )
    home: Path = tmp_path_factory.mktemp("home")
    return Store(home).publish(frames, "invented for a test")


def book(*actions: Action) -> CaseBook:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return fold(Recorded(seq, at, "ana", action) for seq, action in enumerate(actions, 1))


def row_of(frame: pl.DataFrame, series_id: str) -> dict[str, object]:
    return frame.row(by_predicate=pl.col("series_id") == series_id, named=True)


def test_nothing_decided_a_suggestion_is_the_runs_and_a_series_on_record_stands_with_one_offence(generation):
    now = series_in_hand(generation, CaseBook())
    suggested, known = (row_of(now.series, each) for each in ("S-1", "Wren"))
    assert (suggested["rank"], suggested["known"], suggested["owned"], suggested["members"]) == (
        1,
        False,
        False,
        3,
    )
    assert (known["known"], known["accepted"], known["proposed"], known["members"]) == (True, 1, 1, 1)
    assert now.members()["row"].to_list() == [0, 1, 2, 3]


def test_a_suggestion_taken_in_hand_has_no_rank_and_keeps_what_it_held(generation):
    roster = tuple(f"Mercia:{ref}" for ref in REFS[:3])
    now = series_in_hand(
        generation,
        book(
            Judge("S-1", roster[:1], Verdict.ACCEPTED, roster=roster),
            Judge("S-1", roster[2:], Verdict.REJECTED),
        ),
    )
    held = row_of(now.series, "S-1")
    assert (held["rank"], held["owned"], held["known"]) == (None, True, False)
    assert (held["members"], held["accepted"]) == (2, 1)
    placed = now.placed.filter(pl.col("series_id") == "S-1")
    assert dict(placed.select("offence_key", "standing").iter_rows()) == {
        "Mercia:1": "accepted",
        "Mercia:2": "suggested",
        "Mercia:3": "rejected",
    }


def test_an_offence_that_is_not_held_any_more_stays_on_record_and_is_no_member_to_draw(generation):
    now = series_in_hand(generation, book(Judge("A-1", ("Mercia:1", "Mercia:99"), Verdict.ACCEPTED)))
    gone = now.placed.filter(pl.col("offence_key") == "Mercia:99")
    assert gone["row"].to_list() == [None]
    assert "Mercia:99" not in now.members()["offence_key"].to_list()


def test_codes_are_as_corrected_and_the_reading_stays(generation):
    after = tags_in_hand(generation, book(EditCode("Mercia:1", "tool", "crowbar", CodeState.ABSENT)))
    assert after.filter(pl.col("code") == "crowbar")["state"].to_list() == ["absent"]
    assert generation.tags["state"].to_list() == ["present"]
