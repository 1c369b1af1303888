"""Start a job in a process of its own, so that no web worker waits and none can take it down."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from threading import Thread
from typing import Any

import psutil

from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.jobs.standing import NOTHING, generation_now
from sac_dash.dashboard.jobs.task import STOPPED, Task


def start_job(folder: Task, spec: dict[str, Any]) -> bool:
    """Write down what is asked and start the work; False when it was started already.

    Whatever the work prints goes to ``log.txt`` beside it. Settings, and with them passwords, are
    not written down: the process reads its own.
    """
    if not folder.claim():
        return False
    folder.ask({**spec, "before": generation_now(folder.home)})
    folder.write(JobRecord(JobState.RUNNING, "Starting", began=time.time()))
    try:
        process = _spawn(folder)
    except OSError as error:
        folder.write(JobRecord(JobState.FAILED, message=f"{STOPPED} {NOTHING} ({error.strerror})"))
        return True
    with suppress(psutil.NoSuchProcess):  # it has ended already, and said how
        folder.note_process(process.pid)
    Thread(target=process.wait, daemon=True).start()
    return True


def _spawn(folder: Task) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sac_dash.dashboard.jobs.run", str(folder.home), str(folder.path)]
    with (folder.path / "log.txt").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, our own module, a folder of our making
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "SAC_DASH_HOME": str(folder.home)},
        )
