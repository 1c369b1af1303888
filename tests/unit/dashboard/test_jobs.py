"""Jobs: started once, true to the end, and no trace of an upload once it was added."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from sac_dash.dashboard.jobs import run, start
from sac_dash.dashboard.jobs.folder import JobFolder, clear_old
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.jobs.standing import NOTHING
from sac_dash.dashboard.jobs.task import STARTS_WITHIN_S, STOPPED
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Cancelled
from sac_dash.store import GenerationFrames, Store

HEAD = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text,Suspect Ethnicity\n"
ROW = "{},Mercia,Burglary - Business and Community,0{}/05/2026 01:00,0{}/05/2026 02:00,380000,290000,door,Zemblan\n"


@pytest.fixture
def folder(tmp_path: Path) -> JobFolder:
    """Return a job with two files that share a reference."""
    made = JobFolder.create(tmp_path)
    made.add_file("a.csv", (HEAD + ROW.format(1, 1, 1) + ROW.format(2, 2, 2)).encode())
    made.add_file("b.csv", (HEAD + ROW.format(2, 2, 2) + ROW.format(3, 3, 3)).encode())
    nothing = {"table": None, "mapping": None, "remember": None}
    files = [{"file": str(path), **nothing} for path in made.files()]
    made.ask({"work": "import", "force": "", "include_titles": [], "files": files, "before": ""})
    return made


@pytest.fixture
def never_started(monkeypatch) -> list[str]:
    """Count starts instead of starting; every start is a process that goes on."""
    started: list[str] = []

    def spawn(folder: JobFolder) -> subprocess.Popen[bytes]:
        started.append(folder.id)
        return subprocess.Popen([sys.executable, "-c", ""])

    monkeypatch.setattr(start, "_spawn", spawn)
    return started


def test_a_job_is_private_to_its_user(folder):
    for path in (folder.path.parent, folder.path, folder.path / "files"):
        assert path.stat().st_mode & 0o077 == 0


def test_files_are_added_in_one_step_and_then_deleted(folder):
    run.run_job(folder)
    record = folder.read()
    assert record.state is JobState.DONE, record.message
    assert record.result["counts"].startswith("read 4  accepted 3  duplicate 1")
    assert folder.files() == []
    assert len(Store(folder.home).generations()) == 1
    left = [path for path in folder.home.rglob("*") if path.is_file() and b"Zemblan" in path.read_bytes()]
    assert left == []


def test_a_job_is_started_once(folder, never_started):
    assert start.start_job(folder, {})
    assert not start.start_job(folder, {})
    assert never_started == [folder.id]


def test_what_is_asked_holds_no_password(folder, never_started, monkeypatch):
    address = "postgresql://user:secret@127.0.0.1:1/x"  # pragma: allowlist secret
    monkeypatch.setenv("SAC_DASH_DATABASE_URL", address)
    start.start_job(folder, folder.asked())
    assert all(b"secret" not in path.read_bytes() for path in folder.path.rglob("*") if path.is_file())


def test_work_that_cannot_be_started_has_failed(folder, monkeypatch):
    def spawn(_folder: JobFolder) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(start, "_spawn", spawn)
    assert start.start_job(folder, {})
    assert folder.read().state is JobState.FAILED
    assert "Cannot allocate memory" in folder.read().message


def test_a_job_whose_process_is_gone_has_failed(folder):
    folder.write(JobRecord(JobState.RUNNING, "Linking", 0.4))
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    folder.note_process(process.pid)
    assert folder.read().state is JobState.RUNNING
    process.kill()
    process.communicate()
    assert folder.read() == JobRecord(JobState.FAILED, "Linking", 0.4, message=f"{STOPPED} {NOTHING}")


def test_a_job_whose_process_was_never_noted_fails_after_a_while(folder):
    folder.write(JobRecord(JobState.RUNNING, "Starting"))
    assert folder.read().state is JobState.RUNNING
    long_ago = time.time() - STARTS_WITHIN_S - 1
    os.utime(folder.path / "job.json", (long_ago, long_ago))
    assert folder.read().state is JobState.FAILED


def test_a_number_that_is_a_strangers_now_is_not_the_job(folder, monkeypatch):
    folder.write(JobRecord(JobState.RUNNING, "Linking", 0.4))
    folder.note_process(os.getpid())

    def denied(_pid: int) -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "Process", denied)
    assert folder.read().state is JobState.FAILED


def test_a_cancelled_job_says_that_nothing_was_added(folder):
    folder.request_cancel()
    run.run_job(folder)
    assert folder.read() == JobRecord(JobState.CANCELLED, message=run.CANCELLED)
    assert Store(folder.home).current() is None
    assert folder.files()
    with pytest.raises(Cancelled):
        run.tell_folder(folder, "import")("Reading", 0.2)


def test_a_failed_job_tells_the_remedy_and_can_be_reopened(folder, monkeypatch):
    def fail(spec, folder, progress):
        raise UnusableInputError("no column was recognised", file="x.csv", remedy="Choose the columns")

    monkeypatch.setattr(run, "find_work", lambda _name: fail)
    assert folder.claim()
    run.run_job(folder)
    assert "Choose the columns" in folder.read().message
    assert NOTHING in folder.read().message
    folder.reopen()
    assert folder.read().state is JobState.UPLOADED
    assert folder.claim()


def test_only_what_ended_badly_is_reopened(folder):
    folder.claim()
    folder.write(JobRecord(JobState.DONE, "Done", 1.0, result={"new": 1}))
    folder.reopen()
    assert folder.read().state is JobState.DONE


@pytest.mark.parametrize("published", [False, True])
def test_a_fault_nobody_foresaw_is_logged_and_tells_what_stands(folder, monkeypatch, caplog, published):
    def fail(spec, folder, progress):
        if published:
            Store(folder.home).publish(GenerationFrames(), "added")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "find_work", lambda _name: fail)
    run.run_job(folder)
    record = folder.read()
    assert record.state is JobState.FAILED
    assert (NOTHING in record.message) is not published
    assert ("New results were published" in record.message) is published
    assert "No space left on device" in record.message
    assert folder.id in caplog.text


def test_the_process_itself_notes_its_end_and_its_log(folder):
    folder.ask({"work": "import", "files": "not what is expected"})
    command = [sys.executable, "-m", "sac_dash.dashboard.jobs.run", str(folder.home), str(folder.path)]
    assert subprocess.run(command, check=False, timeout=120).returncode == 0
    assert folder.read().state is JobState.FAILED
    assert json.loads((folder.path / "process.json").read_bytes())["pid"] != os.getpid()
    written = folder.home / "logs" / run.LOG_FILE
    assert "Traceback" in written.read_text()
    assert written.stat().st_mode & 0o077 == 0


def test_uploads_left_waiting_are_cleared_at_the_next_start(folder):
    from sac_dash.dashboard.app import create_app
    from sac_dash.settings import Settings

    clear_old(folder.home)
    assert folder.exists
    long_ago = time.time() - 3 * 86_400
    os.utime(folder.path, (long_ago, long_ago))
    create_app(Settings(home=folder.home))
    assert not folder.exists
