"""Looks and comparisons of an upload: made once for every state of its choices, shared by all web workers.

A short upload is read while the page waits. A long one is read in a process of its own, which tells how
far it is and is ended when a choice changes or the upload is cancelled. Neither touches the store.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sac_dash.dashboard import state
from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.jobs.run import run_job
from sac_dash.dashboard.jobs.start import start_job
from sac_dash.dashboard.jobs.task import Task
from sac_dash.dashboard.pages.data.looked import Looked, looked_from

SHORT_BYTES = 6_000_000  # read in about a second; what is longer gets a process and a bar
_UNPACKS = {".gz": 8, ".xlsx": 8, ".xlsm": 8, ".xls": 2, ".parquet": 8}
_AGAIN = (JobState.FAILED, JobState.CANCELLED)


def look(folder: JobFolder) -> JobRecord:
    """Return how the look at an upload stands by its choices now, and start it where it was not asked for."""
    return look_task(folder).read()


def look_task(folder: JobFolder) -> Task:
    """Return the look at an upload by its choices now, asked for."""
    return _asked_for(folder, "look", _key(folder))


def compare(folder: JobFolder) -> JobRecord:
    """Return how the comparison of an upload with the store as it is now stands, asked for."""
    generation = state.generation()
    key = _key(folder, generation.id if generation else "")
    return _asked_for(folder, "compare", key).read()


def looked(folder: JobFolder) -> Looked | None:
    """Return the look at an upload by its choices now, once it is there."""
    record = look(folder)
    return looked_from(record.result) if record.state is JobState.DONE else None


def last_looked(folder: JobFolder) -> Looked | None:
    """Return the latest look that was finished, whatever the choices were."""
    done = [
        task.path.stat().st_mtime_ns
        for task in folder.tasks()
        if task.name.startswith("look-") and task.exists and task.read().state is JobState.DONE
    ]
    latest = max(done, default=0)
    for task in folder.tasks():
        if task.name.startswith("look-") and task.path.stat().st_mtime_ns == latest:
            return looked_from(task.read().result)
    return None


def try_again(folder: JobFolder) -> None:
    """Ask anew for what ended badly."""
    for task in folder.tasks():
        if task.exists and task.read().state in _AGAIN:
            task.reopen()


def is_short(folder: JobFolder) -> bool:
    """Tell whether an upload is read while the page waits."""
    sizes = (path.stat().st_size * _UNPACKS.get(path.suffix.casefold(), 1) for path in folder.files())
    return sum(sizes) <= SHORT_BYTES


def _asked_for(folder: JobFolder, work: str, key: str) -> Task:
    task = folder.task(f"{work}-{key}")
    if task.exists and task.read().state is not JobState.UPLOADED:
        return task
    task.make()
    spec = {"work": work, "upload": folder.id, "jobs": state.settings().jobs}
    if is_short(folder):
        with task.locked():  # whoever comes second waits for the first, and finds it done
            if task.read().state is JobState.UPLOADED:
                task.ask(spec)
                run_job(task)
    else:
        folder.end_tasks(but=task.name)
        start_job(task, spec)
    return task


def _key(folder: JobFolder, generation: str = "") -> str:
    """Return what stands for the choices: what is asked, every mapping confirmed or remembered."""
    mappings = [*sorted(folder.path.glob("mapping-*.toml")), *state.store().mappings.all()]
    said: list[Any] = [
        folder.choices(),
        generation,
        [(each.name, each.read_text("utf-8")) for each in mappings],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
