"""What an immutable folder says of itself: its files with their checksums, when and why it came.

The manifest is written last, so that a folder without a readable one was never finished.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sac_dash.domain.errors import StoreError
from sac_dash.store.durable import checksum
from sac_dash.store.pieces import Run

WHOLE_VERSION = 1
"""Of a folder that holds all its files itself."""
RUNS_VERSION = 2
"""Of one that refers to files of earlier folders."""
SCHEMA_VERSION = 3
"""Of one in which links and their evidence lie apart. A folder states the lowest that is true of it: versions of SAC
Dash that know no later one still read it."""
MANIFEST_NAME = "manifest.json"
RESTORE_REMEDY = "Restore the last backup (sac-dash restore FILE) into an empty SAC_DASH_HOME"


@dataclass(frozen=True)
class FileRecord:
    """One file of a folder: its size, its SHA-256 and, for a frame, its number of rows.

    Parameters
    ----------
    folder
        The folder beside this one that the file lies in; None: it lies in this one.
    """

    size_bytes: int
    sha256: str
    rows: int | None = None
    folder: str | None = None


@dataclass(frozen=True)
class Written:
    """What a folder to be published holds.

    Parameters
    ----------
    rows
        File written → rows (None where not a frame).
    shared
        File that lies in an earlier folder → what is known of it there.
    runs
        Frame → its runs of files, where it is not one whole file.
    apart
        Whether links and their evidence lie apart.
    """

    rows: Mapping[str, int | None]
    shared: Mapping[str, FileRecord] = field(default_factory=dict)
    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    apart: bool = False

    @property
    def schema_version(self) -> int:
        """Return the lowest version that is true of the folder."""
        if self.apart:
            return SCHEMA_VERSION
        return RUNS_VERSION if self.shared or self.runs else WHOLE_VERSION


@dataclass(frozen=True)
class LogHead:
    """The last entry of the decision log when the folder was published: anchors the log's end."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Manifest:
    """The table of contents of one immutable folder.

    `parent_sha256` is the checksum of the manifest of `parent`, which was published before: so trust runs from the
    pointer back through every folder that is kept. Manifests from before there was such a field hold None.
    """

    id: str
    published_at: datetime
    note: str
    parent: str | None
    files: Mapping[str, FileRecord]
    log_head: LogHead | None = None
    schema_version: int = WHOLE_VERSION
    extra: Mapping[str, str] = field(default_factory=dict)
    parent_sha256: str | None = None
    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the manifest as it is written to disk; of a whole folder, as it always was."""
        content = {**asdict(self), "published_at": self.published_at.isoformat()}
        if self.schema_version == WHOLE_VERSION:
            del content["runs"]
            content["files"] = {name: _without_folder(record) for name, record in content["files"].items()}
        return json.dumps(content, indent=1, sort_keys=True).encode()

    def shared_files(self) -> set[tuple[str, str]]:
        """Return (folder, file) of each file that lies in an earlier folder."""
        return {(each.folder, name) for name, each in self.files.items() if each.folder is not None}


def record_file(path: Path, rows: int | None = None) -> FileRecord:
    """Measure a finished file."""
    return FileRecord(path.stat().st_size, checksum(path), rows)


def read_manifest(folder: Path, digest: str | None = None) -> Manifest:
    """Read a folder's manifest, proved by its SHA-256 where that is known.

    Raises
    ------
    StoreError
        When it is not there, not what was written, not readable, or by a later version of SAC Dash.
    """
    try:
        written = (folder / MANIFEST_NAME).read_bytes()
    except OSError as error:
        raise damaged(folder / MANIFEST_NAME, "is missing or cannot be read") from error
    if digest is not None and hashlib.sha256(written).hexdigest() != digest:
        raise damaged(folder / MANIFEST_NAME, "is damaged (its checksum differs)")
    try:
        content = json.loads(written)
        version = int(content["schema_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(folder / MANIFEST_NAME, "cannot be read") from error
    if version > SCHEMA_VERSION:
        raise StoreError(
            "the store was written by a later version of SAC Dash",
            file=folder.name,
            remedy="Install that version, or point SAC_DASH_HOME at another folder",
        )
    try:
        return _from_content(content)
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder / MANIFEST_NAME, "is not a manifest") from error


def damaged(path: Path, problem: str) -> StoreError:
    """Return the error for a stored file that is missing or not what was written."""
    return StoreError(
        f"the stored file {problem}", file=f"{path.parent.name}/{path.name}", remedy=RESTORE_REMEDY
    )


def place_of(folder: Path, name: str, record: FileRecord) -> Path:
    """Return where a file of a folder lies: in it, or in an earlier one beside it."""
    return folder / name if record.folder is None else folder.parent / record.folder / name


def check_file(folder: Path, name: str, record: FileRecord) -> Path:
    """Return the path of a file after proving that it is what was published.

    Raises
    ------
    StoreError
        When the file is missing or its size or checksum differs.
    """
    path = place_of(folder, name, record)
    try:
        same = path.stat().st_size == record.size_bytes and checksum(path) == record.sha256
    except OSError as error:
        raise damaged(path, "is missing or cannot be read") from error
    if not same:
        raise damaged(path, "is damaged (its checksum differs from what was published)")
    return path


def _from_content(content: dict[str, object]) -> Manifest:
    files = content["files"]
    head = content["log_head"]
    if not isinstance(files, dict):
        raise TypeError("files")
    return Manifest(
        id=str(content["id"]),
        published_at=datetime.fromisoformat(str(content["published_at"])),
        note=str(content["note"]),
        parent=None if content["parent"] is None else str(content["parent"]),
        files={name: FileRecord(**record) for name, record in files.items()},
        log_head=LogHead(**head) if isinstance(head, dict) else None,
        schema_version=int(str(content["schema_version"])),
        extra={str(key): str(value) for key, value in _as_dict(content.get("extra")).items()},
        parent_sha256=None if content.get("parent_sha256") is None else str(content["parent_sha256"]),
        runs={
            name: tuple(Run(**run) for run in runs) for name, runs in _as_runs(content.get("runs")).items()
        },
    )


def _as_runs(value: object) -> dict[str, list[dict[str, Any]]]:
    return value if isinstance(value, dict) else {}


def _without_folder(record: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if key != "folder"}


def _as_dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
