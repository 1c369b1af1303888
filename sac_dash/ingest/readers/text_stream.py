r"""Text of any encoding as a stream of clean UTF-8 blocks.

Whatever the source wrote, the scanner behind sees UTF-8 with ``\n`` as the only line end, no
byte-order mark, no NUL and no control character but the tab; what was removed is counted by row.
The file is never held whole.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from charset_normalizer import from_bytes

from sac_dash.domain.errors import UnusableInputError

BLOCK_BYTES = 16 * 1024 * 1024
SAMPLE_BYTES = 1024 * 1024

_UTF16_ZERO_SHARE = 0.3  # of every second byte, in text of Latin letters written as UTF-16
_NUL_SHARE = 0.3  # more than this is no text
_CONTROL_SHARE = 0.03  # likewise, NUL apart
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CONTROL_TABLE = np.isin(np.arange(256, dtype=np.uint8), np.frombuffer(_CONTROLS, np.uint8))

CONTROLS_REMOVED = "control characters removed"
STRAY_BYTES = "bytes that are not UTF-8 read as Windows-1252"


@dataclass
class TextWarnings:
    """Rows touched while cleaning; grows as the stream is read."""

    control_rows: int = 0
    stray_rows: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return plain-word warning → rows touched, without the zeros."""
        found = {CONTROLS_REMOVED: self.control_rows, STRAY_BYTES: self.stray_rows}
        return {warning: rows for warning, rows in found.items() if rows}


@dataclass(frozen=True)
class Encoding:
    """How a text is encoded: codec name and length of its byte-order mark."""

    codec: str
    mark_bytes: int = 0


def open_bytes(path: Path, *, gzipped: bool) -> IO[bytes]:
    """Open a file for reading bytes, through gzip where it is gzipped."""
    return gzip.open(path, "rb") if gzipped else path.open("rb")  # type: ignore[return-value]


def read_sample(path: Path, *, gzipped: bool) -> bytes:
    """Return the text's first bytes, unpacked.

    Raises
    ------
    UnusableInputError
        The gzip container cannot be unpacked.
    """
    try:
        with open_bytes(path, gzipped=gzipped) as stream:
            return stream.read(SAMPLE_BYTES)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged_gzip(path) from error


def damaged_gzip(path: Path) -> UnusableInputError:
    """Return the error for a gzip container that is cut short or damaged."""
    return UnusableInputError(
        "the gzip container is damaged or cut short", file=path.name, remedy="Fetch the file again"
    )


