"""A document as an editable Word file: the last tenth of a briefing is an analyst's, in their own editor."""

from __future__ import annotations

import io
from datetime import UTC

import docx as python_docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer, _Header
from docx.shared import Inches, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from sac_dash.briefing.document import Document, Shape
from sac_dash.briefing.provenance import INVENTED, Provenance
from sac_dash.briefing.rendering.docx_blocks import Place, put_blocks, shade
from sac_dash.briefing.rendering.docx_styles import BANNER, CLOSE, KICKER, prepare
from sac_dash.briefing.rendering.look import LANGUAGE, WARNING_FILL, marking_fill
from sac_dash.briefing.rendering.packages import settled
from sac_dash.briefing.rendering.slide_blocks import blocks_of
from sac_dash.briefing.rendering.wording import one_line

EDGE_MM, TOP_MM, FOOT_MM = 18, 24, 30
PAGE_MM = (210, 297)


def docx_bytes(document: Document) -> bytes:
    """Return a document as a DOCX file."""
    word = python_docx.Document()
    size = CLOSE if document.dense else 1.0
    prepare(word, size)
    section = word.sections[0]
    width_in, height_in = _set_page(section, upright=document.shape is Shape.PORTRAIT)
    _put_head(section.header, document.provenance)
    _put_foot(section.footer, document.provenance, width_in)
    place = Place(word, width_in, height_in, size)
    place.paragraph(one_line(document.kicker), KICKER)
    place.paragraph(one_line(document.title.text), "Title")
    put_blocks(place, blocks_of(document))
    _set_properties(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return settled(buffer.getvalue(), document.provenance.made_at)


def _set_page(section: Section, *, upright: bool) -> tuple[float, float]:
    """Set A4, and return the room inside its margins in inches."""
    wide, high = PAGE_MM if upright else PAGE_MM[::-1]
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(EDGE_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(FOOT_MM)
    section.header_distance = section.footer_distance = Mm(8)
    return (wide - 2 * EDGE_MM) / 25.4, (high - TOP_MM - FOOT_MM) / 25.4


def _put_head(header: _Header, provenance: Provenance) -> None:
    line = header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _put_marking(line, provenance.marking)
    if provenance.invented:
        banner = header.add_paragraph(INVENTED, BANNER)
        banner.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shade(banner, WARNING_FILL)
        header.add_paragraph("", "Header")


def _put_foot(footer: _Footer, provenance: Provenance, width_in: float) -> None:
    first, *rest = (one_line(said) for said in provenance.foot())
    footer.paragraphs[0].add_run(first)
    for said in rest:
        footer.add_paragraph(said, "Footer")
    last = footer.add_paragraph("", "Footer")
    last.paragraph_format.space_before = Pt(5)
    last.paragraph_format.tab_stops.add_tab_stop(Inches(width_in / 2), WD_TAB_ALIGNMENT.CENTER)
    last.paragraph_format.tab_stops.add_tab_stop(Inches(width_in), WD_TAB_ALIGNMENT.RIGHT)
    last.add_run("\t")
    _put_marking(last, provenance.marking)
    last.add_run("\tPage ")
    _put_field(last, "PAGE")
    last.add_run(" of ")
    _put_field(last, "NUMPAGES")


def _put_marking(paragraph: Paragraph, marking: str) -> None:
    run = paragraph.add_run(f"\u00a0\u00a0{one_line(marking)}\u00a0\u00a0")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(10), RGBColor(255, 255, 255)
    shading = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{marking_fill(marking)}"/>'
    run._r.get_or_add_rPr().append(parse_xml(shading))  # noqa: SLF001 - python-docx has no name for it


def _put_field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no name for it


def _set_properties(word: WordDocument, document: Document) -> None:
    said, origin = word.core_properties, document.provenance
    said.title = one_line(document.title.text)[:255]
    said.subject = one_line(document.kicker)[:255]
    said.author = said.last_modified_by = one_line(origin.made_by)[:255]
    said.created = said.modified = origin.made_at.astimezone(UTC).replace(tzinfo=None)
    said.keywords = one_line(origin.marking)[:255]
    said.comments, said.language, said.revision = "", LANGUAGE, 1
