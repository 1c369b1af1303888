"""The process behind one job: ``python -m sac_dash.dashboard.jobs.run HOME FOLDER``.

Started by :func:`sac_dash.dashboard.jobs.start.start_job`; nobody runs it by hand.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.jobs.stages import STAGES, overall
from sac_dash.dashboard.jobs.standing import NOTHING, say_standing
from sac_dash.dashboard.jobs.task import STOPPED, Task
from sac_dash.dashboard.security import keep_files_private
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.progress import Cancelled, Progress
from sac_dash.store.durable import make_private_folder

TELL_EVERY_S = 0.25  # often enough for a bar that moves, seldom enough for the disk
CANCELLED = f"Stopped. {NOTHING}"
LOG_FILE = "jobs.log"
_MODULES = {
    "import": "import_files",
    "look": "look_at_files",
    "compare": "compare_files",
    "pack": "make_pack",
}

log = logging.getLogger("sac_dash.dashboard.jobs")


Work = Callable[[dict[str, Any], Task, Progress], dict[str, Any]]


def find_work(name: str) -> Work:
    """Return what does the work of this name; a look starts without what only linking needs.

    Raises
    ------
    KeyError
        When there is no such work.
    """
    module = import_module(f"sac_dash.dashboard.jobs.{_MODULES[name]}")
    work: Work = getattr(module, _MODULES[name])
    return work


def run_job(folder: Task) -> None:
    """Do what the folder asks, telling how far it is, and write down how it ended."""
    before = None
    try:
        spec = folder.asked()
        before = spec.get("before")
        work = find_work(spec["work"])
        result = work(spec, folder, tell_folder(folder, spec["work"]))
    except Cancelled:
        folder.write(JobRecord(JobState.CANCELLED, message=CANCELLED))
    except SacDashError as error:
        folder.write(
            JobRecord(JobState.FAILED, message=f"{error.line()} {say_standing(folder.home, before)}")
        )
    except Exception as error:  # noqa: BLE001 - the last resort: nobody else is there to tell the user
        folder.write(JobRecord(JobState.FAILED, message=_say_fault(folder, error, before)))
    else:
        folder.write(JobRecord(JobState.DONE, "Done", 1.0, result=result))


def tell_folder(folder: Task, work: str) -> Progress:
    """Return a progress that writes to the job's record and raises `Cancelled` when the user asked.

    The share written is that of the whole work; each stage tells its own.
    """
    last_told = 0.0
    began = time.time()
    furthest = 0.0

    def tell(stage: str, done_share: float) -> None:
        nonlocal last_told, furthest
        if folder.cancel_requested:
            raise Cancelled
        now = time.monotonic()
        if now - last_told >= TELL_EVERY_S:
            last_told = now
            furthest = max(furthest, overall(STAGES[work], stage, done_share))
            folder.write(JobRecord(JobState.RUNNING, stage, furthest, began))

    return tell


def keep_log(home: Path) -> None:
    """Have what goes wrong written to ``logs/jobs.log`` in the store's folder."""
    folder = home / "logs"
    make_private_folder(folder)
    logging.basicConfig(filename=folder / LOG_FILE, format="%(asctime)s %(levelname)s %(message)s")


def _say_fault(folder: Task, error: Exception, before: str | None) -> str:
    """Log a fault of ours or of the machine's, and return it in words with where to read on."""
    log.error("job %s failed", folder.name, exc_info=error)
    kind = f"{type(error).__name__}: {error.strerror}" if isinstance(error, OSError) else type(error).__name__
    return (
        f"{STOPPED} {say_standing(folder.home, before)} "
        f"The log ({LOG_FILE} in the store's logs) has the details under {folder.name} ({kind})."
    )


if __name__ == "__main__":
    keep_files_private()
    home = Path(sys.argv[1])
    keep_log(home)
    job = Task(home, Path(sys.argv[2]))
    job.note_process(os.getpid())
    run_job(job)