def decide_encoding(sample: bytes) -> Encoding:
    """Return the encoding of a text from its first bytes.

    A byte-order mark settles it; then zero bytes at every second place (UTF-16); then validity as
    UTF-8; then Windows-1252 where all its bytes have a meaning there; charset-normalizer is
    asked last.
    """
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return Encoding(codec, len(mark))
    bytes_ = np.frombuffer(sample[: len(sample) // 2 * 2], np.uint8)
    even = float(np.mean(bytes_[::2] == 0)) if len(bytes_) else 0.0
    odd = float(np.mean(bytes_[1::2] == 0)) if len(bytes_) else 0.0
    if max(even, odd) > _UTF16_ZERO_SHARE and min(even, odd) < _UTF16_ZERO_SHARE / 2:
        return Encoding("utf-16-le" if odd > even else "utf-16-be")
    return Encoding(_decide_narrow(sample))


def _decide_narrow(sample: bytes) -> str:
    """Return the codec of a text whose ASCII letters are one byte each."""
    lines = [line for line in sample.splitlines()[:-1] or [sample] if not line.isascii()]
    if sum(_is_valid(line, "utf-8") for line in lines) * 2 >= len(lines):
        return "utf-8"
    suspect = b"\n".join(lines)[:65_536]
    if _is_valid(suspect, "cp1252"):
        return "cp1252"
    best = from_bytes(suspect).best()
    return best.encoding if best is not None and best.encoding != "ascii" else "latin-1"


def _is_valid(data: bytes, codec: str) -> bool:
    """Return whether the bytes can be decoded."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def looks_binary(sample: bytes, encoding: Encoding) -> bool:
    """Return whether the first bytes are no text at all."""
    if encoding.codec.startswith("utf-16") or not sample:
        return False
    counts = np.bincount(np.frombuffer(sample, np.uint8), minlength=256)
    controls = int(counts[_CONTROL_TABLE].sum()) - int(counts[0])
    return bool(counts[0] > _NUL_SHARE * len(sample) or controls > _CONTROL_SHARE * len(sample))


def read_clean_blocks(
    path: Path, encoding: Encoding, warnings: TextWarnings, *, gzipped: bool
) -> Iterator[tuple[bytes, bool]]:
    """Yield (block, is the last) of clean UTF-8; blocks may part a record anywhere.

    Raises
    ------
    UnusableInputError
        The gzip container is damaged or cut short.
    """
    decoder = _Decoder(encoding.codec, warnings)
    cleaner = _Cleaner(warnings)
    try:
        with open_bytes(path, gzipped=gzipped) as stream:
            stream.read(encoding.mark_bytes)
            block = stream.read(BLOCK_BYTES)
            while True:
                ahead = stream.read(BLOCK_BYTES)
                yield cleaner.clean(decoder.decode(block, final=not ahead), final=not ahead), not ahead
                if not ahead:
                    return
                block = ahead
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged_gzip(path) from error


class _Decoder:
    """Turns blocks of any encoding into UTF-8; bytes that are not UTF-8 are read as Windows-1252."""

    def __init__(self, codec: str, warnings: TextWarnings) -> None:
        self._plain = codec == "utf-8"
        self._warnings = warnings
        errors = "sac-windows-1252" if self._plain else "replace"
        self._decoder = codecs.getincrementaldecoder(codec)(errors=errors)

    def decode(self, block: bytes, *, final: bool) -> bytes:
        """Return the block as UTF-8; bytes of a character cut in two wait for the next block."""
        if self._plain and block.isascii() and not self._decoder.getstate()[0]:
            return block
        waited = self._decoder.getstate()[0]
        decoded = self._decoder.decode(block, final).encode("utf-8", "replace")
        read = waited + block if self._plain else b""
        read = read[: len(read) - len(self._decoder.getstate()[0])]
        if self._plain and len(decoded) > len(read):
            self._warnings.stray_rows += _count_invalid_lines(read)
        return decoded


def _count_invalid_lines(block: bytes) -> int:
    """Return how many lines hold bytes that are not UTF-8."""
    return sum(not line.isascii() and not _is_valid(line, "utf-8") for line in block.split(b"\n"))


def _read_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode what is not UTF-8 as Windows-1252, or Latin-1 where that has no meaning."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    text = "".join(
        chr(byte) if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([byte]).decode("cp1252")
        for byte in wrong
    )
    return text, error.end


codecs.register_error("sac-windows-1252", _read_as_windows_1252)


class _Cleaner:
    r"""Removes control characters and makes every line end ``\n``."""

    def __init__(self, warnings: TextWarnings) -> None:
        self._warnings = warnings
        self._held_return = b""
        self._lone_return_ends_line: bool | None = None

    def clean(self, block: bytes, *, final: bool) -> bytes:
        """Return the clean block; a carriage return at its end waits for what follows."""
        block = self._held_return + block
        self._held_return = b""
        if block.endswith(b"\r") and not final:
            block, self._held_return = block[:-1], b"\r"
        if self._lone_return_ends_line is None:
            self._lone_return_ends_line = b"\n" not in block
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n")
            if self._lone_return_ends_line:
                block = block.replace(b"\r", b"\n")
        return self._remove_controls(block)

    def _remove_controls(self, block: bytes) -> bytes:
        """Return the block without control characters; lone carriage returns become spaces."""
        kept = block.translate(None, _CONTROLS)
        if len(kept) == len(block) and b"\r" not in kept:
            return block
        bytes_ = np.frombuffer(block, np.uint8)
        wrong = np.flatnonzero(_CONTROL_TABLE[bytes_] | (bytes_ == 13))
        line_ends = np.flatnonzero(bytes_ == 10)
        self._warnings.control_rows += len(np.unique(np.searchsorted(line_ends, wrong)))
        return kept.replace(b"\r", b" ")
