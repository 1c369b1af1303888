"""Which row of a table on screen is meant: what a verdict is about is what the analyst saw, nothing newer.

The address says at once which row was moved to, and the table follows a moment later. What the address names
is meant as long as the table shows it; else the row that is marked. A row that came up meanwhile never is.
"""

from __future__ import annotations

from typing import Any

Rows = list[dict[str, Any]] | None


def row_in_hand(rows: Rows, asked: str | None, column: str = "id") -> str | None:
    """Return the id of the row whose `column` reads `asked`, else of the marked one; None where neither is.

    >>> row_in_hand([{"id": "A/1", "chosen": True}, {"id": "A/2", "chosen": False}], "A/2")
    'A/2'
    >>> row_in_hand([{"id": "A/1", "chosen": True}], "A/9")
    'A/1'
    """
    shown = rows or []
    named = (row for row in shown if asked is not None and str(row[column]) == asked)
    marked = (row for row in shown if row["chosen"])
    found = next(named, None) or next(marked, None)
    return str(found["id"]) if found else None
