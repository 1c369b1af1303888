"""The ids of the Data page. The address names the upload in hand, the step and the table."""

from __future__ import annotations

from typing import Any

UPLOAD = "data-upload"
STEPS = "data-steps"
WORK = "data-work"
ASIDE = "data-aside"
TICK = "data-tick"
CHANGED = "data-changed"  # dcc.Store: counts the changes of this tab, so that what is shown follows
DOWNLOAD = "data-download"
FORCE = "data-force"
TITLES = "data-titles"
ADD = "data-add"
CANCEL = "data-cancel"
DISCARD = "data-discard"
BACK = "data-back"
REJECTS = "data-rejects"
PLAIN = "data-plain"

JOB, STEP, PART, AGAIN = "job", "step", "part", "again"  # keys of the address
COLUMNS, COMPARE = "columns", "compare"  # values of STEP
COLUMN_USE, OPTION, TABLE_USED = "data-column-use", "data-option", "data-table-used"
LIVE = "data-live"  # parts that follow a change, while the fields beside them stay as they are


def column_use(part: str, column: int) -> dict[str, Any]:
    """Return the id of the select that says what one column of one table is; columns count from 0."""
    return {"type": COLUMN_USE, "part": part, "column": column}


def live(name: str) -> dict[str, Any]:
    """Return the id of a part of the columns step that is drawn anew at every change."""
    return {"type": LIVE, "name": name}


def option(part: str, name: str) -> dict[str, Any]:
    """Return the id of the select of one option of one table's mapping."""
    return {"type": OPTION, "part": part, "name": name}


def table_used(part: str) -> dict[str, Any]:
    """Return the id of the box that says whether a table is read."""
    return {"type": TABLE_USED, "part": part}
