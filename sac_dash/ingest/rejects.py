"""Rows that could not be accepted: why, what to do, and the row itself to mend and send again.

A reject keeps every column of its source but those refused at the door, whose values are stored
nowhere. In the file an analyst opens, a cell that a spreadsheet would run as a formula gets an
apostrophe in front.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.domain.columns import REJECTS, require
from sac_dash.domain.spreadsheet_text import neutral_row
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.references import BLANK, BLANK_REMEDY
from sac_dash.ingest.source_cells import SourceCells
from sac_dash.ingest.windows import REMEDIES

UNPARTED = "raw_row"

_OWN = ("source_file", "source_row", "column", "reason", "remedy")


@dataclass(frozen=True)
class RejectedRows:
    """Which rows are rejected, and the `REJECTS` frame of them."""

    flags: pl.Series
    rejects: pl.DataFrame


def reject_rows(cells: SourceCells, refs: pl.Series, when_reject: pl.Series) -> RejectedRows:
    """Reject the rows without a reference or a usable window; the first reason found is told."""
    frame = pl.DataFrame({"ref": refs, "when": when_reject})
    reason = frame.select(
        pl.when(pl.col("ref").is_null()).then(pl.lit(BLANK)).otherwise("when").alias("reason")
    )["reason"]
    flags = reason.is_not_null()
    dates = (
        " / ".join(cells.column_name(ours) for ours in ("from_at", "to_at") if cells.has(ours)) or "from_at"
    )
    reference = cells.column_name("crime_ref")
    blank = pl.col("reason") == BLANK
    told = reason.filter(flags).to_frame().select(
        pl.lit(cells.table.file).alias("source_file"),
        pl.lit(cells.source_rows().filter(flags)).alias("source_row"),
        pl.when(blank).then(pl.lit(reference)).otherwise(pl.lit(dates)).alias("column"),
        "reason",
        pl.col("reason").replace({BLANK: BLANK_REMEDY, **REMEDIES}).alias("remedy"),
        pl.lit(cells.raw_json(flags)).alias("raw"),
    )  # fmt: skip
    return RejectedRows(flags, told.cast(dict(REJECTS)))  # type: ignore[arg-type]


def drop_refused(rejects: pl.DataFrame, recognition: Recognition) -> pl.DataFrame:
    """Return a container's rejects without the values of columns refused at the door."""
    if rejects.is_empty() or not recognition.refused:
        return rejects
    refused = set(recognition.refused)
    raw = [_without(text, refused) for text in rejects["raw"].to_list()]
    return rejects.with_columns(pl.Series("raw", raw, dtype=pl.String))


def _without(raw: str | None, refused: set[str]) -> str | None:
    cells = _cells_of(raw)
    return json.dumps(
        {name: value for name, value in cells.items() if name not in refused}, ensure_ascii=False
    )


def write_rejects(rejects: pl.DataFrame, path: Path | str) -> None:
    """Write rejects as CSV: place and reason first, then every column of the source rows.

    The file opens in a spreadsheet (UTF-8 with a byte-order mark) and can be mended and ingested
    again: columns that are ours to tell are prefixed ``reject_``.
    """
    require(rejects, REJECTS, "rejects")
    cells = [_cells_of(raw) for raw in rejects["raw"].to_list()]
    columns = list(dict.fromkeys(name for row in cells for name in row))
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(neutral_row([*(f"reject_{name.removeprefix('source_')}" for name in _OWN), *columns]))
        for told, row in zip(rejects.select(_OWN).iter_rows(), cells, strict=True):
            writer.writerow(neutral_row([*told, *(row.get(name) for name in columns)]))


def _cells_of(raw: str | None) -> dict[str, Any]:
    try:
        cells = json.loads(raw or "{}")
    except ValueError:
        return {UNPARTED: raw}
    return cells if isinstance(cells, dict) else {UNPARTED: raw}
