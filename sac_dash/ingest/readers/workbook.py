"""Excel workbooks: every sheet that looks like a table, as text.

Macros are never run and formulas never evaluated: the values stored with them are read. A sheet
whose cells lie so far apart that a dense reader would fill the memory is read row by row.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Progress, silent
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.readers.header import find_header
from sac_dash.ingest.readers.typed_rows import even_out_midnights, finish_table, frame_from_rows, write_value
from sac_dash.ingest.readers.workbook_guard import check_workbook

_DENSE_CELLS = 24_000_000  # about 0.8 GB in a dense reader
_HEADER_ROWS = 50

Cells = Sequence[object]


def read_workbook(
    path: Path, options: IngestOptions, progress: Progress = silent, *, only: str | None = None
) -> list[RawTable]:
    """Read every sheet of an XLSX workbook that looks like a table, or the one named `only`.

    Raises
    ------
    UnusableInputError
        The workbook is hostile, damaged, or none of its sheets holds a table.
    """
    facts = check_workbook(path)
    sheets = _iterate_sparse(path, only) if facts.reach_cells > _DENSE_CELLS else _iterate_dense(path, only)
    return _read_sheets(path, options, sheets, "XLSX", progress, date_1904=facts.date_1904)


def read_old_workbook(
    path: Path, options: IngestOptions, progress: Progress = silent, *, only: str | None = None
) -> list[RawTable]:
    """Read every sheet of an XLS workbook that looks like a table, or the one named `only`.

    Raises
    ------
    UnusableInputError
        The workbook is damaged or locked, or none of its sheets holds a table.
    """
    return _read_sheets(path, options, _iterate_dense(path, only), "XLS", progress, date_1904=False)


def _read_sheets(
    path: Path,
    options: IngestOptions,
    sheets: Iterator[tuple[str, Iterator[Cells]]],
    container: str,
    progress: Progress,
    *,
    date_1904: bool,
) -> list[RawTable]:
    """Return the tables among the sheets."""
    tables = []
    for name, rows in sheets:
        progress(f"Reading {path.name}, sheet {name}", 0.5)
        table = _read_sheet(path, options, rows, _Sheet(container, name, date_1904=date_1904))
        if table is not None:
            tables.append(table)
    if not tables:
        raise UnusableInputError(
            "no sheet holds a header and rows", file=path.name, remedy="Check that the data was exported"
        )
    return tables


@dataclass(frozen=True)
class _Sheet:
    """A sheet: in what kind of workbook, under what name, from which day it counts."""

    container: str
    name: str
    date_1904: bool


def _read_sheet(path: Path, options: IngestOptions, rows: Iterator[Cells], sheet: _Sheet) -> RawTable | None:
    """Return a sheet as a table, or None when it does not look like one."""
    first = [[write_value(value) for value in row] for row in itertools.islice(rows, _HEADER_ROWS)]
    if not any(sum(cell is not None for cell in row) > 1 for row in first):
        return None
    header = find_header([_trim(row) for row in first], path.name)
    body = itertools.chain(first[header.first_row :], rows)
    frame = even_out_midnights(frame_from_rows(header.names, enumerate(body, start=header.first_row + 1)))
    if frame.height == 0:
        return None
    nameless = [n for n in header.nameless if n in frame.columns and frame[n].null_count() == frame.height]
    return finish_table(
        frame.drop(nameless),
        options,
        file=path.name,
        kind=f'{sheet.container} sheet "{sheet.name}"',
        name=sheet.name,
        layout=header.layout,
        date_1904=sheet.date_1904,
        notes=header.notes,
    )


def _trim(row: list[str | None]) -> list[str | None]:
    """Return the row without the empty cells at its end."""
    width = max((n for n, cell in enumerate(row, start=1) if cell), default=0)
    return row[:width]


def _iterate_dense(path: Path, only: str | None = None) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Yield (sheet name, rows from row 1 on) by the fast reader."""
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            names = [s.name for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
            for name in (name for name in names if only in (None, name)):
                yield name, iter(workbook.get_sheet_by_name(name).iter_rows())
    except CalamineError as error:
        raise _damaged(path) from error
    except BaseException as error:
        # A defect in the reader's native code surfaces as a PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path) from error


def _damaged(path: Path) -> UnusableInputError:
    """Return the error for a workbook that cannot be read."""
    return UnusableInputError(
        "the workbook is damaged or locked with a password",
        file=path.name,
        remedy="Open it in Excel and save it again without a password",
    )


def _iterate_sparse(path: Path, only: str | None = None) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Yield (sheet name, rows from row 1 on) by a reader that holds one row at a time."""
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        for sheet in (each for each in workbook.worksheets if only in (None, each.title)):
            sheet.reset_dimensions()
            yield sheet.title, iter(sheet.iter_rows(values_only=True))
        workbook.close()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path) from error
