"""The deck that briefings are put into: 16:9, our type and colours, three layouts an analyst can go on with."""

from __future__ import annotations

import re

import pptx as python_pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu, Inches

from sac_dash.briefing.rendering.look import ACCENT, INK, OFFICE_FONT
from sac_dash.briefing.rendering.slide_plan import HEIGHT_IN, TITLE, TITLE_FLOOR_PT, WIDTH_IN, Box

TITLE_ONLY = "Title Only"
KEPT = ("Title Slide", "Title and Content", TITLE_ONLY)
BODY = Box(TITLE.left, 1.82, TITLE.width, 4.9)
_COLOURS = {"dk2": INK, "accent1": ACCENT, "accent2": "B3541E", "accent3": "2B5FA3", "accent4": "5A6776"}


def blank_deck() -> Presentation:
    """Return a deck without slides."""
    deck = python_pptx.Presentation()
    stretch = Inches(WIDTH_IN) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, *deck.slide_layouts):
        _widen(page, stretch)
    _set_title_style(deck.slide_master)
    _set_theme(deck.slide_master)
    for kind in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS):
        for relations in (deck.part.package._rels, deck.part.rels):  # noqa: SLF001 - no public name for it
            for key in [key for key, relation in relations.items() if relation.reltype == kind]:
                relations.pop(key)
    return deck


def title_only(deck: Presentation) -> SlideLayout:
    """Return the layout of a slide with a title and nothing else set."""
    return next(layout for layout in deck.slide_layouts if layout.name == TITLE_ONLY)


def _widen(page: SlideMaster | SlideLayout, stretch: float) -> None:
    own_title = page.name == "Title Slide"
    for shape in page.placeholders:
        number = shape.placeholder_format.idx
        if shape._element.spPr.find(qn("a:xfrm")) is None:  # noqa: SLF001 - its place is its master's
            continue
        if number == 0 and not own_title:
            _move(shape, TITLE)
        elif number == 1 and not own_title:
            _move(shape, BODY)
        else:
            shape.left, shape.width = Emu(round(shape.left * stretch)), Emu(round(shape.width * stretch))


def _move(shape: object, box: Box) -> None:
    shape.left, shape.top = Inches(box.left), Inches(box.top)  # type: ignore[attr-defined]
    shape.width, shape.height = Inches(box.width), Inches(box.height)  # type: ignore[attr-defined]


def _set_title_style(master: SlideMaster) -> None:
    style = master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")  # noqa: SLF001
    style.set("algn", "l")
    default = style.find(qn("a:defRPr"))
    default.set("sz", str(round(TITLE_FLOOR_PT * 100)))
    default.set("b", "1")


def _set_theme(master: SlideMaster) -> None:
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    said = theme.blob.decode("utf-8")
    for name, colour in _COLOURS.items():
        swatch = rf'\g<1><a:srgbClr val="{colour}"/>\g<2>'
        said = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", swatch, said, flags=re.DOTALL)
    for kind in ("major", "minor"):
        said = re.sub(
            rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{OFFICE_FONT}", said, flags=re.DOTALL
        )
    theme._blob = said.encode("utf-8")  # noqa: SLF001 - a theme is a part python-pptx only carries
