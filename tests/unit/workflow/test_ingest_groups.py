"""Several files with mappings of their own: one ingest, one publication, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Cancelled
from sac_dash.ingest import ColumnMapping, MappedFile
from sac_dash.store import Store
from sac_dash.workflow.ingest_groups import ingest_groups

HEAD = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,{}\n"
ROW = "{},Mercia,Burglary - Business and Community,0{}/05/2026 01:00,0{}/05/2026 02:00,380000,290000,{}\n"
MAPPING = ColumnMapping(
    columns={
        "crime_ref": ("Crime Ref",),
        "force": ("Force",),
        "offence_title": ("Offence",),
        "from_at": ("Committed From",),
        "to_at": ("Committed To",),
        "easting": ("Easting",),
        "northing": ("Northing",),
        "mo_text": ("Words",),
    }
)


@pytest.fixture
def files(tmp_path: Path) -> list[MappedFile]:
    """Return a file that is recognised and one with a mapping, which share reference 2."""
    plain, mapped = tmp_path / "plain.csv", tmp_path / "mapped.csv"
    plain.write_text(HEAD.format("MO Text") + ROW.format(1, 1, 1, "roof") + ROW.format(2, 2, 2, "door"))
    mapped.write_text(HEAD.format("Words") + ROW.format(2, 2, 2, "other") + ROW.format(3, 3, 3, "wall"))
    return [MappedFile(plain), MappedFile(mapped, MAPPING)]


def test_two_mappings_make_one_generation_and_duplicates_are_told_across_them(tmp_path, files):
    store = Store(tmp_path / "home")
    outcome = ingest_groups(files, store, user="ab")
    assert outcome.quality.counts.line() == "read 4  accepted 3  duplicate 1  out of scope 0  rejected 0"
    assert outcome.generation.offences["mo_text"].to_list() == ["roof", "door", "wall"]
    assert len(outcome.quality.conflicts) == 1
    assert len(store.generations()) == 1
    logged = store.decisions.entries("ingest")
    assert [entry.payload["files"] for entry in logged] == [["plain.csv", "mapped.csv"]]


def test_a_fault_in_the_last_file_leaves_the_store_as_it_was(tmp_path, files):
    store = Store(tmp_path / "home")
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(UnusableInputError):
        ingest_groups([*files, MappedFile(empty)], store)
    assert store.current() is None


def test_a_stop_at_any_step_leaves_the_store_as_it_was(tmp_path, files):
    store = Store(tmp_path / "home")
    steps: list[str] = []
    ingest_groups(files, Store(tmp_path / "other"), progress=lambda stage, _: steps.append(stage))
    for last in range(0, len(steps), max(1, len(steps) // 6)):
        left = iter(range(last))

        def stop(_stage: str, _share: float, left=left) -> None:
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled):
            ingest_groups(files, store, progress=stop)
    assert store.current() is None
