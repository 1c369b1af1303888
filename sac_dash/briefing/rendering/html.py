"""A document as HTML for paper: what each part is, said in elements that a screen reader knows.

Every text is escaped, and nothing is fetched: pictures and fonts have addresses (``picture:``, ``font:``)
that only :mod:`.sources` can answer. Looks are in ``assets/paper.css``; what depends on the document, the
room its footer takes, is written here.
"""

from __future__ import annotations

from importlib import resources

from markupsafe import Markup

from sac_dash.briefing.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    OpenField,
    PageBreak,
    Passage,
    Picture,
    Plot,
    Row,
    Shape,
    Table,
    Voice,
)
from sac_dash.briefing.provenance import INVENTED, Provenance
from sac_dash.briefing.rendering.html_slide import slide_body
from sac_dash.briefing.rendering.look import LANGUAGE, NO_PICTURE, marking_fill
from sac_dash.briefing.rendering.markup import EMPTY, direction, lines, tag
from sac_dash.briefing.rendering.slide_plan import HEIGHT_IN, MARKING_IN, WIDTH_IN, foot_height_in, foot_lines
from sac_dash.briefing.rendering.wording import one_line, paragraphs_of

MM_PER_IN = 25.4
PAGES_MM = {Shape.PORTRAIT: (210.0, 297.0), Shape.LANDSCAPE: (297.0, 210.0)}
EDGE_MM = 15.0
HEAD_MM = 17.0
FOOT_PT = 6.4
FOOT_LEADING = 1.25
LEAST_FOOT_MM = 17.0  # the marking and the page's number
START, END = "start", "end"  # where the words of a document begin and end: what a page's room is measured by


def html_of(document: Document) -> str:
    """Return a document as one page of HTML."""
    slide = document.shape is Shape.SLIDE and document.slide is not None
    body = slide_body(document) if slide else _paper_body(document)
    return Markup("<!DOCTYPE html>\n") + tag(
        "html",
        _head(document),
        tag("body", _page_head(document.provenance), _page_foot(document.provenance), body),
        lang=LANGUAGE,
        class_=f"{document.shape.value} dense" if document.dense else document.shape.value,
    )


def picture_address(picture: Picture) -> str:
    """Return the address a picture has inside a document."""
    return f"picture:{picture.key}"


def row_name(table: Table, place: int) -> str:
    """Return the name of a row of a table that may be shortened, by which its height is found on the page."""
    return f"{'-'.join(table.title.casefold().split())}-{place}"


def _head(document: Document) -> Markup:
    made = document.provenance.made_at.isoformat(timespec="seconds")
    sheet = resources.files(__package__).joinpath("assets", "paper.css").read_text(encoding="utf-8")
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", one_line(document.title.text) or one_line(document.kicker)),
        tag("meta", name="author", content=one_line(document.provenance.made_by)),
        tag("meta", name="description", content=one_line(document.kicker)),
        tag("meta", name="generator", content=f"SAC Dash {document.provenance.software}"),
        tag("meta", name="dcterms.created", content=made),
        tag("meta", name="dcterms.modified", content=made),
        tag("style", Markup(sheet + _page_rule(document))),  # noqa: S704 - our own file, and numbers
    )


def _page_rule(document: Document) -> str:
    if document.shape is Shape.SLIDE:
        foot_in = MARKING_IN + foot_height_in(document.provenance)
        return f"@page {{ size: {WIDTH_IN}in {HEIGHT_IN}in; margin: {MARKING_IN}in 0 {foot_in:.3f}in; }}\n"
    wide, high = PAGES_MM[document.shape]
    foot = foot_mm(document)
    head = HEAD_MM + (6.0 if document.provenance.invented else 0.0)
    return f"@page {{ size: {wide}mm {high}mm; margin: {head}mm {EDGE_MM}mm {foot:.1f}mm; }}\n"


def foot_mm(document: Document) -> float:
    """Return how high the foot of a paper page is: as many lines as what the document rests on takes."""
    wide, _ = PAGES_MM[document.shape]
    count = len(foot_lines(document.provenance, (wide - 2 * EDGE_MM) / MM_PER_IN, FOOT_PT))
    return LEAST_FOOT_MM + count * FOOT_PT * FOOT_LEADING / 72 * MM_PER_IN


def _page_head(provenance: Provenance) -> Markup:
    invented = tag("p", INVENTED, class_="invented") if provenance.invented else EMPTY
    return tag("div", _marking(provenance), invented, class_="page-head")


