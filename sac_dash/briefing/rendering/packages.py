"""Office files that are the same byte for byte whenever the same document is written.

A DOCX, PPTX or XLSX is a zip, and a zip tells when it was made. Two copies of one briefing must have one
checksum, so every entry is written again with the time the document was made at, and so are the
workbooks that charts carry.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_STAMPED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIRST_YEAR = 1980  # of the zip format


def settled(package: bytes, made_at: datetime) -> bytes:
    """Return an Office file with every time in it set to `made_at` (aware), its entries as they were ordered."""
    at = made_at.astimezone(UTC)
    moment = (max(at.year, _FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second)
    stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(out, "w") as made:
        for entry in given.infolist():
            info = zipfile.ZipInfo(entry.filename, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3  # the same on Windows
            made.writestr(info, _settled_part(entry.filename, given.read(entry), made_at, stamp))
    return out.getvalue()


def _settled_part(name: str, content: bytes, made_at: datetime, stamp: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return settled(content, made_at)
    if name == "docProps/core.xml":
        return _STAMPED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
    return content
