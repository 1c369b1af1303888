"""Every text that a produced file holds, seen or not: bodies, notes, comments, properties, alt text, metadata.

A reader sees pages; a recipient's computer sees the whole file. Each text comes with the part it stands in, so
that a leak can be told by its place. Words that a format splits over several runs are put together again.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree

from sac_dash.domain.errors import SacDashError

_OFFICE = frozenset({"docx", "pptx", "xlsx", "zip"})
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "bmp"})
_PARAGRAPHS = frozenset(
    ["p", "si", "c", "tr", "row", "br", "tab", "text", "tspan", "comment", "cell", "property", "pt"]
)
# attributes that hold words of people; all others are the format's own
_WORDED = frozenset({"descr", "title", "author", "initials", "alt", "tooltip", "target", "lastmodifiedby"})
_LONGEST_FILE = 200_000_000  # bytes a part may unfold to


@dataclass(frozen=True)
class TextPart:
    """One text and where in the file it stands.

    Parameters
    ----------
    worded
        False: machine values, of which few are words.
    listed
        Separate values, one a line: what looks like an identifier across two of them is none.
    """

    where: str
    text: str
    worded: bool = True
    listed: bool = False


def read_text_parts(content: bytes, kind: str, where: str = "") -> Iterator[TextPart]:
    """Yield every text of a file.

    Parameters
    ----------
    kind
        Its ending: docx, pptx, xlsx, zip, pdf, svg, html, xml, csv, txt, or a picture's.
    where
        What it stands in, for files within files.

    Raises
    ------
    SacDashError
        When it cannot be read, or is of a kind not known here: what cannot be looked into does not go out.
    """
    kind = kind.casefold().lstrip(".")
    read = _READERS.get(kind)
    if read is None:
        raise SacDashError(f"a file of kind {kind or '(none)'} cannot be looked into")
    try:
        yield from read(content, where)
    except SacDashError:
        raise
    except Exception as error:
        raise SacDashError(
            f"{where or 'the file'} cannot be looked into ({type(error).__name__}), so it does not go out",
            remedy="Make the pack again",
        ) from error


def _of_archive(content: bytes, where: str) -> Iterator[TextPart]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.comment:
            yield TextPart(f"{where}archive comment", archive.comment.decode("utf-8", "replace"))
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            if entry.file_size > _LONGEST_FILE:
                raise SacDashError(f"{entry.filename} is too large to be looked into")
            yield TextPart(f"{where}file name", entry.filename, worded=False)
            ending = entry.filename.rpartition(".")[2].casefold()
            kind = ending if ending not in {"emf", "wmf", "bin", "ttf", "odttf", "fntdata"} else ""
            inside = archive.read(entry)
            place = f"{where}{entry.filename}"
            if kind:
                within = f"{place} › " if kind in _OFFICE else place
                yield from read_text_parts(inside, kind, within)
            else:
                yield TextPart(place, _printable(inside), worded=False)


def _of_markup(content: bytes, where: str) -> Iterator[TextPart]:
    try:
        root = ElementTree.fromstring(content, forbid_dtd=False)
    except ElementTree.ParseError:
        text = content.decode("utf-8", "replace")  # HTML that is no XML
        yield TextPart(where or "markup", re.sub(r"<[^>]+>", " ", text))
        yield TextPart(
            f"{where or 'markup'} (attributes)", " \n".join(re.findall(r"\"([^\"<>]+)\"", text)), worded=False
        )
        return
    said: list[str] = []
    words: list[str] = []
    machine: list[str] = []
    for element in _in_order(root):
        if isinstance(element, str):
            said.append(element)
            continue
        for name, value in element.attrib.items():
            (words if _local(name).casefold() in _WORDED else machine).append(value)
    yield TextPart(where or "markup", "".join(said), listed=where.startswith("docProps/"))
    yield TextPart(f"{where or 'markup'} (properties)", "\n".join(words), listed=True)
    yield TextPart(f"{where or 'markup'} (attributes)", "\n".join(machine), worded=False)


def _in_order(element: Any) -> Iterator[Any]:  # noqa: ANN401 - an element of any parser
    """Yield elements, and their texts as strings, in the order of reading; a paragraph ends with a line's end."""
    yield element
    if element.text:
        yield element.text
    for child in element:
        yield from _in_order(child)
        if child.tail:
            yield child.tail
    if _local(str(element.tag)).casefold() in _PARAGRAPHS or (len(element) == 0 and _ends_alone(element)):
        yield "\n"


