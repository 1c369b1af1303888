"""Any document's tables as a workbook: a sheet each, the words before them, the provenance last.

An analyst who must copy a table into a spreadsheet by hand makes mistakes; what is on paper is here as cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from sac_dash.briefing.document import (
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    OpenField,
    Passage,
    Plot,
    Table,
    walk,
)
from sac_dash.briefing.provenance import FOR_ANALYST
from sac_dash.briefing.sheets import (
    HEAD,
    Look,
    as_bytes,
    head_lines,
    new_workbook,
    provenance_sheet,
    put,
    put_marking,
    put_table,
    set_print,
    set_widths,
)

LONGEST_SHEET_NAME = 31
_WRAPPED = Look(wrap=True)
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")


def document_workbook(document: Document) -> bytes:
    """Return a document's words, tables and charts' numbers as an XLSX file's content."""
    book, first = new_workbook("Text")
    _words(first, document)
    names: set[str] = {"text", "provenance"}
    for block in walk(document.blocks):
        table = _table_of(block)
        if table is not None:
            sheet = book.create_sheet(_sheet_name(table.title, names))
            _table(sheet, table, document)
    provenance_sheet(book, document.provenance, ())
    return as_bytes(book, document.title.text, document.provenance.made_at)


def _words(sheet: Worksheet, document: Document) -> None:
    set_widths(sheet, (28, 110))
    row = head_lines(sheet, document.title.text, document.provenance, 2)
    put(sheet, row, 1, document.kicker, HEAD)
    put(sheet, row, 2, "", HEAD)
    for label, text in _spoken(document):
        row += 1
        put(sheet, row, 1, label, Look(bold=True, wrap=True))
        put(sheet, row, 2, text, _WRAPPED)
    put_marking(sheet, row + 2, document.provenance.marking, 2)
    set_print(sheet, document.provenance.marking, "1:3")


def _spoken(document: Document) -> Iterator[tuple[str, str]]:
    """Yield everything that is said in words, with its label."""
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            yield block.text, ""
        elif isinstance(block, Passage):
            yield block.label, block.text
        elif isinstance(block, Bullets):
            yield block.label, "\n".join(block.items)
        elif isinstance(block, Facts):
            yield from block.rows
        elif isinstance(block, OpenField):
            yield block.label, f"({block.filled_by or FOR_ANALYST})"


def _table_of(block: object) -> Table | None:
    """Return a table, or the numbers of a chart as one."""
    if isinstance(block, Table):
        return block
    if not isinstance(block, Plot):
        return None
    rows = tuple(
        (category, *("" if values[place] is None else f"{values[place]:g}" for _, values in block.series))
        for place, category in enumerate(block.categories)
    )
    heads = (Column("Period"), *(Column(name, numeric=True) for name, _ in block.series))
    return Table(block.picture.caption or block.picture.alt, heads, rows)


def _table(sheet: Worksheet, table: Table, document: Document) -> None:
    set_widths(sheet, tuple(max(10, round(14 * column.share)) for column in table.columns))
    row = head_lines(sheet, table.title, document.provenance, len(table.columns))
    values = [
        [_cell(text, numeric=column.numeric) for text, column in zip(line, table.columns, strict=True)]
        for line in table.rows
    ]
    after = put_table(sheet, row, [column.name for column in table.columns], values, filtered=True)
    if table.note:
        put(sheet, after + 1, 1, table.note, Look(size=9))
    put_marking(sheet, after + 3, document.provenance.marking, len(table.columns))
    set_print(sheet, document.provenance.marking, f"{row}:{row}", wide=len(table.columns) > 8)


def _cell(text: str, *, numeric: bool) -> str | float:
    """Return a number as a number where a numeric column states a plain one."""
    if numeric and _NUMBER.fullmatch(text):
        return float(text.replace(",", ""))
    return text


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name a workbook accepts, not yet taken."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:LONGEST_SHEET_NAME].strip() or "Table"
    name, number = plain, 2
    while name.casefold() in taken:
        suffix = f" {number}"
        name, number = f"{plain[: LONGEST_SHEET_NAME - len(suffix)]}{suffix}", number + 1
    taken.add(name.casefold())
    return name
