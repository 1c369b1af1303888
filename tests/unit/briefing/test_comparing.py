"""A group under corrections: its table, what was read before, and that nobody else's codes are touched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl

from sac_dash.briefing.comparing import compare_members, members_of
from sac_dash.casework import CodeState, EditCode
from sac_dash.domain.columns import OFFENCES, TAGS, empty
from sac_dash.patterns.behaviour_rates import measure_class_rates
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import case_book_of, decide

START = datetime(2026, 3, 1, tzinfo=UTC)
SAID = [
    (0, "tool", "crowbar", "present", "text", 0, 7, "crowbar"),
    (1, "tool", "crowbar", "present", "text", 0, 7, "crowbar"),
    (2, "tool", "angle_grinder", "present", "text", 0, 7, "grinder"),
    (3, "tool", "crowbar", "present", "text", 0, 7, "crowbar"),
]


def holding(folder) -> Store:
    store = Store(folder)
    rows = pl.DataFrame(
        {
            "offence_key": [f"W:{n}" for n in range(4)],
            "crime_ref": [f"{n}" for n in range(4)],
            "force": "W",
            "offence_class": ["atm_attack", "atm_attack", "commercial_burglary", "enabler"],
            "from_at": [START - timedelta(days=n) for n in range(4)],
            "to_at": [START - timedelta(days=n) for n in range(4)],
        }
    )
    offences = pl.concat([empty(OFFENCES), rows], how="diagonal_relaxed")
    tags = pl.DataFrame(SAID, schema=dict(TAGS), orient="row")
    store.publish(GenerationFrames(offences=offences, tags=tags), "one")
    return store


def compared(store, *keys):
    held = store.require_current()
    members = members_of(held, keys)
    rates = measure_class_rates(held.tags, held.offences["offence_class"])
    return compare_members(held, case_book_of(store), members, rates)


def state_of(table, row, code):
    column = table.columns.filter(pl.col("code") == code)["column"][0]
    return table.cells.filter((pl.col("row") == row) & (pl.col("column") == column))["state"][0]


def test_members_stand_in_order_of_time_and_those_not_held_are_left_out(tmp_path):
    members = members_of(holding(tmp_path).require_current(), ["W:0", "W:2", "W:99"])
    assert members["row"].to_list() == [2, 0]


def test_base_rates_are_those_of_the_commonest_class(tmp_path):
    assert compared(holding(tmp_path), "W:0", "W:1", "W:2").offence_class == "atm_attack"


def test_a_correction_shows_in_the_table_and_what_was_read_stays_known(tmp_path):
    store = holding(tmp_path)
    decide(store, EditCode("W:0", "tool", "crowbar", CodeState.ABSENT), "ana")
    decide(store, EditCode("W:2", "getaway", "audi", CodeState.PRESENT), "ana")
    decide(store, EditCode("W:3", "tool", "hammer", CodeState.PRESENT), "ana")
    done = compared(store, "W:0", "W:1", "W:2")
    assert state_of(done.table, 0, "crowbar") == "absent"
    assert state_of(done.table, 2, "audi") == "present"
    assert done.edits[0, "tool", "crowbar"].user == "ana"
    assert set(done.edits) == {(0, "tool", "crowbar"), (2, "getaway", "audi")}
    assert done.read.filter(pl.col("row") == 0)["state"].to_list() == ["present"]
    assert "hammer" not in done.table.columns["code"].to_list()


def test_what_was_taken_back_is_as_it_was_read(tmp_path):
    store = holding(tmp_path)
    decide(store, EditCode("W:0", "tool", "crowbar", CodeState.ABSENT), "ana")
    head = case_book_of(store).head
    decide(store, EditCode("W:0", "tool", "crowbar", CodeState.AS_READ, seen=head), "ana")
    done = compared(store, "W:0", "W:1")
    assert state_of(done.table, 0, "crowbar") == "present"
    assert not done.edits
