"""Where each record of a delimited text begins and ends, and whether it is whole.

Fast CSV readers accept unclosed quotes and ragged rows in silence, so no row is believed before
this scan has seen it. One pass over the bytes says of every record how many fields it has, and
flags those a fast reader would misread. The rules are those of RFC 4180 (2005) §2, with one
leniency: a quote inside a quoted field that no delimiter or line end follows is a literal quote.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

REGULAR = 0  # a fast reader and the rules agree on it
IRREGULAR = 1  # the right number of fields, but with quotes a fast reader may misread
BLANK = 2  # nothing in it
RAGGED = 3  # more or fewer fields than the header
TOO_LARGE = 4  # a field beyond the limit
SWALLOWED = 5  # a quote that does not close where it should: further lines may be inside it
OVERLONG = 6  # a quoted field beyond the limit that has run over several lines and is still open

NEEDS_RECOVERY = SWALLOWED

START, UNQUOTED, QUOTED, AFTER_QUOTE = 0, 1, 2, 3

_QUOTE, _NEWLINE, _SPACE = 34, 10, 32
_MIN_COLUMNS_TO_ALIGN = 4  # with fewer, prose of two lines may well hold as many commas as a row


@numba.njit(cache=True, nogil=True)
def scan_records(  # noqa: C901, PLR0912, PLR0915, PLR0917 - one state machine, compiled: calls inside would cost more than they tell
    buffer: NDArray[np.uint8],
    start: int,
    final: bool,  # noqa: FBT001 - numba takes no keyword-only arguments
    delimiter: int,
    n_columns: int,
    max_field: int,
    out: NDArray[np.int64],
) -> tuple[int, int, int, int]:
    r"""Scan records from `start` until the buffer or `out` is full, or a record needs recovery.

    Parameters
    ----------
    buffer
        UTF-8 text whose only line end is ``\n``.
    start
        Offset of a record's first byte.
    final
        Whether the buffer's end is the text's end.
    delimiter
        The delimiter's byte.
    n_columns
        Fields a record should have; 0 takes any number.
    max_field
        Longest field allowed, in bytes.
    out
        Filled with one row per record: start, end (without line end), fields, flag.

    Returns
    -------
    tuple
        Records written, offset of the next record, offset where scanning stopped, and the state
        there (`START`, `UNQUOTED`, `QUOTED`) of a record the buffer cuts short.
    """
    size = buffer.shape[0]
    written = 0
    position = start
    while position < size and written < out.shape[0]:
        i = position
        field_start = position
        fields = 1
        line_delimiters = 0
        blank = True
        at_start = True
        quoted = False
        several_lines = False
        aligned = n_columns >= _MIN_COLUMNS_TO_ALIGN
        irregular = False
        too_large = False
        stray_in_field = False
        newline_in_field = False
        complete = False
        flag = REGULAR
        while i < size:
            byte = buffer[i]
            if quoted:
                if byte == _QUOTE:
                    if i + 1 < size:
                        following = buffer[i + 1]
                    elif final:
                        following = np.uint8(_NEWLINE)
                    else:
                        break
                    if following == _QUOTE:
                        blank = False
                        i += 2
                        continue
                    if following in (delimiter, _NEWLINE):
                        quoted = False
                    else:
                        stray_in_field = True
                        irregular = True
                        if newline_in_field:
                            flag = SWALLOWED
                            break
                elif byte == _NEWLINE:
                    several_lines = True
                    newline_in_field = True
                    if line_delimiters != n_columns - 1:
                        aligned = False
                    line_delimiters = 0
                    if stray_in_field:
                        flag = SWALLOWED
                        break
                    if i - field_start > max_field:
                        flag = OVERLONG
                        break
                else:
                    if byte == delimiter:
                        line_delimiters += 1
                    if byte != _SPACE:
                        blank = False
                i += 1
            elif byte == delimiter:
                if i - field_start > max_field + 2:
                    too_large = True
                fields += 1
                line_delimiters += 1
                i += 1
                field_start = i
                at_start = True
            elif byte == _NEWLINE:
                complete = True
                break
            else:
                if byte == _QUOTE:
                    if at_start:
                        quoted = True
                        stray_in_field = False
                        newline_in_field = False
                    else:
                        irregular = True
                        blank = False
                elif byte != _SPACE:
                    blank = False
                at_start = False
                i += 1
        if flag == REGULAR and not complete:
            if not final:
                state = QUOTED if quoted else (START if at_start else UNQUOTED)
                return written, position, i, state
            if quoted:
                flag = SWALLOWED
        if flag == REGULAR:
            if i - field_start > max_field + 2:
                too_large = True
            if blank:
                flag = BLANK
            elif several_lines and (
                (n_columns > 0 and fields != n_columns) or (aligned and line_delimiters == n_columns - 1)
            ):
                flag = SWALLOWED
            elif n_columns > 0 and fields != n_columns:
                flag = RAGGED
            elif too_large:
                flag = TOO_LARGE
            elif irregular:
                flag = IRREGULAR
        out[written, 0] = position
        out[written, 1] = min(i, size)
        out[written, 2] = fields
        out[written, 3] = flag
        written += 1
        position = min(i + 1, size)
        if flag >= NEEDS_RECOVERY:
            return written, position, i, QUOTED if quoted else UNQUOTED
    return written, position, position, START


@numba.njit(cache=True, nogil=True)
def skip_record(buffer: NDArray[np.uint8], start: int, state: int, delimiter: int) -> tuple[int, int, bool]:
    """Pass over the rest of a record too large to hold.

    `state` is the state at `start`. Returns the offset after the record's line end (or the
    buffer's size), the state there, and whether the record ended.
    """
    i = start
    while i < buffer.shape[0]:
        byte = buffer[i]
        if state == QUOTED:
            if byte == _QUOTE:
                state = AFTER_QUOTE
        elif state == AFTER_QUOTE and byte not in (delimiter, _NEWLINE):
            state = QUOTED
        elif byte == _NEWLINE:
            return i + 1, START, True
        elif byte == delimiter:
            state = START
        elif state == START and byte == _QUOTE:
            state = QUOTED
        else:
            state = UNQUOTED
        i += 1
    return i, state, False


def parse_record(text: str, delimiter: str, max_fields: int | None = None) -> list[str]:
    """Part one record into its fields by the rules of :func:`scan_records`.

    The plain-Python twin of the scan: slow, exact, and used for the records that a fast reader
    would misread. An unclosed quote takes everything that is left, and so does the last of
    `max_fields`.

    >>> parse_record('1,"5"" disc, cut",x', ",")
    ['1', '5" disc, cut', 'x']
    """
    fields: list[str] = []
    position = 0
    while True:
        if max_fields is not None and len(fields) == max_fields - 1:
            return [*fields, text[position:]]
        value, position = _parse_field(text, position, delimiter)
        fields.append(value)
        if position >= len(text):
            return fields
        position += 1
        if position == len(text):
            return [*fields, ""]


def _parse_field(text: str, start: int, delimiter: str) -> tuple[str, int]:
    """Return the field that begins at `start` and the offset of the delimiter that ends it."""
    if not text.startswith('"', start):
        end = text.find(delimiter, start)
        end = len(text) if end < 0 else end
        return text[start:end], end
    pieces: list[str] = []
    position = start + 1
    while True:
        quote = text.find('"', position)
        if quote < 0:
            return "".join([*pieces, text[position:]]), len(text)
        following = text[quote + 1 : quote + 2]
        if following in {"", delimiter, "\n"}:
            return "".join([*pieces, text[position:quote]]), quote + 1
        pieces.append(text[position : quote + 1])
        position = quote + (2 if following == '"' else 1)


def format_record(fields: list[str], delimiter: str) -> str:
    """Write fields as one record that every reader reads alike: each field quoted."""
    return delimiter.join('"' + field.replace('"', '""') + '"' for field in fields) + "\n"
