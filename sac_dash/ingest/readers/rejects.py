"""Rows that the container itself spoils: kept with their reason and remedy, never lost.

Even here the values of protected columns are stored nowhere. In a row whose fields may have
shifted, everything that could stand under a protected column is left out with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from sac_dash.domain.columns import REJECTS
from sac_dash.domain.protected import protected_reason

_SHOWN_CHARACTERS = 1_000  # of a field too large to hand back whole

RAGGED = "ragged row"
TOO_LARGE = "field too large"
UNCLOSED_QUOTE = "unclosed quote"

_REMEDIES = {
    RAGGED: "Give the row as many fields as the header; put quotes round text that holds the delimiter",
    TOO_LARGE: "Shorten the field or split the row",
    UNCLOSED_QUOTE: "Close the quote, or double a quote that belongs to the text",
}


@dataclass
class RejectList:
    """Gathers the rows of one source that cannot be read; grows as the reader goes."""

    file: str
    header: Sequence[str]
    max_field_bytes: int
    rows: list[tuple[str, int, str | None, str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the columns whose values are stored nowhere."""
        self._protected = [n for n, name in enumerate(self.header) if protected_reason(name)]

    def add(self, source_row: int, kind: str, detail: str, fields: Sequence[str | None]) -> None:
        """Add one row: its place, one of this module's kinds, what was seen, and its fields."""
        column = self._largest(fields) if kind == TOO_LARGE else None
        reason = f"{kind}: {detail}"
        self.rows.append(
            (self.file, source_row, column, reason, _REMEDIES[kind], self._raw(self._allowed(fields, kind)))
        )

    def frame(self) -> pl.DataFrame:
        """Return the gathered rows as a `REJECTS` frame."""
        return pl.DataFrame(self.rows, schema=dict(REJECTS), orient="row")

    def _allowed(self, fields: Sequence[str | None], kind: str) -> list[str | None]:
        """Return the fields without those that a protected column may have put there."""
        if not self._protected:
            return list(fields)
        if kind == TOO_LARGE and len(fields) == len(self.header):
            return [None if n in self._protected else value for n, value in enumerate(fields)]
        missing = max(len(self.header) - len(fields), 0)
        return list(fields[: max(self._protected[0] - missing, 0)])

    def _raw(self, fields: Sequence[str | None]) -> str:
        """Return the row as JSON by column; fields beyond the header are numbered."""
        beyond = [f"(beyond the header) {n}" for n in range(1, len(fields) - len(self.header) + 1)]
        return json.dumps(
            {
                name: self._shown(value)
                for name, value in zip([*self.header, *beyond], fields, strict=False)
                if value
            },
            ensure_ascii=False,
        )

    def _shown(self, value: str) -> str:
        """Return the value, or its beginning when it is too large to hand back."""
        if len(value) <= self.max_field_bytes:
            return value
        return f"{value[:_SHOWN_CHARACTERS]}… ({len(value):,} characters)"

    def _largest(self, fields: Sequence[str | None]) -> str | None:
        """Return the name of the column that holds the largest field."""
        if not fields:
            return None
        at = max(range(len(fields)), key=lambda n: len(fields[n] or ""))
        return self.header[at] if at < len(self.header) else None
