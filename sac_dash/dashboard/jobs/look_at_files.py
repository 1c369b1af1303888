"""Look at an upload as it would be read, and write down what a page shows of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sac_dash.dashboard.jobs.folder import REJECTS_FILE, JobFolder
from sac_dash.dashboard.jobs.task import Task
from sac_dash.dashboard.jobs.upload_choices import UploadChoices, part_name
from sac_dash.domain.progress import Progress
from sac_dash.ingest import IngestOptions, write_rejects
from sac_dash.ingest.look_ahead import TableAhead, UploadAhead, look_ahead
from sac_dash.settings import load_settings
from sac_dash.store import Store

SAMPLE_ROWS = 20


def look_at_files(spec: Mapping[str, Any], task: Task, progress: Progress) -> dict[str, Any]:
    """Read the upload that `spec` names (``upload``) by its choices, and return what is shown of it.

    Rejects are written to ``rejects.csv`` in the task's folder. The store is read for the mappings it
    remembers and left as it is.
    """
    ahead, choices = read_upload(spec, task, progress)
    write_rejects(ahead.result.rejects, task.path / REJECTS_FILE)
    return {
        "files": [
            {
                "file": each.path.name,
                "bytes": each.path.stat().st_size,
                "problem": each.problem,
                "tables": [
                    _table(table, part_name(place, number), choices)
                    for number, table in enumerate(each.tables)
                ],
            }
            for place, each in enumerate(ahead.files)
        ],
        "quality": ahead.result.quality.as_dict(),
    }


def read_upload(spec: Mapping[str, Any], task: Task, progress: Progress) -> tuple[UploadAhead, UploadChoices]:
    """Read the upload that `spec` names by its choices; return it with what each table was read by."""
    folder = JobFolder(task.home, spec["upload"])
    choices = UploadChoices(folder, open_store(task).mappings)
    options = IngestOptions(
        today=datetime.now(UTC),
        force=choices.force or None,
        include_titles=choices.include_titles,
        scratch=task.home,
    )
    ahead = look_ahead(folder.files(), choices.choose, options=options, rows=SAMPLE_ROWS, progress=progress)
    return ahead, choices


def open_store(task: Task) -> Store:
    """Return the store of the task, by the settings of its own folder and the environment."""
    settings = load_settings({**os.environ, "SAC_DASH_HOME": str(task.home)})
    return Store(settings.home, settings.database_url)


def _table(table: TableAhead, part: str, choices: UploadChoices) -> dict[str, Any]:
    """Return one table as the page shows it, JSON-ready."""
    shown = table.preview
    return {
        "part": part,
        "name": table.name,
        "kind": table.kind,
        "rows": table.rows,
        "used": table.used,
        "problem": table.problem,
        "read_by": choices.read_by[part],
        "columns": [
            {**asdict(use), "samples": list(table.samples.get(use.column, ()))} for use in table.uses
        ],
        "typed_rows": list(shown.typed_rows) if shown else [],
        "suggested": asdict(shown.suggested) if shown else None,
        "report": asdict(shown.report) if shown else None,
        "quality": table.quality.as_dict() if table.quality else None,
    }
