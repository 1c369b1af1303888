"""Add uploaded files to the store: the pipeline's own ingest, once for each mapping in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.dashboard.jobs.folder import REJECTS_FILE
from sac_dash.domain.progress import Progress
from sac_dash.domain.quality import Counts
from sac_dash.ingest.mapping import read_mapping
from sac_dash.ingest.rejects import write_rejects
from sac_dash.store import Store
from sac_dash.workflow.ingest_into_store import IngestOutcome, ingest_into_store
from sac_dash.workflow.requests import LinkRequest, ReadRequest

CHANGES_SHOWN = 200


def import_files(spec: Mapping[str, Any], folder: Path, progress: Progress) -> dict[str, Any]:
    """Ingest and link what `spec` names, and return what the page shows of it.

    `spec` holds ``home, database_url, user, jobs, force, include_titles`` and ``groups``: files that
    are read by one mapping (``{"files": [...], "mapping": path or None}``). Rejects are written to
    ``rejects.csv`` in `folder`.
    """
    store = Store(Path(spec["home"]), spec["database_url"])
    outcomes = [
        ingest_into_store(
            [Path(file) for file in group["files"]],
            store,
            read=_read_request(spec, group),
            link=LinkRequest(jobs=spec["jobs"]),
            user=spec["user"],
            progress=_part(progress, index, len(spec["groups"])),
        )
        for index, group in enumerate(spec["groups"])
    ]
    rejects = pl.concat([outcome.generation.rejects for outcome in outcomes])
    write_rejects(rejects, folder / REJECTS_FILE)
    return describe(outcomes)


def describe(outcomes: list[IngestOutcome]) -> dict[str, Any]:
    """Return the outcome as the page shows it, JSON-ready."""
    changes = pl.concat([outcome.diff.changed for outcome in outcomes])
    by_change = sum((Counter(dict(outcome.diff.by_change)) for outcome in outcomes), Counter[str]())
    last = outcomes[-1].generation
    return {
        "counts": sum((outcome.quality.counts for outcome in outcomes), Counts()).line(),
        "n_rejected": sum(outcome.quality.counts.rejected for outcome in outcomes),
        "new": sum(len(outcome.diff.new) for outcome in outcomes),
        "unchanged": sum(len(outcome.diff.unchanged) for outcome in outcomes),
        "changed": changes.get_column("offence_key").n_unique(),
        "by_change": dict(by_change),
        "changes": changes.head(CHANGES_SHOWN).to_dicts(),
        "notes": list(dict.fromkeys(note for outcome in outcomes for note in outcome.quality.notes)),
        "n_series": last.series.height,
        "n_offences": last.offences.height,
        "generation": last.id,
    }


def _read_request(spec: Mapping[str, Any], group: Mapping[str, Any]) -> ReadRequest:
    """Return how one group of files is to be read."""
    mapping = read_mapping(Path(group["mapping"])) if group["mapping"] else None
    return ReadRequest(
        mapping=mapping, force=spec["force"] or None, include_titles=tuple(spec["include_titles"])
    )


def _part(progress: Progress, index: int, parts: int) -> Progress:
    """Return the progress of one part of several."""

    def tell(stage: str, done_share: float) -> None:
        progress(stage, (index + done_share) / parts)

    return tell
