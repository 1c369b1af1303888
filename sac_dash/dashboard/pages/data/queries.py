"""What the Data page asks of the store: what it holds, what came in lately, which upload is in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.jobs.folder import JobFolder, is_job_id
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.store import EntryKind, Generation


@dataclass(frozen=True)
class Held:
    """What the store holds, for the page's summary."""

    generation: Generation
    by_class: list[tuple[str, int]]
    by_source: list[dict[str, Any]]
    first_at: datetime | None
    last_at: datetime | None


def job_folder(job_id: str | None) -> JobFolder | None:
    """Return the folder of an upload that is still here."""
    if not job_id or not is_job_id(job_id):
        return None
    folder = JobFolder(state.settings().home, job_id)
    return folder if folder.exists else None


@state.per_generation
def held(generation: Generation) -> Held:
    """Return what a generation holds."""
    offences = generation.offences
    by_class = offences.group_by("offence_class").len().sort("len", descending=True).rows()
    labels = {each.value: label for each, label in CLASS_LABELS.items()}
    by_source = offences.group_by("source_file").agg(
        pl.len().alias("n"), pl.col("from_at").min().alias("first"), pl.col("from_at").max().alias("last")
    )
    return Held(
        generation,
        [(labels.get(each, each), n) for each, n in by_class],
        by_source.sort("last", descending=True).to_dicts(),
        offences.get_column("from_at").min(),  # type: ignore[arg-type]
        offences.get_column("from_at").max(),  # type: ignore[arg-type]
    )


def recent_imports(most: int = 8) -> list[dict[str, Any]]:
    """Return the latest ingests from the decision log, the newest first."""
    entries = state.store().decisions.entries(EntryKind.INGEST)[-most:]
    return [{"at": entry.at, "user": entry.user, **entry.payload} for entry in reversed(entries)]


def boundary_layers() -> list[dict[str, Any]]:
    """Return the boundary layers held: name, from when, how many areas."""
    frame = state.store().boundaries()
    return (
        frame.group_by("layer", "valid_from").agg(pl.len().alias("n")).sort("layer", "valid_from").to_dicts()
    )
