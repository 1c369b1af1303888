"""A watched folder: files are taken once they are written to their end, and once each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sac_dash.domain.errors import UnusableInputError
from sac_dash.workflow.watched_folder import WatchedFolder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    return made


def watch(folder: Path) -> WatchedFolder:
    return WatchedFolder(folder, (".csv", ".xlsx"), folder.parent / "home" / "watched.json")


def names(watched: WatchedFolder) -> list[str]:
    return [path.name for path in watched.ready()]


def test_a_file_is_ready_once_it_has_ceased_to_change(folder: Path) -> None:
    watched = watch(folder)
    (folder / "a.csv").write_text("one")
    assert names(watched) == []
    (folder / "a.csv").write_text("one, two")
    assert names(watched) == []
    assert names(watched) == ["a.csv"]
    assert names(watched) == ["a.csv"]  # until it is taken


def test_what_was_taken_is_not_ready_again_unless_it_is_written_to(folder: Path) -> None:
    watched = watch(folder)
    (folder / "a.csv").write_text("one")
    watched.ready()
    for path in watched.ready():
        watched.take(path)
    assert names(watched) == []
    assert names(again := watch(folder)) == names(again) == []  # also for who begins anew
    (folder / "a.csv").write_text("one, two")
    watched.ready()
    assert names(watched) == ["a.csv"]


def test_the_oldest_come_first_and_others_are_left_alone(folder: Path) -> None:
    watched = watch(folder)
    for age, name in enumerate(("b.csv", "A.XLSX", "c.csv")):
        (folder / name).write_text("text")
        os.utime(folder / name, (1_700_000_000 - age, 1_700_000_000 - age))
    for name in (".hidden.csv", "~$open.xlsx", "notes.pdf", "list.csv.part"):
        (folder / name).write_text("text")
    (folder / "empty.csv").touch()
    (folder / "folder.csv").mkdir()
    watched.ready()
    assert names(watched) == ["c.csv", "A.XLSX", "b.csv"]


def test_a_note_that_cannot_be_read_has_every_file_taken_once_more(folder: Path) -> None:
    (folder / "a.csv").write_text("one")
    watched = watch(folder)
    watched.ready()
    for path in watched.ready():
        watched.take(path)
    (folder.parent / "home" / "watched.json").write_text("{half")
    assert names(watched) == ["a.csv"]


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="no such folder"):
        watch(tmp_path / "nowhere")
