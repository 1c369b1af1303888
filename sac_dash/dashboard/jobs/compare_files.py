"""Compare an upload with what the store holds, and write down what a page shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from sac_dash.dashboard.jobs.look_at_files import open_store, read_upload
from sac_dash.dashboard.jobs.task import Task
from sac_dash.domain.progress import Progress
from sac_dash.workflow.store_comparison import StoreComparison, compare_with_store

EXAMPLES = 6  # shown of each kind of change
_NEW_SHOWN = ("crime_ref", "force", "from_at", "offence_title", "town", "premises_name", "premises_type")


def compare_files(spec: Mapping[str, Any], task: Task, progress: Progress) -> dict[str, Any]:
    """Read the upload that `spec` names and return what adding it would change; nothing is added."""
    ahead, _ = read_upload(spec, task, progress)
    compared = compare_with_store(ahead.result, open_store(task), jobs=spec.get("jobs"), progress=progress)
    return describe_comparison(compared)


def describe_comparison(compared: StoreComparison) -> dict[str, Any]:
    """Return a comparison as the page shows it, JSON-ready: counts, and examples of every kind."""
    diff = compared.diff
    return {
        "new": len(diff.new),
        "changed": diff.changed["offence_key"].n_unique(),
        "unchanged": len(diff.unchanged),
        "held": compared.held,
        "replaces_invented": compared.replaces_invented,
        "generation": compared.generation,
        "kinds": [
            {"change": change, "offences": n, "examples": _examples(diff.changed, change)}
            for change, n in diff.by_change.items()
        ],
        "new_examples": _new_examples(compared.new_offences),
    }


def _examples(changed: pl.DataFrame, change: str) -> list[dict[str, Any]]:
    """Return the first changes of one kind, one per offence."""
    some = changed.filter(pl.col("change") == change).unique("offence_key", keep="first", maintain_order=True)
    return some.head(EXAMPLES).select("offence_key", "column", "held", "incoming").to_dicts()


def _new_examples(offences: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the latest of the new offences: those an analyst can check against memory."""
    latest = offences.sort("from_at", descending=True).head(EXAMPLES).select(_NEW_SHOWN)
    return latest.with_columns(pl.col("from_at").dt.to_string("iso")).to_dicts()
