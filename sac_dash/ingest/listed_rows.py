"""Lists that an analyst keeps beside offences (hard links, interventions, sites), row by row.

What such lists have in common is here: columns known by many names, columns about people dropped, an
apostrophe of our own lists taken off, dates of a column read in one order, every row accounted for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import polars as pl

from sac_dash.domain.columns import REJECTS
from sac_dash.domain.protected import protected_reason
from sac_dash.domain.spreadsheet_text import neutral_text
from sac_dash.ingest.aliases import squash
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable

T = TypeVar("T")


@dataclass(frozen=True)
class ListedRow(Generic[T]):
    """One row and what it states.

    Parameters
    ----------
    source_row
        As a spreadsheet counts: the header is row 1.
    raw
        The row as its source wrote it, for a reject.
    columns
        What the source calls our columns.
    """

    record: T
    file: str
    source_row: int
    raw: Mapping[str, str | None]
    columns: Mapping[str, str]

    def reject(self, ours: str, reason: str, remedy: str) -> RejectedRow:
        """Return the row as one that cannot be taken."""
        return RejectedRow(self.file, self.source_row, self.columns.get(ours, ours), reason, remedy, self.raw)


@dataclass(frozen=True)
class RejectedRow:
    """One row that could not be taken: where, why, and what to do."""

    file: str
    source_row: int
    column: str
    reason: str
    remedy: str
    raw: Mapping[str, str | None]


@dataclass(frozen=True)
class ListedTable(Generic[T]):
    """What a file states: `rows` in the order of the file, what it cannot be taken for, what to know of it."""

    rows: tuple[ListedRow[T], ...]
    rejects: tuple[RejectedRow, ...]
    container_rejects: pl.DataFrame
    warnings: Mapping[str, int]
    notes: tuple[str, ...]

    @property
    def rows_read(self) -> int:
        """Return the number of rows in the file."""
        return len(self.rows) + len(self.rejects) + self.container_rejects.height


def match_columns(names: Sequence[str], aliases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return which of `names` is which of our columns; case and punctuation count for nothing.

    Parameters
    ----------
    aliases
        Our column → what it is called, squashed; earlier ones are the stronger claim.

    >>> match_columns(["Op. name", "Start"], {"label": ["opname"], "started_at": ["start"]})
    {'label': 'Op. name', 'started_at': 'Start'}
    """
    squashed = {squash(name): name for name in reversed(names)}
    theirs: dict[str, str] = {}
    for ours, called in aliases.items():
        for alias in called:
            name = squashed.get(alias)
            if name is not None and name not in theirs.values():
                theirs[ours] = name
                break
    return theirs


def squash_aliases(table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return each column's aliases, written with bars between them, squashed."""
    return {ours: tuple(squash(alias) for alias in called.split("|")) for ours, called in table.items()}


def column_names(table: RawTable) -> list[str]:
    """Return what a table calls its columns."""
    return [name for name in table.frame.columns if name != SOURCE_ROW]


def without_protected(table: RawTable) -> RawTable:
    """Return a table without columns that describe people: refused here as at every door."""
    refused = {name: reason for name in column_names(table) if (reason := protected_reason(name))}
    if not refused:
        return table
    told = tuple(f'column "{name}" was dropped: {reason}' for name, reason in refused.items())
    return replace(table, frame=table.frame.drop(*refused), notes=(*table.notes, *told))


def cell_text(text: str | None) -> str:
    """Return a cell's text; the apostrophe that our own lists put before a formula is taken off again."""
    text = (text or "").strip()
    return text[1:] if text.startswith("'") and neutral_text(text[1:]) == text else text


def rejects_frame(table: ListedTable[T], more: tuple[RejectedRow, ...] = ()) -> pl.DataFrame:
    """Return every row that could not be taken (`domain.columns.REJECTS`), in the order of the file."""
    told = [
        (
            each.file,
            each.source_row,
            each.column,
            each.reason,
            each.remedy,
            json.dumps(each.raw, ensure_ascii=False),
        )
        for each in (*table.rejects, *more)
    ]
    own = pl.DataFrame(told, schema=dict(REJECTS), orient="row")
    return pl.concat([table.container_rejects.select(*REJECTS), own]).sort("source_row", maintain_order=True)


def reject_lines(rejects: pl.DataFrame) -> tuple[str, ...]:
    """Return rejects a line each: file, row, column, reason, remedy."""
    told = rejects.select("source_file", "source_row", "column", "reason", "remedy")
    return tuple(
        f'{file}, row {row}, column "{column}": {reason}. {remedy}.'
        for file, row, column, reason, remedy in told.iter_rows()
    )


def put_together(tables: Sequence[ListedTable[T]]) -> ListedTable[T]:
    """Return the sheets of one file as one table."""
    warnings: dict[str, int] = {}
    for table in tables:
        for words, rows in table.warnings.items():
            warnings[words] = warnings.get(words, 0) + rows
    return ListedTable(
        tuple(row for table in tables for row in table.rows),
        tuple(reject for table in tables for reject in table.rejects),
        pl.concat([table.container_rejects.select(*REJECTS) for table in tables]),
        warnings,
        tuple(dict.fromkeys(note for table in tables for note in table.notes)),
    )
