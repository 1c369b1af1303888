"""What kind of container a path holds, judged by its content and not its name alone.

A file whose content is not what its name says is refused: reading it as something else would
be a guess made in silence.
"""

from __future__ import annotations

import re
import stat
from enum import StrEnum
from pathlib import Path

from sac_dash.domain.errors import UnusableInputError


class Container(StrEnum):
    """The containers that can be read."""

    TEXT = "CSV"
    GZIP = "gzipped CSV"
    WORKBOOK = "XLSX"
    OLD_WORKBOOK = "XLS"
    PARQUET = "Parquet"
    GEOJSON = "GeoJSON"
    GEOPACKAGE = "GeoPackage"


_BY_EXTENSION = {
    ".csv": Container.TEXT,
    ".tsv": Container.TEXT,
    ".txt": Container.TEXT,
    ".psv": Container.TEXT,
    ".gz": Container.GZIP,
    ".xlsx": Container.WORKBOOK,
    ".xlsm": Container.WORKBOOK,
    ".xls": Container.OLD_WORKBOOK,
    ".parquet": Container.PARQUET,
    ".geojson": Container.GEOJSON,
    ".json": Container.GEOJSON,
    ".gpkg": Container.GEOPACKAGE,
}
SUFFIXES = tuple(_BY_EXTENSION)
"""How names of files end that are read."""
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"PK\x05\x06", "a zip archive with nothing in it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook, or one locked with a password"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "a GeoPackage or SQLite database"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"{\\rtf", "a word-processor document"),
)
_EXPECTED = {
    Container.GZIP: b"\x1f\x8b",
    Container.WORKBOOK: b"PK\x03\x04",
    Container.OLD_WORKBOOK: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    Container.PARQUET: b"PAR1",
    Container.GEOPACKAGE: b"SQLite format 3\x00",
}
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|[a-z:]+[ >])", re.IGNORECASE)
_JSON = re.compile(rb"\s*(\{\s*[\"}]|\[\s*[\[{\"\]])")
_HEAD_BYTES = 4096


def identify_container(path: Path) -> Container:
    """Return the container a path holds.

    A symbolic link is followed, but only to a regular file.

    Raises
    ------
    UnusableInputError
        The file is missing, empty, a directory, a device, unreadable, of a kind not known, or
        holds something other than its name says.
    """
    _check_regular(path)
    container = _BY_EXTENSION.get(path.suffix.lower())
    if container is None:
        raise UnusableInputError(
            f'files ending "{path.suffix}" are not read' if path.suffix else "the name has no ending",
            file=path.name,
            remedy="Give a .csv, .csv.gz, .xlsx, .xls, .parquet, .geojson or .gpkg file",
        )
    check_content(_read_head(path), container, path.name)
    return container


def check_content(head: bytes, container: Container, name: str) -> None:
    """Refuse content that is not what the container's name says.

    Raises
    ------
    UnusableInputError
        Names what the content looks like.
    """
    expected = _EXPECTED.get(container)
    if expected is not None and head.startswith(expected):
        return
    found = describe_content(head)
    if expected is None and (found is None or (container is Container.GEOJSON and found == "JSON")):
        return
    raise UnusableInputError(
        f"the content is {found or 'not what the name says'}, not {_article(container)}",
        file=name,
        remedy="Rename the file to what it is, or export it again",
    )


def describe_content(head: bytes) -> str | None:
    """Return in words what the first bytes are, or None where they could be plain text."""
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return words
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")
    if _MARKUP.match(text):
        return "a web page or XML"
    return "JSON" if _JSON.match(text) else None


def _article(container: Container) -> str:
    """Return the container's name with its article."""
    return f"{'an' if container.value[0] == 'X' else 'a'} {container.value} file"


def _check_regular(path: Path) -> None:
    """Refuse whatever is not a regular file with something in it."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise UnusableInputError(
            "there is no such file", file=path.name or str(path), remedy="Check the path"
        ) from error
    if stat.S_ISDIR(status.st_mode):
        raise UnusableInputError("this is a folder", file=path.name, remedy="Name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise UnusableInputError(
            "this is a device or pipe, not a regular file", file=path.name, remedy="Copy the data to a file"
        )
    if status.st_size == 0:
        raise UnusableInputError("the file is empty", file=path.name, remedy="Export it again")


def _read_head(path: Path) -> bytes:
    """Return the first bytes of a file."""
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD_BYTES)
    except OSError as error:
        raise UnusableInputError(
            f"the file cannot be opened ({error.strerror})", file=path.name, remedy="Check its permissions"
        ) from error
