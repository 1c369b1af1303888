"""The Data page: uploads kept safe, columns confirmed, quality said, jobs that can die."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from sac_dash.dashboard.jobs import run
from sac_dash.dashboard.jobs.folder import JobFolder, safe_name
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.pages.data import callbacks
from sac_dash.dashboard.pages.data.confirm import confirm_mapping
from sac_dash.dashboard.pages.data.queries import preview_upload
from sac_dash.dashboard.pages.data.requests import Confirmed, keep_confirmed, make_spec, save_upload
from sac_dash.dashboard.state import settings
from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.domain.progress import Cancelled
from sac_dash.ingest.mapping import read_mapping

EXPORT = b"""Crime Ref,Offence,Committed From,Committed To,Easting,Northing,Way In,MO Text,Suspect Ethnicity
M/1,Burglary - Business and Community,03/04/2024 18:00,04/04/2024 07:30,349200,312500,Roof,Cut through roof,W
M/2,Burglary - Business and Community,13/04/2024 18:00,14/04/2024 07:30,369500,308500,,Door forced,W
M/2,Burglary - Business and Community,13/04/2024 18:00,14/04/2024 07:30,369500,308500,,Door forced,W
M/3,Burglary - Business and Community,23/04/2024 18:00,20/04/2024 07:30,369500,308500,,Window smashed,W
"""


@pytest.fixture
def upload(empty_context) -> JobFolder:
    return save_upload(empty_context.home, [("RMS export.csv", EXPORT)], max_mb=1)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\Windows\\x.csv", "=cmd|calc.csv", "a\x00b.csv", "....", "\u202evsc.exe.csv"],
)
def test_a_file_never_leaves_its_folder_nor_keeps_a_strange_name(tmp_path, name):
    folder = JobFolder.create(tmp_path)
    path = folder.add_file(name, b"x")
    assert path.resolve().is_relative_to((folder.path / "files").resolve())
    assert set(path.name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.()-_")
    assert safe_name("Crimes 2024.csv.gz").endswith(".gz")


def test_an_id_that_is_a_path_is_refused(tmp_path):
    with pytest.raises(SacDashError, match="no such upload"):
        JobFolder(tmp_path, "../../etc")


def test_a_file_over_the_limit_is_refused_with_the_way_round(tmp_path):
    with pytest.raises(UnusableInputError, match="sac-dash ingest"):
        save_upload(tmp_path, [("big.csv", b"x" * 1_000_001)], max_mb=1)


def test_dropped_files_become_an_upload_in_the_address(empty_context):
    content = "data:text/csv;base64," + base64.b64encode(EXPORT).decode()
    search, contents, _ = callbacks.take_files([content], ["export.csv"])
    assert contents is None
    folder = JobFolder(empty_context.home, search.removeprefix("?job="))
    assert folder.files()[0].read_bytes() == EXPORT


def test_the_preview_tells_columns_quality_and_that_rows_reconcile(upload, words):
    children, idle = callbacks.show_work(f"?job={upload.id}", None)
    said = words(children)
    assert idle
    assert "read 4  accepted 2  duplicate 1  out of scope 0  rejected 1" in said
    assert "Suspect Ethnicity is refused" in said
    assert "impossible windows" in said
    assert "Add 2 offences" in said


def test_what_an_analyst_confirms_becomes_a_mapping_kept_for_its_kind(upload, empty_context):
    shown = preview_upload(upload)[0].preview.tables[0]
    uses = [
        ({"file": 1, "column": use.column}, use.used_as or "")
        for use in shown.report.columns
        if use.by != "refused"
    ]
    changed = [(ident, "facet:*" if ident["column"] == "Way In" else use) for ident, use in uses]
    keep_confirmed(upload, Confirmed(changed, [], "Marches", []), empty_context)
    saved = read_mapping(empty_context.mappings.all()[0])
    assert saved.facets["way_in"].column == "Way In"
    spec = make_spec(upload, settings())
    assert spec["force"] == "Marches"
    assert Path(spec["groups"][0]["mapping"]).is_file()


def test_columns_left_as_recognised_need_no_mapping(upload, empty_context):
    shown = preview_upload(upload)[0].preview.tables[0]
    uses = [
        ({"file": 1, "column": use.column}, use.used_as or "")
        for use in shown.report.columns
        if use.by != "refused"
    ]
    keep_confirmed(upload, Confirmed(uses, [], "", []), empty_context)
    assert make_spec(upload, settings())["groups"] == [{"files": [str(upload.files()[0])], "mapping": None}]


def test_two_columns_of_one_kind_are_joined_in_the_source_order():
    mapping = confirm_mapping(
        {"DATE": "from_at", "TIME": "from_at", "X": "", "Way In": "facet:*"}, {"date_order": "DMY"}, []
    )
    assert mapping.columns == {"from_at": ("DATE", "TIME")}
    assert mapping.facets["way_in"].column == "Way In"
    assert mapping.options.date_order == "DMY"
    assert mapping.options.unused_columns == ("X",)


def test_a_file_that_cannot_be_used_says_why_beside_the_others(empty_context, words):
    folder = save_upload(empty_context.home, [("a.csv", EXPORT), ("b.csv", b"")], max_mb=1)
    said = words(callbacks.show_work(f"?job={folder.id}", None)[0])
    assert "This file cannot be used" in said
    assert "Add 2 offences" in said


def test_a_job_whose_process_is_gone_has_failed(tmp_path):
    folder = JobFolder.create(tmp_path)
    folder.write(JobRecord(JobState.RUNNING, "Linking", 0.4))
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    folder.note_process(process.pid)
    assert folder.read().state is JobState.RUNNING
    process.kill()
    process.communicate()
    assert folder.read().state is JobState.FAILED


def test_a_cancelled_job_says_that_nothing_was_added(tmp_path, monkeypatch):
    folder = JobFolder.create(tmp_path)
    folder.ask({})
    folder.request_cancel()
    monkeypatch.setattr(run, "import_files", lambda spec, path, progress: progress("Reading", 0.1))
    run.run_job(folder)
    assert folder.read() == JobRecord(JobState.CANCELLED, message=run.CANCELLED)
    with pytest.raises(Cancelled):
        run.tell_folder(folder)("Reading", 0.2)


def test_a_failed_job_tells_the_remedy_and_can_be_reopened(tmp_path, monkeypatch, words):
    folder = JobFolder.create(tmp_path)
    folder.ask({})

    def fail(spec, path, progress):
        raise UnusableInputError("no column was recognised", file="x.csv", remedy="Choose the columns")

    monkeypatch.setattr(run, "import_files", fail)
    run.run_job(folder)
    assert "Choose the columns" in folder.read().message
    folder.reopen()
    assert folder.read().state is JobState.UPLOADED


def test_an_empty_store_says_how_to_fill_it(empty_context, words):
    said = words(callbacks.show_held(None, True))
    assert "The store is empty" in said
    assert "GeoNames" in said
    assert "How a file becomes series" in words(callbacks.show_work("", None)[0])


def test_a_column_set_to_not_used_stays_so_when_the_mapping_is_read_again(upload, empty_context):
    shown = preview_upload(upload)[0].preview.tables[0]
    uses = [
        ({"file": 1, "column": use.column}, "" if use.column == "MO Text" else use.used_as or "")
        for use in shown.report.columns
        if use.by != "refused"
    ]
    keep_confirmed(upload, Confirmed(uses, [], "", []), empty_context)
    again = preview_upload(upload)[0].preview.tables[0].report.columns
    assert [use.by for use in again if use.column == "MO Text"] == ["unused"]
