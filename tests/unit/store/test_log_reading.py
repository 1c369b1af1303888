"""The log read whole: filtered, and told when it is not as it was written."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sac_dash.store import EntryKind, LogFilter, Store
from sac_dash.store.database import entries_table


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    made.decisions.append(EntryKind.SERIES_NAMED, {"series_id": "S-1", "name": "Lantern"}, "Ana")
    made.decisions.append(EntryKind.DECISION, {"action": "undo", "seq": 1}, "Ben")
    made.decisions.append(EntryKind.EXPORT, {"what": "list"}, "Ana")
    return made


def test_what_is_asked_for_passes(store):
    reading = store.read_log()
    kinds = [
        [each.seq for each in reading.only(LogFilter(kind=kind))] for kind in ("decision", "export", "x")
    ]
    assert kinds == [[1, 2], [3], []]
    assert [each.seq for each in reading.only(LogFilter(user="an"))] == [1, 3]
    at = reading.entries[1].at
    assert [each.seq for each in reading.only(LogFilter(since=at))] == [2, 3]
    assert reading.only(LogFilter(since=at + timedelta(days=1))) == []
    assert reading.users() == ["Ana", "Ben"]


def test_a_sound_log_says_so(store):
    assert store.read_log().verdict().startswith("Verified: 3 entries")
    assert not store.read_log().complaints


def test_a_changed_entry_is_named(store):
    engine = sa.create_engine(store.decisions.url)
    with engine.begin() as connection:
        for name in (
            connection.execute(sa.text("select name from sqlite_master where type='trigger'")).scalars().all()
        ):
            connection.execute(sa.text(f"drop trigger {name}"))
        connection.execute(sa.update(entries_table).where(entries_table.c.seq == 2).values(user="Cal"))
    engine.dispose()
    assert "Broken: decision log, entry 2: was changed after it was written" in store.read_log().verdict()


def test_entries_cut_off_that_results_rest_on_are_missed(tmp_path):
    from sac_dash.store import GenerationFrames

    store = Store(tmp_path)
    store.publish(GenerationFrames(), "one")
    engine = sa.create_engine(store.decisions.url)
    with engine.begin() as connection:
        for name in (
            connection.execute(sa.text("select name from sqlite_master where type='trigger'")).scalars().all()
        ):
            connection.execute(sa.text(f"drop trigger {name}"))
        connection.execute(sa.delete(entries_table))
    engine.dispose()
    assert "missing" in store.read_log().verdict()
