"""A document as PDF: tagged for screen readers (PDF/UA-1), marked on every page, the same bytes each time.

WeasyPrint sets it, with Pango for the lines. Pango is a library of the system; where it is missing the
editable formats are made all the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import threading
import warnings
from types import ModuleType
from typing import Any

from sac_dash.briefing.document import Document
from sac_dash.briefing.rendering.html import html_of, picture_address
from sac_dash.domain.errors import SacDashError

VARIANT = "pdf/ua-1"
MOST_KEPT = 2  # the one that fits its page, and the one with a row more that does not
PANGO_REMEDY = (
    "Install Pango (Debian or Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0;"
    " macOS: brew install pango; Windows: Pango from MSYS2, mingw-w64-x86_64-pango), or take DOCX or PPTX,"
    " which need nothing"
)
_last: dict[
    tuple[str, tuple[tuple[str, bytes], ...]], Any
] = {}  # laid out and not yet written, the oldest first
_lock = threading.Lock()


def pdf_bytes(document: Document) -> bytes:
    """Return a document as a PDF.

    Raises
    ------
    SacDashError
        Where Pango is not installed.
    """
    html = html_of(document)
    laid = _taken(html, document) or _laid_out(html, document)
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    return bytes(laid.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier))


def lay_out(document: Document) -> list[Any]:
    """Return a document's pages (`weasyprint.document.Page`), laid out and not written.

    Laying out is what takes time: the last ones are kept until somebody has them written.

    Raises
    ------
    SacDashError
        Where Pango is not installed.
    """
    html = html_of(document)
    laid = _laid_out(html, document)
    with _lock:
        while len(_last) >= MOST_KEPT:
            del _last[next(iter(_last))]
        _last[html, _pictures(document)] = laid
    return list(laid.pages)


def page_count(document: Document) -> int:
    """Return how many pages a document has (:func:`lay_out`)."""
    return len(lay_out(document))


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


def _laid_out(html: str, document: Document) -> Any:  # noqa: ANN401 - weasyprint's own document, which has no types
    weasyprint = _weasyprint()
    from sac_dash.briefing.rendering.sources import InMemory

    fetched = InMemory(dict(_pictures(document)))
    return weasyprint.HTML(string=html, url_fetcher=fetched).render(pdf_variant=VARIANT)


def _taken(html: str, document: Document) -> Any:  # noqa: ANN401 - the same, or None
    """Return the document laid out last if it is this one; nobody else gets it: it is written by one thread alone."""
    with _lock:
        return _last.pop((html, _pictures(document)), None)


def _pictures(document: Document) -> tuple[tuple[str, bytes], ...]:
    return tuple((picture_address(each), each.png) for each in document.pictures())
