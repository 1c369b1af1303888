"""What is shown of one typed table before anything is kept: first rows, samples, a mapping to save."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from sac_dash.domain.quality import SourceReport
from sac_dash.ingest.raw_table import SOURCE_ROW
from sac_dash.ingest.result import PreviewTable
from sac_dash.ingest.typed_table import SAMPLE_ROWS as TABLE_ROWS
from sac_dash.ingest.typed_table import TypedTable

SAMPLES = 3  # values of a column to judge it by
SAMPLE_CHARS = 120


def preview_table(report: SourceReport, typed: TypedTable, rows: int) -> PreviewTable:
    """Return what is shown of a table: at most `rows` of its rows, and values of every column.

    Columns refused at the door are in neither.
    """
    return PreviewTable(
        report=report,
        raw_rows=_raw_rows(typed, rows),
        typed_rows=_typed_rows(typed, rows),
        suggested=typed.recognition.mapping(),
        samples=first_values(typed.table.frame, typed.recognition.refused),
    )


def first_values(frame: pl.DataFrame, refused: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the first distinct values of every column that is not refused, shortened."""
    shown = frame.head(TABLE_ROWS).drop([*refused, SOURCE_ROW], strict=False)
    firsts = {
        name: shown[name].drop_nulls().unique(maintain_order=True).head(SAMPLES).to_list()
        for name in shown.columns
    }
    return {name: tuple(str(value)[:SAMPLE_CHARS] for value in values) for name, values in firsts.items()}


def _raw_rows(typed: TypedTable, rows: int) -> tuple[Mapping[str, Any], ...]:
    refused = [*typed.recognition.refused, SOURCE_ROW]
    return tuple(typed.table.frame.head(rows).drop(refused, strict=False).to_dicts())


def _typed_rows(typed: TypedTable, rows: int) -> tuple[Mapping[str, Any], ...]:
    shown = typed.head(rows)
    kept = [
        name
        for name in shown.columns
        if not name.startswith("__") and shown[name].null_count() < shown.height
    ]
    return tuple(_json_ready(shown.select(kept).to_dicts()))


def _json_ready(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
        for row in rows
    ]
