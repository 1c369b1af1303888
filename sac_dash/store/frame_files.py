"""Frames as Arrow files, uncompressed and in one piece: the form that maps without copying."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from weakref import WeakSet

import polars as pl

from sac_dash.store.manifest import damaged
from sac_dash.store.pieces import Run

_MAPPED: WeakSet[mmap.mmap] = WeakSet()
"""The files mapped at the moment: each stays for as long as a frame of it does."""
_TURN = Lock()


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as one uncompressed Arrow record batch."""
    frame.rechunk().write_ipc(path, compression="uncompressed", record_batch_size=max(frame.height, 1))


def open_frame(path: Path) -> pl.DataFrame:
    """Map an Arrow file and return it as a frame whose columns are the file's own bytes.

    Raises
    ------
    StoreError
        When the file is not readable as Arrow.
    """
    import pyarrow as pa

    try:
        table = pa.ipc.open_file(pa.py_buffer(_map(path))).read_all()
        frame = pl.from_arrow(table, rechunk=False)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise damaged(path, "cannot be read") from error
    if not isinstance(frame, pl.DataFrame):
        raise damaged(path, "is not a frame")
    return frame


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    with _TURN:
        _MAPPED.add(mapped)
    return mapped


def release_pages() -> None:
    """Let go of the memory that has been read of mapped files; who reads on gets it back from the system's cache.

    Half a gigabyte of a nation's tags is read once, at the beginning of linking, and would be held to its end.
    """
    if not hasattr(mmap, "MADV_DONTNEED"):
        return  # Windows takes such memory back when it needs it
    with _TURN:
        mapped = tuple(_MAPPED)
    for each in mapped:
        with suppress(OSError, ValueError):  # locked into memory, or closed meanwhile: it stays or is gone
            each.madvise(mmap.MADV_DONTNEED)


def open_runs(
    runs: Sequence[Run], place: Callable[[str], Path], only: Callable[[str], bool] | None = None
) -> pl.DataFrame:
    """Map the files that a frame's rows lie in, and return the rows in their order, uncopied.

    `place` returns where a file lies, proved; `only` says which columns of the files belong to the frame.

    Raises
    ------
    StoreError
        When a file is damaged, not readable, or holds fewer rows than are asked of it.
    """
    opened = {file: open_frame(place(file)) for file in dict.fromkeys(run.file for run in runs)}
    if only is not None:
        columns = [name for name in next(iter(opened.values())).columns if only(name)]
        opened = {file: frame.select(columns) for file, frame in opened.items()}
    for run in runs:
        if run.start + run.rows > opened[run.file].height:
            raise damaged(place(run.file), "holds fewer rows than its manifest says")
    return pl.concat([opened[run.file].slice(run.start, run.rows) for run in runs], rechunk=False)
