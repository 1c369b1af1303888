"""What stands on a slide of an editable deck: text boxes, tables, pictures, charts, and the frame around them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from sac_dash.briefing.document import Picture
from sac_dash.briefing.provenance import INVENTED, Provenance
from sac_dash.briefing.rendering.look import (
    ACCENT,
    BAND,
    INK,
    LANGUAGE,
    LINE,
    MUTED,
    NO_PICTURE,
    WARNING_FILL,
    WARNING_INK,
    marking_fill,
)
from sac_dash.briefing.rendering.measure import LEADING, Line, fit
from sac_dash.briefing.rendering.pptx_items import CELL_IN, Grid
from sac_dash.briefing.rendering.slide_plan import (
    EDGE_IN,
    FOOT_BAND,
    FOOT_GAP_IN,
    FOOT_PT,
    INNER_IN,
    MARKING_IN,
    STRAP,
    TOP_BAND,
    WIDTH_IN,
    Box,
    foot_height_in,
)
from sac_dash.briefing.rendering.wording import one_line, plain_text, runs_right_to_left

PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
BANNER_IN = 6.2  # width of the banner over invented data
KICKER_PT, LEAST_KICKER_PT = 12.0, 9.0


@dataclass(frozen=True)
class Type:
    """How text is set. `align` is ``"left"``, ``"center"`` or ``"right"``; `middle` centres it in its height."""

    size_pt: float
    colour: str = INK
    bold: bool = False
    align: str = "left"
    middle: bool = False
    pad_in: float = 0.0
    fill: str | None = None
    bulleted: bool = False


_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


def put_text(slide: Slide, name: str, box: Box, lines: Sequence[Line], type_: Type) -> BaseShape:
    """Put a text box on a slide."""
    shape = slide.shapes.add_textbox(*_inches(box))
    shape.name = name
    if type_.fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(type_.fill)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if type_.middle else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(type_.pad_in)
    frame.margin_top = frame.margin_bottom = Inches(type_.pad_in / 2)
    write_lines(frame, lines, type_)
    return shape


def write_lines(frame: TextFrame, lines: Sequence[Line], type_: Type) -> None:
    """Write paragraphs into a frame."""
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        size = line.size_pt or type_.size_pt
        paragraph.alignment = _ALIGN[type_.align]
        paragraph.line_spacing = Pt(round(size * LEADING, 1))
        paragraph.space_after = Pt(line.gap_pt)
        _write(paragraph, line.text, size, type_.colour, bold=line.bold or type_.bold)
        if line.indent_in:
            _bullet(paragraph, line.indent_in)
        _turn(paragraph, line.text)


def put_frame(slide: Slide, provenance: Provenance, kicker: str, number: tuple[int, int]) -> None:
    """Put marking, kicker, banner, provenance and the slide's number (n, of m) around its content.

    They are on the slide itself and not on its master, so that a slide copied elsewhere keeps them.
    """
    band = Type(12, "FFFFFF", bold=True, align="center", middle=True, fill=marking_fill(provenance.marking))
    marking = [Line(one_line(provenance.marking))]
    put_text(slide, "Marking, top", TOP_BAND, marking, band)
    beside = BANNER_IN + 0.2 if provenance.invented else 0.0
    strap = Box(STRAP.left, STRAP.top, INNER_IN - beside, STRAP.height)
    said_above = fit(
        [Line(one_line(kicker), bold=True)], (strap.width, strap.height), KICKER_PT, LEAST_KICKER_PT
    )
    put_text(
        slide, "Kicker", strap, said_above.lines, Type(said_above.size_pt, ACCENT, bold=True, middle=True)
    )
    if provenance.invented:
        banner = Box(EDGE_IN + INNER_IN - BANNER_IN, STRAP.top, BANNER_IN, STRAP.height)
        warned = Type(11, WARNING_INK, bold=True, align="center", middle=True, fill=WARNING_FILL)
        put_text(slide, "Invented data", banner, [Line(INVENTED)], warned)
    high = foot_height_in(provenance) - FOOT_GAP_IN
    foot = Box(EDGE_IN, FOOT_BAND.top - high - FOOT_GAP_IN / 2, INNER_IN, high)
    said = [Line(one_line(each)) for each in provenance.foot()]
    put_text(slide, "Provenance", foot, said, Type(FOOT_PT, MUTED))
    side = 1.8
    put_text(slide, "Marking, foot", FOOT_BAND, marking, band)
    numbered = Box(WIDTH_IN - EDGE_IN - side, FOOT_BAND.top, side, MARKING_IN)
    _put_number(slide, numbered, number)


def put_picture(slide: Slide, picture: Picture, box: Box) -> None:
    """Put a picture in the middle of a box, as large as it goes, with its words for who cannot see it."""
    scale = min(box.width / picture.width_in, box.height / picture.height_in)
    wide, high = picture.width_in * scale, picture.height_in * scale
    left, top = box.left + (box.width - wide) / 2, box.top + (box.height - high) / 2
    shape = slide.shapes.add_picture(io.BytesIO(picture.png), *_inches(Box(left, top, wide, high)))
    describe(
        shape, one_line(picture.alt) or one_line(picture.caption) or NO_PICTURE, f"Picture: {picture.key}"
    )


def put_outline(slide: Slide, name: str, box: Box, line: Line, type_: Type) -> None:
    """Put an outlined box: to be written into, or to say that nothing could be drawn."""
    shape = put_text(slide, name, box, [line], type_)
    shape.line.color.rgb, shape.line.width = RGBColor.from_string("8592A1"), Pt(1)


def put_table(slide: Slide, box: Box, grid: Grid) -> None:
    """Put a native table: a head where columns are named, one row a height."""
    columns, named = grid.columns, grid.has_head
    told = [[column.name for column in columns], *grid.rows] if named else list(grid.rows)
    held = slide.shapes.add_table(len(told), len(columns), *_inches(box))
    describe(held, grid.title, f"Table: {grid.title}")
    table = held.table
    table.first_row, table.horz_banding = named, False
    held._element.find(f".//{qn('a:tableStyleId')}").text = PLAIN_TABLE  # noqa: SLF001 - no name for it
    total = sum(column.share for column in columns)
    for place, column in enumerate(columns):
        table.columns[place].width = Inches(box.width * column.share / total)
    for at, values in enumerate(told):
        table.rows[at].height = Inches(grid.heights_in[at])
        type_ = Type(grid.size_pt, bold=named and at == 0, fill=BAND if named and at == 0 else None)
        for place, (value, column) in enumerate(zip(values, columns, strict=True)):
            _cell(table.cell(at, place), value, replace(type_, align="right" if column.numeric else "left"))


def describe(shape: BaseShape, alt: str, name: str) -> None:
    """Give a shape its name and its words for who cannot see it."""
    shape.name = one_line(name)
    shape._element.xpath(".//p:cNvPr")[0].set("descr", one_line(alt))  # noqa: SLF001 - no public name for it


def _cell(cell: _Cell, text: str, type_: Type) -> None:
    cell.margin_left = cell.margin_right = Inches(CELL_IN)
    cell.margin_top = cell.margin_bottom = Inches(CELL_IN / 2)
    if type_.fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(type_.fill)
    else:
        cell.fill.background()
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = _ALIGN[type_.align]
    _turn(paragraph, text)
    _write(paragraph, text, type_.size_pt, INK, bold=type_.bold)
    rule = etree.Element(qn("a:lnB"), w="6350")
    colour = etree.SubElement(etree.SubElement(rule, qn("a:solidFill")), qn("a:srgbClr"))
    colour.set("val", LINE)
    cell._tc.get_or_add_tcPr().insert(0, rule)  # noqa: SLF001 - lines come before fills


def _turn(paragraph: _Paragraph, text: str) -> None:
    """Set a paragraph from right to left where its text is read so."""
    if runs_right_to_left(text):
        paragraph.alignment = PP_ALIGN.RIGHT
        paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - python-pptx has no name for it


def _write(paragraph: _Paragraph, text: str, size_pt: float, colour: str, *, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = plain_text(text)
    run.font.size, run.font.bold = Pt(size_pt), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)  # noqa: SLF001 - python-pptx knows few languages


def _bullet(paragraph: _Paragraph, indent_in: float) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-pptx has no name for it
    properties.set("marL", str(Inches(indent_in)))
    properties.set("indent", str(-Inches(indent_in)))
    colour = etree.SubElement(etree.SubElement(properties, qn("a:buClr")), qn("a:srgbClr"))
    colour.set("val", ACCENT)
    etree.SubElement(properties, qn("a:buFont")).set("typeface", "Arial")
    etree.SubElement(properties, qn("a:buChar")).set("char", "•")


def _put_number(slide: Slide, box: Box, number: tuple[int, int]) -> None:
    shape = put_text(slide, "Slide number", box, [Line("")], Type(9, "FFFFFF", align="right", middle=True))
    paragraph = shape.text_frame.paragraphs[0]
    first = paragraph.runs[0]
    first.text = "Slide "
    field = etree.SubElement(paragraph._p, qn("a:fld"))  # noqa: SLF001 - python-pptx has no name for it
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    field.append(etree.fromstring(etree.tostring(first._r.rPr)))  # noqa: SLF001 - our own run's look
    etree.SubElement(field, qn("a:t")).text = str(number[0])
    _write(paragraph, f" of {number[1]}", 9, "FFFFFF", bold=False)


def _inches(box: Box) -> tuple[Inches, Inches, Inches, Inches]:
    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)
