"""Briefing documents as files: PDF, DOCX, PPTX and PNG, from one :class:`~..document.Document`.

Pure functions from a document to bytes: the same document makes the same bytes. What has to be cut on a
slide is never cut in silence; :func:`overlong` says it before anything is made. The library of an Office format
is imported when that format is asked for: together they take as long as making a bulletin.
"""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.briefing.document import Document
from sac_dash.briefing.handling import may_leave
from sac_dash.briefing.rendering.formats import MIME_TYPES, ZIP_TYPE, Format, file_stem
from sac_dash.briefing.rendering.pdf import can_print, pdf_bytes
from sac_dash.briefing.rendering.slide_plan import MAP_BOX, TIMELINE_BOX, plan_slide

MAP_IN = (round(MAP_BOX.width, 2), round(MAP_BOX.height, 2))  # draw a slide's pictures at these sizes
TIMELINE_IN = (round(TIMELINE_BOX.width, 2), round(TIMELINE_BOX.height, 2))


@dataclass(frozen=True)
class File:
    """A rendered document: its name, what a browser is told it is, and its content."""

    name: str
    mime_type: str
    content: bytes


def render(document: Document, format_: Format) -> bytes:
    """Return a document in a format; a PNG of several pages is a zip of one PNG a page.

    Raises
    ------
    SacDashError
        For PDF and PNG where Pango is missing; for an external document whose handling forbids it.
    """
    return render_file(document, format_).content


def render_file(document: Document, format_: Format) -> File:
    """Return a document in a format, with its name and type (:func:`render`)."""
    if document.external:
        may_leave(document.provenance.marking, document.provenance.handling)
    stem = file_stem(document)
    if format_ is Format.PNG:
        return _images(document, stem)
    return File(f"{stem}.{format_}", MIME_TYPES[format_], _bytes(document, format_))


def _bytes(document: Document, format_: Format) -> bytes:
    if format_ is Format.DOCX:
        from sac_dash.briefing.rendering.docx import docx_bytes

        return docx_bytes(document)
    if format_ is Format.PPTX:
        from sac_dash.briefing.rendering.pptx import pptx_bytes

        return pptx_bytes(document)
    return pdf_bytes(document)


def preview(document: Document, pages: int | None = None) -> list[bytes]:
    """Return the document's pages as PNGs for a screen, or its first so many."""
    from sac_dash.briefing.rendering.images import PREVIEW_DPI, page_images

    return page_images(pdf_bytes(document), PREVIEW_DPI, pages)


def overlong(document: Document) -> tuple[str, ...]:
    """Return one sentence for each text that is too long for its place; () where everything fits."""
    return plan_slide(document, document.slide).too_long if document.slide else ()


def _images(document: Document, stem: str) -> File:
    from sac_dash.briefing.rendering.images import EXPORT_DPI, page_images, zipped

    images = page_images(pdf_bytes(document), EXPORT_DPI)
    if len(images) == 1:
        return File(f"{stem}.png", MIME_TYPES[Format.PNG], images[0])
    return File(f"{stem}-pages.zip", ZIP_TYPE, zipped(images, stem, document.provenance.made_at))


__all__ = [
    "MAP_IN",
    "TIMELINE_IN",
    "File",
    "Format",
    "can_print",
    "overlong",
    "preview",
    "render",
    "render_file",
]
