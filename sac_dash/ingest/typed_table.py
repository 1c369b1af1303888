"""One source table after typing, before duplicates are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.recognition import Recognition

SAMPLE_ROWS = 100


@dataclass(frozen=True)
class TypedTable:
    """One source table, typed; duplicates are still in it.

    Parameters
    ----------
    table
        What the reader said of the source, with its first hundred rows only.
    offences
        `OFFENCES` columns and `__row`, `__content` (a hash of all a row says).
    facet_values
        `__row, facet, value, source_column`.
    rejects
        `REJECTS`, the container's own included.
    read, out_of_scope
        Rows of the source; rows that are none of ours.
    class_settled
        Whether the mapping settles the class of every row.
    """

    table: RawTable
    recognition: Recognition
    offences: pl.DataFrame
    facet_values: pl.DataFrame
    rejects: pl.DataFrame
    read: int
    out_of_scope: int
    warnings: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    date_order: str | None = None
    crs: str | None = None
    class_settled: bool = False


def keep_sample(table: RawTable) -> RawTable:
    """Return a table with its first rows only, copied, so that the rest can be let go."""
    head = table.frame.head(SAMPLE_ROWS)
    copied = pl.DataFrame(head.to_dict(as_series=False), schema=head.schema)
    return replace(table, frame=copied)
