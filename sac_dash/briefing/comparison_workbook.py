"""The comparative case table as a workbook: the table, the source words, the offences, the provenance.

Offences stand in rows and behaviours in columns by stage of the crime, with base rates at their heads.
A cell's state is a sign and a pattern, so that a black-and-white print says the same; its source words
hang on it, and stand in a sheet of their own to be searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl
from openpyxl.cell import Cell
from openpyxl.styles import Border, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sac_dash.briefing.colours import ACCENT, BAND, MUTED
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.sheets import (
    HEAD,
    MEDIUM,
    THIN,
    Look,
    as_bytes,
    comment,
    head_lines,
    new_workbook,
    provenance_sheet,
    put,
    put_marking,
    put_table,
    set_print,
    set_widths,
)
from sac_dash.domain.columns import Schema, require
from sac_dash.patterns.case_comparison import MEANINGS, SIGNS, CellState

# One row = one offence, in the order of the table.
SHEET_OFFENCES: Schema = {
    "number": pl.UInt32,
    "crime_ref": pl.String,
    "force": pl.String,
    "window": pl.String,  # when, in words
    "place": pl.String,
    "premises": pl.String,
    "area": pl.String,
    "offence_class": pl.String,  # in words, with "(attempt)"
    "value_gbp": pl.Float64,
    "mo_text": pl.String,
}
# One row = one behaviour, in the order of the table.
SHEET_COLUMNS: Schema = {
    "stage": pl.String,  # in words, as all that follows
    "facet": pl.String,
    "behaviour": pl.String,
    "rate": pl.String,  # "1 in 140"
    "rate_among": pl.String,  # the same with what it is taken among
    "n_agree": pl.UInt32,
    "n_known": pl.UInt32,
    "n_absent": pl.UInt32,
}
# One row = one offence × one behaviour, by offence and then column.
SHEET_CELLS: Schema = {
    "number": pl.UInt32,
    "column": pl.UInt32,  # from 0
    "state": pl.String,  # patterns.case_comparison.CellState
    "words": pl.String,  # all that is said of the cell
    "source": pl.String,  # the source's own words, with what stands around them
    "origin": pl.String,  # "text", "structured", "analyst"
    "corrected_by": pl.String,
    "corrected_at": pl.String,
    "read_before": pl.String,  # in words
}

FIXED = ("No.", "Crime ref.", "Force", "Between", "Place and premises")
_WIDTHS = (5, 15, 19, 28, 34)
_BEHAVIOUR_WIDTH = 6.6
A4_COLUMNS = 24  # behaviours that A4 across shows legibly
_GREEN, _RED, _GREY = "FF1D6B4F", "FFB3261E", "FF8592A1"
_LOOKS = {
    CellState.PRESENT: Look(bold=True, colour=_GREEN, align="center"),
    CellState.HEDGED: Look(bold=True, colour=_GREEN, align="center"),
    CellState.ABSENT: Look(bold=True, colour=_RED, align="center"),
    CellState.OTHER: Look(bold=True, colour=MUTED, align="center"),
    CellState.UNKNOWN: Look(colour=_GREY, align="center", size=9),
}
_GROUNDS = {
    CellState.PRESENT: PatternFill("solid", start_color="FFD5EEE2"),
    CellState.HEDGED: PatternFill("lightVertical", start_color="FF7CC4A3", end_color="FFFFFFFF"),
    CellState.ABSENT: PatternFill("solid", start_color="FFFBE3E1"),
    CellState.OTHER: PatternFill(),
    CellState.UNKNOWN: PatternFill("lightUp", start_color="FFD3D9E0", end_color="FFFFFFFF"),
}
_ORDER = (
    "Rows are offences in order of time; columns are behaviours by stage of the crime, within one the rarest that most"
    " of these offences share first. That order is no evidence and no probability."
)
HOW_TO_READ = (
    ("How to read it", _ORDER),
    ("Not known", "An offence that says nothing of a kind of behaviour speaks neither for nor against."),
    (
        "1 in N",
        "Of the offences held of the same class that say anything of the kind, how many state the behaviour.",
    ),
    ("Caution", "A lead, not evidence: behaviours can be shared by chance or fashion. People decide."),
)


@dataclass(frozen=True)
class ComparisonSheet:
    """What the workbook shows.

    Parameters
    ----------
    title
        The series by name and id.
    offences, columns, cells
        `SHEET_OFFENCES`, `SHEET_COLUMNS`, `SHEET_CELLS`.
    """

    title: str
    offences: pl.DataFrame
    columns: pl.DataFrame
    cells: pl.DataFrame


def comparison_workbook(sheet: ComparisonSheet, provenance: Provenance) -> bytes:
    """Return the comparative case table as an XLSX file's content.

    Raises
    ------
    SacDashError
        When a frame lacks a column.
    """
    require(sheet.offences, SHEET_OFFENCES, "the offences")
    require(sheet.columns, SHEET_COLUMNS, "the behaviours")
    require(sheet.cells, SHEET_CELLS, "the cells")
    title = f"Comparative case analysis: {sheet.title}"
    book, first = new_workbook("Comparison")
    _comparison(first, title, sheet, provenance)
    _source_words(book.create_sheet("Source words"), sheet, provenance)
    _offences(book.create_sheet("Offences"), sheet, provenance)
    provenance_sheet(book, provenance, HOW_TO_READ)
    return as_bytes(book, title, provenance.made_at)


def _comparison(target: Worksheet, title: str, sheet: ComparisonSheet, provenance: Provenance) -> None:
    columns = sheet.columns.to_dicts()
    width = len(FIXED) + len(columns)
    set_widths(target, (*_WIDTHS, *[_BEHAVIOUR_WIDTH] * len(columns)))
    top = head_lines(target, title, provenance, width)
    _heads(target, top, columns)
    first = top + 3
    starts = _stage_starts(columns)
    cells = sheet.cells.partition_by("number", as_dict=True)
    for row, offence in enumerate(sheet.offences.iter_rows(named=True), start=first):
        _offence(target, row, offence)
        for cell in cells[(offence["number"],)].iter_rows(named=True) if columns else ():
            _cell(target, row, cell, starts)
    after = _counts(target, first + sheet.offences.height, columns, sheet.offences.height)
    after = _legend(target, after + 1)
    put_marking(target, after + 1, provenance.marking, width)
    target.freeze_panes = f"{get_column_letter(3)}{first}"
    set_print(target, provenance.marking, f"{top}:{top + 2}", wide=len(columns) > A4_COLUMNS)


def _heads(target: Worksheet, top: int, columns: list[dict[str, Any]]) -> None:
    """Write the bands of stages, the behaviours and their base rates."""
    for number, name in enumerate(FIXED, start=1):
        for row in (top, top + 1):
            put(target, row, number, "", HEAD)
        put(target, top + 2, number, name, HEAD)
    at = len(FIXED) + 1
    for stage, group in groupby(columns, key=lambda column: str(column["stage"])):
        held = list(group)
        last = at + len(held) - 1
        for place in range(at, last + 1):
            put(target, top, place, stage if place == at else "", Look(bold=True, fill=BAND, align="center"))
        target.merge_cells(start_row=top, start_column=at, end_row=top, end_column=last)
        for place, column in enumerate(held, start=at):
            _head(target, top, place, column)
        _thick_left(target, (top, top + 1, top + 2), at)
        at = last + 1
    target.row_dimensions[top + 1].height = 165


def _head(target: Worksheet, top: int, place: int, column: dict[str, Any]) -> None:
    """Write one behaviour with its base rate."""
    upright = Look(bold=True, upright=True, wrap=True, border=True)
    named = put(target, top + 1, place, column["behaviour"], upright)
    comment(named, f"{column['facet']}: {column['behaviour']}\n{column['rate_among']}")
    put(target, top + 2, place, column["rate"], Look(size=8, colour=MUTED, align="center", border=True))


def _offence(target: Worksheet, row: int, offence: dict[str, Any]) -> None:
    look = Look(border=True)
    where = ", ".join(filter(None, (offence["premises"], offence["place"])))
    fixed = (offence["number"], offence["crime_ref"], offence["force"], offence["window"], where)
    for column, value in enumerate(fixed, start=1):
        put(target, row, column, value, look)
    target.row_dimensions[row].height = 16


def _cell(target: Worksheet, row: int, cell: dict[str, Any], starts: set[int]) -> None:
    """Write one cell: its sign and pattern, its words hanging on it, an edge where somebody corrected it."""
    state = CellState(cell["state"])
    place = len(FIXED) + 1 + cell["column"]
    corrected = bool(cell["corrected_by"])
    written = put(target, row, place, SIGNS[state] + ("*" if corrected else ""), _LOOKS[state])
    written.fill = _GROUNDS[state]
    left = MEDIUM if cell["column"] in starts else THIN
    written.border = Border(left=left, right=THIN, top=THIN, bottom=THIN)
    if state is not CellState.UNKNOWN or corrected:
        comment(written, cell["words"])


def _counts(target: Worksheet, row: int, columns: list[dict[str, Any]], n: int) -> int:
    """Write what each column adds up to; return the next free row."""
    lines = (
        ("Agree", [column["n_agree"] for column in columns]),
        ("Of those that say", [column["n_known"] for column in columns]),
        ("State that it was not so", [column["n_absent"] for column in columns]),
        ("Not known", [n - column["n_known"] for column in columns]),
    )
    for at, (label, numbers) in enumerate(lines, start=row):
        for column in range(1, len(FIXED) + 1):
            put(
                target,
                at,
                column,
                label if column == len(FIXED) else "",
                Look(bold=True, fill=BAND, align="right"),
            )
        for column, number in enumerate(numbers, start=len(FIXED) + 1):
            put(target, at, column, number, Look(fill=BAND, align="center", size=9, border=True))
    return row + len(lines)


def _legend(target: Worksheet, row: int) -> int:
    """Write what the signs mean; return the next free row."""
    put(target, row, 2, "Signs", Look(bold=True))
    for at, state in enumerate(CellState, start=row + 1):
        put(target, at, 2, SIGNS[state], _LOOKS[state]).fill = _GROUNDS[state]
        put(target, at, 3, MEANINGS[state])
    last = row + 1 + len(CellState)
    put(target, last, 2, "*", Look(bold=True, colour=ACCENT, align="center"))
    put(target, last, 3, "corrected by an analyst: who, when and what was read before is in the cell's note")
    put(
        target,
        last + 1,
        2,
        "Point at a cell for the source words; the sheet “Source words” holds them all.",
        Look(size=9, colour=MUTED),
    )
    return last + 2


def _source_words(target: Worksheet, sheet: ComparisonSheet, provenance: Provenance) -> None:
    header = ("No.", "Crime ref.", "Force", "Stage", "Kind", "Behaviour", "1 in N", "State", "Source words", "From",
              "Corrected by", "Corrected", "Read before")  # fmt: skip
    set_widths(target, (5, 15, 19, 15, 22, 28, 10, 30, 70, 12, 16, 18, 26))
    top = head_lines(target, "Source words of every cell that says something", provenance, len(header))
    offences = {offence["number"]: offence for offence in sheet.offences.iter_rows(named=True)}
    columns = sheet.columns.to_dicts()
    rows = []
    for cell in sheet.cells.iter_rows(named=True):
        if cell["state"] in {CellState.OTHER, CellState.UNKNOWN} and not cell["corrected_by"]:
            continue
        offence, column = offences[cell["number"]], columns[cell["column"]]
        rows.append(
            (cell["number"], offence["crime_ref"], offence["force"], column["stage"], column["facet"],
             column["behaviour"], column["rate"], MEANINGS[CellState(cell["state"])], cell["source"], cell["origin"],
             cell["corrected_by"], cell["corrected_at"], cell["read_before"])
        )  # fmt: skip
    put_table(target, top, header, rows, filtered=True)
    set_print(target, provenance.marking, f"{top}:{top}")


def _offences(target: Worksheet, sheet: ComparisonSheet, provenance: Provenance) -> None:
    offences_sheet(target, "The offences", sheet.offences, provenance)


def offences_sheet(target: Worksheet, title: str, offences: pl.DataFrame, provenance: Provenance) -> None:
    """Write offences (`SHEET_OFFENCES`) with their texts as a table that can be filtered."""
    header = (
        "No.",
        "Crime ref.",
        "Force",
        "Between",
        "Place",
        "Premises",
        "Area",
        "Class",
        "Loss (£)",
        "MO text",
    )
    set_widths(target, (5, 15, 19, 28, 24, 28, 18, 22, 10, 90))
    top = head_lines(target, title, provenance, len(header))
    put_table(target, top, header, list(offences.select(*SHEET_OFFENCES).iter_rows()), filtered=True)
    set_print(target, provenance.marking, f"{top}:{top}")


def _stage_starts(columns: list[dict[str, Any]]) -> set[int]:
    """Return the places at which another stage begins."""
    return {at for at, column in enumerate(columns) if not at or column["stage"] != columns[at - 1]["stage"]}


def _thick_left(target: Worksheet, rows: tuple[int, ...], column: int) -> None:
    for row in rows:
        cell = target.cell(row=row, column=column)
        if isinstance(cell, Cell):
            cell.border = Border(left=MEDIUM, right=THIN, top=THIN, bottom=THIN)
