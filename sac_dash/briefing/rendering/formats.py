"""The files a briefing can become: their endings, and what a browser is told of them."""

from __future__ import annotations

import re
from enum import StrEnum

from sac_dash.briefing.document import Document
from sac_dash.briefing.rendering.wording import one_line

LONGEST_STEM = 80


class Format(StrEnum):
    """A format a document can be rendered to."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    PNG = "png"

    @property
    def needs_pango(self) -> bool:
        """Return whether Pango must be installed."""
        return self in {Format.PDF, Format.PNG}


MIME_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.PNG: "image/png",
}
ZIP_TYPE = "application/zip"


def file_stem(document: Document) -> str:
    """Return a file's name without its ending: product, reference or subject, and day; safe everywhere."""
    origin = document.provenance
    named = origin.reference or origin.subject
    begins = named.casefold().startswith(document.product.casefold())
    said = one_line(f"{named if begins else f'{document.product} {named}'} {origin.made_at:%Y-%m-%d}")
    return re.sub(r"[^A-Za-z0-9.-]+", "-", said).strip("-.")[:LONGEST_STEM].strip("-.")
