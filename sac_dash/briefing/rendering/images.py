"""Pages as pictures: the preview on a screen, and a PNG of any product."""

from __future__ import annotations

import io
import threading
import zipfile
from datetime import datetime

import pypdfium2

PREVIEW_DPI = 110
EXPORT_DPI = 300
_ONE_AT_A_TIME = threading.Lock()  # PDFium may be called by one thread at a time


def page_images(pdf: bytes, dpi: int = PREVIEW_DPI, first: int | None = None) -> list[bytes]:
    """Return each page of a PDF as a PNG, or the `first` so many."""
    with _ONE_AT_A_TIME:
        opened = pypdfium2.PdfDocument(pdf)
        try:
            count = len(opened) if first is None else min(first, len(opened))
            return [_png(opened[place], dpi) for place in range(count)]
        finally:
            opened.close()


def zipped(images: list[bytes], stem: str, made_at: datetime) -> bytes:
    """Return several pages in one zip, named in order, dated when the document was made."""
    moment = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, image in enumerate(images, start=1):
            entry = zipfile.ZipInfo(f"{stem}-{number:02d}.png", moment)
            entry.create_system = 3  # the same on Windows
            archive.writestr(entry, image)
    return out.getvalue()


def _png(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    buffer = io.BytesIO()
    picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
    picture.save(buffer, format="PNG", dpi=(dpi, dpi))
    page.close()
    return buffer.getvalue()
