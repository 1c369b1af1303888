"""The rows of a table that are in scope, handed out slice by slice and let go as they are typed.

A million rows of text and the same rows typed do not fit in the memory of an office computer at
once. What must be told from whole columns (the order of dates, the coordinate system) is told
first; then each slice of text goes as its typed rows come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from sac_dash.ingest.mapping import MappingOptions
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.row_scope import judge_rows
from sac_dash.ingest.source_cells import SourceCells
from sac_dash.ingest.typed_table import keep_sample

SLICE_ROWS = 100_000  # typed at once


@dataclass(frozen=True)
class RowsInScope:
    """A table's rows after scope is judged. The slices are handed out once.

    Parameters
    ----------
    table
        What the reader said of the source, with its first hundred rows only.
    classes
        One row per row in scope: `offence_class`, `attempt`, and warnings as bool columns.
    read, out_of_scope
        Rows of the source; rows that are none of ours.
    notes
        What the analyst should know of how scope was judged.
    slices
        Every row of the table, in order, with a flag for each row in scope.
    """

    table: RawTable
    recognition: Recognition
    classes: pl.DataFrame
    read: int
    out_of_scope: int
    notes: tuple[str, ...]
    slices: list[tuple[pl.DataFrame, pl.Series]]

    def of_columns(self, ours: Iterable[str], further: Iterable[str] = ()) -> SourceCells:
        """Return all rows in scope, with the source columns of ours (and `further` ones) only."""
        wanted = {name for column in ours for name in self.recognition.columns.get(column, ())}
        wanted |= {SOURCE_ROW, *further}
        some = [frame.select(wanted & set(frame.columns)).filter(kept) for frame, kept in self.slices]
        return SourceCells(self.table, self.recognition, pl.concat(some))

    def hand_out(self, *, at_once: bool = False) -> Iterator[SourceCells]:
        """Yield the rows slice by slice (or all `at_once`), keeping none of those handed out."""
        if at_once:
            whole = pl.concat([frame.filter(kept) for frame, kept in self.slices])
            self.slices[:] = [(whole, pl.Series([True]).new_from_index(0, whole.height))]
            del whole
        while self.slices:
            yield SourceCells(self.table, self.recognition, _filtered(*self.slices.pop(0)))


def _filtered(frame: pl.DataFrame, kept: pl.Series) -> pl.DataFrame:
    return frame if kept.all() else frame.filter(kept)


def keep_in_scope(
    table: RawTable, recognition: Recognition, chosen: MappingOptions, options: IngestOptions
) -> RowsInScope:
    """Judge the scope of every row of a table.

    A caller that lets its table go afterwards lets its text go with the slices.
    """
    cells = SourceCells.of(table, recognition)
    judged = judge_rows(cells, chosen, options)
    kept = judged.classes["offence_class"].is_not_null()
    starts = range(0, max(table.frame.height, 1), SLICE_ROWS)
    return RowsInScope(
        table=keep_sample(table),
        recognition=recognition,
        classes=judged.classes.filter(kept),
        read=table.rows_read,
        out_of_scope=int((~kept).sum()),
        notes=judged.notes,
        slices=[(table.frame.slice(at, SLICE_ROWS), kept.slice(at, SLICE_ROWS)) for at in starts],
    )
