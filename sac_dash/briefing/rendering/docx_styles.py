"""Styles of an editable Word document: real ones, so that an analyst changes a look in one place."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from sac_dash.briefing.rendering.look import ACCENT, BAND, INK, LANGUAGE, LINE, MUTED, OFFICE_FONT

TABLE, FACTS = "Briefing Table", "Briefing Facts"
KICKER, FINDING, NOTE, BANNER, MARKING = "Kicker", "Finding", "Note", "Banner", "Marking"
HEADING_INK = "26317F"
# name: size, colour, bold, space before, space after
_LOOKS: dict[str, tuple[float, str, bool, float, float]] = {
    "Normal": (10, INK, False, 0, 6),
    "Title": (20, INK, True, 0, 10),
    "Heading 1": (14, HEADING_INK, True, 14, 4),
    "Heading 2": (11.5, INK, True, 10, 3),
    "Heading 3": (10, MUTED, True, 8, 2),
    "Caption": (8.5, MUTED, False, 2, 8),
    "List Bullet": (10, INK, False, 0, 2),
    "Header": (8, MUTED, False, 0, 0),
    "Footer": (7, MUTED, False, 0, 0),
    KICKER: (10, ACCENT, True, 0, 2),
    FINDING: (12, INK, True, 0, 8),
    NOTE: (8.5, MUTED, False, 0, 6),
    BANNER: (8.5, "7A4B00", True, 4, 0),
    MARKING: (10, "FFFFFF", True, 0, 0),
}
CLOSE = 0.82
_ON_EVERY_PAGE = ("Header", "Footer", BANNER, MARKING)
_MAY_BE_BOLD = ("Normal", "List Bullet")
_OWN = (KICKER, FINDING, NOTE, BANNER, MARKING)


def prepare(word: WordDocument, size: float = 1.0) -> None:
    """Give a new document our styles and language, and take out what tells of its template.

    `size` is a part of the usual one, for a page that must hold everything (`CLOSE`).
    """
    for name in _OWN:
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
    for name, look in _LOOKS.items():
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - all of them are
        part = 1.0 if name in _ON_EVERY_PAGE else size
        _set(
            style,
            (look[0] * part, *look[1:3], look[3] * part, look[4] * part),
            line=1.15 if part == 1.0 else 1.08,
        )
    _rule(word.styles["Title"].element, "bottom", 12)
    _rule(word.styles[FINDING].element, "left", 18)
    for xml in (_table_style(TABLE, head=True, size=size), _table_style(FACTS, head=False, size=size)):
        word.styles.element.append(parse_xml(xml))
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    _modern(word)


def _set(style: ParagraphStyle, look: tuple[float, str, bool, float, float], line: float) -> None:
    size, colour, bold, before, after = look
    style.font.size, style.font.italic = Pt(size), False
    style.font.bold = None if style.name in _MAY_BE_BOLD else bold  # a table's head is bold through its style
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.name = OFFICE_FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in str(name):  # a theme's font would come before ours
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), OFFICE_FONT)
    for old in style.element.get_or_add_pPr().findall(qn("w:tabs")):
        style.element.get_or_add_pPr().remove(old)  # a header's and a footer's, made for another width
    spacing = style.element.get_or_add_rPr().find(qn("w:spacing"))
    if spacing is not None:
        style.element.get_or_add_rPr().remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = line


def _rule(style: BaseOxmlElement, side: str, eighths: int) -> None:
    """Draw a rule at one side of a style's paragraphs, in place of any it had."""
    properties = style.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    rule = f'<w:{side} w:val="single" w:sz="{eighths}" w:space="6" w:color="{ACCENT}"/>'
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{rule}</w:pBdr>"),
        "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl",
    )  # fmt: skip


def _table_style(name: str, *, head: bool, size: float) -> str:
    apart, inside = (20, 30) if size == 1.0 else (6, 14)  # twentieths of a point
    first = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        f'<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="8592A1"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/></w:tcPr></w:tblStylePr>'
    )
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:before="{apart}" w:after="{apart}" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="17"/></w:rPr>'
        f"<w:tblPr><w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        f'<w:tblCellMar><w:top w:w="{inside}" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        f'<w:bottom w:w="{inside}" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"{first if head else ''}</w:style>"
    )


def _modern(word: WordDocument) -> None:
    """Leave compatibility mode, and drop the template's thumbnail and second set of styles."""
    settings = word.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    compat = parse_xml(f"<w:compat {nsdecls('w')}><w:compatSetting {mode}/></w:compat>")
    after = (
        "w:rsids",
        "m:mathPr",
        "w:themeFontLang",
        "w:clrSchemeMapping",
        "w:decimalSymbol",
        "w:listSeparator",
    )
    settings.insert_element_before(compat, *(name for name in after if name.startswith("w:")))
    _drop(word.part.package.rels, RELATIONSHIP_TYPE.THUMBNAIL)
    _drop(word.part.rels, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")


def _drop(relations: dict[str, object], kind: str) -> None:
    for key, relation in list(relations.items()):
        if getattr(relation, "reltype", "") == kind:
            del relations[key]
