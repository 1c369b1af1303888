"""A product asked for, made into files: drafted, the analyst's words laid over it, fitted to its page, rendered.

Nothing is written or logged here; whoever hands a file out enters it into the log first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sac_dash.briefing.document import Document, longest_table, with_edits
from sac_dash.briefing.products import WORKBOOK, Product, Removals, product_called
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.rendering import Format, render_file
from sac_dash.briefing.rendering.formats import file_stem
from sac_dash.briefing.rendering.one_page import on_one_page
from sac_dash.briefing.rendering.pdf import can_print, page_count
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.errors import SacDashError

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEAST_ROOM, MOST_TIGHT, MOST_ROOM = 2, 5, 30  # rows of a table on a single page

Told = Callable[[str], None]


@dataclass(frozen=True)
class MadeFile:
    """One file of a product; `removed` is what was kept back or taken out of an external one, and how much of it."""

    name: str
    mime: str
    content: bytes
    removed: Removals = ()


def draft(source: BriefingSource, request: BriefRequest) -> Document:
    """Return a product as the data has it, without anybody's words over it.

    Raises
    ------
    SacDashError
        When the product is a workbook, or what it is asked of is not held.
    """
    product = product_called(request.product)
    if not product.has_pages:
        raise SacDashError(f"{product.label} is a workbook and has no pages", remedy="Ask for it as xlsx")
    return product.composing().compose(source, request)


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return a product as it is handed out: the analyst's words over the draft, one page where it must be one.

    Words laid over a product that leaves the police are redacted.
    """
    return _composed(source, request, product_called(request.product))[0]


def _composed(source: BriefingSource, request: BriefRequest, product: Product) -> tuple[Document, Removals]:
    document = with_edits(draft(source, request), request.edits)
    if product.one_page:
        document = _on_one_page(source, request, document)
    return product.releasing().redact(source, request, document) if product.external else (document, ())


def _on_one_page(source: BriefingSource, request: BriefRequest, document: Document) -> Document:
    if not can_print():
        return document
    if longest_table(document):
        return on_one_page(document, LEAST_ROOM, MOST_ROOM)
    return document if page_count(document) == 1 else _tighter(source, request, document)


def make(
    source: BriefingSource, request: BriefRequest, formats: Sequence[str], tell: Told | None = None
) -> tuple[MadeFile, ...]:
    """Return a product's files in the formats asked for; no format is its usual one.

    Raises
    ------
    SacDashError
        When the product does not come in a format, a format needs what is not installed, or a product for
        outsiders still holds what must not leave.
    """
    product = product_called(request.product)
    wanted = tuple(dict.fromkeys(formats)) or product.formats[:1]
    unknown = [each for each in wanted if each not in product.formats]
    if unknown:
        raise SacDashError(
            f"{product.label} does not come as {unknown[0]}",
            remedy=f"Choose of: {', '.join(product.formats)}",
        )
    if not product.has_pages:
        stem = f"{product.name}-{request.scope}-{source.made_at:%Y-%m-%d}"
        return (MadeFile(_safe(f"{stem}.{WORKBOOK}"), XLSX_TYPE, product.writing().write(source, request)),)
    document, removed = _composed(source, request, product)
    files = []
    for each in wanted:
        if tell:
            tell(each)
        files.append(replace(_file(document, each), removed=removed))
    if product.external:
        product.releasing().prove_redacted(source, request, {each.name: each.content for each in files})
    return tuple(files)


def _file(document: Document, wanted: str) -> MadeFile:
    if wanted == WORKBOOK:
        # Here, because only a workbook needs openpyxl.
        from sac_dash.briefing.document_workbook import document_workbook

        return MadeFile(f"{file_stem(document)}.{WORKBOOK}", XLSX_TYPE, document_workbook(document))
    made = render_file(document, Format(wanted))
    return MadeFile(made.name, made.mime_type, made.content)


def _tighter(source: BriefingSource, request: BriefRequest, document: Document) -> Document:
    """Return a one-page product composed with less and less room in its tables, until its page holds it."""
    for room in range(MOST_TIGHT, LEAST_ROOM - 1, -1):
        document = with_edits(draft(source, replace(request, room=room)), request.edits)
        if page_count(document) == 1:
            break
    return document


def _safe(name: str) -> str:
    """Return a file name of plain characters."""
    return "".join(each if each.isalnum() or each in ".-" else "-" for each in name).strip("-.")
