"""A generation that is written while it is still worked out.

Series are grown from links that stand already. With a million offences the links are by far the largest file of a
generation, and to write and measure it takes as long as to grow the series: so both are done side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import polars as pl

from sac_dash.domain import columns
from sac_dash.store.derived import derive_order
from sac_dash.store.durable import sync_file
from sac_dash.store.frame_files import write_frame
from sac_dash.store.generation import FRAME_SCHEMAS, Generation, GenerationFrames
from sac_dash.store.generation_files import Ahead, own_file
from sac_dash.store.proofs import Measured, measure_file
from sac_dash.store.shelf import Begun, Shelf

Files = Mapping[str, Measured]


class Draft:
    """What of a generation to come is written already.

    Attributes
    ----------
    begun
        The folder to come; None while nothing was written.
    """

    def __init__(self, shelf: Shelf, writer: ThreadPoolExecutor) -> None:
        self.begun: Begun | None = None
        self._shelf = shelf
        self._writer = writer
        self._frames: dict[str, pl.DataFrame] = {}
        self._names: dict[str, str] = {}
        self._files: Future[Files] | None = None

    def write_links(
        self, links: pl.DataFrame, weighed: pl.DataFrame, before: Generation | None = None
    ) -> None:
        """Begin to write links and the pairs that were weighed for them, once, and return at once.

        Parameters
        ----------
        before
            The generation that counts now, whose files links that lie apart from their evidence share.

        Raises
        ------
        SacDashError
            When a frame lacks a column of its schema.
        RuntimeError
            When links were drafted already.
        """
        if self.begun is not None:
            raise RuntimeError("links are drafted once")
        frames = {"links": links, "weighed": weighed}
        for name, frame in frames.items():
            columns.require(frame, FRAME_SCHEMAS[name], name)
        self.begun = self._shelf.begin()
        self._frames = frames
        self._names = {name: own_file(name, links, before) for name in frames}
        written = {**self._names, "links_by_second": "links_by_second.arrow"}
        self._files = self._writer.submit(_write_measured, self.begun.folder, frames, written)

    def finished(self, frames: GenerationFrames) -> Ahead:
        """Return what is written of the frames to be published.

        Where other frames are published than were begun to be written those files go, and nothing is returned.
        """
        if self._files is None or self.begun is None:
            return Ahead()
        files = self._files.result()
        if all(getattr(frames, name) is frame for name, frame in self._frames.items()):
            return Ahead(self._names, files)
        for name in files:
            (self.begun.folder / name).unlink()
        return Ahead()

    def discard(self) -> None:
        """Let what was written and not published go, once it is written."""
        if self._files is not None and self.begun is not None:
            self._files.exception()
            rmtree(self.begun.folder, ignore_errors=True)


@contextmanager
def drafting(shelf: Shelf) -> Iterator[Draft]:
    """Hold a draft of the generation to come; what is not published at the end goes."""
    with ThreadPoolExecutor(1, "draft") as writer:
        draft = Draft(shelf, writer)
        try:
            yield draft
        finally:
            draft.discard()


def _write_measured(folder: Path, frames: Mapping[str, pl.DataFrame], names: Mapping[str, str]) -> Files:
    """Write frames and the order of the links, and measure them: no compiled code, which others may be running."""
    measured = {}
    for name, frame in {**frames, **derive_order(frames["links"])}.items():
        path = folder / names[name]
        write_frame(frame, path)
        sync_file(path)
        measured[path.name] = measure_file(path, frame.height)
    return measured
