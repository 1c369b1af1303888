"""The front door: files in, typed offences out; or a look at a file before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Progress, silent
from sac_dash.ingest.mapping import ColumnMapping
from sac_dash.ingest.normalisation import normalise_table, type_rows
from sac_dash.ingest.option_checks import check_options
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers import read_source
from sac_dash.ingest.recognition import Recognition, recognise_columns
from sac_dash.ingest.reconciliation import reconcile
from sac_dash.ingest.result import IngestResult, Preview, PreviewTable
from sac_dash.ingest.rows_in_scope import keep_in_scope
from sac_dash.ingest.typed_table import TypedTable


def ingest_files(
    paths: Iterable[Path | str],
    *,
    mapping: ColumnMapping | None = None,
    options: IngestOptions,
    progress: Progress = silent,
) -> IngestResult:
    """Read source files into typed offences, facet values, rejects and a quality report.

    Parameters
    ----------
    paths
        Files of any supported kind; duplicates are found across all of them.
    mapping
        What the columns mean; None lets each file be recognised.

    Raises
    ------
    UnusableInputError
        A whole file cannot be used: missing, empty, hostile, or with no column recognised.
    MappingError
        The mapping names what a file does not have, or an option that does not exist.
    """
    return ingest_mapped([(Path(path), mapping) for path in paths], options=options, progress=progress)


def ingest_mapped(
    files: Sequence[tuple[Path, ColumnMapping | None]], *, options: IngestOptions, progress: Progress = silent
) -> IngestResult:
    """Read files that each have a mapping of their own (or None) as one ingest.

    The first of two rows with one reference is kept, whichever files they stand in. Errors are
    those of :func:`ingest_files`.
    """
    for _, mapping in files:
        check_options((mapping or ColumnMapping()).options)
    tables: list[TypedTable] = []
    notes: list[str] = []
    first_row = 0
    for index, (path, mapping) in enumerate(files):
        progress(f"Reading {path.name}", index / len(files))
        for table, recognition in _recognised(path, mapping, options, progress, notes):
            progress(f"Typing {path.name}", (index + 0.5) / len(files))
            chosen = (mapping or ColumnMapping()).options
            rows = keep_in_scope(table, recognition, chosen, options)
            del table  # its text goes with the slices of `rows`
            tables.append(type_rows(rows, chosen, options, first_row))
            first_row += rows.read
    progress("Reconciling", 0.99)
    return reconcile(tables, notes)


def preview_file(
    path: Path | str, *, mapping: ColumnMapping | None = None, options: IngestOptions, rows: int = 20
) -> Preview:
    """Show how a file would be read: its columns, its first rows, its quality, and a mapping to save.

    The whole file is read, so that the counts shown are those an ingest will give.
    """
    source = Path(path)
    notes: list[str] = []
    recognised = list(_recognised(source, mapping, options, silent, notes))
    typed = [normalise_table(*pair, mapping, options, index * 10**9) for index, pair in enumerate(recognised)]
    result = reconcile(typed, notes)
    tables = tuple(
        PreviewTable(report, _raw_rows(one, rows), _typed_rows(one, rows), one.recognition.mapping())
        for report, one in zip(result.quality.sources, typed, strict=True)
    )
    return Preview(source.name, tables, result.quality)


def _recognised(
    path: Path, mapping: ColumnMapping | None, options: IngestOptions, progress: Progress, notes: list[str]
) -> Iterator[tuple[RawTable, Recognition]]:
    """Yield a file's tables with what their columns mean.

    A workbook's further sheets may hold anything (notes, look-ups): one of which no column is
    recognised is passed over and named in `notes`, as long as another sheet is of use.
    """
    tables = read_source(path, options, progress)
    count = len(tables)
    refusals: list[UnusableInputError] = []
    while tables:
        try:
            recognition = recognise_columns(tables[0], mapping)
        except UnusableInputError as error:
            refusals.append(error)
            table = tables.pop(0)
            notes.append(f"{table.file}, {table.kind}: passed over, because {error.problem}.")
            continue
        yield tables.pop(0), recognition  # kept here no longer: whoever takes it may let it go
    if refusals and len(refusals) == count:
        raise refusals[0]


def _raw_rows(typed: TypedTable, rows: int) -> tuple[Mapping[str, Any], ...]:
    refused = [*typed.recognition.refused, SOURCE_ROW]
    return tuple(typed.table.frame.head(rows).drop(refused, strict=False).to_dicts())


def _typed_rows(typed: TypedTable, rows: int) -> tuple[Mapping[str, Any], ...]:
    shown = typed.offences.head(rows)
    kept = [
        name
        for name in shown.columns
        if not name.startswith("__") and shown[name].null_count() < shown.height
    ]
    return tuple(_json_ready(shown.select(kept).to_dicts()))


def _json_ready(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
        for row in rows
    ]
