"""Results that follow from what is published, kept so that no worker works out what another already has.

Nothing here is a source of anything: whoever deletes the folder loses time and no fact, so it is in no backup
and no verification. A file that cannot be read, or is not what was written (it begins with its own checksum),
counts as none and is made again. Results lie under the id of the generation they follow from and go with it. One
process at a time works one out; the others wait for its file, and can ask how far it is.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from sac_dash.store.durable import make_private_folder, write_file

log = logging.getLogger("sac_dash.store")

MOST_KEPT = 24  # results of one generation; the oldest go first


@dataclass(frozen=True)
class Told:
    """How far a piece of work is: the stage in plain words and the share that is done."""

    stage: str
    share: float


class WorkedOut:
    """The results of a store, under `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, generation_id: str, key: str) -> Any | None:  # noqa: ANN401 - whatever JSON was kept
        """Return what is kept under a key, or None where nothing is (or nothing that can be read)."""
        try:
            digest, _, content = self._path(generation_id, key).read_bytes().partition(b"\n")
            held = json.loads(content) if _digest(content) == digest else None
        except (OSError, ValueError):
            return None
        return held.get("result") if isinstance(held, dict) and held.get("key") == key else None

    def write(self, generation_id: str, key: str, result: Any, standing: Collection[str]) -> None:  # noqa: ANN401
        """Keep a result; those of generations that no longer stand, and the oldest beyond the most, go.

        A disk that cannot be written to costs the keeping and nothing else.
        """
        path = self._path(generation_id, key)
        try:
            make_private_folder(path.parent)
            content = json.dumps({"key": key, "result": result}).encode()
            write_file(path, _digest(content) + b"\n" + content)
            self._sweep(path.parent, {*standing, generation_id})
        except OSError:
            log.warning("A result could not be kept in %s", path.parent, exc_info=True)

    @contextmanager
    def turn(self, generation_id: str, key: str) -> Iterator[None]:
        """Hold the only turn at working a result out; wait for whoever has it."""
        path = self._path(generation_id, key).with_suffix(".lock")
        try:
            make_private_folder(path.parent)
            lock = FileLock(str(path))
            lock.acquire()
        except OSError:
            yield  # no lock can be had here: better twice than never
            return
        try:
            yield
        finally:
            self._path(generation_id, key).with_suffix(".told").unlink(missing_ok=True)
            lock.release()

    def tell(self, generation_id: str, key: str, told: Told) -> None:
        """Say how far the work on a result is, for whoever waits in another process."""
        path = self._path(generation_id, key).with_suffix(".told")
        try:
            path.write_text(json.dumps([told.stage, told.share]), "utf-8")
        except OSError:
            log.debug("How far the work is could not be told in %s", path)

    def told(self, generation_id: str, key: str) -> Told | None:
        """Return how far the work on a result is, or None where nobody tells."""
        try:
            stage, share = json.loads(self._path(generation_id, key).with_suffix(".told").read_text("utf-8"))
            return Told(str(stage), float(share))
        except (OSError, ValueError, TypeError):
            return None  # not begun, ended, or being written just now

    def _path(self, generation_id: str, key: str) -> Path:
        return self._folder / generation_id / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"

    def _sweep(self, own: Path, standing: Collection[str]) -> None:
        for folder in self._folder.iterdir():
            if folder.name not in standing:
                shutil.rmtree(folder, ignore_errors=True)
        kept = sorted(own.glob("*.json"), key=lambda each: each.stat().st_mtime_ns)
        for path in kept[:-MOST_KEPT]:
            path.unlink(missing_ok=True)
            path.with_suffix(".lock").unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
