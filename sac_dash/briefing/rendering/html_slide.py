"""The briefing slide as HTML: every text stands in the box that :mod:`.slide_plan` gives it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sac_dash.briefing.document import Document, Picture
from sac_dash.briefing.provenance import INVENTED
from sac_dash.briefing.rendering.look import NO_PICTURE, NOTHING_DRAWN
from sac_dash.briefing.rendering.markup import EMPTY, direction, tag
from sac_dash.briefing.rendering.measure import LEADING, Line
from sac_dash.briefing.rendering.slide_plan import (
    LABEL_PT,
    MAP_BOX,
    MARKING_IN,
    PAD_IN,
    STRAP,
    TIMELINE_BOX,
    Box,
    TextBox,
    plan_slide,
)
from sac_dash.briefing.rendering.wording import one_line


def slide_body(document: Document) -> Markup:
    """Return the body of a slide."""
    slide = document.slide
    assert slide is not None  # noqa: S101 - asked only of slides
    plan = plan_slide(document, slide)
    return tag(
        "main",
        _strap(document),
        _title(plan.title),
        _drawn(slide.map, MAP_BOX, slide.no_map),
        _drawn(slide.timeline, TIMELINE_BOX, ""),
        _said(plan.distinguishes, "right"),
        _said(plan.does_not_fit, "right against"),
        *(_said(each, "action") for each in plan.actions),
        class_="slide",
    )


def _strap(document: Document) -> Markup:
    banner = tag("p", INVENTED, class_="invented") if document.provenance.invented else EMPTY
    return tag(
        "div",
        tag("p", one_line(document.kicker), class_="kicker"),
        banner,
        class_="strap",
        style=_place(STRAP),
    )


def _title(title: TextBox) -> Markup:
    text = title.text.lines[0].text
    head = tag("h1", text, style=_size(title.text.size_pt), dir=direction(text))
    return tag("div", head, class_="slide-title", style=_place(title.box))


def _drawn(picture: Picture | None, box: Box, why_not: str) -> Markup:
    if picture is None:
        return tag("div", tag("p", why_not or NOTHING_DRAWN), class_="not-drawn", style=_place(box))
    scale = min(box.width / picture.width_in, box.height / picture.height_in)
    wide, high = picture.width_in * scale, picture.height_in * scale
    place = Box(box.left + (box.width - wide) / 2, box.top + (box.height - high) / 2, wide, high)
    alt = one_line(picture.alt) or NO_PICTURE
    image = tag("img", src=f"picture:{picture.key}", alt=alt, style=f"width:{wide:.3f}in;height:{high:.3f}in")
    return tag("div", image, class_="drawn", style=_place(place))


def _said(text: TextBox, kind: str) -> Markup:
    label = tag("h2", text.label, style=_size(LABEL_PT))
    return tag(
        "div",
        label,
        _lines(text.text.lines, text.text.size_pt, bulleted=text.bulleted),
        class_=f"said {kind}",
        style=f"{_place(text.box)};padding:{PAD_IN / 2}in {PAD_IN}in",
    )


def _lines(lines: Sequence[Line], size_pt: float, *, bulleted: bool) -> Markup:
    kind = "li" if bulleted else "p"
    parts = [
        tag(
            kind, line.text, style=f"{_size(size_pt)};margin-bottom:{line.gap_pt}pt", dir=direction(line.text)
        )
        for line in lines
        if line.text
    ]
    return tag("ul", *parts) if bulleted and parts else EMPTY.join(parts)


def _place(box: Box) -> str:
    """Return a place on the page as a style; the page's own area begins under the marking."""
    top = box.top - MARKING_IN
    return f"left:{box.left:.3f}in;top:{top:.3f}in;width:{box.width:.3f}in;height:{box.height:.3f}in"


def _size(size_pt: float) -> str:
    return f"font-size:{size_pt:g}pt;line-height:{LEADING}"
