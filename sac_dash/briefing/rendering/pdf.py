"""A document as PDF: tagged for screen readers (PDF/UA-1), marked on every page, the same bytes each time.

WeasyPrint sets it, with Pango for the lines. Pango is a library of the system; where it is missing the
editable formats are made all the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import warnings
from types import ModuleType

from sac_dash.briefing.document import Document
from sac_dash.briefing.rendering.html import html_of, picture_address
from sac_dash.domain.errors import SacDashError

VARIANT = "pdf/ua-1"
PANGO_REMEDY = (
    "Install Pango (Debian or Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0;"
    " macOS: brew install pango; Windows: Pango from MSYS2, mingw-w64-x86_64-pango), or take DOCX or PPTX,"
    " which need nothing"
)


def pdf_bytes(document: Document) -> bytes:
    """Return a document as a PDF.

    Raises
    ------
    SacDashError
        Where Pango is not installed.
    """
    weasyprint = _weasyprint()
    from sac_dash.briefing.rendering.sources import InMemory

    html = html_of(document)
    pictures = {picture_address(each): each.png for each in document.pictures()}
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    made = weasyprint.HTML(string=html, url_fetcher=InMemory(pictures)).write_pdf(
        pdf_variant=VARIANT, pdf_identifier=identifier
    )
    return bytes(made)


def page_count(document: Document) -> int:
    """Return how many pages a document has: laid out, and not written.

    Raises
    ------
    SacDashError
        Where Pango is not installed.
    """
    weasyprint = _weasyprint()
    from sac_dash.briefing.rendering.sources import InMemory

    pictures = {picture_address(each): each.png for each in document.pictures()}
    return len(weasyprint.HTML(string=html_of(document), url_fetcher=InMemory(pictures)).render().pages)


def can_print() -> bool:
    """Return whether PDFs (and so PNGs) can be made here."""
    try:
        _weasyprint()
    except SacDashError:
        return False
    return True


def _weasyprint() -> ModuleType:
    """Return the library, or say what it lacks; its own words about that are kept off the terminal."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint
    except OSError as missing:
        raise SacDashError("PDF and PNG need Pango, which is not installed", remedy=PANGO_REMEDY) from missing
    return weasyprint  # type: ignore[no-any-return]
