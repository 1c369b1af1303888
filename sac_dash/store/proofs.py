"""One proof of a stored file for all workers of a server.

A file is proved by reading every byte of it. With a million offences that is 4.7 GB, and a second worker that
reads them again finds out nothing: both map the same pages of the same file. So the first worker to prove a file
notes what it proved, and the others take its word for as long as the file is that very file, unchanged.

The notes lie in a private folder that lives as long as the server does: whoever starts the server anew proves
every byte anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from sac_dash.store.durable import write_file
from sac_dash.store.manifest import FileRecord, check_file, place_of, record_file


@dataclass(frozen=True)
class FileState:
    """Which file lies under a name (`place`: device and inode) and in which state; writing into it changes that."""

    place: tuple[int, int]
    size_bytes: int
    modified_ns: int
    changed_ns: int


def file_state(path: Path) -> FileState | None:
    """Return which file this is, in which state; None where it cannot be told."""
    try:
        held = os.stat(path)  # noqa: PTH116 - asked for every file at every request
    except OSError:
        return None
    return FileState((held.st_dev, held.st_ino), held.st_size, held.st_mtime_ns, held.st_ctime_ns)


class Measured(NamedTuple):
    """What was measured of a finished file, and the state that it was in."""

    state: FileState | None
    record: FileRecord


def measure_file(path: Path, rows: int | None) -> Measured:
    """Measure a finished file that holds so many rows (None: not a frame)."""
    state = file_state(path)
    return Measured(state, record_file(path, rows))


class Proofs:
    """What has been proved, noted in `folder`; without one nothing is noted and every process proves for itself."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._own: dict[
            Path, bytes
        ] = {}  # what this process proved: later generations share files with earlier ones

    def check(self, folder: Path, name: str, record: FileRecord) -> Path:
        """Return the path of a file that is what was published: proved now, or by another worker before.

        Whoever asks while another worker is at it waits for that worker.

        Raises
        ------
        StoreError
            When the file is missing or its size or checksum differs.
        """
        path = place_of(folder, name, record)
        if self._folder is None:
            seen = _identity(path, record)
            if seen is None or self._own.get(path) != seen:
                check_file(folder, name, record)
                if seen is not None and _identity(path, record) == seen:
                    self._own[path] = seen
            return path
        note = _note(self._folder, path)
        with _turn(note):
            seen = _identity(path, record)
            if seen is None or _read(note) != seen:
                check_file(folder, name, record)
                if seen is not None and _identity(path, record) == seen:  # nobody wrote meanwhile
                    _write(note, seen)
        return path

    def remember(self, path: Path, record: FileRecord, state: FileState | None) -> None:
        """Note a file as proved whose checksum was taken of what lies there, when it was in this state.

        Who publishes reads every byte to take the checksum: it need not read them again to use them.
        """
        seen = _identity(path, record)
        if seen is None or file_state(path) != state:
            return
        if self._folder is None:
            self._own[path] = seen
        else:
            note = _note(self._folder, path)
            with _turn(note):
                _write(note, seen)


def _note(folder: Path, path: Path) -> Path:
    """Return where what is proved of a file is noted."""
    return folder / f"{hashlib.sha256(str(path).encode()).hexdigest()}.proved"


@contextmanager
def _turn(note: Path) -> Iterator[None]:
    """Hold the only turn at proving a file; where no lock can be had, better twice than never."""
    lock = FileLock(str(note.with_suffix(".lock")))
    try:
        lock.acquire()
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _identity(path: Path, record: FileRecord) -> bytes | None:
    """Return which file this is, in which state, and what it was held against; None where it cannot be told."""
    held = file_state(path)
    if held is None:
        return None
    state = (*held.place, held.size_bytes, held.modified_ns, held.changed_ns)
    return " ".join([*map(str, state), str(record.size_bytes), record.sha256, os.fspath(path)]).encode()


def _read(note: Path) -> bytes | None:
    try:
        return note.read_bytes()
    except OSError:
        return None


def _write(note: Path, seen: bytes) -> None:
    try:
        write_file(note, seen)
    except OSError:
        return  # the next worker proves for itself
