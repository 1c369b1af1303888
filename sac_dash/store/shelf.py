"""Immutable folders behind a pointer: how results are published without a reader ever noticing.

A shelf holds folders that are written once, under a name never used again, and a small pointer
file that says which of them counts. Publishing writes a hidden folder, flushes it, renames it into
place and only then swaps the pointer; whoever is killed at any moment leaves the old state or the
new one. The pointer also carries the manifest's checksum, so that trust runs from it to each byte.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sac_dash.domain.errors import StoreError
from sac_dash.store.durable import (
    checksum,
    clear_unfinished,
    make_private_folder,
    sync_file,
    sync_folder,
    write_file,
)
from sac_dash.store.manifest import (
    MANIFEST_NAME,
    LogHead,
    Manifest,
    Written,
    check_file,
    damaged,
    read_manifest,
)
from sac_dash.store.pointer import NOTHING_YET, Pointed, pointer_text, read_pointer
from sac_dash.store.proofs import FileState, Measured, Proofs, measure_file

_UNFINISHED = ".unfinished-"
_STAMP = "%Y%m%dT%H%M%S%fZ"

WriteFiles = Callable[[Path], Written]
LogIntent = Callable[[str], LogHead]


@dataclass(frozen=True)
class Retention:
    """How many old folders are kept.

    Parameters
    ----------
    keep
        The newest folders that always stay.
    min_age
        A folder superseded less than this long ago stays as well: readers may still hold it.
    """

    keep: int = 5
    min_age: timedelta = timedelta(hours=1)


@dataclass(frozen=True)
class Begun:
    """A folder to come, still hidden: when it was begun, its name, where it is filled, what it is to supersede."""

    at: datetime
    identity: str
    folder: Path
    before: Pointed | None


class Shelf:
    """Folders under `root`, the pointer file beside or in it; `proofs` remembers what was published."""

    def __init__(
        self,
        root: Path,
        pointer: Path,
        retention: Retention | None = None,
        proofs: Proofs | None = None,
    ) -> None:
        self.root = root
        self.pointer = pointer
        self.retention = retention or Retention()
        self._proofs = proofs or Proofs()

    def pointed(self) -> str | None:
        """Return the pointer's content, or None where nothing was published yet.

        Raises
        ------
        StoreError
            When folders are there but the pointer is gone.
        """
        try:
            content = self.pointer.read_bytes().decode()
        except FileNotFoundError as error:
            if self.folders():
                raise damaged(self.pointer, "is missing though results lie beside it") from error
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise damaged(self.pointer, "cannot be read") from error
        return None if content == NOTHING_YET else content

    def open(self, pointed: str) -> tuple[Path, Manifest]:
        """Return the folder the pointer's content names, with its manifest proved.

        Raises
        ------
        StoreError
            When the pointer is not one of ours, or the folder or its manifest is damaged.
        """
        return self._open(self._read(pointed))

    def find(self, identity: str) -> tuple[Path, Manifest] | None:
        """Return a folder by its name with its manifest, or None where it is not kept (any more) or never counted.

        It is sought from the folder that counts back to the one published before, and so on: each manifest vouches
        for the one before it.

        Raises
        ------
        StoreError
            When a manifest on the way is damaged.
        """
        pointed = self.pointed()
        found = None if pointed is None else self.open(pointed)
        while found is not None and found[0].name != identity:
            found = self._before(found[1])
        return found

    def begin(self) -> Begun:
        """Clear away what writers that were stopped left, and make the folder to come. The caller holds the lock."""
        make_private_folder(self.root)
        content = self.pointed()
        if content is None:
            write_file(self.pointer, NOTHING_YET.encode())
        before = None if content is None else self._read(content)
        self._sweep(before)
        now = datetime.now(UTC)
        identity = f"{now:{_STAMP}}-{secrets.token_hex(4)}"
        begun = Begun(now, identity, self.root / f"{_UNFINISHED}{identity}", before)
        make_private_folder(begun.folder)
        return begun

    def publish(
        self,
        write: WriteFiles,
        note: str,
        log: LogIntent,
        begun: Begun | None = None,
        measured: Mapping[str, Measured] | None = None,
    ) -> Manifest:
        """Write a new folder and point to it. The caller holds the writer's lock.

        Parameters
        ----------
        write
            Fills the folder it is given and returns what it holds.
        note
            Why this was published, in words.
        log
            Enters the name of the folder to come into the decision log and returns the log's head. It
            is called once all files are written and before any of them counts: whoever is killed
            leaves an entry without results at worst, never results without an entry.
        begun
            The folder, where some of its files are written already: those that are `measured`.
        """
        begun = begun or self.begin()
        written = write(begun.folder)
        files = _measure(begun.folder, written.rows, measured or {})
        before = begun.before
        parent, parent_sha256 = (None, None) if before is None else (before.name, before.digest)
        manifest = Manifest(
            begun.identity,
            datetime.now(UTC),
            note,
            parent,
            {**written.shared, **{name: each.record for name, each in files.items()}},
            log(begun.identity),
            schema_version=written.schema_version,
            parent_sha256=parent_sha256,
            runs=written.runs,
        )
        self._put_in_place(begun.folder, manifest, {name: each.state for name, each in files.items()})
        self._prune(begun.at)
        return manifest

    def verify(self) -> list[str]:
        """Return what is wrong with the folder the pointer names, file by file (empty: all is well)."""
        try:
            pointed = self.pointed()
            if pointed is None:
                return []
            folder, manifest = self.open(pointed)
        except StoreError as error:
            return [error.line()]
        return [line for name in manifest.files for line in self._complaints(folder, manifest, name)]

    def folders(self) -> list[Path]:
        """Return the finished folders, oldest first.

        One without a manifest is a remainder: later folders share some of its files, and it counts no more.
        """
        return [folder for folder in self._all_folders() if (folder / MANIFEST_NAME).exists()]

    def _all_folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return sorted(path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith("."))

    def _complaints(self, folder: Path, manifest: Manifest, name: str) -> list[str]:
        try:
            check_file(folder, name, manifest.files[name])
        except StoreError as error:
            return [error.line()]
        return []

    def _read(self, content: str) -> Pointed:
        pointed = read_pointer(content)
        if pointed is None:
            raise damaged(self.pointer, "is damaged")
        return pointed

    def _open(self, pointed: Pointed) -> tuple[Path, Manifest]:
        folder = self.root / pointed.name
        if not folder.is_dir() and not pointed.sealed:
            raise damaged(self.pointer, f"is damaged, or the folder {pointed.name} that it names is missing")
        return folder, read_manifest(folder, pointed.digest)

    def _before(self, manifest: Manifest) -> tuple[Path, Manifest] | None:
        """Return the folder that was published before, or None where it is not kept."""
        folder = self.root / str(manifest.parent)
        if manifest.parent is None or not folder.is_dir():
            return None
        return folder, read_manifest(folder, manifest.parent_sha256)

    def _put_in_place(
        self, unfinished: Path, manifest: Manifest, states: Mapping[str, FileState | None]
    ) -> None:
        """Move a finished folder to its place and point to it; its files were measured in these states."""
        write_file(unfinished / MANIFEST_NAME, manifest.to_json())
        for name, record in manifest.files.items():
            if record.folder is None:
                sync_file(unfinished / name)
        sync_folder(unfinished)
        digest = checksum(unfinished / MANIFEST_NAME)
        unfinished.rename(self.root / manifest.id)
        sync_folder(self.root)
        # Before anybody is pointed to the files, and waits for his turn at proving them.
        for name, state in states.items():
            self._proofs.remember(self.root / manifest.id / name, manifest.files[name], state)
        write_file(self.pointer, pointer_text(manifest.id, digest).encode())

    def _sweep(self, counting: Pointed | None) -> None:
        """Clear away what writers that were stopped left: nothing of it ever counted."""
        clear_unfinished(self.pointer)
        for left in self.root.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        for folder in self.folders():
            if _was_to_follow(folder, counting):
                self._discard(folder)

    def _prune(self, now: datetime) -> None:
        folders = self.folders()
        outdated = set()
        for folder, successor in pairwise(folders):
            superseded = datetime.strptime(successor.name.partition("-")[0], _STAMP).replace(tzinfo=UTC)
            old = now - superseded > self.retention.min_age
            if old and folder in folders[: -self.retention.keep]:
                outdated.add(folder)
        try:
            manifests = [read_manifest(folder) for folder in folders if folder not in outdated]
        except StoreError:
            return  # what a damaged one shares cannot be told: nothing goes
        shared = set[tuple[str, str]]().union(*(each.shared_files() for each in manifests))
        for folder in self._all_folders():
            if folder in outdated or folder not in folders:
                self._clear(folder, {name for other, name in shared if other == folder.name})

    def _clear(self, folder: Path, keep: set[str]) -> None:
        """Remove a folder that counts no more, save the files that later ones share; its manifest goes first."""
        if not keep:
            self._discard(folder)
            return
        with suppress(OSError):
            (folder / MANIFEST_NAME).unlink(missing_ok=True)
            for path in folder.iterdir():
                if path.name not in keep:
                    path.unlink()

    def _discard(self, folder: Path) -> None:
        """Take a folder away in one step, then delete it: whoever is stopped in between leaves no half of one."""
        hidden = self.root / f"{_UNFINISHED}{folder.name}"
        try:
            folder.rename(hidden)
        except OSError:
            return  # a reader on Windows still maps a file of it; the next publication tries again
        shutil.rmtree(hidden, ignore_errors=True)


def _measure(
    folder: Path, rows: Mapping[str, int | None], measured: Mapping[str, Measured]
) -> dict[str, Measured]:
    """Measure finished files, with their rows where they hold any, but for those that are; two side by side."""
    with ThreadPoolExecutor(2) as side_by_side:
        found = side_by_side.map(
            lambda name: measured[name] if name in measured else measure_file(folder / name, rows[name]), rows
        )
        return dict(zip(rows, found, strict=True))


def _was_to_follow(folder: Path, counting: Pointed | None) -> bool:
    """Return whether a finished folder was to supersede the one that still counts: its writer was stopped."""
    name = None if counting is None else counting.name
    try:
        return folder.name != name and read_manifest(folder).parent == name
    except StoreError:
        return False  # what is damaged is told when it is asked for, not cleared away


def no_results_yet() -> StoreError:
    """Return the error for a store that holds nothing where something is needed."""
    return StoreError(
        "the store holds no offences yet", remedy="Run sac-dash ingest FILE or sac-dash demo first"
    )
