"""Which delimiter parts a text's fields, judged by how evenly it parts the first records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sac_dash.ingest.readers.csv_scan import parse_record, scan_records

DELIMITERS = (",", ";", "\t", "|")
_RECORDS_LOOKED_AT = 200
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def name_delimiter(delimiter: str) -> str:
    """Return the delimiter in words."""
    return _NAMES.get(delimiter, delimiter)


def read_first_records(
    text: bytes, delimiter: str, limit: int = _RECORDS_LOOKED_AT
) -> list[tuple[int, list[str]]]:
    """Return the first records of a text as (offset, fields), blank ones included."""
    out = np.zeros((limit, 4), np.int64)
    buffer = np.frombuffer(text, np.uint8)
    final = True
    written, *_ = scan_records(buffer, 0, final, ord(delimiter), 0, len(text), out)
    return [
        (int(start), parse_record(text[start:end].decode("utf-8", "replace"), delimiter))
        for start, end in out[:written, :2]
    ]


def decide_delimiter(text: bytes) -> str:
    """Return the delimiter of a text from its first records.

    The winner parts the largest share of records into the same number (over one) of fields, and
    among equals into the most. A text that none of them parts is taken as one column of commas.
    """
    return max(DELIMITERS, key=lambda delimiter: _rate(read_first_records(text, delimiter)))


def _rate(records: Sequence[tuple[int, list[str]]]) -> tuple[float, int]:
    """Return how evenly the records are parted: (share with the usual width, that width)."""
    widths = Counter(len(fields) for _, fields in records if any(fields))
    if not widths:
        return 0.0, 0
    width, records_of_it = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    share = records_of_it / widths.total()
    return (round(share, 1), width) if width > 1 else (0.0, 1)
