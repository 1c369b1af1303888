"""Blocks of clean delimited text → whole rows and rejects.

The scan says which records are whole. Those go to polars in one piece; a piece whose row count
differs from the scan's is read again by the exact parser, so that no row rests on the fast
reader's word alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.ingest.raw_table import SOURCE_ROW
from sac_dash.ingest.readers import csv_scan as scan
from sac_dash.ingest.readers import rejects as why
from sac_dash.ingest.readers.csv_recovery import find_whole_row, part_spoiled_lines
from sac_dash.ingest.readers.header import Header

_MAX_RECORD_BYTES = 32 * 1024 * 1024  # a longer record is passed over without being held
_FIELDS_KEPT_BEYOND = 100  # of a ragged row
_RECORDS_A_SCAN = 262_144

Records = NDArray[np.int64]
Piece = tuple[bytes, NDArray[np.int64]]  # whole records as one text, and the number of each


@dataclass
class RecordReader:
    """Gathers the rows of one delimited text, block by block.

    Parameters
    ----------
    file
        The file's name.
    header
        Its columns.
    delimiter
        One ASCII character.
    max_field_bytes
        A longer field rejects its row.
    next_row
        The row number, as a spreadsheet counts, of the first record fed.
    """

    file: str
    header: Header
    delimiter: str
    max_field_bytes: int
    next_row: int
    pieces: list[Piece] = field(default_factory=list)
    blank_rows: int = 0

    def __post_init__(self) -> None:
        """Start with nothing carried over and nothing rejected."""
        self.rejects = why.RejectList(self.file, self.header.names, self.max_field_bytes)
        self._width = len(self.header.names)
        self._carry = b""
        self._skip_state: int | None = None  # the scanner's state inside a record too large to hold
        self._searched_to = 0  # lines of the present data before this are known to be no whole rows
        self._out = np.zeros((_RECORDS_A_SCAN, 4), np.int64)

    def frame(self) -> pl.DataFrame:
        """Return every whole row of the pieces not taken yet."""
        columns = dict.fromkeys(self.header.names, pl.String())
        none = pl.DataFrame(schema={**columns, SOURCE_ROW: pl.Int64()})
        return pl.concat([none, *map(self.read_piece, self.take_pieces())], rechunk=False)

    def take_pieces(self) -> list[Piece]:
        """Return the whole records fed since the last call, to be read by :meth:`read_piece`."""
        taken, self.pieces = self.pieces, []
        return taken

    def read_piece(self, piece: Piece) -> pl.DataFrame:
        """Read whole records; may be done in any thread, in any order."""
        text, rows = piece
        frame = self._read_fast(text)
        if frame is None or frame.height != len(rows):
            frame = self._read_exactly(text)
        return frame.with_columns(pl.Series(SOURCE_ROW, rows))

    def blank_warning(self) -> dict[str, int]:
        """Return the warning that blank rows were passed over, if there were any."""
        return {"blank rows passed over": self.blank_rows} if self.blank_rows else {}

    def feed(self, block: bytes, *, final: bool) -> None:
        """Read one more block of text; what its end cuts short waits for the next."""
        data = self._carry + block if self._carry else block
        buffer = np.frombuffer(data, np.uint8)
        self._searched_to = 0
        position = 0 if self._skip_state is None else self._skip(buffer, 0, self._skip_state)
        while position < len(data):
            written, following, stopped, state = scan.scan_records(
                buffer, position, final, ord(self.delimiter), self._width, self.max_field_bytes, self._out
            )
            records = self._out[:written]
            spoiled = written > 0 and int(records[-1, 3]) >= scan.NEEDS_RECOVERY
            self._take(data, records[:-1] if spoiled else records)
            if spoiled:
                position = self._recover(buffer, data, records[-1].tolist(), stopped, state)
            elif written:
                position = following
            elif len(data) - position > _MAX_RECORD_BYTES:
                position = self._pass_over(buffer, data, position, stopped, state)
            else:
                break
        self._carry = data[position:]

    def _take(self, data: bytes, records: Records) -> None:
        """Keep whole records, reject ragged and oversized ones, pass over blank ones."""
        if not len(records):
            return
        flags = records[:, 3]
        rows = self.next_row + np.arange(len(records))
        self.next_row += len(records)
        for n in np.flatnonzero((flags == scan.RAGGED) | (flags == scan.TOO_LARGE)):
            text = data[records[n, 0] : records[n, 1]]
            fields = int(records[n, 2]) if flags[n] == scan.RAGGED else None
            self._reject(int(rows[n]), text, ragged_fields=fields)
        self.blank_rows += int(((flags == scan.BLANK) & (records[:, 1] > records[:, 0])).sum())
        kept = rows[flags <= scan.IRREGULAR]
        if len(kept):
            self.pieces.append((self._join_whole(data, records), kept))

    def _join_whole(self, data: bytes, records: Records) -> bytes:
        """Return the whole records as one text that a fast reader cannot misread."""
        pieces: list[bytes] = []
        for first, last, flag in _find_runs(records[:, 3]):
            if flag == scan.REGULAR:
                pieces += [data[records[first, 0] : records[last, 1]], b"\n"]
            elif flag == scan.IRREGULAR:
                for start, end in records[first : last + 1, :2].tolist():
                    pieces.append(scan.format_record(self._parse(data[start:end]), self.delimiter).encode())
        return b"".join(pieces)

    def _read_fast(self, text: bytes) -> pl.DataFrame | None:
        """Return the records as polars reads them, or None where it will not."""
        try:
            frame = pl.read_csv(
                text,
                has_header=False,
                schema=dict.fromkeys(self.header.names, pl.String()),
                separator=self.delimiter,
                quote_char='"',
                glob=False,
            )
        except pl.exceptions.PolarsError:
            return None
        return _empty_to_null(frame) if b'""' in text else frame

    def _read_exactly(self, text: bytes) -> pl.DataFrame:
        """Return the records as the exact parser reads them."""
        buffer = np.frombuffer(text, np.uint8)
        out = np.zeros((text.count(b"\n") + 1, 4), np.int64)
        final = True
        written, *_ = scan.scan_records(buffer, 0, final, ord(self.delimiter), 0, len(text), out)
        rows = [self._parse(text[start:end]) for start, end in out[:written, :2].tolist()]
        schema = dict.fromkeys(self.header.names, pl.String())
        return _empty_to_null(pl.DataFrame(rows, schema=schema, orient="row"))

    def _recover(
        self, buffer: NDArray[np.uint8], data: bytes, record: list[int], stopped: int, state: int
    ) -> int:
        """Reject what an unclosed quote has spoiled; return where reading goes on."""
        start, end, fields, flag = record
        closed = flag == scan.SWALLOWED and state != scan.QUOTED
        bound = end if closed else len(data)
        row_start, looked_to = self._find_row(data, start, bound)
        if row_start is not None:
            return self._reject_lines(data, start, row_start)
        if closed and fields == self._width:
            self._take(data, np.array([[start, end, fields, scan.REGULAR]], np.int64))
            return end + 1
        if closed:
            self._reject(self.next_row, data[start:end], ragged_fields=fields)
            self.next_row += 1
            return end + 1
        if flag == scan.OVERLONG:
            return self._pass_over(buffer, data, start, stopped, state)
        line_start = data.rfind(b"\n", start, stopped) + 1 or len(data)
        return self._reject_lines(data, start, looked_to if stopped >= len(data) else line_start)

    def _find_row(self, data: bytes, start: int, end: int) -> tuple[int | None, int]:
        """Return the first line after `start` that is a whole row, if in reach, and what was looked at."""
        row_start, looked_to = find_whole_row(
            data,
            max(start, self._searched_to - 1),
            end,
            delimiter=ord(self.delimiter),
            n_columns=self._width,
            max_field=self.max_field_bytes,
        )
        self._searched_to = max(self._searched_to, looked_to)
        return row_start, max(looked_to, start + 1)

    def _reject_lines(self, data: bytes, start: int, end: int) -> int:
        """Reject the rows that the lines from `start` to `end` would have been; return `end`."""
        rows = part_spoiled_lines(data, start, end, delimiter=ord(self.delimiter), n_columns=self._width)
        for text in rows:
            detail = "a quote opened in or before this row does not close"
            self.rejects.add(self.next_row, why.UNCLOSED_QUOTE, detail, self._parse(text))
            self.next_row += 1
        return end

    def _pass_over(self, buffer: NDArray[np.uint8], data: bytes, start: int, stopped: int, state: int) -> int:
        """Reject a record too large to hold and go on behind it, in this block or a later one."""
        self._reject(self.next_row, data[start:stopped])
        self.next_row += 1
        return self._skip(buffer, stopped, state)

    def _skip(self, buffer: NDArray[np.uint8], start: int, state: int) -> int:
        """Pass over the rest of a record; return where the next one begins."""
        position, state, ended = scan.skip_record(buffer, start, state, ord(self.delimiter))
        self._skip_state = None if ended else int(state)
        return int(position)

    def _reject(self, row: int, text: bytes, *, ragged_fields: int | None = None) -> None:
        """Reject one record: ragged where its number of fields is given, else too large."""
        fields = self._parse(text)
        if ragged_fields is None:
            self.rejects.add(row, why.TOO_LARGE, f"over {self.max_field_bytes:,} bytes", fields)
        else:
            detail = f"{ragged_fields:,} fields where {self._width:,} are due"
            self.rejects.add(row, why.RAGGED, detail, fields)

    def _parse(self, record: bytes) -> list[str]:
        """Return the fields of one record; far beyond the header, the rest as one field."""
        limit = self._width + _FIELDS_KEPT_BEYOND
        return scan.parse_record(record.decode("utf-8", "replace"), self.delimiter, limit)


def _find_runs(flags: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Return (first, last, flag) of each run of equal flags."""
    changes = np.flatnonzero(np.diff(flags)) + 1
    firsts = [0, *changes.tolist()]
    lasts = [*(changes - 1).tolist(), len(flags) - 1]
    return list(zip(firsts, lasts, flags[firsts].tolist(), strict=True))


def _empty_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with empty text as null."""
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
