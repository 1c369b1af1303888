"""Sheets of a workbook in one look, whose cells hold text, numbers and nothing that acts.

A spreadsheet takes a cell that begins like a formula for one. Every text goes through the one rule of
:mod:`sac_dash.domain.spreadsheet_text` and is typed as text besides; control characters that no
workbook may hold are taken out.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sac_dash.briefing.colours import BAND, INK, LINE, MARKING_FILLS, MUTED
from sac_dash.briefing.provenance import INVENTED, Provenance
from sac_dash.domain.spreadsheet_text import neutral_text

A3, A4 = "8", "9"  # as a workbook numbers sizes of paper
LONGEST = 32_000  # characters; a cell holds 32,767
FONT = "Calibri"
THIN = Side(style="thin", color=LINE)
MEDIUM = Side(style="medium", color="FF8592A1")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


@dataclass(frozen=True)
class Look:
    """How a cell looks. `fill` is a colour; `upright` turns text by a quarter."""

    bold: bool = False
    size: int = 10
    colour: str = INK
    fill: str | None = None
    align: str = "left"
    wrap: bool = False
    upright: bool = False
    border: bool = False


_dressed: WeakKeyDictionary[Workbook, dict[Look, StyleArray]] = WeakKeyDictionary()
PLAIN = Look()
BOXED = Look(border=True, wrap=True)
HEAD = Look(bold=True, fill=BAND, border=True, wrap=True)
NOTE = Look(size=9, colour=MUTED, wrap=True)


def plain_text(text: str) -> str:
    """Return a text as a workbook's cell may hold it: no control characters, no formula, not too long."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return neutral_text(clean if len(clean) <= LONGEST else f"{clean[:LONGEST]}… (cut)")


def put(sheet: Worksheet, row: int, column: int, value: object, look: Look = PLAIN) -> Cell:
    """Write one cell and return it."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # noqa: S101 - never inside a merged range
    if isinstance(value, str):
        cell.value = plain_text(value)
        cell.data_type = "s"  # text whatever it looks like
    elif isinstance(value, int | float):
        cell.value = value
    _dress(cell, look)
    return cell


def _dress(cell: Cell, look: Look) -> None:
    """Give a cell its look; the first of each look in a workbook is told to openpyxl, the others are copies of it."""
    book = cell.parent.parent
    assert book is not None  # noqa: S101 - a sheet of ours is in a workbook
    dressed = _dressed.setdefault(book, {})
    if look in dressed:
        cell._style = copy(dressed[look])  # type: ignore[attr-defined] # noqa: SLF001 - the stubs lack it
        return
    cell.font = Font(name=FONT, bold=look.bold, size=look.size, color=look.colour)
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical="bottom" if look.upright else "center" if look.align == "center" else "top",
        wrap_text=look.wrap,
        text_rotation=90 if look.upright else 0,
    )
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill)
    if look.border:
        cell.border = GRID
    dressed[look] = copy(cell._style)  # type: ignore[attr-defined] # noqa: SLF001


def put_row(sheet: Worksheet, row: int, values: Sequence[object], look: Look = PLAIN) -> None:
    """Write a row from its first column on."""
    for column, value in enumerate(values, start=1):
        put(sheet, row, column, value, look)


def comment(cell: Cell, text: str, width_px: int = 330) -> None:
    """Hang words onto a cell; pointing at it shows them."""
    said = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
    lines = sum(1 + len(line) // 48 for line in said.split("\n"))
    cell.comment = Comment(said, "SAC Dash", width=width_px, height=24 + 17 * lines)


def head_lines(sheet: Worksheet, title: str, provenance: Provenance, columns: int) -> int:
    """Write marking, title and what the sheet rests on; return the next free row."""
    put_marking(sheet, 1, provenance.marking, columns)
    _across(sheet, 2, title, columns, Look(bold=True, size=15))
    sheet.row_dimensions[2].height = 24
    _across(sheet, 3, provenance.line(), columns, Look(size=9, colour=MUTED))
    if provenance.invented:
        _across(sheet, 4, INVENTED, columns, Look(bold=True, colour="FF7A4B00", fill="FFFFF1D6"))
    return 5 if provenance.invented else 4


def put_marking(sheet: Worksheet, row: int, marking: str, columns: int) -> None:
    """Write the protective marking across the sheet."""
    fill = next(colour for words, colour in MARKING_FILLS if words in marking.upper())
    _across(sheet, row, marking, columns, Look(bold=True, colour="FFFFFFFF", fill=fill, align="center"))
    sheet.row_dimensions[row].height = 17


def put_table(
    sheet: Worksheet,
    row: int,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    filtered: bool = False,
) -> int:
    """Write a table with its head; return the next free row. `filtered` freezes and filters it."""
    put_row(sheet, row, header, HEAD)
    for place, values in enumerate(rows, start=row + 1):
        put_row(sheet, place, values, BOXED)
    if filtered:
        sheet.freeze_panes = f"A{row + 1}"
        sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(header))}{row + len(rows)}"
    return row + 1 + len(rows)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the columns' widths, in characters, from the first on."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def set_print(
    sheet: Worksheet,
    marking: str,
    repeat_rows: str | None = None,
    *,
    upright: bool = False,
    wide: bool = False,
) -> None:
    """Set a sheet up to be printed: one page wide, the marking at the top and foot of each.

    `upright` prints a form in portrait; `wide` takes A3, so that many columns stay legible.
    """
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = A3 if wide else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    said = marking.replace("&", "&&")
    sheet.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=said))
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text=f"{said}   Page &P of &N"))
    if repeat_rows:
        sheet.print_title_rows = repeat_rows
    sheet.sheet_view.showGridLines = False


def provenance_sheet(book: Workbook, provenance: Provenance, notes: Sequence[tuple[str, str]] = ()) -> None:
    """Add the sheet that says where everything comes from."""
    sheet = book.create_sheet("Provenance")
    set_widths(sheet, (30, 100))
    row = head_lines(sheet, "Where this comes from", provenance, 2) + 1
    for label, value in (*provenance.rows(), *notes):
        put(sheet, row, 1, label, HEAD)
        put(sheet, row, 2, value, BOXED)
        row += 1
    put_marking(sheet, row + 1, provenance.marking, 2)
    set_print(sheet, provenance.marking)


def new_workbook(first: str) -> tuple[Workbook, Worksheet]:
    """Return a workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = first
    return book, sheet


def as_bytes(book: Workbook, title: str, made_at: datetime) -> bytes:
    """Return the workbook as a file's content."""
    book.properties.creator = "SAC Dash"
    book.properties.title = plain_text(title)
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _across(sheet: Worksheet, row: int, text: str, columns: int, look: Look) -> None:
    put(sheet, row, 1, text, look)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=max(columns, 1))
