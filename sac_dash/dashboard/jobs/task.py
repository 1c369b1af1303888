"""One piece of long work and its folder: what was asked, how far it is, how it ended.

Whoever does the work writes, whoever waits reads; several web workers and the work's own process see
one truth, because it stands on disk and in nobody's memory.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock

from sac_dash.dashboard.jobs.record import JobRecord, JobState, from_dict
from sac_dash.dashboard.jobs.standing import say_standing
from sac_dash.domain.errors import StoreError
from sac_dash.store.durable import write_file

STARTS_WITHIN_S = 60.0  # work that has no process after this never began: its web worker was stopped
_GONE_WITHIN_S = 5.0
STOPPED = "The work stopped unexpectedly."
PRIVATE = 0o700
_RECORD, _SPEC, _CANCEL, _PROCESS = "job.json", "asked.json", "cancel", "process.json"
_CLAIM, _LOCK = "claimed", "lock"


class Task:
    """The folder `path` of one piece of work over the store in `home`."""

    def __init__(self, home: Path, path: Path) -> None:
        self.home = Path(home)
        self.path = path

    @property
    def name(self) -> str:
        """Return the folder's name, as the log calls the work."""
        return self.path.name

    @property
    def exists(self) -> bool:
        """Tell whether the work is still here."""
        return (self.path / _RECORD).is_file()

    def make(self) -> None:
        """Make the folder of work that was not asked for yet."""
        self.path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        if not self.exists:
            self.write(JobRecord())

    def read(self) -> JobRecord:
        """Return how the work stands; work whose process is gone has failed."""
        try:
            record = from_dict(json.loads((self.path / _RECORD).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError("this upload is no longer here", remedy="Drop the file again") from error
        if record.state is JobState.RUNNING and not self._alive():
            before = self.asked().get("before") if (self.path / _SPEC).is_file() else None
            standing = say_standing(self.home, before)
            return replace(record, state=JobState.FAILED, message=f"{STOPPED} {standing}")
        return record

    def write(self, record: JobRecord) -> None:
        """Replace the record in one step, so that a reader never sees half of one."""
        write_file(self.path / _RECORD, json.dumps(record.as_dict()).encode())

    def ask(self, spec: dict[str, Any]) -> None:
        """Write down what is to be done."""
        write_file(self.path / _SPEC, json.dumps(spec).encode())

    def asked(self) -> dict[str, Any]:
        """Return what is to be done."""
        spec: dict[str, Any] = json.loads((self.path / _SPEC).read_bytes())
        return spec

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the job against another tab or web worker, while what was confirmed is written down."""
        with FileLock(str(self.path / _LOCK)):
            yield

    def claim(self) -> bool:
        """Take the job for the work; False when it was taken already, in whatever process."""
        try:
            os.close(os.open(self.path / _CLAIM, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        return True

    @property
    def claimed(self) -> bool:
        """Tell whether the work was started: what was confirmed stands still."""
        return (self.path / _CLAIM).exists()

    def request_cancel(self) -> None:
        """Ask the work to stop at its next step."""
        (self.path / _CANCEL).touch()

    def note_process(self, pid: int) -> None:
        """Remember the process that does the work, with when it began: its number may be given again."""
        began = psutil.Process(pid).create_time()
        write_file(self.path / _PROCESS, json.dumps({"pid": pid, "began": began}).encode())

    def _alive(self) -> bool:
        """Tell whether the process that does the work is still the one that was started."""
        noted = self.path / _PROCESS
        if not noted.is_file():
            return time.time() - (self.path / _RECORD).stat().st_mtime < STARTS_WITHIN_S
        known = json.loads(noted.read_bytes())
        try:
            process = psutil.Process(known["pid"])
            same = abs(process.create_time() - known["began"]) < 1.0
            return same and bool(process.status() != psutil.STATUS_ZOMBIE)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False  # gone; or its number is now a stranger's, for our own process we may ask

    @property
    def cancel_requested(self) -> bool:
        """Tell whether the user asked the work to stop."""
        return (self.path / _CANCEL).exists()

    def end_process(self) -> None:
        """End the process that does the work, with those it started, and wait until they are gone.

        For work that writes into its own folder alone: what it leaves there is thrown away.
        """
        noted = self.path / _PROCESS
        if not noted.is_file() or not self._alive():
            return
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            process = psutil.Process(json.loads(noted.read_bytes())["pid"])
            family = [*process.children(recursive=True), process]
            for each in family:
                with suppress(psutil.NoSuchProcess):
                    each.kill()
            psutil.wait_procs(family, timeout=_GONE_WITHIN_S)

    def reopen(self) -> None:
        """Go back to before the work was started; the files and what was confirmed stay.

        Does nothing while the work goes on, or once it is done.
        """
        if self.read().state not in (JobState.FAILED, JobState.CANCELLED):
            return
        for name in (_CANCEL, _PROCESS, _CLAIM):
            (self.path / name).unlink(missing_ok=True)
        self.write(JobRecord())
