"""What the Data page asks: how uploaded files would be read, and what the store holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.domain.quality import Counts
from sac_dash.ingest.mapping import read_mapping
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.orchestration import preview_file
from sac_dash.ingest.result import Preview
from sac_dash.store import EntryKind, Generation
from sac_dash.workflow.saved_mapping import find_saved_mapping

SAMPLE_ROWS = 20


@dataclass(frozen=True)
class FilePreview:
    """One uploaded file: how it would be read, or in one line why it cannot be."""

    number: int  # from 1, as uploaded
    path: Path
    preview: Preview | None
    problem: str = ""
    mapping: Path | None = None  # what it is read by: confirmed here or saved for its kind; None: recognised


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
    if not job_id:
        return None
    folder = JobFolder(state.settings().home, job_id)
    return folder if folder.exists else None


def mapping_path(folder: JobFolder, number: int) -> Path:
    """Return where the mapping an analyst confirmed for the file of this number is kept."""
    return folder.path / f"mapping-{number:02d}.toml"


def read_choices(folder: JobFolder) -> dict[str, Any]:
    """Return the force and the offence titles that were asked for with this upload."""
    path = folder.path / "asked.json"
    return folder.asked() if path.is_file() else {"force": "", "include_titles": []}


def preview_upload(folder: JobFolder) -> list[FilePreview]:
    """Return how every file of an upload would be read."""
    choices = read_choices(folder)
    asked = (choices["force"] or "", tuple(choices["include_titles"]))
    return [_preview(folder, number, path, asked) for number, path in enumerate(folder.files(), start=1)]


def total_counts(previews: list[FilePreview]) -> Counts:
    """Return the counts of all readable files together."""
    return sum((each.preview.quality.counts for each in previews if each.preview), Counts())


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


def replaces_invented() -> bool:
    """Tell whether the store holds an invented force, which real offences replace."""
    generation = state.generation()
    return generation is not None and generation.invented


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


def _preview(folder: JobFolder, number: int, path: Path, asked: tuple[str, tuple[str, ...]]) -> FilePreview:
    """Return one file's preview, by the mapping confirmed here, else the one saved for its kind."""
    try:
        mapping = _mapping_in_use(path, mapping_path(folder, number))
        content = mapping.read_text("utf-8") if mapping else None
        return FilePreview(number, path, _read(path, mapping, content, asked), mapping=mapping)
    except SacDashError as error:
        return FilePreview(number, path, None, error.line())


@lru_cache(maxsize=16)
def _read(
    path: Path, mapping: Path | None, _content: str | None, asked: tuple[str, tuple[str, ...]]
) -> Preview:
    """Return a file's preview; kept until the mapping's content or the choices change."""
    force, titles = asked
    options = IngestOptions(today=datetime.now(UTC), force=force or None, include_titles=titles)
    held_mapping = read_mapping(mapping) if mapping else None
    return preview_file(path, mapping=held_mapping, options=options, rows=SAMPLE_ROWS)


def _mapping_in_use(path: Path, confirmed: Path) -> Path | None:
    """Return the mapping a file is read by: the one confirmed, else the one saved for its kind."""
    if confirmed.is_file():
        return confirmed
    return find_saved_mapping(state.store(), path, IngestOptions(today=datetime.now(UTC)))
