"""The store: one folder that holds all results and remembers every decision.

Readers (web workers) ask :meth:`Store.current` on every request; it costs one small file read until
something new is published. Writers publish whole generations under one lock. What people decide goes
to the append-only :class:`~sac_dash.store.decisions.DecisionLog`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sac_dash.domain.errors import StoreError
from sac_dash.store.boundary_shelf import BoundaryShelf
from sac_dash.store.decisions import DecisionLog, EntryKind
from sac_dash.store.draft import Draft, drafting
from sac_dash.store.entry_chain import Entry, Intent, find_break
from sac_dash.store.generation import Generation, GenerationFrames
from sac_dash.store.generation_files import Ahead, Edits, write_generation
from sac_dash.store.lock import DEFAULT_WAIT_S, WriterLock
from sac_dash.store.log_reading import LogReading
from sac_dash.store.manifest import LogHead
from sac_dash.store.mappings import SavedMappings
from sac_dash.store.models import KeptModels, models_in_use
from sac_dash.store.proofs import Proofs
from sac_dash.store.shelf import LogIntent, Retention, Shelf, no_results_yet
from sac_dash.store.worked_out import WorkedOut

PRODUCT = "sac-dash"  # who the log says published what nobody in particular asked for


@dataclass(frozen=True)
class Verification:
    """What a check of every byte found; no complaints means that all is as it was published."""

    generation: str | None
    complaints: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.complaints


class Store:
    """Everything SAC Dash keeps, under one folder.

    Parameters
    ----------
    home
        The folder; made when first written to.
    database_url
        Where decisions are kept; None is an SQLite file in `home`, else a SQLAlchemy URL such as
        ``postgresql://user@host/database``.
    retention
        How many superseded generations are kept.
    wait_s
        How long a writer waits for another one, in seconds.
    proofs
        Where it is noted which files have been proved; by default each store proves for itself.
    """

    def __init__(
        self,
        home: Path,
        database_url: str | None = None,
        *,
        retention: Retention | None = None,
        wait_s: float = DEFAULT_WAIT_S,
        proofs: Proofs | None = None,
    ) -> None:
        self.home = Path(home)
        self.decisions = DecisionLog(database_url or DecisionLog.sqlite_url(self.home))
        self.mappings = SavedMappings(self.home / "mappings")
        self.models = KeptModels(self.home / "models")
        self.worked_out = WorkedOut(self.home / "worked_out")
        self._lock = WriterLock(self.home / "writer.lock", wait_s)
        self._proofs = proofs or Proofs()
        self._shelf = Shelf(self.home / "generations", self.home / "CURRENT", retention, self._proofs)
        self._boundaries = BoundaryShelf(self.home, self._proofs)
        self._opened: tuple[str, Generation] | None = None

    def current(self) -> Generation | None:
        """Return the published generation, or None where nothing was published yet.

        Cheap enough for every request: the same object is returned until the pointer changes.

        Raises
        ------
        StoreError
            When the pointer, the manifest or a file opened before is damaged (it says what to do).
        """
        pointed = self._shelf.pointed()
        if pointed is None:
            return None
        opened = self._opened
        if opened is None or opened[0] != pointed:
            opened = (pointed, Generation(*self._shelf.open(pointed), self._proofs))
            self._opened = opened
        else:
            opened[1].look_again()
        return opened[1]

    def require_current(self) -> Generation:
        """Return the published generation, or raise a StoreError that says how to make one."""
        generation = self.current()
        if generation is None:
            raise no_results_yet()
        return generation

    def kept(self, identity: str) -> Generation | None:
        """Return a generation by its id, or None where it is not kept (any more): what was published before.

        Raises
        ------
        StoreError
            When its manifest is damaged.
        """
        found = self._shelf.find(identity)
        return None if found is None else Generation(*found)

    def publish(
        self,
        frames: GenerationFrames,
        note: str,
        intent: Intent | None = None,
        *,
        edits: Edits | None = None,
        draft: Draft | None = None,
    ) -> Generation:
        """Publish a whole new state and return it; readers of the old one are not disturbed.

        Parameters
        ----------
        edits
            Frame by name → how it comes from the frame held now: then the rows that came in are written,
            and no others. An edit that starts from another generation, or is not worth it, is not used.
        intent
            What the decision log says of it, entered (with the id under ``generation``) before the
            results count; None enters the note.
        draft
            What of the frames is written already (:meth:`drafting`).

        Raises
        ------
        StoreError
            When another process is publishing.
        SacDashError
            When a frame lacks a column of its schema.
        """
        intent = intent or Intent(EntryKind.PUBLISH, {"note": note}, PRODUCT)
        with self.writing():
            before = self.current() if edits else None
            ahead = Ahead() if draft is None else draft.finished(frames)
            self._shelf.publish(
                lambda folder: write_generation(frames, folder, edits, before, ahead),
                note,
                self._logs(intent, "generation"),
                None if draft is None else draft.begun,
                ahead.files,
            )
            return self.require_current()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock: from reading what is held to publishing what follows from it."""
        with self._lock.held():
            yield

    @contextmanager
    def drafting(self) -> Iterator[Draft]:
        """Hold the writer's lock, and a draft of what will be published: large frames are written to it ahead."""
        with self.writing(), drafting(self._shelf) as draft:
            yield draft

    def boundaries(self) -> pl.DataFrame:
        """Return all boundary polygons (`domain.columns.BOUNDARIES`)."""
        return self._boundaries.current()

    def add_boundaries(self, frame: pl.DataFrame, intent: Intent | None = None) -> pl.DataFrame:
        """Add a dated boundary layer (same layer and date: replaced) and return all polygons.

        `intent` is what the decision log says of it; None enters the layers' names.
        """
        names = sorted(frame["layer"].unique().to_list())
        intent = intent or Intent(EntryKind.BOUNDARIES_ADDED, {"layers": names}, PRODUCT)
        with self.writing():
            return self._boundaries.add(frame, self._logs(intent, "boundaries"))

    def generations(self) -> list[str]:
        """Return the ids of the generations on disk, oldest first."""
        return [folder.name for folder in self._shelf.folders()]

    def verify(self) -> Verification:
        """Check every byte of the published state and every entry of the decision log."""
        in_log = self._log_complaints(self.decisions.as_found())
        complaints = [*self._shelf.verify(), *self._boundaries.shelf.verify(), *in_log]
        pointed = self._pointed_or_none()
        return Verification(pointed, tuple(complaints))

    def read_log(self) -> LogReading:
        """Return the whole log, its chain proved against itself and against what is published.

        Raises
        ------
        StoreError
            When the database cannot be read.
        """
        entries = self.decisions.as_found()
        return LogReading(tuple(entries), tuple(self._log_complaints(entries)))

    def _pointed_or_none(self) -> str | None:
        try:
            pointed = self._shelf.pointed()
        except StoreError:
            return None  # already among the complaints
        return pointed.partition(" ")[0] if pointed else None

    def _logs(self, intent: Intent, key: str) -> LogIntent:
        """Return what enters `intent`, with the name of the folder to come under `key`."""

        def enter(identity: str) -> LogHead:
            entry = self.decisions.append(intent.kind, {**intent.payload, key: identity}, intent.user)
            return LogHead(entry.seq, entry.hash)

        return enter

    def _log_complaints(self, entries: list[Entry]) -> list[str]:
        broken = find_break(entries)
        if broken is not None:
            return [f"decision log, entry {broken.seq}: {broken.problem}"]
        shelves = ((self._shelf, "generation"), (self._boundaries.shelf, "boundaries"))
        unlogged = [line for shelf, key in shelves for line in _unlogged(shelf, key, entries)]
        return [*unlogged, *self.models.verify(models_in_use(entries))]


def _unlogged(shelf: Shelf, key: str, entries: list[Entry]) -> list[str]:
    """Return what is wrong between the folder a shelf points to and the log that should name it."""
    try:
        pointed = shelf.pointed()
        manifest = shelf.open(pointed)[1] if pointed else None
    except StoreError:
        return []  # already among the complaints
    anchor = manifest.log_head if manifest else None
    if manifest is None or anchor is None:
        return []  # nothing published, or by a version that did not log first
    if len(entries) < anchor.seq or entries[anchor.seq - 1].hash != anchor.hash:
        return [f"decision log, entry {anchor.seq}: missing or not the one the published results rest on"]
    if not any(entry.payload.get(key) == manifest.id for entry in entries):
        return [f"decision log: no entry tells of the published {key} {manifest.id}"]
    return []
