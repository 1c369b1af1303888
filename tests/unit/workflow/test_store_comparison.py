"""What adding would change: told as the ingest will find it, and nothing is touched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sac_dash.ingest import IngestOptions, ingest_files
from sac_dash.store import Store
from sac_dash.workflow.ingest_into_store import ingest_into_store
from sac_dash.workflow.store_comparison import compare_with_store

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, tzinfo=UTC))
HEAD = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text,Property Stolen,Status\n"
ROW = "{},Mercia,{},0{}/05/2026 01:00,0{}/05/2026 02:00,380000,290000,{},{},{}\n"
TITLE = "Burglary - Business and Community"
ATM = "telehandler used to rip ATM from wall"


def write(path: Path, *rows: tuple[str, str, int, str, str, str]) -> Path:
    path.write_text(
        HEAD + "".join(ROW.format(ref, title, day, day, mo, got, st) for ref, title, day, mo, got, st in rows)
    )
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "home")
    first = write(
        tmp_path / "first.csv",
        ("1", TITLE, 1, ATM, "Cash", "Open"),
        ("2", TITLE, 2, "door forced", "Cash", "Open"),
        ("3", TITLE, 3, "roof cut", "Tobacco", "Open"),
    )
    ingest_into_store([first], made)
    return made


def test_new_changed_and_unchanged_are_told_as_the_ingest_finds_them(store, tmp_path):
    later = write(
        tmp_path / "later.csv",
        ("1", TITLE, 1, ATM, "Cash", "Open"),  # an ATM attack by its text: no reclassification
        ("2", TITLE, 2, "door forced with crowbar", "Cash;Tobacco", "Open"),
        ("3", TITLE, 3, "roof cut", "Tobacco", "No crime"),
        ("4", TITLE, 4, "wall broken", "Cash", "Open"),
    )
    before = store.require_current().id
    compared = compare_with_store(ingest_files([later], options=OPTIONS), store)
    assert compared.diff.new == ("Mercia:4",)
    assert compared.diff.unchanged == ("Mercia:1",)
    assert compared.diff.by_change["MO changed"] == 1
    assert compared.diff.by_change["no-crimed"] == 1
    assert compared.new_offences["crime_ref"].to_list() == ["4"]
    assert (compared.held, compared.generation, store.require_current().id) == (3, before, before)
    assert ingest_into_store([later], store).diff.line() == compared.diff.line()


def test_against_an_empty_or_an_invented_store_everything_is_new(tmp_path):
    path = write(tmp_path / "a.csv", ("1", TITLE, 1, "door", "Cash", "Open"))
    ingested = ingest_files([path], options=OPTIONS)
    empty = compare_with_store(ingested, Store(tmp_path / "empty"))
    assert (len(empty.diff.new), empty.held, empty.replaces_invented, empty.generation) == (1, 0, False, "")
    invented = Store(tmp_path / "invented")
    ingest_into_store([path], invented, invented=True)
    compared = compare_with_store(ingested, invented)
    assert (len(compared.diff.new), compared.held, compared.replaces_invented) == (1, 1, True)
