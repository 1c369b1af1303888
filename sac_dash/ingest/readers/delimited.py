"""Delimited text of any dialect → a table of text, at the speed of a fast reader.

Each block is scanned exactly (:mod:`csv_scan`); records that are whole go to polars in one
piece, and only the few that are not are looked at one by one. Nothing swallowed by an unclosed
quote is believed, and nothing is lost: rows = table + rejects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Progress, silent
from sac_dash.ingest.laid_aside import LaidAside, LaidSlice, join_slices
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.readers.container import Container, check_content
from sac_dash.ingest.readers.csv_dialect import decide_delimiter, name_delimiter, read_first_records
from sac_dash.ingest.readers.header import Header, find_header
from sac_dash.ingest.readers.record_reader import Piece, RecordReader
from sac_dash.ingest.readers.text_stream import (
    SAMPLE_BYTES,
    Encoding,
    TextWarnings,
    decide_encoding,
    looks_binary,
    read_clean_blocks,
    read_sample,
)
from sac_dash.ingest.side_by_side import ahead, side_by_side

LAID_ROWS = 100_000  # at least, in a slice that is not the last
_HEADER_RECORDS = 50
_USUAL_GZIP_RATIO = 8  # only to show progress


def read_delimited(
    path: Path, options: IngestOptions, progress: Progress = silent, *, gzipped: bool = False
) -> RawTable:
    """Read a CSV (or its tab, semicolon or pipe relatives), plain or gzipped, as one table.

    Parameters
    ----------
    path
        A regular file, already identified as delimited text.
    options
        `max_field_bytes` is used.
    gzipped
        Whether the file is gzipped; it is unpacked as a stream and never held whole.

    Raises
    ------
    UnusableInputError
        The content is no text, has no header, or has no rows.
    """
    encoding, warnings = _encoding(path, gzipped=gzipped), TextWarnings()
    reader, laid = _read_records(path, options, encoding, warnings, progress, gzipped=gzipped)
    frame, rejects = join_slices(laid), reader.rejects.frame()
    frame = reader.frame() if frame is None else frame
    if frame.height + rejects.height == 0:
        raise UnusableInputError(
            "the file has a header and no rows", file=path.name, remedy="Export it again"
        )
    return RawTable(
        file=path.name,
        kind=_describe_kind(reader.header, gzipped=gzipped),
        frame=frame,
        laid=laid,
        rejects=rejects,
        warnings=warnings.as_dict() | reader.blank_warning(),
        encoding=encoding.codec,
        delimiter=name_delimiter(reader.delimiter),
        layout=reader.header.layout,
        notes=reader.header.notes,
    )


def read_delimited_columns(path: Path, options: IngestOptions, *, gzipped: bool = False) -> tuple[str, ...]:
    """Return the names of the columns of delimited text, from its first block alone.

    Raises
    ------
    UnusableInputError
        The content is no text or has no header.
    """
    blocks = read_clean_blocks(path, _encoding(path, gzipped=gzipped), TextWarnings(), gzipped=gzipped)
    block, final = next(blocks)
    reader, _ = _begin(path, options, block, final=final)
    return reader.header.names


def _encoding(path: Path, *, gzipped: bool) -> Encoding:
    """Return how a file is encoded, or raise where it is no text."""
    sample = read_sample(path, gzipped=gzipped)
    encoding = decide_encoding(sample)
    if gzipped:
        check_content(sample, Container.TEXT, path.name)
    if looks_binary(sample, encoding):
        raise UnusableInputError("the content is binary, not text", file=path.name, remedy="Export it again")
    return encoding


def _read_records(
    path: Path,
    options: IngestOptions,
    encoding: Encoding,
    warnings: TextWarnings,
    progress: Progress,
    *,
    gzipped: bool,
) -> tuple[RecordReader, tuple[LaidSlice, ...]]:
    """Stream the file through a record reader; return it, and the rows as slices laid aside."""
    blocks = ahead(read_clean_blocks(path, encoding, warnings, gzipped=gzipped))
    first, final = next(blocks)
    reader, rows = _begin(path, options, first, final=final)

    def pieces() -> Iterator[Piece]:
        reader.feed(rows, final=final)
        yield from reader.take_pieces()
        done, size = len(first), path.stat().st_size * (_USUAL_GZIP_RATIO if gzipped else 1)
        for block, is_last in blocks:
            progress(f"Reading {path.name}", min(done / size, 1.0))
            reader.feed(block, final=is_last)
            yield from reader.take_pieces()
            done += len(block)

    return reader, tuple(_lay_aside(side_by_side(reader.read_piece, pieces()), LaidAside(options.scratch)))


def _lay_aside(frames: Iterable[pl.DataFrame], pile: LaidAside) -> Iterator[LaidSlice]:
    """Lay frames aside as slices of some thousand rows: a file full of slips comes in many small ones."""
    waiting: list[pl.DataFrame] = []
    for frame in frames:
        waiting.append(frame)
        if sum(each.height for each in waiting) >= LAID_ROWS:
            yield pile.put(pl.concat(waiting, rechunk=True))
            waiting = []
    if waiting:
        yield pile.put(pl.concat(waiting, rechunk=True))


def _describe_kind(header: Header, *, gzipped: bool) -> str:
    """Return in words how the text was read."""
    return " ".join(filter(None, ["gzipped" if gzipped else "", header.layout or "", "CSV"]))


def _begin(path: Path, options: IngestOptions, block: bytes, *, final: bool) -> tuple[RecordReader, bytes]:
    """Find the dialect and header in the first block; return the reader and the rows after it."""
    head = block[:SAMPLE_BYTES]
    if not final or len(block) > len(head):
        head = head[: head.rfind(b"\n") + 1] or block
    if b"\n" not in head and not final:
        raise UnusableInputError(
            f"the first line is longer than {len(block) // 2**20} MB",
            file=path.name,
            remedy="Check that the file has line ends",
        )
    skipped, delimiter = _read_separator_hint(head)
    head = head[skipped:]
    delimiter = delimiter or decide_delimiter(head[: SAMPLE_BYTES // 8])
    records = read_first_records(head, delimiter, _HEADER_RECORDS)
    header = find_header([fields for _, fields in records], path.name)
    at = records[header.first_row][0] if header.first_row < len(records) else len(head)
    first_row = header.first_row + 1 + (1 if skipped else 0)
    reader = RecordReader(path.name, header, delimiter, options.max_field_bytes, first_row)
    return reader, block[skipped + at :]


def _read_separator_hint(text: bytes) -> tuple[int, str | None]:
    """Return the length and delimiter of a first line such as ``sep=;``."""
    line, _, _ = text[:16].partition(b"\n")
    hint = line.lower().removeprefix(b"sep=")
    if len(hint) == 1 and len(line) == 5:
        return len(line) + 1, hint.decode()
    return 0, None
