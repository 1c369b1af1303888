"""The Data page: uploads kept safe, columns confirmed, read again, compared, added or cancelled."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import flask
import pytest

from sac_dash.casework import AddInterventions
from sac_dash.dashboard.jobs.folder import JobFolder, safe_name
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.jobs.run import run_job
from sac_dash.dashboard.jobs.upload_choices import mapping_path
from sac_dash.dashboard.pages.data import callbacks, looks
from sac_dash.dashboard.pages.data.changes import held_and_now
from sac_dash.dashboard.pages.data.confirm import confirm_mapping
from sac_dash.dashboard.pages.data.looks import compare, looked
from sac_dash.dashboard.pages.data.progress import running_work
from sac_dash.dashboard.pages.data.requests import (
    Confirmed,
    add_upload,
    keep_choices,
    make_spec,
    read_plainly,
    shown_look,
)
from sac_dash.dashboard.pages.data.wording import inert_text, say_quality
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import Intervention
from sac_dash.ingest.mapping import ColumnMapping, FacetColumn, read_mapping, write_mapping
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import decide
from sac_dash.workflow.saved_mapping import save_mapping

HEAD = "Crime Ref,Offence,Committed From,Committed To,Easting,Northing,Way In,MO Text,Suspect Ethnicity\n"
TITLE = "Burglary - Business and Community"
ROWS = (
    f"M/1,{TITLE},03/04/2024 18:00,04/04/2024 07:30,349200,312500,Roof,Cut through roof,Zemblan\n"
    f"M/2,{TITLE},13/04/2024 18:00,14/04/2024 07:30,369500,308500,,Door forced,Zemblan\n"
    f"M/2,{TITLE},13/04/2024 18:00,14/04/2024 07:30,369500,308500,,Door forced,Zemblan\n"
    f"M/3,{TITLE},23/04/2024 18:00,20/04/2024 07:30,369500,308500,,Window smashed,Zemblan\n"
)
EXPORT = (HEAD + ROWS).encode()


def upload_of(home: Path, *files: tuple[str, bytes]) -> JobFolder:
    """Return an upload that has arrived."""
    folder = JobFolder.create(home)
    for name, content in files:
        folder.add_file(name, content)
    return folder


def workbook(**sheets: list[str]) -> bytes:
    """Return a workbook with a sheet of comma separated lines for every name."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line.split(","))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def upload(empty_context) -> JobFolder:
    return upload_of(empty_context.home, ("RMS export.csv", EXPORT))


@pytest.fixture
def two_sheets(empty_context) -> JobFolder:
    lines = (HEAD + ROWS).splitlines()
    content = workbook(April=lines, Codes=["Code,Meaning", "30C,Shop"], Late=[lines[0], lines[2], lines[4]])
    return upload_of(empty_context.home, ("book.xlsx", content))


def shown_words(folder: JobFolder, words, **query: str) -> str:
    address = "&".join([f"job={folder.id}", *(f"{name}={value}" for name, value in query.items())])
    return words(callbacks.show(f"?{address}", None)[:3])


def selects(folder: JobFolder, part: str = "1-1", **changed: str) -> list[tuple[dict, str]]:
    """Return what the selects of a table say, some of them changed; names have _ for spaces."""
    table = shown_look(folder).table(part)
    stated = {name.replace("_", " "): use for name, use in changed.items()}
    return [
        ({"part": part, "column": place}, stated.get(use.column, use.used_as or ""))
        for place, use in enumerate(table.columns)
        if use.by != "refused"
    ]


