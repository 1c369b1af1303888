"""Coding in processes of their own, started as plain commands that know nothing of their parent.

A forked copy of a threaded server can lock up, and `multiprocessing` would run a script that has no
``__main__`` guard again; a command (``python -c``) does neither. Batches go in and tags come back as
Arrow frames, each after its length; a few batches are under way at a time, so that memory stays bounded.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from queue import SimpleQueue
from typing import IO, Self, cast

import polars as pl

from sac_dash.mo.offence_coding import Batch, OffenceCoder
from sac_dash.mo.vocabulary import load_vocabulary

_COMMAND = "import sys; sys.path[:0] = {path!r}; from sac_dash.mo.coding_process import serve; serve()"
_LENGTH_BYTES = 8


class CodingProcess:
    """One process that codes batches with the product's own vocabulary."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _COMMAND.format(path=sys.path)]
        # one thread each: there are as many processes as cores
        alone = {**os.environ, "POLARS_MAX_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - our own code
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=alone
        )
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

    def code(self, batch: Batch) -> pl.DataFrame:
        """Return the batch's tags as `OffenceCoder.code` does; raise EOFError if the process died."""
        try:
            _write_frame(self._into, batch.texts.alias("text").to_frame())
            _write_frame(self._into, batch.stated)
            self._into.flush()
        except BrokenPipeError:
            raise EOFError(_DIED) from None
        return _read_frame(self._out_of)


def code_together(batches: Iterator[Batch], processes: int) -> Generator[pl.DataFrame, None, None]:
    """Yield the tags of each batch in order, read by several processes at once.

    Closing the iterator ends the processes, whatever they are doing.
    """
    with ThreadPoolExecutor(processes) as threads, ExitStack() as stack:  # processes end first, then threads
        free: SimpleQueue[CodingProcess] = SimpleQueue()
        for _ in range(processes):
            free.put(stack.enter_context(CodingProcess()))

        def code(batch: Batch) -> pl.DataFrame:
            process = free.get()
            try:
                return process.code(batch)
            finally:
                free.put(process)

        under_way: deque[Future[pl.DataFrame]] = deque()
        stack.callback(lambda: [future.cancel() for future in under_way])
        for batch in batches:
            under_way.append(threads.submit(code, batch))
            if len(under_way) > 2 * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def serve() -> None:
    """Code the batches of standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the parent's to handle; it ends us
    coder = OffenceCoder.of(load_vocabulary())
    while (texts := _read_frame_or_end(sys.stdin.buffer)) is not None:
        tags = coder.code(Batch(texts["text"], _read_frame(sys.stdin.buffer)))
        _write_frame(sys.stdout.buffer, tags)
        sys.stdout.buffer.flush()


def _write_frame(target: IO[bytes], frame: pl.DataFrame) -> None:
    written = io.BytesIO()
    frame.write_ipc(written)
    target.write(len(written.getbuffer()).to_bytes(_LENGTH_BYTES))
    target.write(written.getbuffer())


def _read_frame(source: IO[bytes]) -> pl.DataFrame:
    frame = _read_frame_or_end(source)
    if frame is None:
        raise EOFError(_DIED)
    return frame


def _read_frame_or_end(source: IO[bytes]) -> pl.DataFrame | None:
    """Return the next frame; None where the source ended before it."""
    length = source.read(_LENGTH_BYTES)
    if not length:
        return None
    size = int.from_bytes(length)
    data = source.read(size)
    if len(length) < _LENGTH_BYTES or len(data) < size:
        raise EOFError(_DIED)
    return pl.read_ipc(io.BytesIO(data))


_DIED = "the process that reads modus operandi ended before its work was done"
