"""Models that other forces sent: kept as they came, under their checksum, never changed or removed.

Which of them are in use is not a state of the folder but a fact of the decision log: those imported
since the last return to the shipped model. So no crash leaves half a change, and the log says who
changed the scores and when.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from sac_dash.domain.errors import StoreError
from sac_dash.store.decisions import EntryKind
from sac_dash.store.durable import make_private_folder, write_file
from sac_dash.store.entry_chain import Entry
from sac_dash.store.manifest import damaged

_CHECKSUM = re.compile(r"[0-9a-f]{64}")


class KeptModels:
    """The folder of imported models, one file each, named by the checksum of its bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Keep a model file and return its checksum; the same content is kept once."""
        checksum = hashlib.sha256(content).hexdigest()
        path = self._path(checksum)
        if not path.is_file():
            make_private_folder(self.folder)
            write_file(path, content)
        return checksum

    def read(self, checksum: str) -> bytes:
        """Return a kept file's content, proved.

        Raises
        ------
        StoreError
            When it is missing or not what was kept.
        """
        path = self._path(checksum)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise damaged(path, "is missing or cannot be read") from error
        if hashlib.sha256(content).hexdigest() != checksum:
            raise damaged(path, "is damaged (its checksum differs from what was imported)")
        return content

    def verify(self, checksums: Iterable[str]) -> list[str]:
        """Return what is wrong with the kept files of these checksums (empty: all is well)."""
        return [line for checksum in checksums for line in self._complaints(checksum)]

    def _complaints(self, checksum: str) -> list[str]:
        try:
            self.read(checksum)
        except StoreError as error:
            return [error.line()]
        return []

    def _path(self, checksum: str) -> Path:
        if not _CHECKSUM.fullmatch(checksum):
            raise StoreError("the decision log names a model by something that is no checksum")
        return self.folder / f"{checksum}.json"


def models_in_use(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the checksums of the models imported since the last reset, in the order of their coming.

    Parameters
    ----------
    entries
        The decision log, or those entries of it that tell of models.
    """
    used: dict[str, None] = {}
    for entry in entries:
        if entry.kind == EntryKind.MODEL_RESET:
            used.clear()
        elif entry.kind == EntryKind.MODEL_IMPORTED:
            used[str(entry.payload.get("file_checksum"))] = None
    return tuple(used)