def everything_in(home: Path) -> dict[str, str]:
    """Return every file of a store with what it holds; uploads on their way are no part of it."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and "jobs" not in path.relative_to(home).parts and path.suffix != ".lock"
    }


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


@pytest.mark.parametrize("strange", ["../../etc", "x", ""])
def test_an_id_that_is_a_path_is_refused(tmp_path, strange, empty_context, words):
    with pytest.raises(SacDashError, match="no such upload"):
        JobFolder(tmp_path, strange)
    assert "Choose files" in words(callbacks.show(f"?job={strange}", None)[1])


def test_an_upload_that_did_not_arrive_whole_is_not_looked_at(upload, words):
    upload.receive()
    assert "no longer here" in shown_words(upload, words)
    assert upload.tasks() == []


def test_the_columns_are_shown_with_values_and_the_rows_reconcile(upload, words):
    said = shown_words(upload, words)
    assert "read 4  accepted 2  duplicate 1  out of scope 0  rejected 1" in said
    assert "Cut through roof" in said
    assert "Dropped at the door:  ethnicity" in said
    assert "Zemblan" not in said
    assert "1 column is dropped ( Way In" in said
    assert "1 impossible window, 1 duplicate" in said
    assert "Compare 2 with the store" in said


def test_a_changed_column_is_read_again_and_remembered_only_once_added(upload, empty_context, words):
    before = everything_in(empty_context.home)
    confirmed = Confirmed(selects(upload, Way_In="facet:*"), force="Marches")
    assert keep_choices(upload, confirmed)
    assert not keep_choices(upload, Confirmed(selects(upload), force="Marches"))  # shown as it now stands
    table = looked(upload).table(None)
    assert table.read_by == "here"
    assert [use.used_as for use in table.columns if use.column == "Way In"] == ["facet:way_in"]
    assert "confirmed here" in shown_words(upload, words)
    assert everything_in(empty_context.home) == before
    spec = make_spec(upload)
    assert spec["force"] == "Marches"
    assert set(spec) == {"work", "force", "include_titles", "files"}  # no setting, hence no password
    upload.ask(spec)
    run_job(upload)
    assert upload.read().state is JobState.DONE, upload.read().message
    (saved,) = empty_context.mappings.all()
    assert read_mapping(saved).facets["way_in"].column == "Way In"


def test_changes_that_come_at_once_are_written_down_one_after_the_other(upload):
    server = flask.current_app._get_current_object()
    stated = [selects(upload), selects(upload, Way_In="facet:*")]

    def keep(number: int) -> None:
        with server.app_context():
            keep_choices(upload, Confirmed(stated[number % 2], force=f"F{number}"))

    with ThreadPoolExecutor(6) as at_once:
        list(at_once.map(keep, range(24)))
    assert upload.choices()["force"] in {f"F{number}" for number in range(24)}
    assert read_mapping(mapping_path(upload, "1-1")).columns["crime_ref"] == ("Crime Ref",)


def test_a_later_upload_of_a_kind_is_read_by_what_was_saved_for_it(upload, empty_context, words):
    keep_choices(upload, Confirmed(selects(upload, Way_In="facet:*")))
    path = mapping_path(upload, "1-1")
    columns = [use.column for use in looked(upload).table(None).columns]
    saved = save_mapping(empty_context, columns, path.read_text("utf-8"), "ab")
    later = upload_of(empty_context.home, ("next month.csv", EXPORT))
    assert looked(later).table(None).read_by == "saved"
    assert "saved for this source" in shown_words(later, words)
    assert make_spec(later)["files"][0]["mapping"] == str(saved)
    read_plainly(later, "1-1")
    assert looked(later).table(None).read_by == ""


def test_columns_left_as_recognised_need_no_mapping(upload):
    assert not keep_choices(upload, Confirmed(selects(upload)))
    entry = {"file": str(upload.files()[0]), "table": None, "mapping": None, "remember": None}
    assert make_spec(upload)["files"] == [entry]


def test_sheets_are_offered_and_one_of_no_use_is_left_out(two_sheets, words):
    tables = {table.name: table for table in looked(two_sheets).tables}
    assert {name: table.used for name, table in tables.items()} == {
        "April": True,
        "Codes": False,
        "Late": True,
    }
    said = shown_words(two_sheets, words)
    assert "passed over: not a table of offences" in said
    assert "read 6  accepted 2  duplicate 2  out of scope 0  rejected 2" in words(
        callbacks.show(f"?job={two_sheets.id}", None)[2]
    )  # told across the sheets, as an ingest tells it


def test_a_sheet_left_out_is_not_added(two_sheets):
    confirmed = Confirmed(
        tables=[({"part": "1-1"}, False), ({"part": "1-2"}, False), ({"part": "1-3"}, True)]
    )
    assert keep_choices(two_sheets, confirmed)
    assert looked(two_sheets).quality.counts.read == 2
    spec = make_spec(two_sheets)
    assert [each["table"] for each in spec["files"]] == ["Late"]
    two_sheets.ask(spec)
    run_job(two_sheets)
    assert two_sheets.read().result["counts"].startswith("read 2  accepted 1")


def test_a_file_nobody_recognises_can_be_mapped_by_hand(empty_context, words):
    content = b"Nr;Wann;Was\n1;03.04.2024 18:00;Tuer\n2;13.04.2024 18:00;Fenster\n"
    folder = upload_of(empty_context.home, ("fremd.csv", content))
    keep_choices(folder, Confirmed(selects(folder, Nr="", Wann="", Was="")))
    said = shown_words(folder, words)
    assert "This cannot be read yet" in said
    assert "Nothing to add yet" in said
    keep_choices(folder, Confirmed(selects(folder, Nr="crime_ref", Wann="from_at", Was="mo_text")))
    keep_choices(
        folder,
        Confirmed(
            selects(folder), options=[({"part": "1-1", "name": "offence_class"}, "commercial_burglary")]
        ),
    )
    assert looked(folder).quality.counts.accepted == 2


def test_a_file_that_cannot_be_used_says_why_beside_the_others(empty_context, words):
    folder = upload_of(empty_context.home, ("a.csv", EXPORT), ("b.csv", b""))
    said = shown_words(folder, words)
    assert "This file cannot be used." in said
    assert "Compare 2 with the store" in said
    assert "b.csv. Go back to the columns" in shown_words(folder, words, step="compare")


def test_before_adding_the_difference_to_the_store_is_shown_with_examples(upload, empty_context, words):
    upload.ask(make_spec(upload))
    run_job(upload)
    changed = EXPORT.replace(b"Door forced", b"Door forced with crowbar").replace(b"M/1,", b"M/9,")
    later = upload_of(empty_context.home, ("later.csv", changed))
    before = everything_in(empty_context.home)
    result = compare(later).result
    assert {name: result[name] for name in ("new", "changed", "unchanged", "held")} == {
        "new": 1,
        "changed": 1,
        "unchanged": 0,
        "held": 2,
    }
    (kind,) = result["kinds"]
    assert (kind["change"], kind["offences"]) == ("MO changed", 1)
    assert (kind["examples"][0]["held"], kind["examples"][0]["incoming"]) == (
        "Door forced",
        "Door forced with crowbar",
    )
    said = shown_words(later, words, step="compare")
    assert "MO changed: 1" in said
    assert "M/9" in said
    assert "Add 2 offences" in said
    assert everything_in(empty_context.home) == before


def test_the_same_again_is_unchanged(upload, empty_context, words):
    upload.ask(make_spec(upload))
    run_job(upload)
    again = upload_of(empty_context.home, ("again.csv", EXPORT))
    assert "All of it is held already" in shown_words(again, words, step="compare")


def test_adding_over_the_demonstration_says_first_that_it_goes(upload, empty_context, words):
    assert "replaces the demonstration" not in shown_words(upload, words, step="compare")
    empty_context.publish(GenerationFrames(quality={"invented": True}), "Invented force")
    assert "Adding replaces the demonstration" in shown_words(upload, words, step="compare")


def test_rejects_can_be_taken_away_before_anything_is_added(upload):
    sent = callbacks.send_rejects(1, f"?job={upload.id}")
    assert "starts after it ends" in sent["content"]
    assert "Zemblan" not in sent["content"]


@pytest.mark.parametrize("step", ["columns", "compare"])
def test_cancelling_leaves_the_store_exactly_as_it_was(upload, empty_context, words, step):
    before = everything_in(empty_context.home)
    keep_choices(upload, Confirmed(selects(upload, Way_In="facet:*")))
    shown_words(upload, words, step=step)
    assert callbacks.discard(1, f"?job={upload.id}") == "?job=cancelled"
    assert not upload.path.exists()
    assert everything_in(empty_context.home) == before
    assert empty_context.current() is None
    said = words(callbacks.show("?job=cancelled", None)[1])
    assert "the store is as it was" in said


def test_work_that_is_stopped_remembers_no_mapping(upload, empty_context):
    keep_choices(upload, Confirmed(selects(upload, Way_In="facet:*")))
    before = everything_in(empty_context.home)
    upload.ask(make_spec(upload))
    upload.request_cancel()
    run_job(upload)
    assert upload.read().state is JobState.CANCELLED
    assert everything_in(empty_context.home) == before
    assert callbacks.go_back(1, f"?job={upload.id}").startswith(f"?job={upload.id}&step=columns")
    assert upload.read().state is JobState.UPLOADED
    assert looked(upload).table(None).read_by == "here"


def test_a_long_upload_is_read_by_a_process_that_cancelling_ends(upload, monkeypatch, words):
    monkeypatch.setattr(looks, "SHORT_BYTES", 0)
    said = shown_words(upload, words)
    assert "Reading the files" in said
    (task,) = upload.tasks()
    assert task.read().state is JobState.RUNNING
    assert callbacks.show(f"?job={upload.id}", None)[3] is False  # asked again soon
    callbacks.discard(1, f"?job={upload.id}")
    assert not upload.path.exists()


def test_progress_tells_the_stage_the_share_and_the_time_left(words, monkeypatch):
    monkeypatch.setattr("sac_dash.dashboard.pages.data.progress.time.time", lambda: 1_060.0)
    said = words(running_work(JobRecord(JobState.RUNNING, "Scoring pairs", 0.5, began=1_000.0)))
    assert "Scoring pairs" in said
    assert "50%" in said
    assert "about 60 seconds left" in said


def test_what_was_confirmed_stands_still_once_adding_began(upload):
    assert upload.claim()
    add_upload(upload)
    assert not keep_choices(upload, Confirmed(selects(upload, Way_In="facet:*")))
    assert upload.read().state is JobState.UPLOADED


def test_an_upload_started_in_another_tab_is_not_discarded(upload):
    upload.write(JobRecord(JobState.RUNNING, "Linking", 0.4))
    upload.note_process(os.getpid())
    assert callbacks.discard(1, f"?job={upload.id}") == f"?job={upload.id}&again=1"
    assert upload.exists


def test_where_the_file_is_kept_meanwhile_is_said(upload, words):
    assert "its values never enter the store" in shown_words(upload, words)
    said = words(callbacks.show("", None)[1])
    assert "deleted once added or cancelled" in said


def test_two_columns_of_one_kind_are_joined_in_the_source_order():
    mapping = confirm_mapping(
        {"DATE": "from_at", "TIME": "from_at", "X": "", "Way In": "facet:*"}, {"date_order": "DMY"}, []
    )
    assert mapping.columns == {"from_at": ("DATE", "TIME")}
    assert mapping.facets["way_in"].column == "Way In"
    assert mapping.options.date_order == "DMY"
    assert mapping.options.unused_columns == ("X",)


def test_a_column_that_is_ours_and_a_facet_stays_both():
    before = ColumnMapping({"premises_type": ("Kind",)}, {"kind": FacetColumn("Kind", ";")})
    assert confirm_mapping({"Kind": "premises_type"}, {}, [before]).facets == before.facets
    assert confirm_mapping({"Kind": "town"}, {}, [before]).facets == {}


def test_a_column_set_to_dropped_stays_so_when_it_is_read_again(upload):
    keep_choices(upload, Confirmed(selects(upload, MO_Text="")))
    assert [use.by for use in looked(upload).table(None).columns if use.column == "MO Text"] == ["unused"]


def test_an_empty_store_says_how_to_fill_it(empty_context, words):
    said = words(callbacks.show("", None)[1:3])
    assert "The store is empty" in said
    assert "GeoNames" in said
    assert "How a file becomes series" in said


def test_text_from_strangers_is_shown_as_what_it_is():
    assert inert_text("=cmd|'/c calc'!A1") == "=cmd|'/c calc'!A1"
    assert inert_text("door \u202egpj.exe") == "door ⟨202E⟩gpj.exe"
    assert "\u200f" not in inert_text("a\u200fb")
    assert inert_text("x" * 99, 10) == "x" * 9 + "…"


def test_only_the_words_that_differ_are_marked(words):
    held, now = held_and_now("rear door forced", "rear door forced with crowbar")
    assert words(held) == "rear door forced"
    assert [type(each).__name__ for each in now] == ["str", "Ins"]
    assert held_and_now(None, "crowbar") == (["not known"], ["crowbar"])


def test_the_quality_is_said_in_one_sentence(upload):
    quality = looked(upload).quality
    assert say_quality(quality) == "1 impossible window, 1 duplicate"


def test_a_mapping_that_names_a_refused_column_is_told_on_its_table(upload, words):
    write_mapping(ColumnMapping({"town": ("Suspect Ethnicity",)}), mapping_path(upload, "1-1"))
    said = shown_words(upload, words)
    assert "This cannot be read yet" in said
    assert "is refused" in said
    assert "Zemblan" not in said


def test_a_store_that_is_only_looked_at_is_opened_by_its_folder(upload):
    assert Store(upload.home).current() is None
    assert looked(upload) is not None
    assert Store(upload.home).current() is None


def test_what_is_kept_beside_the_offences_is_counted(empty_context, words):
    given = (Intervention("I-1", "arrest", "Two held", "2024-04-04"),)
    decide(empty_context, AddInterventions(given), "ana")
    said = " ".join(words(callbacks.show("", None)[:3]).split())
    assert "0 hard links sac-dash hardlink import FILE" in said
    assert "1 intervention sac-dash intervention import FILE" in said
    assert "0 protected sites sac-dash site import FILE" in said
