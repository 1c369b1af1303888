"""The front door: files in, typed offences out; or a look at a file before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Progress, silent, within
from sac_dash.ingest.mapped_file import MappedFile
from sac_dash.ingest.mapping import ColumnMapping
from sac_dash.ingest.normalisation import normalise_table, type_rows
from sac_dash.ingest.option_checks import check_options
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.preview_table import preview_table
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.readers import read_source
from sac_dash.ingest.recognition import Recognition, recognise_columns
from sac_dash.ingest.reconciliation import reconcile
from sac_dash.ingest.result import IngestResult, Preview
from sac_dash.ingest.rows_in_scope import keep_in_scope
from sac_dash.ingest.typed_table import Piles, TypedTable

READING, JUDGING, DONE = 0.45, 0.15, 0.99  # parts of a file's time, and of the whole, as a guide


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
    return ingest_mapped(
        [MappedFile(Path(path), mapping) for path in paths], options=options, progress=progress
    )


def ingest_mapped(
    files: Sequence[MappedFile], *, options: IngestOptions, progress: Progress = silent
) -> IngestResult:
    """Read files, or chosen sheets of them, that each have a mapping of their own as one ingest.

    The first of two rows with one reference is kept, whichever files they stand in. Errors are
    those of :func:`ingest_files`.
    """
    for each in files:
        check_options((each.mapping or ColumnMapping()).options)
    piles = Piles.over(options.scratch)
    tables: list[TypedTable] = []
    notes: list[str] = []
    first_row = 0
    for each, reach in zip(files, _reaches(files), strict=True):
        tell = within(progress, *reach)
        for table, recognition in _recognised(each, options, within(tell, 0.0, READING), notes):
            chosen = (each.mapping or ColumnMapping()).options
            rows = keep_in_scope(table, recognition, chosen, options, within(tell, READING, JUDGING))
            del table  # its rows wait in the slices of `rows`
            typing = within(tell, READING + JUDGING, 1.0 - READING - JUDGING)
            tables.append(type_rows(rows, chosen, options, first_row, piles=piles, progress=typing))
            first_row += rows.read
            del rows
    progress("Reconciling", DONE)
    return reconcile(tables, notes, piles)


def _reaches(files: Sequence[MappedFile]) -> list[tuple[float, float]]:
    """Return where in the whole work each file begins and what part of it it takes, by its size."""
    sizes = [max(each.path.stat().st_size, 1) if each.path.is_file() else 1 for each in files]
    return [(DONE * sum(sizes[:at]) / sum(sizes), DONE * size / sum(sizes)) for at, size in enumerate(sizes)]


def preview_file(
    path: Path | str, *, mapping: ColumnMapping | None = None, options: IngestOptions, rows: int = 20
) -> Preview:
    """Show how a file would be read: its columns, its first rows, its quality, and a mapping to save.

    The whole file is read, so that the counts shown are those an ingest will give.
    """
    source = Path(path)
    notes: list[str] = []
    recognised = list(_recognised(MappedFile(source, mapping), options, silent, notes))
    piles = Piles.over(options.scratch)
    typed = [
        normalise_table(*pair, mapping, options, index * 10**9, piles=piles)
        for index, pair in enumerate(recognised)
    ]
    result = reconcile(typed, notes, piles)
    tables = tuple(
        preview_table(report, one, rows) for report, one in zip(result.quality.sources, typed, strict=True)
    )
    return Preview(source.name, tables, result.quality)


def _recognised(
    source: MappedFile, options: IngestOptions, progress: Progress, notes: list[str]
) -> Iterator[tuple[RawTable, Recognition]]:
    """Yield a file's tables with what their columns mean.

    A workbook's further sheets may hold anything (notes, look-ups): one of which no column is
    recognised is passed over and named in `notes`, as long as another sheet is of use.
    """
    tables = read_source(source.path, options, progress, only=source.table)
    count = len(tables)
    refusals: list[UnusableInputError] = []
    while tables:
        try:
            recognition = recognise_columns(tables[0], source.mapping)
        except UnusableInputError as error:
            refusals.append(error)
            table = tables.pop(0)
            notes.append(f"{table.file}, {table.kind}: passed over, because {error.problem}.")
            continue
        yield tables.pop(0), recognition  # kept here no longer: whoever takes it may let it go
    if refusals and len(refusals) == count:
        raise refusals[0]
