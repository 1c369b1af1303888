"""Start a job in a process of its own, so that no web worker waits and none can take it down."""

from __future__ import annotations

import subprocess
import sys
from threading import Thread
from typing import Any

from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.dashboard.jobs.record import JobRecord, JobState


def start_job(folder: JobFolder, spec: dict[str, Any]) -> None:
    """Write down what is asked and start the work; whatever it prints goes to ``log.txt`` beside it."""
    folder.ask(spec)
    folder.write(JobRecord(JobState.RUNNING, "Starting"))
    command = [sys.executable, "-m", "sac_dash.dashboard.jobs.run", str(folder.path.parent.parent), folder.id]
    with (folder.path / "log.txt").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module, an id of our making
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    folder.note_process(process.pid)
    Thread(target=process.wait, daemon=True).start()
