"""CSV for people who open it in a spreadsheet: no cell of it can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sac_dash.domain.spreadsheet_text import neutral_row


def write_csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], about: Sequence[str] = ()) -> str:
    """Return CSV text with a byte-order mark, so that spreadsheets read it as UTF-8.

    `about` lines stand first, each in a cell of its own that begins with ``#``.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([f"# {line}"] for line in about)
    writer.writerow(neutral_row(header))
    writer.writerows(map(neutral_row, rows))
    return "\ufeff" + buffer.getvalue()
