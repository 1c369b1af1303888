"""What an ingest hands on, and what a preview shows before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from sac_dash.domain.quality import QualityReport, SourceReport
from sac_dash.ingest.mapping import ColumnMapping


@dataclass(frozen=True)
class IngestResult:
    """Typed offences, and what became of everything else.

    Parameters
    ----------
    offences, facet_values, rejects
        Frames of `domain.columns.OFFENCES`, `FACET_VALUES` and `REJECTS`.
    quality
        The report whose counts reconcile with the rows read.
    """

    offences: pl.DataFrame
    facet_values: pl.DataFrame
    rejects: pl.DataFrame
    quality: QualityReport


@dataclass(frozen=True)
class PreviewTable:
    """One table of a file, as it would be read.

    Parameters
    ----------
    report
        The table's columns and how each was understood, and its counts.
    raw_rows
        The first rows as the source wrote them (columns refused at the door left out).
    typed_rows
        The first accepted offences as they would be kept, JSON-ready.
    suggested
        The mapping that would read this table in the same way again.
    samples
        Source column → its first distinct values, to judge it by.
    """

    report: SourceReport
    raw_rows: tuple[Mapping[str, Any], ...]
    typed_rows: tuple[Mapping[str, Any], ...]
    suggested: ColumnMapping
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Preview:
    """A file before it is ingested: its tables, and the quality of the whole."""

    file: str
    tables: tuple[PreviewTable, ...]
    quality: QualityReport
