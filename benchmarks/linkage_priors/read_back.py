"""Read an invented export as we would read a force's own, and keep its truth beside it.

What a learner is taught must be what it will be shown: tags with the coder's own slips and its
correlated codes, not a perfect reading. Every generator that writes text is read back here.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from sac_dash.ingest import IngestOptions, ingest_files
from sac_dash.linkage import linkable
from sac_dash.mo import code_offences, load_vocabulary, refine_classes

TODAY = datetime(2026, 7, 1, tzinfo=UTC)


@dataclass(frozen=True)
class InventedForce:
    """A force whose truth is known: its offences, their tags, and each one's series (-1: none)."""

    offences: pl.DataFrame
    tags: pl.DataFrame
    series: np.ndarray


def read_back(export: pl.DataFrame, truth: pl.DataFrame) -> InventedForce:
    """Return the force that our own ingest and coder make of an export.

    Parameters
    ----------
    export
        One row per crime record, in the columns of a records system; goes through a CSV file.
    truth
        `crime_ref`, `series` (null: none) and, where references may repeat between forces, `force`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        export.write_csv(path)
        ingested = ingest_files([path], options=IngestOptions(today=TODAY))
    tags = code_offences(ingested.offences, ingested.facet_values, load_vocabulary(), jobs=1)
    offences = refine_classes(ingested.offences, tags)
    return InventedForce(offences, tags, _true_series(offences, truth))


def _true_series(offences: pl.DataFrame, truth: pl.DataFrame) -> np.ndarray:
    """Return each offence's series as a number; -1 where it is linkable to no other offence."""
    key = [name for name in ("force", "crime_ref") if name in truth.columns]
    known = truth.select(*key, "series").unique(key)
    names = offences.join(known, on=key, how="left", maintain_order="left")["series"]
    linked = names.is_not_null() & linkable(offences)
    numbers = names.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    members = np.bincount(numbers, weights=linked.to_numpy())
    return np.where(linked.to_numpy() & (members[numbers] > 1), numbers, -1)
