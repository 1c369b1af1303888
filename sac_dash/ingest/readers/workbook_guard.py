"""Refuse a zipped workbook that is a bomb, holds XML entities, or is no workbook, before reading it.

The declared sizes are judged before anything is unpacked; then each XML member is streamed past,
a chunk at a time, to look for entity declarations and to learn how far each sheet reaches.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sac_dash.domain.errors import UnusableInputError

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_UNPACKED_RATIO = 100.0
_CHUNK_BYTES = 1024 * 1024
_OVERLAP_BYTES = 64  # longer than what is looked for, so that nothing hides on a chunk's edge

_ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET_MEMBER = re.compile(r"xl/worksheets/[^/]+\.xml")
_DATE_1904 = re.compile(rb"date1904\s*=\s*[\"'](1|true|on)[\"']", re.IGNORECASE)


@dataclass(frozen=True)
class WorkbookFacts:
    """What is known of a workbook before it is read.

    Parameters
    ----------
    date_1904
        Whether days are counted from 1904.
    reach_cells
        Cells in the largest rectangle that any sheet spans, filled or not.
    """

    date_1904: bool
    reach_cells: int


def check_workbook(path: Path) -> WorkbookFacts:
    """Refuse hostile or damaged workbooks; return what reading needs to know.

    Raises
    ------
    UnusableInputError
        Unpacks more than 100-fold or past 512 MiB, declares XML entities, has path-like member
        names, is damaged, or is no workbook.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, path)
            return _scan_members(archive, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnusableInputError(
            "the workbook is damaged or locked", file=path.name, remedy="Open it in Excel and save it again"
        ) from error


def _check_members(archive: zipfile.ZipFile, path: Path) -> None:
    """Judge the archive by its directory alone, before anything is unpacked."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_UNPACKED_RATIO * path.stat().st_size:
        raise UnusableInputError(
            f"the workbook would unpack to {unpacked / 2**20:,.0f} MB",
            file=path.name,
            remedy="Export it as CSV",
        )
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise UnusableInputError(
            "this zip archive is no Excel workbook", file=path.name, remedy="Export the data as XLSX or CSV"
        )
    if any(_is_path_like(name) for name in names):
        raise UnusableInputError(
            "the workbook holds members with path-like names", file=path.name, remedy="Do not trust this file"
        )


def _is_path_like(name: str) -> bool:
    """Return whether a member's name would lead out of a folder it was unpacked into."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts


def _scan_members(archive: zipfile.ZipFile, name: str) -> WorkbookFacts:
    """Stream every XML member past; return what was learnt of dates and sheets."""
    reach = 0
    date_1904 = False
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        sheet = _SHEET_MEMBER.fullmatch(member.filename) is not None
        columns, rows = 0, 0
        for chunk in _stream_member(archive, member):
            if _ENTITY.search(chunk):
                raise UnusableInputError(
                    "the workbook declares XML entities", file=name, remedy="Do not trust this file"
                )
            date_1904 |= member.filename == "xl/workbook.xml" and _DATE_1904.search(chunk) is not None
            if sheet:
                columns, rows = _extend_reach(chunk, columns, rows)
        reach = max(reach, columns * rows)
    return WorkbookFacts(date_1904, reach)


def _stream_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the member's text in overlapping chunks; UTF-16 is laid open by dropping zero bytes."""
    overlap = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            text = overlap + chunk.replace(b"\x00", b"")
            yield text
            overlap = text[-_OVERLAP_BYTES:]


def _extend_reach(chunk: bytes, columns: int, rows: int) -> tuple[int, int]:
    """Return the furthest column and row seen so far, counting from 1."""
    references = _CELL_REFERENCE.findall(chunk)
    if not references:
        return columns, rows
    furthest = max({letters for letters, _ in references}, key=lambda letters: (len(letters), letters))
    number = 0
    for letter in furthest:
        number = number * 26 + letter - 64
    return max(columns, number), max(rows, *(int(digits) for _, digits in references))
