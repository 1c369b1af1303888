"""CSV for people who open it in a spreadsheet: no cell of it can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def write_csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], about: Sequence[str] = ()) -> str:
    """Return CSV text with a byte-order mark, so that spreadsheets read it as UTF-8.

    `about` lines stand first, each in a cell of its own that begins with ``#``.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([f"# {line}"] for line in about)
    writer.writerow(header)
    writer.writerows([neutralise(value) for value in row] for row in rows)
    return "\ufeff" + buffer.getvalue()


def neutralise(value: object) -> object:
    """Return a value as it may stand in a spreadsheet's cell; text like a formula gets an apostrophe.

    >>> neutralise("=1+1")
    "'=1+1"
    >>> neutralise(-3)
    -3
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_ACTIVE):
        return f"'{value}"
    return value
