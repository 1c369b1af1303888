"""The quality report: what was read, what became of every row, what is unknown.

Counts reconcile by construction: :meth:`Counts.check` refuses totals that do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sac_dash.domain.errors import SacDashError


@dataclass(frozen=True)
class Counts:
    """What became of the rows of one or more source files."""

    read: int = 0
    accepted: int = 0
    duplicate: int = 0
    out_of_scope: int = 0
    rejected: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Add two files' counts."""
        mine, theirs = asdict(self), asdict(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})

    def check(self) -> Counts:
        """Return the counts, or raise when a row has gone missing or was counted twice."""
        if self.read != self.accepted + self.duplicate + self.out_of_scope + self.rejected:
            raise SacDashError(
                f"row counts do not reconcile: {self.line()}", remedy="Report this as a defect"
            )
        return self

    def line(self) -> str:
        """Return the line a person and a machine can read."""
        return (
            f"read {self.read:,}  accepted {self.accepted:,}  duplicate {self.duplicate:,}  "
            f"out of scope {self.out_of_scope:,}  rejected {self.rejected:,}"
        )


@dataclass(frozen=True)
class ColumnUse:
    """How one column of a source was understood."""

    column: str
    used_as: str | None  # our column, "facet:<name>", or None when it was not used
    by: str  # "mapping" | "name" | "content" | "unused" | "refused"
    note: str = ""


@dataclass(frozen=True)
class SourceReport:
    """What one source file (or sheet) held and how it was read."""

    file: str
    kind: str  # "CSV", "XLSX sheet 'Crimes'", "police.uk street CSV" …
    counts: Counts
    columns: tuple[ColumnUse, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    date_order: str | None = None  # e.g. "DMY", "ISO", "ambiguous, read as DMY"
    crs: str | None = None
    class_settled: bool = False  # the mapping settles the class of every row


@dataclass(frozen=True)
class QualityReport:
    """Everything ``quality.json`` says of one ingest or link."""

    counts: Counts
    sources: tuple[SourceReport, ...] = ()
    reject_reasons: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)  # plain-word warning → rows
    refused_columns: Mapping[str, str] = field(default_factory=dict)  # column → reason
    conflicts: tuple[Mapping[str, Any], ...] = ()  # same reference, other content
    by_class: Mapping[str, int] = field(default_factory=dict)
    unknown_shares: Mapping[str, float] = field(default_factory=dict)  # our column or facet → share unknown
    notes: tuple[str, ...] = ()
    no_series_reason: str | None = None  # why linking suggested no series; among the notes as well

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON-ready types."""
        return asdict(self)
