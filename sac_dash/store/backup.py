"""One file that holds a whole store, and the way back.

A backup is a zip of the published generation, the boundaries, saved mappings, imported models and the
decision log (as lines of JSON, whatever the database). Settings are left out: they are the machine's, and may hold a
password. Its table of contents carries every file's checksum; a restore proves them all before it writes
into an empty home, and takes no name it does not know. The pointer comes last, so that a restore that was
stopped can be repeated.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path, PurePosixPath

from sac_dash.domain.errors import StoreError, UnusableInputError
from sac_dash.store.decisions import EntryKind
from sac_dash.store.durable import checksum, make_private_folder, sync_file, sync_folder
from sac_dash.store.entry_chain import Entry
from sac_dash.store.store import Store

CONTENTS_NAME = "backup.json"
LOG_NAME = "decisions.jsonl"
BACKUP_VERSION = 1
_FOLDERS = ("generations", "boundaries", "mappings", "models")
_POINTER = "CURRENT"
_UNPACKING = ".restore-"
_COPY_BYTES = 1 << 20


def write_backup(store: Store, path: Path) -> int:
    """Write a backup of `store` to `path` (replaced in one step); return its size in bytes.

    Raises
    ------
    StoreError
        When the store is damaged (a backup of damage would hide it) or busy, or holds nothing.
    UnusableInputError
        When `path` cannot be written.
    """
    store.require_current()
    with store.writing():
        verification = store.verify()
        if not verification.sound:
            raise StoreError(f"a damaged store is not backed up: {verification.complaints[0]}")
        beside = path.with_name(f".{path.name}.new")
        try:
            _write_zip(store, beside)
            sync_file(beside)
            beside.replace(path)
        except OSError as error:
            raise UnusableInputError(f"cannot be written ({error.strerror})", file=path.name) from error
        finally:
            beside.unlink(missing_ok=True)
    return path.stat().st_size


def restore_backup(store: Store, path: Path, user: str = "analyst") -> None:
    """Bring a backup back into an empty store, or into one where the same restore was stopped.

    The log goes on from the backup's with an entry that says who restored what.

    Raises
    ------
    UnusableInputError
        When the file is not a backup, is damaged, or holds names that lead elsewhere.
    StoreError
        When the store already holds something.
    """
    if (store.home / _POINTER).is_file():
        raise _not_empty()
    with store.writing():
        for left in store.home.glob(f"{_UNPACKING}*"):
            shutil.rmtree(left, ignore_errors=True)
        unpacked = Path(tempfile.mkdtemp(prefix=_UNPACKING, dir=store.home))
        try:
            entries = _unpack(path, unpacked)
            store.decisions.append_chain(entries[_entries_held(store, entries) :])
            said = {"file": path.name, "generation": (unpacked / _POINTER).read_text("utf-8").split()[0]}
            store.decisions.append(EntryKind.RESTORE, said, user)
            _move_home(unpacked, store.home)
        finally:
            shutil.rmtree(unpacked, ignore_errors=True)
    verification = store.verify()
    if not verification.sound:
        raise UnusableInputError(verification.complaints[0], file=path.name)


def _entries_held(store: Store, entries: list[Entry]) -> int:
    """Return how many of a backup's entries the log holds already, from a restore that was stopped."""
    held = store.decisions.entries()
    same = min(len(held), len(entries))
    if held[:same] != entries[:same] or any(entry.kind != EntryKind.RESTORE for entry in held[same:]):
        raise _not_empty()
    return same


def _not_empty() -> StoreError:
    return StoreError(
        "the store is not empty",
        remedy="Point SAC_DASH_HOME (and SAC_DASH_DATABASE_URL) at an empty store to restore into",
    )


def _write_zip(store: Store, beside: Path) -> None:
    contents: dict[str, str] = {}
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for member, name in _members(store):
            archive.write(member, name)
            contents[name] = checksum(member)
        log = _log_lines(store.decisions.entries())
        archive.writestr(LOG_NAME, log)
        contents[LOG_NAME] = hashlib.sha256(log).hexdigest()
        archive.writestr(CONTENTS_NAME, json.dumps({"version": BACKUP_VERSION, "sha256": contents}, indent=1))


def _members(store: Store) -> Iterator[tuple[Path, str]]:
    generation = store.require_current()
    for earlier, name in sorted(generation.manifest.shared_files()):
        yield generation.folder.parent / earlier / name, f"generations/{earlier}/{name}"
    boundaries = store.home / "boundaries"
    for folder in (generation.folder, boundaries, store.home / "mappings", store.home / "models"):
        for member in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if member.is_file() and not member.name.startswith("."):
                yield member, member.relative_to(store.home).as_posix()
    yield store.home / _POINTER, _POINTER


def _log_lines(entries: list[Entry]) -> bytes:
    rows = ({**asdict(entry), "at": entry.at.isoformat()} for entry in entries)
    return "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows).encode()


def _unpack(path: Path, folder: Path) -> list[Entry]:
    try:
        with zipfile.ZipFile(path) as archive:
            contents = _read_contents(archive, path)
            for name, digest in contents.items():
                _extract(archive, name, folder / name)
                if checksum(folder / name) != digest:
                    raise UnusableInputError(f"the backup is damaged at {name}", file=path.name)
        return _read_log(folder / LOG_NAME)
    except FileNotFoundError as error:
        raise UnusableInputError("there is no such file", file=path.name) from error
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise UnusableInputError(
            "not a backup of SAC Dash, or a damaged one", file=path.name, remedy="Take another backup file"
        ) from error


def _read_contents(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    table = json.loads(archive.read(CONTENTS_NAME))
    if table["version"] != BACKUP_VERSION:
        raise UnusableInputError("the backup was written by another version of SAC Dash", file=path.name)
    contents: dict[str, str] = table["sha256"]
    strangers = sorted(set(archive.namelist()) - contents.keys() - {CONTENTS_NAME})
    unsafe = [name for name in contents if not _is_ours(name)]
    if strangers or unsafe or not {LOG_NAME, _POINTER} <= contents.keys():
        raise UnusableInputError("the backup holds names that do not belong in one", file=path.name)
    return contents


def _is_ours(name: str) -> bool:
    place = PurePosixPath(name)
    plain = not place.is_absolute() and ".." not in place.parts and "\\" not in name and ":" not in name
    return plain and (name in {_POINTER, LOG_NAME} or (len(place.parts) > 1 and place.parts[0] in _FOLDERS))


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    make_private_folder(target.parent)
    with archive.open(name) as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy, _COPY_BYTES)
    sync_file(target)


def _read_log(path: Path) -> list[Entry]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    path.unlink()
    return [Entry(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows]


def _move_home(unpacked: Path, home: Path) -> None:
    # File by file over what a stopped restore left; each shelf's pointer after what it points to.
    members = sorted(path.relative_to(unpacked) for path in unpacked.rglob("*") if path.is_file())
    for member in sorted(members, key=lambda each: (each == Path(_POINTER), each.name == _POINTER)):
        target = home / member
        make_private_folder(target.parent)
        (unpacked / member).replace(target)
        sync_folder(target.parent)
