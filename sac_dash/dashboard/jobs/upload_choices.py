"""What was chosen for an upload, table by table: read it or not, and by which mapping.

A table is known by its place, ``<file>-<table>`` from 1: names of sheets and files are text from a
stranger. A mapping confirmed here wins over the one remembered for this kind of source.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.ingest.look_ahead import TableChoice
from sac_dash.ingest.mapping import read_mapping
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.store import SavedMappings

HERE, SAVED, RECOGNISED = "here", "saved", ""


def part_name(file: int, table: int) -> str:
    """Return what a table is known by, from the places of its file and itself, counted from 0.

    >>> part_name(0, 2)
    '1-3'
    """
    return f"{file + 1}-{table + 1}"


def mapping_path(folder: JobFolder, part: str) -> Path:
    """Return where the mapping an analyst confirmed for a table is kept until the upload is added."""
    return folder.path / f"mapping-{part}.toml"


@dataclass
class UploadChoices:
    """The choices for one upload; asked while its tables are read, it notes what each was read by."""

    folder: JobFolder
    mappings: SavedMappings

    def __post_init__(self) -> None:
        """Read the choices once."""
        chosen = self.folder.choices()
        self.force: str = chosen.get("force") or ""
        self.include_titles: tuple[str, ...] = tuple(chosen.get("include_titles") or ())
        self.used: dict[str, bool] = chosen.get("used") or {}
        self.plain: list[str] = chosen.get("plain") or []
        self.read_by: dict[str, str] = {}

    def choose(self, file: int, number: int, table: RawTable) -> TableChoice:
        """Return what was chosen for a table, and note what it is read by."""
        part = part_name(file, number)
        path, by = self._mapping(part, [name for name in table.frame.columns if name != SOURCE_ROW])
        self.read_by[part] = by
        return TableChoice(self.used.get(part), read_mapping(path) if path else None)

    def _mapping(self, part: str, columns: list[str]) -> tuple[Path | None, str]:
        confirmed = mapping_path(self.folder, part)
        if confirmed.is_file():
            return confirmed, HERE
        saved = None if part in self.plain else self.mappings.find(columns)
        return (saved, SAVED) if saved else (None, RECOGNISED)