def _page_foot(provenance: Provenance) -> Markup:
    rests_on = [tag("p", one_line(said), class_="foot-line") for said in provenance.foot()]
    last = tag("div", _marking(provenance), tag("p", class_="page-number"), class_="foot-last")
    return tag("div", tag("div", *rests_on, class_="foot-lines"), last, class_="page-foot")


def _marking(provenance: Provenance) -> Markup:
    fill = f"background:#{marking_fill(provenance.marking)}"
    return tag("p", tag("span", one_line(provenance.marking), style=fill), class_="marking", style=fill)


def _paper_body(document: Document) -> Markup:
    return tag(
        "main",
        tag("p", one_line(document.kicker), class_="kicker", id=START),
        tag("h1", one_line(document.title.text), dir=direction(document.title.text)),
        *(_block(each) for each in document.blocks),
        tag("div", id=END),
    )


def _block(block: Block) -> Markup:  # noqa: PLR0911 - one line for each kind of block
    match block:
        case Heading():
            return tag(f"h{min(block.level, 3) + 1}", one_line(block.text), dir=direction(block.text))
        case Passage():
            return _passage(block)
        case Bullets():
            return _bullets(block)
        case Facts():
            return _facts(block)
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
        case Plot():
            return _picture(block.picture)
        case OpenField():
            return _open_field(block)
        case PageBreak():
            return tag("div", class_="page-break")
        case Row():
            return _row(block)


def _passage(passage: Passage) -> Markup:
    said = paragraphs_of(passage.text)
    run_in = [tag("strong", f"{passage.label}. ", class_="run-in")] if passage.headed else []
    leads = [*run_in, *([""] * len(said))]
    kind = {Voice.FINDING: "finding", Voice.NOTE: "note"}.get(passage.voice)
    return EMPTY.join(
        tag("p", lead, lines(each), class_=kind, dir=direction(each))
        for lead, each in zip(leads, said, strict=False)
    )


def _bullets(bullets: Bullets) -> Markup:
    if not bullets.items:
        return EMPTY
    head = (
        tag("p", tag("strong", bullets.label, class_="run-in"), class_="list-head")
        if bullets.headed
        else EMPTY
    )
    return head + tag("ul", *(tag("li", one_line(each), dir=direction(each)) for each in bullets.items))


def _facts(facts: Facts) -> Markup:
    rows = [
        tag("tr", tag("th", one_line(label), scope="row"), tag("td", lines(value)))
        for label, value in facts.rows
    ]
    return tag("table", tag("tbody", *rows), class_="facts") if rows else EMPTY


def _table(table: Table) -> Markup:
    total = sum(column.share for column in table.columns)
    widths = [tag("col", style=f"width:{100 * each.share / total:.2f}%") for each in table.columns]
    head = [tag("th", each.name, scope="col", class_=_side(each.numeric)) for each in table.columns]
    rows = [
        tag(
            "tr",
            *(
                tag("td", lines(value), class_=_side(column.numeric), dir=direction(value))
                for value, column in zip(row, table.columns, strict=True)
            ),
            id=row_name(table, place) if table.shortened else None,
        )
        for place, row in enumerate(table.rows)
    ]
    return tag(
        "table",
        tag("caption", table.title) if table.title else EMPTY,
        tag("colgroup", *widths),
        tag("thead", tag("tr", *head)),
        tag("tbody", *rows),
        class_="rows small" if table.small else "rows",
    ) + (tag("p", table.note, class_="note under") if table.note else EMPTY)


def _side(numeric: bool) -> str | None:  # noqa: FBT001
    return "number" if numeric else None


def _picture(picture: Picture) -> Markup:
    image = tag(
        "img",
        src=picture_address(picture),
        alt=one_line(picture.alt) or one_line(picture.caption) or NO_PICTURE,
        style=f"width:{picture.width_in:.3f}in",
    )
    caption = tag("figcaption", picture.caption) if picture.caption else EMPTY
    return tag("figure", image, caption)


def _open_field(field: OpenField) -> Markup:
    label = tag("p", tag("strong", field.label), tag("span", f" to be filled in by {field.filled_by}"))
    return tag("div", label, *(tag("div", class_="ruled") for _ in range(field.lines)), class_="open-field")


def _row(row: Row) -> Markup:
    total = sum(row.shares)
    cells = [
        tag("div", *(_block(each) for each in cell), class_="cell", style=f"width:{100 * share / total:.2f}%")
        for cell, share in zip(row.cells, row.shares, strict=True)
    ]
    return tag("div", tag("div", *cells, class_="cells"), class_="row")
