"""A folder that a force's system writes its exports to: which files are written to their end and not taken yet.

What was taken is noted in the store's folder, so that who begins to watch anew does not read a year of exports again.
A file that is written to once more counts as another.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from sac_dash.domain.errors import UnusableInputError
from sac_dash.store.durable import make_private_folder, write_file

Mark = tuple[int, int]  # size in bytes, when it was last written to in nanoseconds


class WatchedFolder:
    """The files of one folder whose names end in one of `suffixes`; `note` is where it is noted which were taken.

    Raises
    ------
    UnusableInputError
        When there is no such folder.
    """

    def __init__(self, folder: Path, suffixes: Collection[str], note: Path) -> None:
        if not folder.is_dir():
            raise UnusableInputError(
                "there is no such folder to watch", file=str(folder), remedy="Make it, or name another"
            )
        self._folder = folder
        self._suffixes = tuple(suffixes)
        self._note = note
        self._seen: dict[str, Mark] = {}

    def ready(self) -> list[Path]:
        """Return the files not taken yet that are as they were at the last look, the oldest first.

        A file that is still being written changes between two looks.
        """
        found = self._marks()
        taken, before, self._seen = self._taken(), self._seen, found
        waiting = [
            name for name, mark in found.items() if taken.get(name) != mark and before.get(name) == mark
        ]
        return [self._folder / name for name in sorted(waiting, key=lambda name: (found[name][1], name))]

    def take(self, path: Path) -> None:
        """Note a file as taken, as it was at the last look: it is not ready again unless it is written to."""
        mark = self._seen.get(path.name)
        if mark is None:
            return
        make_private_folder(self._note.parent)
        write_file(self._note, json.dumps({**self._taken(), path.name: mark}, indent=1).encode())

    def _marks(self) -> dict[str, Mark]:
        """Return the files that are there."""
        found: dict[str, Mark] = {}
        for path in self._folder.iterdir():
            if path.name.startswith((".", "~")) or not path.name.lower().endswith(self._suffixes):
                continue  # those of editors and of copying programs
            try:
                held = path.stat()
            except OSError:
                continue  # gone since the folder was listed
            if path.is_file() and held.st_size:
                found[path.name] = (held.st_size, held.st_mtime_ns)
        return found

    def _taken(self) -> dict[str, Mark]:
        """Return what was taken; nothing where no note can be read: then every file is taken once more."""
        try:
            noted = json.loads(self._note.read_bytes())
        except (OSError, ValueError):
            return {}
        return {name: (int(size), int(written)) for name, (size, written) in noted.items()}
