"""The ids of the Data page. The address names the upload in hand."""

from __future__ import annotations

from typing import Any

UPLOAD = "data-upload"
UPLOAD_NOTE = "data-upload-note"
WORK = "data-work"
HELD = "data-held"
TICK = "data-tick"
DOWNLOAD = "data-download"
FORCE = "data-force"
TITLES = "data-titles"
READ_AGAIN = "data-read-again"
ADD = "data-add"
CANCEL = "data-cancel"
DISCARD = "data-discard"
BACK = "data-back"
REJECTS = "data-rejects"

JOB, STEP = "job", "step"  # keys of the address
COLUMN_USE, OPTION = "data-column-use", "data-option"


def column_use(file: int, column: str) -> dict[str, Any]:
    """Return the id of the select that says what one column of one file is."""
    return {"type": COLUMN_USE, "file": file, "column": column}


def option(file: int, name: str) -> dict[str, Any]:
    """Return the id of the select of one option of one file's mapping."""
    return {"type": OPTION, "file": file, "name": name}
