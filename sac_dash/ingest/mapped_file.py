"""One thing to be read: a file, or one sheet of it, with what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sac_dash.ingest.mapping import ColumnMapping


@dataclass(frozen=True)
class MappedFile:
    """A file, or one sheet or layer of it, and the mapping it is read by.

    Parameters
    ----------
    mapping
        What the columns mean; None lets them be recognised.
    table
        The name of the sheet or layer; None takes every one that holds offences.
    """

    path: Path
    mapping: ColumnMapping | None = None
    table: str | None = None
