"""A list of records against what stands: which rows are new, which changed, which repeat, which cannot be.

A list is imported again as it grows: a row that is held is counted as a duplicate, a row that says
otherwise becomes the newer version of its record, and what changed is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import polars as pl

from sac_dash.casework import Version
from sac_dash.domain.columns import REJECTS, empty
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.quality import Counts
from sac_dash.domain.record_rules import Difference
from sac_dash.domain.site import Site
from sac_dash.ingest.listed_rows import ListedTable, RejectedRow, reject_lines, rejects_frame

T = TypeVar("T", bound=Intervention | Site)


@dataclass(frozen=True)
class RecordImport(Generic[T]):
    """What an import did.

    Parameters
    ----------
    counts
        read = accepted + duplicate + rejected; a newer version is accepted.
    added, renewed
        The records written down for the first time, and those that are newer versions, with what changed.
    not_held
        What the records name and the store does not hold, in words.
    rejects
        `domain.columns.REJECTS`.
    reject_lines
        The same, a line each.
    """

    counts: Counts
    added: tuple[T, ...]
    renewed: tuple[tuple[T, tuple[Difference, ...]], ...]
    not_held: tuple[str, ...] = ()
    rejects: pl.DataFrame = field(default_factory=lambda: empty(REJECTS))
    reject_lines: tuple[str, ...] = ()
    warnings: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the reconciliation on one line."""
        counts = self.counts
        return (
            f"read {counts.read:,}  accepted {counts.accepted:,}  duplicate {counts.duplicate:,}"
            f"  rejected {counts.rejected:,}"
        )


@dataclass(frozen=True)
class SortedOut(Generic[T]):
    """The rows of a list against what stands."""

    table: ListedTable[T]
    added: tuple[T, ...]
    renewed: tuple[tuple[T, tuple[Difference, ...]], ...]
    repeated: int
    refused: tuple[RejectedRow, ...]

    @property
    def fresh(self) -> tuple[T, ...]:
        """Return what is to be written."""
        return (*self.added, *(record for record, _ in self.renewed))

    def told(self, not_held: tuple[str, ...]) -> RecordImport[T]:
        """Return what the import did."""
        rejects = rejects_frame(self.table, self.refused)
        counts = Counts(self.table.rows_read, len(self.fresh), self.repeated, 0, rejects.height).check()
        return RecordImport(
            counts,
            self.added,
            self.renewed,
            not_held,
            rejects,
            reject_lines(rejects),
            self.table.warnings,
            self.table.notes,
        )


def sort_out(
    table: ListedTable[T], place: Callable[[T], T], standing: Mapping[str, Version[T]]
) -> SortedOut[T]:
    """Part a list's rows into new, changed and repeated ones; an id given twice with other content is refused."""
    seen: dict[str, T] = {}
    refused: list[RejectedRow] = []
    repeated = 0
    for row in table.rows:
        record = place(row.record)
        earlier = seen.get(record.key)
        if earlier is None:
            seen[record.key] = record
        elif _between(earlier, record):
            what = f"another row of this list is {record.key} and says otherwise"
            refused.append(row.reject(_ID_COLUMNS[type(record)], what, "Keep one, or give each an id"))
        else:
            repeated += 1
    added = tuple(record for key, record in seen.items() if key not in standing)
    changes = [(record, _changes(standing, record)) for key, record in seen.items() if key in standing]
    renewed = tuple((record, changed) for record, changed in changes if changed)
    repeated += len(changes) - len(renewed)
    return SortedOut(table, added, renewed, repeated, tuple(refused))


def sort_out_one(record: T, standing: Mapping[str, Version[T]]) -> RecordImport[T]:
    """Return what adding one record does."""
    held = record.key in standing
    changed = _changes(standing, record) if held else ()
    renewed = ((record, changed),) if changed else ()
    added = () if held else (record,)
    fresh = len(added) + len(renewed)
    return RecordImport(Counts(1, fresh, 1 - fresh, 0, 0).check(), added, renewed)


def _changes(standing: Mapping[str, Version[T]], record: T) -> tuple[Difference, ...]:
    return _between(standing[record.key].record, record)


def _between(before: Any, after: Any) -> tuple[Difference, ...]:  # noqa: ANN401 - two records of one kind
    changes: tuple[Difference, ...] = before.changes_to(after)
    return changes


_ID_COLUMNS: dict[type[Any], str] = {Intervention: "intervention_id", Site: "site_id"}
