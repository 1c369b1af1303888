"""Coding in processes of their own, started as plain commands that know nothing of their parent.

A forked copy of a threaded server can lock up, and `multiprocessing` would run a script that has no
``__main__`` guard again; a command (``python -m sac_dash.mo.coding_process``) does neither. Batches
go in as lines of JSON, tags come back as Arrow frames, each after its length.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from queue import SimpleQueue
from typing import IO, Self, cast

import polars as pl

from sac_dash.mo.offence_coding import Item, ItemCoder
from sac_dash.mo.vocabulary import load_vocabulary

_COMMAND = "import sys; sys.path[:0] = {path!r}; from sac_dash.mo.coding_process import serve; serve()"
_LENGTH_BYTES = 8


class CodingProcess:
    """One process that codes batches with the product's own vocabulary."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _COMMAND.format(path=sys.path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own code
        self._into = cast("IO[bytes]", self._process.stdin)
        self._out_of = cast("IO[bytes]", self._process.stdout)

    def __enter__(self) -> Self:
        """Return the process, already started."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.stop()

    def stop(self) -> None:
        """End the process and let go of its pipes; what it was doing is lost."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._into, self._out_of):
            with suppress(BrokenPipeError):  # unsent bytes for a process that is gone
                pipe.close()

    def code(self, items: Sequence[Item]) -> pl.DataFrame:
        """Return the items' tags as `ItemCoder.code` does; raise EOFError if the process died."""
        self._into.write(json.dumps(items).encode() + b"\n")
        self._into.flush()
        return pl.read_ipc(io.BytesIO(_read_exactly(self._out_of, _length(self._out_of))))


def code_together(batches: Sequence[Sequence[Item]], processes: int) -> Iterator[pl.DataFrame]:
    """Yield the tags of each batch in order, read by several processes at once."""
    with ExitStack() as stack:
        free: SimpleQueue[CodingProcess] = SimpleQueue()
        for _ in range(processes):
            free.put(stack.enter_context(CodingProcess()))

        def code(batch: Sequence[Item]) -> pl.DataFrame:
            process = free.get()
            try:
                return process.code(batch)
            finally:
                free.put(process)

        yield from stack.enter_context(ThreadPoolExecutor(processes)).map(code, batches)


def serve() -> None:
    """Code the batches of standard input until it ends."""
    coder = ItemCoder(load_vocabulary())
    for line in sys.stdin.buffer:
        target = io.BytesIO()
        coder.code(json.loads(line)).write_ipc(target)
        sys.stdout.buffer.write(len(target.getvalue()).to_bytes(_LENGTH_BYTES) + target.getvalue())
        sys.stdout.buffer.flush()


def _length(source: IO[bytes]) -> int:
    return int.from_bytes(_read_exactly(source, _LENGTH_BYTES))


def _read_exactly(source: IO[bytes], size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise EOFError("the process that reads modus operandi ended before its work was done")
    return data
