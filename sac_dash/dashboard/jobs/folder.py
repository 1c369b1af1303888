"""The folder of one job: the files uploaded, what was asked, how far it is.

Files a browser names are stored under names of our own making: a name is text from a stranger and
may hold a path, a device name or a control character.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from sac_dash.dashboard.jobs.record import JobRecord, JobState, from_dict
from sac_dash.domain.errors import StoreError
from sac_dash.store.durable import write_file

REJECTS_FILE = "rejects.csv"
KEEP_DAYS = 2.0  # uploads older than this are cleared away when the next one comes
STOPPED = "The work stopped unexpectedly; nothing was changed. Try again, or ask for the log of this upload."
_ID = re.compile(r"[0-9a-f]{16}")
_RECORD, _SPEC, _CANCEL, _PROCESS = "job.json", "asked.json", "cancel", "process.json"


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
        self.path = Path(home) / "jobs" / job_id

    @classmethod
    def create(cls, home: Path) -> JobFolder:
        """Make the folder of a new job, and clear away those long ended."""
        clear_old(home)
        folder = cls(home, secrets.token_hex(8))
        (folder.path / "files").mkdir(parents=True)
        folder.write(JobRecord())
        return folder

    @property
    def exists(self) -> bool:
        """Tell whether the job is still here."""
        return (self.path / _RECORD).is_file()

    def add_file(self, name: str, content: bytes) -> Path:
        """Save an uploaded file under a safe name in a folder of its own, and return its path."""
        number = len(list((self.path / "files").iterdir())) + 1
        place = self.path / "files" / f"{number:02d}"
        place.mkdir()
        path = place / safe_name(name)
        path.write_bytes(content)
        return path

    def files(self) -> list[Path]:
        """Return the uploaded files in the order in which they came."""
        return sorted((self.path / "files").glob("*/*"))

    def read(self) -> JobRecord:
        """Return how the job stands; a job whose process is gone has failed."""
        try:
            record = from_dict(json.loads((self.path / _RECORD).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError("this upload is no longer here", remedy="Drop the file again") from error
        if record.state is JobState.RUNNING and not self._alive():
            return replace(record, state=JobState.FAILED, message=STOPPED)
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
            return True  # asked for, about to be started
        known = json.loads(noted.read_bytes())
        try:
            process = psutil.Process(known["pid"])
            same = abs(process.create_time() - known["began"]) < 1.0
            return same and bool(process.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    @property
    def cancel_requested(self) -> bool:
        """Tell whether the user asked the work to stop."""
        return (self.path / _CANCEL).exists()

    def reopen(self) -> None:
        """Go back to before the work was started; the files and what was confirmed stay."""
        for name in (_CANCEL, _PROCESS):
            (self.path / name).unlink(missing_ok=True)
        self.write(JobRecord())

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
