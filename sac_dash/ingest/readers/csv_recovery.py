"""Where reading goes on after a quote that does not close.

An unclosed quote swallows the lines that follow it until some later quote, and a naive reader
makes one record of them all. Here the line that opened the quote is rejected and reading goes on
at the first line behind it that is a whole row by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sac_dash.ingest.readers.csv_scan import IRREGULAR, scan_records

_LINES_LOOKED_AHEAD = 1_000
_LOOK_AHEAD_BYTES = 4 * 1024 * 1024


def iterate_line_starts(data: bytes, start: int, end: int) -> Iterator[int]:
    """Yield the offset of each line that begins after `start` and before `end`."""
    position = data.find(b"\n", start, end) + 1
    while 0 < position < end:
        yield position
        position = data.find(b"\n", position, end) + 1


def find_whole_row(
    data: bytes, start: int, end: int, *, delimiter: int, n_columns: int, max_field: int
) -> tuple[int | None, int]:
    """Find the first line after `start` that is a whole row by itself.

    Returns its offset (None when the lines looked at hold none) and the offset up to which lines
    were looked at, so that a caller need not look at them again.
    """
    out: NDArray[np.int64] = np.zeros((1, 4), np.int64)
    position = start
    for looked_at, position in enumerate(iterate_line_starts(data, start, end)):
        if looked_at >= _LINES_LOOKED_AHEAD or position - start > _LOOK_AHEAD_BYTES:
            return None, position
        window = np.frombuffer(data, np.uint8, min(_LOOK_AHEAD_BYTES, len(data) - position), position)
        final = position + len(window) == len(data)
        written, *_ = scan_records(window, 0, final, delimiter, n_columns, max_field, out)
        if written and out[0, 3] <= IRREGULAR:
            return position, position
    return None, end


def part_spoiled_lines(data: bytes, start: int, end: int, *, delimiter: int, n_columns: int) -> list[bytes]:
    """Part spoiled text into the rows it would have been.

    A line with at least half a row's delimiters would have been a row; any other belongs to the
    row before it (the further lines of a long text).
    """
    mark = bytes([delimiter])
    rows: list[bytes] = []
    for line in data[start:end].removesuffix(b"\n").split(b"\n"):
        if rows and line.count(mark) * 2 < max(n_columns - 1, 1):
            rows[-1] += b"\n" + line
        else:
            rows.append(line)
    return rows
