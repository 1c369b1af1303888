"""A document as an editable deck: native titles, text, tables and charts; notes say where it comes from."""

from __future__ import annotations

import io
from datetime import UTC

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches, Pt

from sac_dash.briefing.document import Document, Plot, SlideBody
from sac_dash.briefing.rendering.look import BAND, INK, LANGUAGE, MUTED, NOTHING_DRAWN
from sac_dash.briefing.rendering.measure import Fitted, Line
from sac_dash.briefing.rendering.packages import settled
from sac_dash.briefing.rendering.pptx_chart import put_chart
from sac_dash.briefing.rendering.pptx_flow import CAPTION_PT, Page, Placed, pages_of
from sac_dash.briefing.rendering.pptx_items import TEXT_PT, Blank, Drawing, Grid, Words
from sac_dash.briefing.rendering.pptx_parts import (
    Type,
    put_frame,
    put_outline,
    put_picture,
    put_table,
    put_text,
    write_lines,
)
from sac_dash.briefing.rendering.pptx_template import blank_deck, title_only
from sac_dash.briefing.rendering.slide_plan import (
    FOOT_BAND,
    LABEL_PT,
    MAP_BOX,
    PAD_IN,
    TIMELINE_BOX,
    TITLE,
    Box,
    TextBox,
    fit_title,
    foot_height_in,
    plan_slide,
)
from sac_dash.briefing.rendering.wording import one_line, plain_text

LABEL_INK, AGAINST_INK = "26317F", "8A3B00"


def pptx_bytes(document: Document) -> bytes:
    """Return a document as a PPTX file: a slide as one, a paper as one slide a section."""
    deck = blank_deck()
    if document.slide is not None:
        _put_briefing(deck, document, document.slide)
    else:
        foot_top = FOOT_BAND.top - foot_height_in(document.provenance)
        pages = pages_of(document, foot_top)
        for number, page in enumerate(pages, start=1):
            _put_page(deck, document, page, (number, len(pages)))
    _set_properties(deck, document)
    buffer = io.BytesIO()
    deck.save(buffer)
    return settled(buffer.getvalue(), document.provenance.made_at)


def _new_slide(deck: Presentation, document: Document, title: Fitted, number: tuple[int, int]) -> Slide:
    slide = deck.slides.add_slide(title_only(deck))
    holder = slide.shapes.title
    assert holder is not None  # noqa: S101 - the layout has one
    holder.left, holder.top = Inches(TITLE.left), Inches(TITLE.top)
    holder.width, holder.height = Inches(TITLE.width), Inches(TITLE.height)
    frame = holder.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write_lines(frame, title.lines, Type(title.size_pt, INK, bold=True))
    put_frame(slide, document.provenance, document.kicker, number)
    said = "\n".join(f"{label}: {value}" for label, value in document.provenance.rows())
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None  # noqa: S101 - a new notes page has one
    notes.text = plain_text(said)
    for paragraph in notes.paragraphs:
        paragraph.font.size = Pt(10)
    return slide


def _put_briefing(deck: Presentation, document: Document, body: SlideBody) -> None:
    plan = plan_slide(document, body)
    slide = _new_slide(deck, document, plan.title.text, (1, 1))
    if body.map:
        put_picture(slide, body.map, MAP_BOX)
    else:
        why = Line(one_line(body.no_map or NOTHING_DRAWN))
        put_outline(
            slide, "No map", MAP_BOX, why, Type(TEXT_PT, MUTED, align="center", middle=True, pad_in=0.5)
        )
    if body.timeline:
        put_picture(slide, body.timeline, TIMELINE_BOX)
    _put_labelled(slide, plan.distinguishes, LABEL_INK)
    _put_labelled(slide, plan.does_not_fit, AGAINST_INK)
    for action in plan.actions:
        _put_labelled(slide, action, LABEL_INK, fill=BAND)


def _put_labelled(slide: Slide, text: TextBox, ink: str, fill: str | None = None) -> None:
    """Put a label and its words into one box, so that they move together."""
    type_ = Type(text.text.size_pt, INK, pad_in=PAD_IN, fill=fill)
    shape = put_text(
        slide, text.label, text.box, [Line(text.label, bold=True, size_pt=LABEL_PT), *text.text.lines], type_
    )
    label = shape.text_frame.paragraphs[0].runs[0]
    label.font.color.rgb = RGBColor.from_string(ink)


def _put_page(deck: Presentation, document: Document, page: Page, number: tuple[int, int]) -> None:
    slide = _new_slide(deck, document, fit_title(page.title, TITLE), number)
    for placed in page.placed:
        _put(slide, placed, document)


def _put(slide: Slide, placed: Placed, document: Document) -> None:
    item, box = placed.item, placed.box
    match item:
        case Words():
            put_text(slide, "Text", box, item.lines, Type(TEXT_PT))
        case Grid():
            put_table(slide, box, item)
        case Drawing():
            _put_drawing(slide, item, box, document)
        case Blank():
            said = f"{one_line(item.field.label)} (to be filled in by {one_line(item.field.filled_by)})"
            put_outline(slide, item.field.label, box, Line(said, bold=True), Type(14, MUTED, pad_in=PAD_IN))


def _put_drawing(slide: Slide, item: Drawing, box: Box, document: Document) -> None:
    caption = one_line(item.drawn.caption or item.picture.caption)
    high = 0.26 if caption else 0.0
    upper = Box(box.left, box.top, box.width, box.height - high)
    if isinstance(item.drawn, Plot):
        put_chart(slide, item.drawn, upper, document.provenance.made_at)
    else:
        put_picture(slide, item.drawn, upper)
    if caption:
        under = Box(box.left, upper.bottom, box.width, high)
        put_text(slide, "Caption", under, [Line(caption)], Type(CAPTION_PT, MUTED))


def _set_properties(deck: Presentation, document: Document) -> None:
    said, origin = deck.core_properties, document.provenance
    said.title = one_line(document.title.text)[:255]
    said.subject = one_line(document.kicker)[:255]
    said.author = said.last_modified_by = one_line(origin.made_by)[:255]
    said.created = said.modified = origin.made_at.astimezone(UTC).replace(tzinfo=None)
    said.keywords = one_line(origin.marking)[:255]
    said.comments, said.language, said.revision = "", LANGUAGE, 1
