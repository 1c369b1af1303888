"""The scan of a generation: made once, read by every other process, never shown where it no longer holds."""

from __future__ import annotations

import json
from dataclasses import replace
from threading import Thread

import polars as pl
import pytest

from sac_dash.casework import AcknowledgeAlert, EditCode, SetAlarmBudget, Undo
from sac_dash.casework.actions import CodeState
from sac_dash.domain.columns import TAGS
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow import kept_scan as room
from sac_dash.workflow.alerts import dismissal, scan_store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.kept_scan import kept_scan, scan_from_record, scan_key, scan_record, work_out_scan

from .test_alerts import force


def tags(offences: pl.DataFrame) -> pl.DataFrame:
    """Return one stated tool of every offence."""
    told = {"facet": "tool", "code": "crowbar", "state": "present"}
    rows = [dict.fromkeys(TAGS) | told | {"row": row} for row in range(offences.height)]
    return pl.DataFrame(rows, schema=dict(TAGS))


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path)
    made.publish(GenerationFrames(offences=force(), tags=tags(force())), "invented data for a test")
    return made


def asked(store):
    return store, store.require_current(), case_book_of(store)


def edit(number: int, state: CodeState = CodeState.ABSENT) -> EditCode:
    return EditCode(f"X:{number}", "tool", "crowbar", state)


def test_it_is_made_once_and_read_by_every_other_process(store, monkeypatch):
    assert kept_scan(*asked(store)) is None
    found = work_out_scan(*asked(store))
    assert found == scan_store(*asked(store)[1:])
    monkeypatch.setattr(room, "scan_store", None)  # nobody may make it again
    assert work_out_scan(*asked(Store(store.home))) == found
    assert kept_scan(*asked(Store(store.home))) == found


def test_who_asks_while_another_is_at_it_waits_for_it(store, monkeypatch):
    made = []

    def slowly(*given):
        made.append(given)
        return scan_store(*given)

    monkeypatch.setattr(room, "scan_store", slowly)
    found = []
    askers = [Thread(target=lambda: found.append(work_out_scan(*asked(Store(store.home))))) for _ in range(4)]
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    assert len(made) == 1
    assert len(found) == 4
    assert all(each == found[0] for each in found)


def test_a_record_comes_back_as_it_was(store):
    scan = scan_store(*asked(store)[1:])
    assert scan.alerts
    assert scan.watched
    assert scan.not_watched
    assert scan_from_record(json.loads(json.dumps(scan_record(scan)))) == scan


def test_what_is_published_next_is_looked_at_anew(store):
    work_out_scan(*asked(store))
    more = force(more=5)
    store.publish(GenerationFrames(offences=more, tags=tags(more)), "the next morning")
    assert kept_scan(*asked(store)) is None
    assert work_out_scan(*asked(store)) == scan_store(*asked(store)[1:])


def test_a_settled_alert_leaves_it_as_it_is(store):
    found = work_out_scan(*asked(store))
    decide(store, dismissal(found.alerts[0], "known"), "ana")
    assert kept_scan(*asked(store)) == found


@pytest.mark.parametrize(
    "action",
    [
        SetAlarmBudget(12),
        AcknowledgeAlert("f0", "slow_rise", "class:x", reach="2025-11-05"),
        edit(3),
    ],
)
def test_a_decision_it_rests_on_has_it_made_anew_and_undone_brings_it_back(store, action):
    before = work_out_scan(*asked(store))
    entry = decide(store, action, "ana")
    assert kept_scan(*asked(store)) is None
    assert work_out_scan(*asked(store)) == scan_store(*asked(store)[1:])
    decide(store, Undo(entry.seq), "ana")
    assert kept_scan(*asked(store)) == before


def test_corrections_as_many_and_as_late_are_told_apart(store):
    """Two of three corrections stand each time, and the last is the same: what is undone and done again differs."""
    first, second, _last = (decide(store, edit(number), "ana") for number in range(3))
    undone = decide(store, Undo(first.seq), "ana")
    without_first = scan_key(case_book_of(store))
    decide(store, Undo(undone.seq), "ana")
    decide(store, Undo(second.seq), "ana")
    book = case_book_of(store)
    assert len(book.edits) == 2
    assert scan_key(book) != without_first


def test_one_code_said_otherwise_is_another_state(store):
    entry = decide(store, edit(1), "ana")
    absent = scan_key(case_book_of(store))
    decide(store, replace(edit(1, CodeState.UNKNOWN), seen=entry.seq), "ana")
    assert scan_key(case_book_of(store)) != absent


def test_a_budget_asked_for_is_kept_beside_the_book_s(store):
    work_out_scan(*asked(store), per_year=0.5)
    assert kept_scan(*asked(store)) is None
    assert sum(kept_scan(*asked(store), per_year=0.5).per_year.values()) == pytest.approx(0.5)


def test_what_another_version_kept_is_made_anew(store):
    generation, book = store.require_current(), case_book_of(store)
    store.worked_out.write(generation.id, scan_key(book), {"alerts": "of another shape"}, store.generations())
    assert kept_scan(store, generation, book) is None
    assert work_out_scan(store, generation, book) == scan_store(generation, book)
