"""The ledger of who claims which column while a table is being recognised."""

from __future__ import annotations

from dataclasses import dataclass, field

from sac_dash.domain.quality import ColumnUse
from sac_dash.ingest.mapping import FacetColumn


@dataclass
class Claims:
    """Source columns claimed so far; earlier claims stand.

    Parameters
    ----------
    names
        The source's columns, without those that are refused.
    """

    names: tuple[str, ...]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facets: dict[str, FacetColumn] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)  # ours → "mapping" | "name" | "content"
    used: dict[str, ColumnUse] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def unclaimed(self) -> list[str]:
        """Return the source columns that nobody has claimed, in order."""
        return [name for name in self.names if name not in self.used]

    def claim(self, ours: str, theirs: tuple[str, ...], by: str, note: str = "") -> None:
        """Give source columns to one of ours."""
        self.columns[ours] = theirs
        self.by[ours] = by
        for name in theirs:
            self.used.setdefault(name, ColumnUse(name, ours, by, note))

    def claim_if_free(self, ours: str, theirs: tuple[str, ...], by: str, note: str = "") -> bool:
        """Give source columns to one of ours where neither is taken; return whether it was done."""
        if ours in self.columns or any(name in self.used for name in theirs):
            return False
        self.claim(ours, theirs, by, note)
        return True

    def extend(self, ours: str, name: str, by: str) -> None:
        """Join a further source column to one of ours."""
        self.columns[ours] = (*self.columns[ours], name)
        self.used[name] = ColumnUse(name, ours, by, f"joined to {self.columns[ours][0]}")

    def rename(self, ours: str, other: str) -> None:
        """Let what was claimed as one of ours be another of ours."""
        theirs = self.columns.pop(ours)
        by = self.by.pop(ours)
        for name in theirs:
            del self.used[name]
        self.claim(other, theirs, by, "degrees, by its values")

    def claim_facet(self, facet: str, column: FacetColumn, by: str, *, shared: bool = False) -> bool:
        """Give a source column to a facet; a shared one may serve another purpose too."""
        if facet in self.facets or (column.column in self.used and not shared):
            return False
        self.facets[facet] = column
        note = "" if column.separator is None else f'several values parted by "{column.separator}"'
        self.used.setdefault(column.column, ColumnUse(column.column, f"facet:{facet}", by, note))
        return True
