"""The process behind one job: ``python -m sac_dash.dashboard.jobs.run HOME ID``.

Started by :func:`sac_dash.dashboard.jobs.start.start_job`; nobody runs it by hand.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.dashboard.jobs.import_files import import_files
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.progress import Cancelled, Progress

TELL_EVERY_S = 0.25  # often enough for a bar that moves, seldom enough for the disk
CANCELLED = "Stopped. Nothing was added to the store."


def run_job(folder: JobFolder) -> None:
    """Do what the folder asks, telling how far it is, and write down how it ended."""
    try:
        result = import_files(folder.asked(), folder.path, tell_folder(folder))
    except Cancelled:
        folder.write(JobRecord(JobState.CANCELLED, message=CANCELLED))
    except SacDashError as error:
        folder.write(JobRecord(JobState.FAILED, message=error.line()))
    else:
        folder.write(JobRecord(JobState.DONE, "Done", 1.0, result=result))


def tell_folder(folder: JobFolder) -> Progress:
    """Return a progress that writes to the job's record and raises `Cancelled` when the user asked."""
    last_told = 0.0

    def tell(stage: str, done_share: float) -> None:
        nonlocal last_told
        if folder.cancel_requested:
            raise Cancelled
        now = time.monotonic()
        if now - last_told >= TELL_EVERY_S:
            last_told = now
            folder.write(JobRecord(JobState.RUNNING, stage, min(max(done_share, 0.0), 1.0)))

    return tell


if __name__ == "__main__":
    run_job(JobFolder(Path(sys.argv[1]), sys.argv[2]))
