"""The Data page: uploads kept safe, columns confirmed, quality said, jobs that can die."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from sac_dash.dashboard.jobs.folder import JobFolder, safe_name
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.pages.data import callbacks
from sac_dash.dashboard.pages.data.confirm import confirm_mapping
from sac_dash.dashboard.pages.data.queries import preview_upload
from sac_dash.dashboard.pages.data.requests import (
    Confirmed,
    add_upload,
    keep_confirmed,
    make_spec,
    read_again,
    save_upload,
)
from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.ingest.mapping import read_mapping, write_mapping
from sac_dash.store import GenerationFrames

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


def test_files_over_the_limit_together_are_refused_with_the_way_round(tmp_path):
    with pytest.raises(UnusableInputError, match="sac-dash ingest"):
        save_upload(tmp_path, [("a.csv", b"x" * 600_000), ("b.csv", b"x" * 600_000)], max_mb=1)


def test_adding_over_the_demonstration_says_first_that_it_goes(upload, empty_context, words):
    shown = f"?job={upload.id}"
    assert "replaces the demonstration" not in words(callbacks.show_work(shown, None)[0])
    empty_context.publish(GenerationFrames(quality={"invented": True}), "Invented force")
    assert "Adding replaces the demonstration" in words(callbacks.show_work(shown, None)[0])


def test_what_was_confirmed_stands_still_once_adding_began(upload, empty_context):
    assert upload.claim()
    for step in (add_upload, read_again):
        step(upload, Confirmed([], [], "Marches", []), empty_context)
    assert not (upload.path / "asked.json").exists()
    assert upload.read().state is JobState.UPLOADED


def test_an_upload_started_in_another_tab_is_not_discarded(upload):
    upload.write(JobRecord(JobState.RUNNING, "Linking", 0.4))
    upload.note_process(os.getpid())
    assert callbacks.discard(1, f"?job={upload.id}") == f"?job={upload.id}&step=1"
    assert upload.exists


def test_where_the_file_is_kept_meanwhile_is_said(upload, words):
    assert "its values never enter the store" in words(callbacks.show_work(f"?job={upload.id}", None)[0])
    said = words(callbacks.show_work("", None)[0])
    assert "Nothing is stored" not in said
    assert "deleted once added or discarded" in said


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
    spec = make_spec(upload)
    assert spec["force"] == "Marches"
    assert Path(spec["files"][0]["mapping"]).is_file()
    assert set(spec) == {"force", "include_titles", "files"}  # no setting, hence no password


def test_a_later_upload_of_a_kind_is_added_by_the_mapping_it_was_shown_by(upload, empty_context):
    table = preview_upload(upload)[0].preview.tables[0]
    write_mapping(table.suggested, upload.path / "suggested.toml")
    text = (upload.path / "suggested.toml").read_text("utf-8")
    saved = empty_context.mappings.save([use.column for use in table.report.columns], text)
    later = save_upload(empty_context.home, [("next month.csv", EXPORT)], max_mb=1)
    assert make_spec(later)["files"][0]["mapping"] == str(saved)


def test_columns_left_as_recognised_need_no_mapping(upload, empty_context):
    shown = preview_upload(upload)[0].preview.tables[0]
    uses = [
        ({"file": 1, "column": use.column}, use.used_as or "")
        for use in shown.report.columns
        if use.by != "refused"
    ]
    keep_confirmed(upload, Confirmed(uses, [], "", []), empty_context)
    assert make_spec(upload)["files"] == [{"file": str(upload.files()[0]), "mapping": None}]


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