def _ends_alone(element: Any) -> bool:  # noqa: ANN401
    """Return whether a leaf holds a whole value: any but a run's text, which the next run may go on."""
    return _local(str(element.tag)) not in {"t", "delText", "instrText"}


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _of_picture(content: bytes, where: str) -> Iterator[TextPart]:
    from PIL import Image

    place = where or "picture"
    with Image.open(io.BytesIO(content)) as image:
        info: dict[Any, Any] = dict(image.info)
        info |= {f"exif {tag}": value for tag, value in image.getexif().items()}
        said = "\n".join(
            f"{_say(name)}: {_say(value)}" for name, value in info.items() if name != "icc_profile"
        )
    yield TextPart(f"{place} (metadata)", said, listed=True)


def _of_pdf(content: bytes, where: str) -> Iterator[TextPart]:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        said = "\n".join(f"{name}: {value}" for name, value in document.get_metadata_dict().items())
        yield TextPart(f"{where}properties", said, listed=True)
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_bounded()
            yield TextPart(f"{where}page {number}", text)
            yield TextPart(f"{where}page {number}, lines joined", re.sub(r"\s*[\r\n]+\s*", " ", text))
    yield from _pdf_objects(content, where)


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_LITERAL = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_HEXED = re.compile(rb"<((?:[0-9A-Fa-f]{2}\s*){4,})>")
_ESCAPES = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


def _pdf_objects(content: bytes, where: str) -> Iterator[TextPart]:
    """Yield the strings of a PDF's objects (alt text, bookmarks, comments) and its metadata packets."""
    bodies = [_STREAM.sub(b" ", content)]
    for hit in _STREAM.finditer(content):
        body = _inflated(hit.group(1))
        if body is not None and (b"<x:xmpmeta" in body or b"<rdf" in body or b"<?xpacket" in body):
            yield TextPart(
                f"{where}metadata packet", re.sub(r"<[^>]+>", "\n", body.decode("utf-8", "replace"))
            )
        elif body is not None and b" Tf" not in body and len(body) < 20_000_000:
            bodies.append(body)
    strings = [_pdf_string(hit.group(1)) for body in bodies for hit in _LITERAL.finditer(body)]
    strings += [_pdf_hex(hit.group(1)) for body in bodies for hit in _HEXED.finditer(body)]
    words = [each for each in strings if each.isprintable() and re.search(r"\w{3}", each)]
    yield TextPart(f"{where}objects (alt text, bookmarks, comments)", "\n".join(words), listed=True)


def _inflated(body: bytes) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(body, _LONGEST_FILE)
    except zlib.error:
        return body if b"<x:xmpmeta" in body or b"<?xpacket" in body else None


def _pdf_string(raw: bytes) -> str:
    named = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}

    def unescaped(hit: re.Match[bytes]) -> bytes:
        said = hit.group(1)
        return bytes([int(said, 8) & 255]) if said[:1].isdigit() else named.get(said, said)

    return _decoded(_ESCAPES.sub(unescaped, raw))


def _pdf_hex(raw: bytes) -> str:
    return _decoded(bytes.fromhex(re.sub(rb"\s", b"", raw).decode("ascii")))


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace").strip()
    return raw.decode("latin-1").strip()


def _printable(raw: bytes) -> str:
    wide = raw[::2] if raw[1:40:2].count(0) > 10 else b""
    return "\n".join(each.decode("ascii") for each in re.findall(rb"[\x20-\x7e]{4,}", raw + b"\n" + wide))


def _of_text(content: bytes, where: str) -> Iterator[TextPart]:
    yield TextPart(where or "text", content.decode("utf-8-sig", "replace"))


def _say(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


_READERS: dict[str, Callable[[bytes, str], Iterator[TextPart]]] = {
    **dict.fromkeys(_OFFICE, _of_archive),
    **dict.fromkeys(_PICTURES, _of_picture),
    **dict.fromkeys(("xml", "rels", "svg", "vml", "html", "htm", "xhtml"), _of_markup),
    **dict.fromkeys(("txt", "csv", "json", "md", "toml"), _of_text),
    "pdf": _of_pdf,
}
