"""The rows of a table that are in scope, taken up slice by slice.

A million rows of text and the same rows typed do not fit in the memory of an office computer at
once. What must be told from whole columns (the order of dates, the coordinate system) is told
first, from those columns alone; then the slices are typed one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from sac_dash.domain.progress import Progress, silent
from sac_dash.ingest.laid_aside import LaidSlice
from sac_dash.ingest.mapping import MappingOptions
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.row_scope import judge_rows, scope_notes
from sac_dash.ingest.side_by_side import side_by_side
from sac_dash.ingest.source_cells import SourceCells
from sac_dash.ingest.typed_table import keep_sample

SLICE_ROWS = 100_000  # typed at once


@dataclass(frozen=True)
class ScopedSlice:
    """Some rows of a table, and which of them are in scope.

    Parameters
    ----------
    rows
        All of them, in order.
    kept
        A flag for each; None where all are in scope.
    classes
        One row per row in scope: `offence_class`, `attempt`, and warnings as bool columns.
    """

    rows: LaidSlice
    kept: pl.Series | None
    classes: pl.DataFrame

    def load(self, columns: Iterable[str] | None = None) -> pl.DataFrame:
        """Take the rows in scope up again, or only some columns of them."""
        frame = self.rows.load()
        if columns is not None:
            wanted = set(columns)
            frame = frame.select(name for name in frame.columns if name in wanted)
        return frame if self.kept is None else frame.filter(self.kept)


@dataclass(frozen=True)
class RowsInScope:
    """A table's rows after scope is judged.

    Parameters
    ----------
    table
        What the reader said of the source, with its first hundred rows only.
    read, out_of_scope
        Rows of the source; rows that are none of ours.
    notes
        What the analyst should know of how scope was judged.
    slices
        Every row of the table, in order; at least one slice.
    """

    table: RawTable
    recognition: Recognition
    read: int
    out_of_scope: int
    notes: tuple[str, ...]
    slices: tuple[ScopedSlice, ...]

    def of_columns(self, ours: Iterable[str], further: Iterable[str] = ()) -> Iterator[SourceCells]:
        """Yield all rows in scope, slice by slice, with the source columns of ours (and `further`) only."""
        wanted = {name for column in ours for name in self.recognition.columns.get(column, ())}
        wanted |= {SOURCE_ROW, *further}
        return (self.cells(each.load(wanted)) for each in self.slices)

    def cells(self, frame: pl.DataFrame) -> SourceCells:
        """Return rows of this table under our names."""
        return SourceCells(self.table, self.recognition, frame)


def keep_in_scope(
    table: RawTable,
    recognition: Recognition,
    chosen: MappingOptions,
    options: IngestOptions,
    progress: Progress = silent,
) -> RowsInScope:
    """Judge the scope of every row of a table."""
    sample = keep_sample(table)
    waiting = table.slices(SLICE_ROWS)
    slices = []
    for scoped in side_by_side(_judge(sample, recognition, chosen, options), waiting):
        slices.append(scoped)
        progress(f"Typing {table.file}", len(slices) / len(waiting))
    read, kept = sum(each.height for each in waiting), sum(each.classes.height for each in slices)
    return RowsInScope(
        table=sample,
        recognition=recognition,
        read=read + table.rejects.height,
        out_of_scope=read - kept,
        notes=scope_notes(table, recognition, chosen),
        slices=tuple(slices),
    )


def _judge(
    table: RawTable, recognition: Recognition, chosen: MappingOptions, options: IngestOptions
) -> Callable[[LaidSlice], ScopedSlice]:
    """Return what judges one slice of a table."""

    def judge(rows: LaidSlice) -> ScopedSlice:
        classes = judge_rows(SourceCells(table, recognition, rows.load()), chosen, options)
        kept = classes["offence_class"].is_not_null()
        return ScopedSlice(rows, None if kept.all() else kept, classes.filter(kept))

    return judge
