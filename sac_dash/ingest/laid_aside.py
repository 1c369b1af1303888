"""Rows that wait their turn: slices of a large source laid aside on disk, in a file without a name.

A file of ten million rows is read once to learn what only the whole can tell (the order of its dates, its
coordinate system) and typed afterwards. Between the two its rows lie here, and so do the typed ones until
everything is read: memory holds the slice in hand and no more. A slice taken up again is mapped, not copied,
and let go with the frame.

The file has no name in any folder (`tempfile.TemporaryFile`): whoever is stopped or killed, at whatever
moment, leaves nothing behind. What is small is never written at all.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, cast

import polars as pl
import pyarrow as pa

KEPT_BYTES = 48 * 1024 * 1024  # of slices that stay in memory; more goes to disk


@dataclass(frozen=True)
class HeldSlice:
    """Some rows that stay in memory."""

    frame: pl.DataFrame

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return self.frame.height

    def load(self) -> pl.DataFrame:
        """Return the rows."""
        return self.frame


@dataclass(frozen=True)
class DiskSlice:
    """Some rows that lie on disk: `span` is their offset and length in the file."""

    height: int
    file: NamelessFile
    span: tuple[int, int]

    def load(self) -> pl.DataFrame:
        """Return the rows, mapped anew each time: they go when the frame goes."""
        return _as_frame(self.file.map(*self.span))


LaidSlice = HeldSlice | DiskSlice


@dataclass
class LaidAside:
    """A growing pile of slices, in memory up to `kept_bytes` and on disk beyond.

    Parameters
    ----------
    folder
        Whose disk takes what memory should not hold; None is the system's folder for temporary files.
    """

    folder: Path | None = None
    kept_bytes: int = field(default_factory=lambda: KEPT_BYTES)

    def __post_init__(self) -> None:
        """Start with nothing written."""
        self._kept = 0
        self._file: NamelessFile | None = None
        self._turn = Lock()

    def put(self, frame: pl.DataFrame) -> LaidSlice:
        """Lay rows aside, and return them as a slice."""
        if self._stays(int(frame.estimated_size())):
            return HeldSlice(frame)
        with self._turn:
            self._file = self._file or NamelessFile(self.folder)
        return DiskSlice(frame.height, self._file, self._file.append(frame))

    def _stays(self, size: int) -> bool:
        with self._turn:
            if self._file is not None or self._kept + size > self.kept_bytes:
                return False
            self._kept += size
            return True


def join_slices(slices: Sequence[LaidSlice]) -> pl.DataFrame | None:
    """Return slices as one frame without copying what lies on disk; None where there are none."""
    files = {each.file for each in slices if isinstance(each, DiskSlice)}
    mapped = {file: file.map_all() for file in files}
    frames = [_taken(each, mapped) for each in slices]
    if len(frames) > 1:
        return pl.concat(frames, rechunk=False)
    return frames[0] if frames else None


class NamelessFile:
    """One temporary file that Arrow frames are appended to; it goes when nobody maps it any more."""

    def __init__(self, folder: Path | None) -> None:
        self._handle: IO[bytes] = tempfile.TemporaryFile(dir=_existing(folder))  # noqa: SIM115 - open as long as anybody maps it
        self._end = 0
        self._turn = Lock()

    def append(self, frame: pl.DataFrame) -> tuple[int, int]:
        """Write a frame at the end, where a page begins; return its offset and length."""
        table = frame.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())
        with self._turn:
            start = -(-self._end // mmap.ALLOCATIONGRANULARITY) * mmap.ALLOCATIONGRANULARITY
            self._handle.seek(start)
            with pa.ipc.new_file(pa.PythonFile(self._handle, mode="w"), table.schema) as writer:
                writer.write_table(table)
            self._handle.flush()
            self._end = self._handle.tell()
            return start, self._end - start

    def map(self, offset: int, length: int) -> pa.Buffer:
        """Return a part of the file as bytes that lie in nobody's memory until they are looked at."""
        return pa.py_buffer(mmap.mmap(self._handle.fileno(), length, access=mmap.ACCESS_READ, offset=offset))

    def map_all(self) -> pa.Buffer:
        """Return the whole file."""
        return self.map(0, self._end)


def _taken(each: LaidSlice, mapped: Mapping[NamelessFile, pa.Buffer]) -> pl.DataFrame:
    """Return a slice's rows as a part of its file, which is mapped once for all of them."""
    if isinstance(each, HeldSlice):
        return each.frame
    return _as_frame(mapped[each.file].slice(*each.span))


def _as_frame(buffer: pa.Buffer) -> pl.DataFrame:
    table = pa.ipc.open_file(pa.BufferReader(buffer)).read_all()
    return cast("pl.DataFrame", pl.from_arrow(table, rechunk=False))


def _existing(folder: Path | None) -> Path | None:
    """Return the folder, or the nearest one above it that is there: a store may not have been made yet."""
    if folder is None:
        return None
    return next((each for each in (folder, *folder.absolute().parents) if each.is_dir()), None)
