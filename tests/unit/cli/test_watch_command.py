"""`sac-dash watch`: what lands in a folder is in the store, and what cannot be read is told and left."""

from __future__ import annotations

from pathlib import Path

from sac_dash.cli.commands.watch import look
from sac_dash.domain.errors import StoreError, UnusableInputError
from sac_dash.store import Store
from sac_dash.workflow.watched_folder import WatchedFolder

HEADER = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text"
ROW = "{},Mercia,Burglary - Business and Community,02/01/2026 02:00,02/01/2026 03:00,380000,290000,crowbar to rear door"


def _export(path: Path, *references: str) -> None:
    path.write_text("\n".join([HEADER, *(ROW.format(each) for each in references)]) + "\n")


def test_exports_of_a_folder_are_taken_one_by_one(command, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    _export(folder / "monday.csv", "A/1", "A/2")
    _export(folder / "tuesday.csv", "A/3")
    (folder / "broken.csv").write_bytes(b"PK\x03\x04 no text at all")
    ended = command("watch", folder, "--once", "--every", "0.1", "--jobs", "1")
    assert ended.code == 2  # a scheduler is told that something was left
    assert "monday.csv: published in" in ended.out
    assert "broken.csv is left:" in ended.out
    assert "new 1" in ended.out
    generation = Store(home).require_current()
    assert sorted(generation.offences["crime_ref"]) == ["A/1", "A/2", "A/3"]
    again = command("watch", folder, "--once", "--every", "0.1")
    assert "published" not in again.out
    assert again.code == 0
    assert Store(home).require_current().id == generation.id


def test_a_folder_that_is_not_there(command, tmp_path: Path) -> None:
    ended = command("watch", tmp_path / "nowhere", "--once")
    assert ended.code == 2
    assert "there is no such folder to watch" in ended.err


def test_while_another_process_publishes_a_file_waits_and_is_not_lost(tmp_path: Path, capsys) -> None:
    _export(tmp_path / "monday.csv", "A/1")
    watched = WatchedFolder(tmp_path, (".csv",), tmp_path / "home" / "note.json")
    ends = iter([StoreError("another process is publishing"), OSError(28, "No space left on device"), None])
    tried = []

    def take(path: Path) -> None:
        tried.append(path.name)
        end = next(ends)
        if end is not None:
            raise end

    for _ in range(6):
        look(watched, take)
    assert tried == ["monday.csv"] * 3
    said = capsys.readouterr().out
    assert "monday.csv waits: another process is publishing" in said
    assert "No space left on device" in said


def test_what_cannot_be_read_is_told_once(tmp_path: Path, capsys) -> None:
    _export(tmp_path / "monday.csv", "A/1")
    watched = WatchedFolder(tmp_path, (".csv",), tmp_path / "home" / "note.json")

    def take(path: Path) -> None:
        raise UnusableInputError("no column is recognised", file=path.name)

    for _ in range(4):
        look(watched, take)
    assert capsys.readouterr().out.count("monday.csv is left") == 1


def test_rejected_rows_of_each_export_are_kept(command, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for day, reference in (("monday", "A/1"), ("tuesday", "A/2")):
        _export(folder / f"{day}.csv", reference)
        with (folder / f"{day}.csv").open("a") as file:
            file.write(f"{reference}/x,Mercia,Burglary - Business and Community,no day,no day,1,1,crowbar\n")
    assert command("watch", folder, "--once", "--every", "0.1").code == 0
    kept = [(home / "watched" / f"{day}.csv.rejects.csv").read_text() for day in ("monday", "tuesday")]
    assert "A/1/x" in kept[0]
    assert "A/2/x" in kept[1]
