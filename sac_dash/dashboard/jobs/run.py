"""The process behind one job: ``python -m sac_dash.dashboard.jobs.run HOME ID``.

Started by :func:`sac_dash.dashboard.jobs.start.start_job`; nobody runs it by hand.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from pathlib import Path

from sac_dash.dashboard.jobs.folder import STOPPED, JobFolder
from sac_dash.dashboard.jobs.import_files import import_files
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.jobs.standing import NOTHING, say_standing
from sac_dash.dashboard.security import keep_files_private
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.progress import Cancelled, Progress
from sac_dash.store.durable import make_private_folder

TELL_EVERY_S = 0.25  # often enough for a bar that moves, seldom enough for the disk
CANCELLED = f"Stopped. {NOTHING}"
LOG_FILE = "jobs.log"

log = logging.getLogger("sac_dash.dashboard.jobs")


def run_job(folder: JobFolder) -> None:
    """Do what the folder asks, telling how far it is, and write down how it ended.

    Files that were added are deleted: the store has what may be kept of them.
    """
    before = None
    try:
        spec = folder.asked()
        before = spec.get("before")
        result = import_files(spec, folder, tell_folder(folder))
    except Cancelled:
        folder.write(JobRecord(JobState.CANCELLED, message=CANCELLED))
    except SacDashError as error:
        folder.write(
            JobRecord(JobState.FAILED, message=f"{error.line()} {say_standing(folder.home, before)}")
        )
    except Exception as error:  # noqa: BLE001 - the last resort: nobody else is there to tell the user
        folder.write(JobRecord(JobState.FAILED, message=_say_fault(folder, error, before)))
    else:
        folder.drop_files()
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


def keep_log(home: Path) -> None:
    """Have what goes wrong written to ``logs/jobs.log`` in the store's folder."""
    folder = home / "logs"
    make_private_folder(folder)
    logging.basicConfig(filename=folder / LOG_FILE, format="%(asctime)s %(levelname)s %(message)s")


def _say_fault(folder: JobFolder, error: Exception, before: str | None) -> str:
    """Log a fault of ours or of the machine's, and return it in words with where to read on."""
    log.error("job %s failed", folder.id, exc_info=error)
    kind = f"{type(error).__name__}: {error.strerror}" if isinstance(error, OSError) else type(error).__name__
    return (
        f"{STOPPED} {say_standing(folder.home, before)} "
        f"The log ({LOG_FILE} in the store's logs) has the details under {folder.id} ({kind})."
    )


if __name__ == "__main__":
    keep_files_private()
    home = Path(sys.argv[1])
    keep_log(home)
    job = JobFolder(home, sys.argv[2])
    job.note_process(os.getpid())
    run_job(job)
