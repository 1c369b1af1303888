"""One source table after typing, before duplicates are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.ingest.laid_aside import LaidAside, LaidSlice
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.recognition import Recognition

SAMPLE_ROWS = 100
ROW = "__row"  # a number that no other row of the ingest has

Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Piles:
    """Where the typed rows of one ingest lie until all are read."""

    offences: LaidAside = field(default_factory=LaidAside)
    facet_values: LaidAside = field(default_factory=LaidAside)
    rejects: LaidAside = field(default_factory=LaidAside)

    @classmethod
    def over(cls, folder: Path | None) -> Piles:
        """Return piles whose files lie on the disk of a folder."""
        return cls(LaidAside(folder), LaidAside(folder), LaidAside(folder))


@dataclass(frozen=True)
class TypedSlice:
    """Accepted rows of one slice. Of a row only its two hashes are in memory for certain.

    Parameters
    ----------
    offences
        `OFFENCES` columns and `__row`.
    keys, content
        A hash of each row's `offence_key`, and of all that the row says.
    facet_values
        Facet → `FACET_VALUES` columns and `__row`.
    stating
        Facet → number of offences that state a value of it.
    """

    offences: LaidSlice
    keys: Hashes
    content: Hashes
    facet_values: Mapping[str, LaidSlice]
    stating: Mapping[str, int]


@dataclass(frozen=True)
class TypedTable:
    """One source table, typed; duplicates are still in it.

    Parameters
    ----------
    table
        What the reader said of the source, with its first hundred rows only.
    slices
        Its accepted rows, in order.
    rejects
        `REJECTS`, the container's own first.
    read, out_of_scope
        Rows of the source; rows that are none of ours.
    class_settled
        Whether the mapping settles the class of every row.
    """

    table: RawTable
    recognition: Recognition
    slices: tuple[TypedSlice, ...]
    rejects: tuple[LaidSlice, ...]
    read: int
    out_of_scope: int
    warnings: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    date_order: str | None = None
    crs: str | None = None
    class_settled: bool = False

    @property
    def accepted(self) -> int:
        """Return the number of rows accepted, duplicates among them."""
        return sum(each.offences.height for each in self.slices)

    @property
    def rejected(self) -> int:
        """Return the number of rows rejected."""
        return sum(each.height for each in self.rejects)

    def head(self, rows: int) -> pl.DataFrame:
        """Return the first offences."""
        heads = [self.slices[0].offences.load().head(rows)]
        for each in self.slices[1:]:
            missing = rows - sum(head.height for head in heads)
            if missing <= 0:
                break
            heads.append(each.offences.load().head(missing))
        return pl.concat(heads)


def keep_sample(table: RawTable) -> RawTable:
    """Return a table with its first rows only, copied, so that the rest can be let go."""
    head = table.frame.head(SAMPLE_ROWS)
    copied = pl.DataFrame(head.to_dict(as_series=False), schema=head.schema)
    return replace(table, frame=copied, laid=())
