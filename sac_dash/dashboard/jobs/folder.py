"""The folder of one job: the files uploaded, what was asked, how far it is.

Files a browser names are stored under names of our own making: a name is text from a stranger and
may hold a path, a device name or a control character. An upload is as its force wrote it, names
of persons and all: only this user may read the folder, and the files go once they were added.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Any

from sac_dash.dashboard.jobs.record import JobRecord
from sac_dash.dashboard.jobs.task import PRIVATE, Task
from sac_dash.domain.errors import StoreError
from sac_dash.store.durable import make_private_folder, write_file

REJECTS_FILE = "rejects.csv"
KEEP_DAYS = 2.0  # uploads not touched for longer are cleared away at the next start or upload
_ID = re.compile(r"[0-9a-f]{16}")
_TASK = re.compile(r"[a-z]+-[0-9a-f]{16}")
_FILES, _TASKS, _CHOICES, _RECEIVING = "files", "tasks", "choices.json", "receiving"


class JobFolder(Task):
    """One job under ``<home>/jobs/<id>``.

    Raises
    ------
    StoreError
        When the id is not one of ours.
    """

    def __init__(self, home: Path, job_id: str) -> None:
        if not is_job_id(job_id):
            raise StoreError("there is no such upload", remedy="Drop the file again")
        super().__init__(home, Path(home) / "jobs" / job_id)
        self.id = job_id

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

    def receive(self) -> None:
        """Note that files are on their way; until all are here the upload is not looked at."""
        (self.path / _RECEIVING).touch()

    def received(self) -> None:
        """Note that every file is here."""
        (self.path / _RECEIVING).unlink(missing_ok=True)

    @property
    def receiving(self) -> bool:
        """Tell whether files are still on their way."""
        return (self.path / _RECEIVING).exists()

    def received_bytes(self) -> int:
        """Return how much has arrived."""
        return sum(path.stat().st_size for path in self.files())

    def add_file(self, name: str, content: bytes) -> Path:
        """Save an uploaded file, and return its path."""
        path = self.new_file(name)
        path.write_bytes(content)
        return path

    def new_file(self, name: str) -> Path:
        """Return where an uploaded file is to be written: under a safe name in a folder of its own."""
        number = len(list((self.path / _FILES).iterdir())) + 1
        place = self.path / _FILES / f"{number:02d}"
        place.mkdir()
        return place / safe_name(name)

    def files(self) -> list[Path]:
        """Return the uploaded files in the order in which they came."""
        return sorted((self.path / _FILES).glob("*/*"))

    def choices(self) -> dict[str, Any]:
        """Return what was chosen for this upload; empty where nothing was chosen yet."""
        path = self.path / _CHOICES
        chosen: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
        return chosen

    def choose(self, choices: dict[str, Any]) -> None:
        """Write down what was chosen."""
        write_file(self.path / _CHOICES, json.dumps(choices).encode())

    def task(self, name: str) -> Task:
        """Return a piece of work on this upload that leaves the store alone: a look, a comparison.

        Raises
        ------
        StoreError
            When the name is not one of ours.
        """
        if not _TASK.fullmatch(name):
            raise StoreError("there is no such work", remedy="Drop the file again")
        return Task(self.home, self.path / _TASKS / name)

    def tasks(self) -> list[Task]:
        """Return the pieces of work on this upload that were asked for."""
        return [Task(self.home, path) for path in sorted((self.path / _TASKS).glob("*")) if path.is_dir()]

    def end_tasks(self, but: str = "") -> None:
        """End every look and comparison that is under way, but the one named."""
        for task in self.tasks():
            if task.name != but:
                task.end_process()

    def drop_files(self) -> None:
        """Delete the uploaded files and what was seen of them; what came of them and the rejects stay."""
        shutil.rmtree(self.path / _TASKS, ignore_errors=True)
        shutil.rmtree(self.path / _FILES, ignore_errors=True)

    def remove(self) -> None:
        """Forget the job, its files and all that was looked at."""
        self.end_tasks()
        shutil.rmtree(self.path, ignore_errors=True)


def is_job_id(text: str) -> bool:
    """Tell whether a text may be the id of a job; whether there is one is another question."""
    return _ID.fullmatch(text) is not None


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
