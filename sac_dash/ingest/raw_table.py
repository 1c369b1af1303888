"""What a reader hands on: one table of text, with each row's place in the source.

Readers know containers, encodings and dialects; they know nothing of offences. All values stay
text exactly as the source wrote them (a workbook's own dates and numbers are written as ISO 8601
and plain decimals), so that one place alone decides what a date means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from sac_dash.ingest.laid_aside import HeldSlice, LaidSlice

SOURCE_ROW = "__source_row"


@dataclass(frozen=True)
class RawTable:
    """One table of one source file.

    Parameters
    ----------
    file
        The file's name, without its folder.
    name
        The sheet or layer, where the container holds several; None: the file is the table.
    kind
        How it was read, in words: ``CSV``, ``XLSX sheet "Crimes"``, ``GeoJSON`` …
    frame
        One row per readable source row; every column is text (null = empty cell), plus
        `SOURCE_ROW` (Int64, as a spreadsheet counts: the header is row 1).
        Geometry of geographic files stands in the columns ``__x`` and ``__y``.
    laid
        The same rows as slices on disk, where the source is large: whoever goes through all of them
        takes these one by one, and `frame` only for its first rows.
    rejects
        `domain.columns.REJECTS`: rows the container itself spoils (ragged, swallowed by an
        unclosed quote, a field too large).
    warnings
        Plain-word warning → number of rows it touched (control characters removed …).
    """

    file: str
    kind: str
    frame: pl.DataFrame
    rejects: pl.DataFrame
    warnings: Mapping[str, int] = field(default_factory=dict)
    name: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    crs: str | None = None  # "EPSG:…" where the container states it
    date_1904: bool = False  # a workbook counting days from 1904
    notes: tuple[str, ...] = ()  # what had to be mended in the container, in words
    layout: str | None = (
        None  # "police.uk street" | "moj crime matching" | "sac-dash" where known for certain
    )
    laid: tuple[LaidSlice, ...] = ()

    def slices(self, rows: int) -> list[LaidSlice]:
        """Return all rows as slices of about `rows`, at least one."""
        if self.laid:
            return list(self.laid)
        starts = range(0, max(self.frame.height, 1), rows)
        return [HeldSlice(self.frame.slice(start, rows)) for start in starts]

    @property
    def rows_read(self) -> int:
        """Return the number of data rows in the source, spoiled ones included."""
        return self.frame.height + self.rejects.height
