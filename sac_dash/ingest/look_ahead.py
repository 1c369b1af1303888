"""A look at several files before anything is kept: which tables they hold and how each would be read.

The counts are those that an ingest of the same choices gives, duplicates between the files included.
What cannot be read is told beside the rest, with its columns where it has any, so that an analyst can
say what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.domain.progress import Progress, silent, within
from sac_dash.domain.quality import ColumnUse, QualityReport
from sac_dash.ingest.mapping import ColumnMapping
from sac_dash.ingest.normalisation import normalise_table
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.preview_table import first_values, preview_table
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers import read_source
from sac_dash.ingest.recognition import recognise_columns, refused_columns
from sac_dash.ingest.reconciliation import reconcile
from sac_dash.ingest.result import IngestResult, PreviewTable
from sac_dash.ingest.typed_table import Piles, TypedTable

_TO_READ = 0.6  # the part of a file's time that goes into reading text; typing it takes the rest
_TABLES_APART = 10**9  # row numbers of one table never reach another's


@dataclass(frozen=True)
class TableChoice:
    """What an analyst chose for one table: whether to read it (None: if it is recognised), and how."""

    use: bool | None = None
    mapping: ColumnMapping | None = None


Choose = Callable[[int, int, RawTable], TableChoice]  # the file's place, the table's place in it, the table


@dataclass(frozen=True)
class TableAhead:
    """One table of a file, as it would be read.

    Parameters
    ----------
    name
        The sheet or layer; None where the file is the table.
    uses
        How each column is understood; as the mapping states it where the table cannot be read.
    used
        Whether it is among what would be added.
    problem
        Why it cannot be read, in one line with the remedy; empty where it can.
    preview, quality
        Its first rows and the quality of it alone; None where it is not used or cannot be read.
    """

    name: str | None
    kind: str
    rows: int
    uses: tuple[ColumnUse, ...]
    used: bool
    samples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problem: str = ""
    preview: PreviewTable | None = None
    quality: QualityReport | None = None


@dataclass(frozen=True)
class FileAhead:
    """One file with its tables, or in one line why it cannot be used."""

    path: Path
    tables: tuple[TableAhead, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class UploadAhead:
    """Several files together: each of them, and what an ingest of what is used would give."""

    files: tuple[FileAhead, ...]
    result: IngestResult


def look_ahead(
    paths: Sequence[Path],
    choose: Choose,
    *,
    options: IngestOptions,
    rows: int = 20,
    progress: Progress = silent,
) -> UploadAhead:
    """Read files as they would be read, and keep nothing.

    Parameters
    ----------
    choose
        Asked for every table what was chosen for it.
    rows
        How many of a table's offences are shown.
    progress
        Told how far the reading is; may raise to stop it.
    """
    look = _Look(choose, options, rows)
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    files = []
    for place, path in enumerate(paths):
        before, whole = sum(sizes[:place]), max(sum(sizes), 1)
        tell = within(progress, before / whole, sizes[place] / whole)
        files.append(look.at_file(place, path, tell))
    progress("Reconciling", 0.98)
    result = reconcile(look.typed, piles=look.piles)
    return UploadAhead(tuple(files), result)


class _Look:
    """The state of one look: what was typed so far, in the order of the files."""

    def __init__(self, choose: Choose, options: IngestOptions, rows: int) -> None:
        self.choose, self.options, self.rows = choose, options, rows
        self.piles = Piles.over(options.scratch)
        self.typed: list[TypedTable] = []

    def at_file(self, place: int, path: Path, tell: Progress) -> FileAhead:
        """Return one file with its tables."""
        tell(f"Reading {path.name}", 0.0)
        try:
            tables = read_source(path, self.options, within(tell, 0.0, _TO_READ))
        except SacDashError as error:
            return FileAhead(path, problem=error.line())
        alone = len(tables) == 1
        found = []
        for number, table in enumerate(tables):
            tell(f"Typing {path.name}", _TO_READ + (1 - _TO_READ) * number / len(tables))
            found.append(self._at_table(place, number, table, alone=alone))
        return FileAhead(path, tuple(found))

    def _at_table(self, place: int, number: int, table: RawTable, *, alone: bool) -> TableAhead:
        """Return one table; one that is not recognised is used only where the file holds no other."""
        choice = self.choose(place, number, table)
        if choice.use is False:
            return _unread(table, choice.mapping, used=False)
        try:
            recognition = recognise_columns(table, choice.mapping)
            first_row = len(self.typed) * _TABLES_APART
            typed = normalise_table(
                table, recognition, choice.mapping, self.options, first_row, piles=self.piles
            )
        except SacDashError as error:
            used = bool(choice.use) or alone or not isinstance(error, UnusableInputError)
            return _unread(table, choice.mapping, used=used, problem=error.line())
        self.typed.append(typed)
        own = reconcile([typed], piles=self.piles).quality
        shown = preview_table(own.sources[0], typed, self.rows)
        return TableAhead(
            table.name,
            table.kind,
            typed.read,
            typed.recognition.uses,
            used=True,
            samples=dict(shown.samples),
            preview=shown,
            quality=own,
        )


def _unread(table: RawTable, mapping: ColumnMapping | None, *, used: bool, problem: str = "") -> TableAhead:
    """Return a table that is not read, with what the mapping says of its columns."""
    refused = refused_columns(table)
    names = [name for name in table.frame.columns if name != SOURCE_ROW]
    uses = _stated_uses(names, mapping or ColumnMapping(), refused)
    samples = first_values(table.frame, refused)
    return TableAhead(table.name, table.kind, table.rows_read, uses, used, samples, problem)


def _stated_uses(
    names: Sequence[str], mapping: ColumnMapping, refused: Mapping[str, str]
) -> tuple[ColumnUse, ...]:
    """Return what a mapping says of each column, where the table itself was not read by it."""
    stated = {theirs: ours for ours, columns in mapping.columns.items() for theirs in columns}
    stated |= {each.column: f"facet:{name}" for name, each in mapping.facets.items()}
    return tuple(
        ColumnUse(name, None, "refused", refused[name])
        if name in refused
        else ColumnUse(name, stated.get(name), "mapping" if name in stated else "unused")
        for name in names
    )
