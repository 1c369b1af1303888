"""Add uploaded files to the store: the pipeline's own ingest, each table by its mapping, in one step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sac_dash.dashboard.jobs.folder import REJECTS_FILE, JobFolder
from sac_dash.dashboard.jobs.task import Task
from sac_dash.domain.progress import Progress
from sac_dash.ingest import ColumnMapping, MappedFile, read_mapping, write_rejects
from sac_dash.settings import load_settings
from sac_dash.store import Store
from sac_dash.workflow.first_look import get_ready
from sac_dash.workflow.ingest_groups import ingest_groups
from sac_dash.workflow.ingest_into_store import IngestOutcome
from sac_dash.workflow.requests import LinkRequest, ReadRequest
from sac_dash.workflow.saved_mapping import save_mapping

CHANGES_SHOWN = 200


def import_files(spec: Mapping[str, Any], task: Task, progress: Progress) -> dict[str, Any]:
    """Ingest and link what `spec` names, and return what the page shows of it.

    `spec` holds ``force, include_titles`` and ``files``: ``{"file": path, "table": sheet or None,
    "mapping": path or None, "remember": columns or None}`` in the order of the upload. Settings are read
    here, from the environment and the store's folder. Rejects are written to ``rejects.csv`` in the
    job's folder. A mapping is remembered only once its offences are in the store, so that work that is
    stopped leaves no trace; then the uploaded files are deleted.
    """
    settings = load_settings({**os.environ, "SAC_DASH_HOME": str(task.home)})
    store = Store(settings.home, settings.database_url)
    outcome = ingest_groups(
        [MappedFile(Path(each["file"]), _mapping(each), each["table"]) for each in spec["files"]],
        store,
        read=ReadRequest(force=spec["force"] or None, include_titles=tuple(spec["include_titles"])),
        link=LinkRequest(jobs=settings.jobs),
        user=settings.user,
        progress=progress,
    )
    for each in spec["files"]:
        if each["mapping"] and each["remember"]:
            save_mapping(store, each["remember"], Path(each["mapping"]).read_text("utf-8"), settings.user)
    write_rejects(outcome.generation.rejects, task.path / REJECTS_FILE)
    JobFolder(task.home, task.name).drop_files()
    get_ready(store, progress)  # last: everything stands by now, so that stopping this stops nothing else
    return describe(outcome)


def describe(outcome: IngestOutcome) -> dict[str, Any]:
    """Return the outcome as the page shows it, JSON-ready."""
    quality, diff, generation = outcome.quality, outcome.diff, outcome.generation
    return {
        "counts": quality.counts.line(),
        "n_rejected": quality.counts.rejected,
        "new": len(diff.new),
        "unchanged": len(diff.unchanged),
        "changed": diff.changed.get_column("offence_key").n_unique(),
        "by_change": dict(diff.by_change),
        "changes": diff.changed.head(CHANGES_SHOWN).to_dicts(),
        "notes": list(dict.fromkeys(quality.notes)),
        "no_series_reason": quality.no_series_reason,
        "n_series": generation.series.height,
        "n_offences": generation.offences.height,
        "generation": generation.id,
    }


def _mapping(each: Mapping[str, Any]) -> ColumnMapping | None:
    """Return the mapping a table is read by; None leaves its columns to be recognised."""
    return read_mapping(Path(each["mapping"])) if each["mapping"] else None
