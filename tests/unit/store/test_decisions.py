"""The append-only log, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa

from sac_dash.domain.errors import StoreError
from sac_dash.store import DecisionLog, Entry, EntryKind
from sac_dash.store.database import connect_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return DecisionLog.sqlite_url(tmp_path)


@pytest.fixture
def log(url: str) -> DecisionLog:
    return DecisionLog(url)


def tamper(url: str, statement: str) -> None:
    """Change the table behind the log's back, guards taken off as an intruder would."""
    engine = connect_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER entries_no_update")
            connection.exec_driver_sql("DROP TRIGGER entries_no_delete")
        else:
            connection.exec_driver_sql("DROP TRIGGER entries_append_only ON entries")
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_entries_come_back_in_order_and_equal(log: DecisionLog) -> None:
    assert log.head() is None
    written = [
        log.append(EntryKind.SERIES_NAMED, {"series": "Ω", "offences": ["A:1"]}, "analyst"),
        log.append("decision", {"accept": True, "reason": 'said "no"; --'}, "analyst 2"),
    ]
    assert log.entries() == written
    assert log.entries(kind="decision") == written[1:]
    assert log.entries(after=1) == written[1:]
    assert log.head() == written[1]
    assert [entry.seq for entry in written] == [1, 2]
    assert log.verify() is None


def test_an_entry_that_is_refused_is_not_written(log: DecisionLog) -> None:
    log.append("decision", {"n": 1}, "analyst")
    log.append("other", {"n": 2}, "analyst")
    seen: list[int] = []

    def refuse(entries: Iterable[Entry]) -> None:
        seen.extend(entry.payload["n"] for entry in entries)
        raise StoreError("taken")

    with pytest.raises(StoreError, match="taken"):
        log.append_checked("decision", {"n": 3}, "analyst", refuse)
    assert seen == [1]
    assert [entry.payload["n"] for entry in log.entries()] == [1, 2]
    assert log.append("decision", {"n": 4}, "analyst").seq == 3
    assert log.verify() is None


@pytest.mark.parametrize(
    ("statement", "seq", "problem"),
    [
        ("UPDATE entries SET payload = '{\"n\":9}' WHERE seq = 2", 2, "changed"),
        ("UPDATE entries SET payload = 'not JSON' WHERE seq = 2", 2, "changed"),
        ("UPDATE entries SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 3", 3, "changed"),
        ("DELETE FROM entries WHERE seq = 2", 2, "missing"),
        ("UPDATE entries SET prev_hash = 'x' WHERE seq = 1", 1, "follow"),
    ],
)
def test_the_first_broken_entry_is_named(
    url: str, log: DecisionLog, statement: str, seq: int, problem: str
) -> None:
    for n in range(4):
        log.append("decision", {"n": n}, "analyst")
    log.close()
    tamper(url, statement)
    broken = log.verify()
    assert broken is not None
    assert broken.seq == seq
    assert problem in broken.problem


def test_what_is_broken_is_refused_to_whoever_acts_on_it_and_shown_to_whoever_proves(
    url: str, log: DecisionLog
) -> None:
    for n in range(4):
        log.append("decision", {"n": n}, "analyst")
    log.close()
    tamper(url, "UPDATE entries SET payload = '{\"n\":9}' WHERE seq = 4")
    fresh = DecisionLog(url)
    with pytest.raises(StoreError, match="entry 4 was changed"):
        fresh.entries()
    with pytest.raises(StoreError, match="entry 4 was changed"):
        fresh.append("decision", {"n": 5}, "analyst")
    assert [entry.payload["n"] for entry in fresh.as_found()] == [0, 1, 2, 9]
    fresh.close()


def test_an_end_cut_off_under_a_reader_is_told(url: str, log: DecisionLog) -> None:
    for n in range(3):
        log.append("decision", {"n": n}, "analyst")
    assert len(log.entries()) == 3
    tamper(url, "DELETE FROM entries WHERE seq = 3")
    with pytest.raises(StoreError, match="entry 3 is missing"):
        log.entries()


def test_rows_that_a_damaged_page_leads_to_no_longer_are_missed(tmp_path: Path) -> None:
    log = DecisionLog(DecisionLog.sqlite_url(tmp_path))
    for n in range(60):
        log.append("decision", {"n": n, "why": "a reason of some length " * 4}, "analyst")
    log.close()
    path = tmp_path / "decisions.sqlite"
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    leaves = [at for at in range(size, len(content), size) if content[at] == 0x0D]  # pages that hold rows
    content[leaves[-1] + 4] -= 1  # the last one says that it holds one row less
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"decisions\.sqlite"):
        DecisionLog(DecisionLog.sqlite_url(tmp_path)).entries()


@pytest.mark.parametrize("statement", ["UPDATE entries SET kind = 'x'", "DELETE FROM entries"])
def test_the_database_itself_refuses_changes(url: str, log: DecisionLog, statement: str) -> None:
    log.append("decision", {}, "analyst")
    engine = connect_engine(url)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
    assert log.verify() is None


APPEND = """
import sys
from sac_dash.store import DecisionLog
log = DecisionLog(sys.argv[1])
for n in range(25):
    log.append("decision", {"worker": sys.argv[2], "n": n}, "worker")
"""


def test_several_workers_append_at_once(url: str) -> None:
    command = [sys.executable, "-c", APPEND, url]
    workers = [subprocess.Popen([*command, str(n)]) for n in range(4)]
    assert [worker.wait(timeout=120) for worker in workers] == [0] * 4
    log = DecisionLog(url)
    assert log.verify() is None
    entries = log.entries()
    assert len(entries) == 100
    for worker in "0123":
        assert [entry.payload["n"] for entry in entries if entry.payload["worker"] == worker] == list(
            range(25)
        )


def test_what_is_not_plain_is_refused(log: DecisionLog) -> None:
    with pytest.raises(StoreError, match="cannot be written down"):
        log.append("decision", {"when": object()}, "analyst")
    with pytest.raises(StoreError, match="cannot be written down"):
        log.append("decision", {"x": float("nan")}, "analyst")
    assert log.entries() == []


def test_a_chain_is_restored_only_into_an_empty_log(log: DecisionLog, tmp_path: Path) -> None:
    for n in range(3):
        log.append("decision", {"n": n}, "analyst")
    copy = DecisionLog(DecisionLog.sqlite_url(tmp_path / "copy"))
    copy.append_chain(log.entries())
    assert copy.entries() == log.entries()
    with pytest.raises(StoreError, match="already holds"):
        copy.append_chain(log.entries())


def test_a_database_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "decisions.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match="database of decisions"):
        DecisionLog(DecisionLog.sqlite_url(tmp_path)).entries()
