"""One worker's proof of a file serves the others, and only for that very file."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sac_dash.domain.errors import StoreError
from sac_dash.store import GenerationFrames, Proofs, Store, manifest
from sac_dash.store.manifest import record_file
from sac_dash.store.proofs import file_state
from tests.browser.invented_force import invented_frames


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files whose bytes are read to be proved, as it happens."""
    names: list[str] = []
    checksum = manifest.checksum  # type: ignore[attr-defined]

    def counted(path: Path) -> str:
        names.append(path.name)
        return checksum(path)

    monkeypatch.setattr(manifest, "checksum", counted)
    return names


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


def test_a_second_worker_takes_the_first_ones_word(tmp_path: Path, notes: Path, read: list[str]) -> None:
    Store(tmp_path / "home").publish(invented_frames(), "one")
    read.clear()
    first, second = (Store(tmp_path / "home", proofs=Proofs(notes)).require_current().links for _ in range(2))
    assert first.equals(second)
    assert read.count("links.arrow") == 1


def test_without_notes_everybody_proves(tmp_path: Path, read: list[str]) -> None:
    Store(tmp_path).publish(invented_frames(), "one")
    read.clear()
    for _ in range(2):
        _ = Store(tmp_path).require_current().links
    assert read.count("links.arrow") == 2


def test_a_server_started_anew_proves_anew(tmp_path: Path, read: list[str]) -> None:
    Store(tmp_path / "home").publish(invented_frames(), "one")
    read.clear()
    for start in ("monday", "tuesday"):
        (tmp_path / start).mkdir()
        _ = Store(tmp_path / "home", proofs=Proofs(tmp_path / start)).require_current().links
    assert read.count("links.arrow") == 2


@pytest.mark.parametrize("name", ["offences", "tags", "links", "members", "series"])
def test_a_byte_flipped_after_the_first_proof_is_told_by_the_next(
    tmp_path: Path, notes: Path, name: str
) -> None:
    store = Store(tmp_path / "home", proofs=Proofs(notes))
    store.publish(invented_frames(), "one")
    generation = store.require_current()
    _ = getattr(generation, name)
    path = generation.folder / f"{name}.arrow"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    beside = path.with_name("beside")  # the mapped file stays as it is for its reader
    beside.write_bytes(content)
    os.utime(beside, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    beside.replace(path)
    again = Store(tmp_path / "home", proofs=Proofs(notes)).require_current()
    with pytest.raises(StoreError, match="damaged") as told:
        getattr(again, name)
    assert f"{name}.arrow" in told.value.line()


def test_a_file_written_in_place_with_its_old_times_is_proved_again(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.bin"
    path.write_bytes(b"as published")
    record, times = record_file(path), path.stat()
    proofs = Proofs(notes)
    proofs.check(tmp_path, "rows.bin", record)
    path.write_bytes(b"as publishec")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(StoreError, match="damaged"):
        proofs.check(tmp_path, "rows.bin", record)


def test_who_publishes_reads_its_own_files_once(tmp_path: Path, read: list[str]) -> None:
    store = Store(tmp_path)
    store.publish(invented_frames(), "one")
    assert read.count("links.arrow") == 1  # for its checksum
    _ = store.require_current().links
    assert read.count("links.arrow") == 1


def test_a_byte_flipped_after_publishing_is_told_to_the_publisher(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.publish(invented_frames(), "one").folder / "links.arrow"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        _ = store.require_current().links


def test_a_file_touched_before_it_was_noted_is_proved(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.bin"
    path.write_bytes(b"as published")
    record, state = record_file(path), file_state(path)
    path.write_bytes(b"as publishec")
    proofs = Proofs(notes)
    proofs.remember(path, record, state)
    with pytest.raises(StoreError, match="damaged"):
        proofs.check(tmp_path, "rows.bin", record)


def test_a_damaged_file_is_never_noted_as_proved(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.bin"
    path.write_bytes(b"as published")
    record = record_file(path)
    path.write_bytes(b"as publishec")
    for _ in range(2):
        with pytest.raises(StoreError, match="damaged"):
            Proofs(notes).check(tmp_path, "rows.bin", record)
    assert not list(notes.glob("*.proved"))


def test_a_missing_file_is_told_though_it_was_proved(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.bin"
    path.write_bytes(b"as published")
    record = record_file(path)
    Proofs(notes).check(tmp_path, "rows.bin", record)
    path.unlink()
    with pytest.raises(StoreError, match="missing"):
        Proofs(notes).check(tmp_path, "rows.bin", record)


def test_a_folder_for_notes_that_is_gone_costs_time_and_nothing_else(tmp_path: Path) -> None:
    Store(tmp_path / "home").publish(invented_frames(), "one")
    store = Store(tmp_path / "home", proofs=Proofs(tmp_path / "gone" / "away"))
    assert store.require_current().links.height == invented_frames().links.height


PROVE = """
import sys
from pathlib import Path
from sac_dash.store import Proofs, Store, manifest
checksum, read = manifest.checksum, []
manifest.checksum = lambda path: (read.append(path.name), checksum(path))[1]
Store(Path(sys.argv[1]), proofs=Proofs(Path(sys.argv[2]))).require_current().prove(("links", "tags", "offences"))
print(len(read))
"""


def test_two_processes_at_once_read_each_file_once(tmp_path: Path, notes: Path) -> None:
    Store(tmp_path / "home").publish(invented_frames(), "one")
    command = [sys.executable, "-c", PROVE, str(tmp_path / "home"), str(notes)]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sum(int(worker.communicate()[0]) for worker in workers) == 3


def test_threads_that_ask_for_a_file_at_once_prove_it_once(tmp_path: Path, read: list[str]) -> None:
    Store(tmp_path).publish(GenerationFrames(), "one")
    generation = Store(tmp_path).require_current()
    read.clear()
    threads = [threading.Thread(target=generation.prove, args=(("links", "tags"),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == ["links.arrow", "tags.arrow"]


def test_proving_ahead_tells_what_is_damaged(tmp_path: Path) -> None:
    folder = Store(tmp_path).publish(invented_frames(), "one").folder
    content = bytearray((folder / "tags.arrow").read_bytes())
    content[-3] ^= 4
    (folder / "tags.arrow").write_bytes(content)
    with pytest.raises(StoreError, match="damaged") as told:
        Store(tmp_path).require_current().prove(("links", "tags", "offences", "no_such_frame"))
    assert "tags.arrow" in told.value.line()
