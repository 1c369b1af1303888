"""The folder of one job: the files uploaded, what was asked, how far it is.

Files a browser names are stored under names of our own making: a name is text from a stranger and
may hold a path, a device name or a control character. An upload is as its force wrote it, names
of persons and all: only this user may read the folder, and the files go once they were added.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock

from sac_dash.dashboard.jobs.record import JobRecord, JobState, from_dict
from sac_dash.dashboard.jobs.standing import say_standing
from sac_dash.domain.errors import StoreError
from sac_dash.store.durable import make_private_folder, write_file

REJECTS_FILE = "rejects.csv"
KEEP_DAYS = 2.0  # uploads not touched for longer are cleared away at the next start or upload
STARTS_WITHIN_S = 60.0  # work that has no process after this never began: its web worker was stopped
STOPPED = "The work stopped unexpectedly."
PRIVATE = 0o700
_ID = re.compile(r"[0-9a-f]{16}")
_RECORD, _SPEC, _CANCEL, _PROCESS = "job.json", "asked.json", "cancel", "process.json"
_CLAIM, _LOCK, _FILES = "claimed", "lock", "files"


class JobFolder:
    """One job under ``<home>/jobs/<id>``.

    Raises
    ------
    StoreError
        When the id is not one of ours.
    """

    def __init__(self, home: Path, job_id: str) -> None:
        if not _ID.fullmatch(job_id):
            raise StoreError("there is no such upload", remedy="Drop the file again")
        self.id = job_id
        self.home = Path(home)
        self.path = Path(home) / "jobs" / job_id

    @classmethod
    def create(cls, home: Path) -> JobFolder:
        """Make the folder of a new job, and clear away those long ended."""
        clear_old(home)
        folder = cls(home, secrets.token_hex(8))
        make_private_folder(folder.path.parent)
        folder.path.mkdir(mode=PRIVATE)
        (folder.path / _FILES).mkdir(mode=PRIVATE)
        folder.write(JobRecord())
        return folder

    @property
    def exists(self) -> bool:
        """Tell whether the job is still here."""
        return (self.path / _RECORD).is_file()

    def add_file(self, name: str, content: bytes) -> Path:
        """Save an uploaded file under a safe name in a folder of its own, and return its path."""
        number = len(list((self.path / _FILES).iterdir())) + 1
        place = self.path / _FILES / f"{number:02d}"
        place.mkdir()
        path = place / safe_name(name)
        path.write_bytes(content)
        return path

    def files(self) -> list[Path]:
        """Return the uploaded files in the order in which they came."""
        return sorted((self.path / _FILES).glob("*/*"))

    def read(self) -> JobRecord:
        """Return how the job stands; a job whose process is gone has failed."""
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

    def reopen(self) -> None:
        """Go back to before the work was started; the files and what was confirmed stay.

        Does nothing while the work goes on, or once it is done.
        """
        if self.read().state not in (JobState.FAILED, JobState.CANCELLED):
            return
        for name in (_CANCEL, _PROCESS, _CLAIM):
            (self.path / name).unlink(missing_ok=True)
        self.write(JobRecord())

    def drop_files(self) -> None:
        """Delete the uploaded files; what came of them and the rejects stay."""
        shutil.rmtree(self.path / _FILES, ignore_errors=True)

    def remove(self) -> None:
        """Forget the job and its files."""
        shutil.rmtree(self.path, ignore_errors=True)


def safe_name(name: str) -> str:
    """Return a file name that keeps the extension and holds only plain characters.

    >>> safe_name("../../etc/Crimes März=1.csv")
    'Crimes_M_rz_1.csv'
    """
    base = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r"[^A-Za-z0-9.()-]+", "_", base).strip("._") or "upload"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:80]}.{ending[:12]}" if dot and stem else plain[:80]


def clear_old(home: Path, keep_days: float = KEEP_DAYS) -> None:
    """Remove jobs that were last touched more than `keep_days` ago."""
    jobs = Path(home) / "jobs"
    if not jobs.is_dir():
        return
    oldest = time.time() - keep_days * 86_400
    for folder in jobs.iterdir():
        if _ID.fullmatch(folder.name) and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
