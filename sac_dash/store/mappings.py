"""Column mappings remembered per kind of source: the same export is understood the same way next month.

A source is known by its set of column names, whatever their order or case. The mapping itself is
the TOML an analyst can read and edit; this room keeps it and does not interpret it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sac_dash.store.durable import make_private_folder, write_file


def source_signature(columns: Iterable[str]) -> str:
    """Return the name of the kind of source that has these columns.

    >>> source_signature(["Crime Ref", "MO"]) == source_signature(["mo ", "CRIME REF"])
    True
    """
    names = sorted({" ".join(column.split()).casefold() for column in columns})
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:16]


class SavedMappings:
    """The folder of remembered mappings, one TOML file per kind of source."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, columns: Iterable[str]) -> Path | None:
        """Return the mapping file of the kind of source that has these columns, if one was saved."""
        path = self._path(columns)
        return path if path.is_file() else None

    def save(self, columns: Iterable[str], toml_text: str) -> Path:
        """Remember a mapping for the kind of source that has these columns; return its file."""
        path = self._path(columns)
        make_private_folder(path.parent)
        write_file(path, toml_text.encode())
        return path

    def all(self) -> list[Path]:
        """Return every saved mapping file."""
        return sorted(self.folder.glob("*.toml"))

    def _path(self, columns: Iterable[str]) -> Path:
        return self.folder / f"{source_signature(columns)}.toml"
