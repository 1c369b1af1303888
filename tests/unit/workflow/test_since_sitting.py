"""From which point a night is counted."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from sac_dash.casework import AddTask, MarkSitting, Undo
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.since_sitting import choose_since

REACH = datetime(2026, 3, 10, 6, 40, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    made.publish(GenerationFrames(), "first")
    return made


def since(store, asked=None):
    return choose_since(store, case_book_of(store), REACH, asked)


def test_without_a_sitting_a_day_before_the_data_ends(store):
    chosen = since(store)
    assert (chosen.asked, chosen.moment) == ("24h", REACH - timedelta(hours=24))
    assert (chosen.sitting, chosen.before) == (None, None)
    assert since(store, "72h").moment == REACH - timedelta(hours=72)
    assert since(store, "yesterday").asked == "24h"


def test_the_sitting_held_last_is_the_point_and_its_data_is_what_is_compared(store):
    first = store.current()
    decide(store, MarkSitting(first.id, 0, (REACH - timedelta(days=2)).isoformat()), "ana")
    decide(store, AddTask("Ring"), "ana")
    store.publish(GenerationFrames(), "second")
    chosen = since(store)
    assert (chosen.asked, chosen.head) == (f"s{chosen.sitting.seq}", 0)
    assert chosen.moment == REACH - timedelta(days=2)
    assert chosen.before.id == first.id
    assert since(store, "24h").sitting is None
    assert since(store, "s999").sitting == chosen.sitting


def test_an_earlier_sitting_can_be_asked_for_and_one_taken_back_is_none(store):
    held = store.current().id
    first = decide(store, MarkSitting(held, 0, (REACH - timedelta(days=3)).isoformat()), "ana")
    second = decide(store, MarkSitting(held, first.seq, (REACH - timedelta(days=1)).isoformat()), "ben")
    assert since(store).sitting.user == "ben"
    assert since(store, f"s{first.seq}").sitting.user == "ana"
    decide(store, Undo(second.seq), "ben")
    assert since(store).sitting.user == "ana"


def test_where_the_data_of_the_sitting_is_gone_or_damaged_its_reach_is_left(store):
    decide(store, MarkSitting("20200101T000000000000Z-00000000", 0, REACH.isoformat()), "ana")
    assert since(store).before is None
    held = store.current()
    decide(store, MarkSitting(held.id, 0, REACH.isoformat()), "ana")
    shutil.copytree(held.folder, held.folder.parent / "kept")
    (held.folder / "manifest.json").write_text("{")
    assert since(store).before is None
    assert since(store).moment == REACH
