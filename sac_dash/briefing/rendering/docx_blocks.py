"""The blocks of a briefing as paragraphs, tables and pictures of a Word document."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from sac_dash.briefing.document import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    OpenField,
    PageBreak,
    Passage,
    Picture,
    Plot,
    Row,
    Table,
    Voice,
)
from sac_dash.briefing.rendering.docx_styles import FACTS, FINDING, HEADING_INK, NOTE, TABLE
from sac_dash.briefing.rendering.look import MUTED, NO_PICTURE
from sac_dash.briefing.rendering.wording import one_line, paragraphs_of, plain_text, runs_right_to_left

CELL_PT, SMALL_PT = 8.5, 7.5
GAP_PT = 5.0
MOST_NUMBERS = 12  # a chart's numbers are listed where they are no more than this
_STYLES = {Voice.FINDING: FINDING, Voice.BODY: "Normal", Voice.NOTE: NOTE}


@dataclass(frozen=True)
class Place:
    """Where blocks are written: the document, or a cell of it, how wide that is, and at what part of the usual size."""

    into: WordDocument | _Cell
    width_in: float
    height_in: float
    size: float = 1.0

    def paragraph(self, text: str = "", style: str = "Normal") -> Paragraph:
        """Add a paragraph; the empty one a cell begins with is taken first."""
        into = self.into
        if isinstance(into, _Cell) and len(into.paragraphs) == 1 and not _used(into):
            made: Paragraph = into.paragraphs[0]
            made.style = style
            made.add_run(plain_text(text))
        else:
            made = into.add_paragraph(plain_text(text), style)
        _turn(made, text)
        return made

    def table(self, rows: int, columns: int, style: str | None) -> WordTable:
        """Add a table as wide as the place."""
        begun = isinstance(self.into, _Cell) and not _used(self.into) and self.into.paragraphs[0]
        made = self.into.add_table(rows, columns)
        if isinstance(self.into, _Cell):
            if begun:
                begun._p.getparent().remove(begun._p)  # noqa: SLF001 - the empty line a cell begins with
            _thin(self.into.paragraphs[-1])  # the one a cell must end in
        if style:
            made.style = style
        made.autofit = False
        made.alignment = WD_TABLE_ALIGNMENT.LEFT
        return made


def put_blocks(place: Place, blocks: Sequence[Block]) -> None:
    """Write blocks one under the other."""
    for block in blocks:
        _WRITERS[type(block)](place, block)


def describe(drawing: object, alt: str, name: str) -> None:
    """Give a drawing its words for who cannot see it."""
    for properties in drawing.iter(qn("wp:docPr")):  # type: ignore[attr-defined]
        properties.set("descr", alt)
        properties.set("name", name)
        for side in ("distT", "distB", "distL", "distR"):
            properties.getparent().set(side, "0")


def _used(cell: _Cell) -> bool:
    return bool(cell.tables or cell.paragraphs[0].runs or cell.paragraphs[0].text)


def _heading(place: Place, heading: Heading) -> None:
    place.paragraph(one_line(heading.text), f"Heading {min(max(heading.level, 1), 3)}")


def _passage(place: Place, passage: Passage) -> None:
    for number, text in enumerate(paragraphs_of(passage.text)):
        style = _STYLES[passage.voice]
        if passage.headed and number == 0:
            made = place.paragraph("", style)
            _run_in(made, f"{passage.label}. ")
            made.add_run(text)
        else:
            place.paragraph(text, style)


def _run_in(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(plain_text(text))
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(HEADING_INK)


def _bullets(place: Place, bullets: Bullets) -> None:
    if bullets.headed and bullets.items:
        head = place.paragraph()
        _run_in(head, bullets.label)
        head.paragraph_format.keep_with_next = True
        head.paragraph_format.space_after = Pt(2)
    for item in bullets.items:
        place.paragraph(one_line(item), "List Bullet")


def _facts(place: Place, facts: Facts) -> None:
    if not facts.rows:
        return
    table = place.table(len(facts.rows), 2, FACTS)
    _set_widths(table, (0.34 * place.width_in, 0.66 * place.width_in))
    for row, (label, value) in zip(table.rows, facts.rows, strict=True):
        _fill(row.cells[0], label, size_pt=CELL_PT * place.size, colour=MUTED)
        _fill(row.cells[1], value, size_pt=CELL_PT * place.size)
    _gap(place)


def _table(place: Place, table: Table) -> None:
    if table.title:
        title = place.paragraph(table.title, "Normal")
        title.runs[0].bold = True
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_after = Pt(3)
    _grid(place, table.title, table.columns, table.rows, small=table.small)
    if table.note:
        place.paragraph(table.note, "Caption")
    else:
        _gap(place)


def _grid(
    place: Place, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, small: bool
) -> None:
    made = place.table(1 + len(rows), len(columns), TABLE)
    total = sum(column.share for column in columns)
    _set_widths(made, [place.width_in * column.share / total for column in columns])
    _describe_table(made, title)
    size = (SMALL_PT if small else CELL_PT) * place.size
    for values, row in zip(([each.name for each in columns], *rows), made.rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no name for it
        for value, column, cell in zip(values, columns, row.cells, strict=True):
            _fill(cell, value, right=column.numeric, size_pt=size)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the head on every page


def _picture(place: Place, picture: Picture) -> None:
    scale = min(1.0, place.width_in / picture.width_in, 0.9 * place.height_in / picture.height_in)
    holder = place.paragraph()
    holder.paragraph_format.space_after = Pt(2)
    holder.paragraph_format.keep_with_next = bool(picture.caption)
    run = holder.add_run()
    run.add_picture(
        io.BytesIO(picture.png), Inches(picture.width_in * scale), Inches(picture.height_in * scale)
    )
    alt = one_line(picture.alt) or one_line(picture.caption) or NO_PICTURE
    describe(run._r, alt, f"Picture: {one_line(picture.key)}")  # noqa: SLF001 - where its description stands
    if picture.caption:
        place.paragraph(picture.caption, "Caption")


def _plot(place: Place, plot: Plot) -> None:
    _picture(place, plot.picture)
    if len(plot.categories) * len(plot.series) > MOST_NUMBERS:
        return
    columns = (Column(""), *(Column(name, numeric=True) for name, _ in plot.series))
    rows = [
        (category, *("" if values[at] is None else f"{values[at]:g}" for _, values in plot.series))
        for at, category in enumerate(plot.categories)
    ]
    narrow = replace(place, width_in=min(place.width_in, 1.6 * len(columns)))
    _grid(narrow, f"Numbers of the chart: {plot.picture.alt}", columns, rows, small=True)
    _gap(place)


def _open_field(place: Place, field: OpenField) -> None:
    box = place.table(1, 1, "Table Grid")
    _set_widths(box, (place.width_in,))
    _describe_table(box, f"{field.label}, to be filled in by {field.filled_by}")
    box.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no name for it
    cell = box.rows[0].cells[0]
    inside = Place(cell, place.width_in, place.height_in, place.size)
    label = inside.paragraph()
    label.add_run(plain_text(field.label)).bold = True
    label.add_run(plain_text(f" to be filled in by {field.filled_by}")).font.color.rgb = RGBColor.from_string(
        MUTED
    )
    for _ in range(field.lines):
        cell.add_paragraph("", "Normal")
    _gap(place)


def _page_break(place: Place, _: PageBreak) -> None:
    if not isinstance(place.into, _Cell):
        place.paragraph().add_run().add_break(WD_BREAK.PAGE)


def _row(place: Place, row: Row) -> None:
    total = sum(row.shares)
    widths = [place.width_in * share / total for share in row.shares]
    table = place.table(1, len(row.cells), None)
    _set_widths(table, widths)
    for cell, blocks, width in zip(table.rows[0].cells, row.cells, widths, strict=True):
        put_blocks(Place(cell, width - 0.2, place.height_in, place.size), blocks)
        if cell.tables and cell._tc[-1].tag == qn("w:tbl"):  # noqa: SLF001 - a cell must end in a paragraph
            _thin(cell.add_paragraph())
    _gap(place)


def _fill(cell: _Cell, text: str, *, right: bool = False, size_pt: float, colour: str | None = None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(plain_text(text))
    run.font.size = Pt(size_pt)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    _turn(paragraph, text)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _turn(paragraph: Paragraph, text: str) -> None:
    """Set a paragraph from right to left where its text is read so."""
    if runs_right_to_left(text):
        paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no name for it
            OxmlElement("w:bidi"),
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
        )


def _set_widths(table: WordTable, widths_in: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths_in, strict=True):
        column.width = Inches(width)
        for cell in column.cells:
            cell.width = Inches(width)


def _describe_table(table: WordTable, title: str) -> None:
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), one_line(title))
    table._tbl.tblPr.append(said)  # noqa: SLF001 - python-docx has no name for it


def _gap(place: Place) -> None:
    _thin(place.paragraph(), GAP_PT)


def _thin(paragraph: Paragraph, points: float = 1.0) -> None:
    """Make an empty paragraph as low as it may be: a page has no room for lines that say nothing."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(points)


def shade(paragraph: Paragraph, fill: str) -> None:
    """Set a paragraph on a colour."""
    xml = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no name for it
        parse_xml(xml), "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


_WRITERS: dict[type, Callable[[Place, Any], None]] = {
    Heading: _heading,
    Passage: _passage,
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
    Picture: _picture,
    Plot: _plot,
    OpenField: _open_field,
    PageBreak: _page_break,
    Row: _row,
}
