"""Lists of hard links: columns under other names, rows that state none, dates, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from sac_dash.casework import HardLinkKind
from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.hard_link_columns import KINDS, recognise_link_columns
from sac_dash.ingest.hard_links import parse_link_date, read_hard_links
from sac_dash.ingest.listed_rows import rejects_frame

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
HEADER = "force_a,crime_ref_a,force_b,crime_ref_b,kind,reference,recorded_at,source"


def listed(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "links.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def test_a_row_becomes_a_link(tmp_path):
    table = read_hard_links(listed(tmp_path, "West,22/1,Gwent,9/7,dna,LAB-4,04/03/2026 10:30,NDNAD"), NOW)
    link = table.rows[0].record
    assert link.offences == ("Gwent:9/7", "West:22/1")
    assert (link.kind, link.reference, link.source) == ("dna", "LAB-4", "NDNAD")
    assert link.recorded_at == "2026-03-04T10:30:00+00:00"
    assert table.rows_read == 1


@pytest.mark.parametrize(
    "names",
    [
        ["Crime Ref A", "Crime Ref B", "Link Type"],
        ["First crime number", "Second crime number", "KIND"],
        ["offence_1", "offence_2", "Evidence type"],
        ["URN 1", "URN 2", "match-type"],
    ],
)
def test_columns_are_known_by_other_names(names):
    found = recognise_link_columns(names)
    assert (found.theirs["crime_ref_a"], found.theirs["crime_ref_b"], found.theirs["kind"]) == tuple(names)
    assert not found.missing


def test_a_reference_of_the_fact_is_no_reference_of_an_offence():
    found = recognise_link_columns(["ref a", "ref b", "type", "exhibit ref", "date", "colour of it"])
    assert found.theirs["reference"] == "exhibit ref"
    assert found.unused == ("colour of it",)


@pytest.mark.parametrize(
    ("said", "kind"),
    [("DNA hit", "dna"), ("shoe mark", "footwear"), ("Recovered Property", "property"), ("ANPR", "vehicle"),
     ("Finger-print", "fingerprint"), ("mobile", "phone"), ("CCTV", "cctv")],
)  # fmt: skip
def test_kinds_are_known_by_other_words(tmp_path, said, kind):
    assert read_hard_links(listed(tmp_path, f"W,1,W,2,{said},,,"), NOW).rows[0].record.kind == kind
    assert set(KINDS.values()) == set(HardLinkKind)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("W,,W,2,dna,,,", "crime_ref_a", "crime reference is blank"),
        ("W,1,W,,dna,,,", "crime_ref_b", "crime reference is blank"),
        ("W,1,W,2,hunch,,,", "kind", '"hunch" is no kind of hard link'),
        ("W,1,W,2,,,,", "kind", "the kind is blank"),
        (f"W,1,W,2,dna,{'x' * 201},,", "reference", "longer than 200 characters"),
    ],
)
def test_a_row_that_states_no_link_is_told_with_its_place(tmp_path, row, column, reason):
    table = read_hard_links(listed(tmp_path, "W,8,W,9,dna,,,", row), NOW)
    (reject,) = table.rejects
    assert (reject.file, reject.source_row, reject.column, reject.reason) == ("links.csv", 3, column, reason)
    assert reject.remedy
    assert rejects_frame(table)["raw"][0].count("crime_ref_b") == 1


@pytest.mark.parametrize("date", ["no idea", "2027-01-01"])
def test_a_date_that_is_none_leaves_the_link_without_one(tmp_path, date):
    table = read_hard_links(listed(tmp_path, f"W,1,W,2,dna,,{date},"), NOW)
    assert table.rows[0].record.recorded_at == ""
    assert sum(table.warnings.values()) == 1


def test_people_are_refused_at_the_door_in_rejects_too(tmp_path):
    path = listed(tmp_path, "1,2,hunch,Nobody", header="crime ref a,crime ref b,kind,Suspect name")
    table = read_hard_links(path, NOW)
    assert "Nobody" not in str(rejects_frame(table)["raw"].to_list())
    assert any("Suspect name" in note and "dropped" in note for note in table.notes)


def test_every_sheet_with_the_columns_is_read(tmp_path):
    book = Workbook()
    for place, name in enumerate(("DNA", "Footwear")):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = name
        sheet.append(["Crime ref A", "Crime ref B", "Kind", "Recorded"])
        sheet.append([f"22/{place}", "22/9", name, NOW.replace(tzinfo=None)])
    book.create_sheet("Notes").append(["nothing", "of use"])
    book.save(tmp_path / "links.xlsx")
    table = read_hard_links(tmp_path / "links.xlsx", NOW)
    assert [row.record.kind for row in table.rows] == ["dna", "footwear"]
    assert table.rows[0].record.recorded_at.startswith("2026-06-01T")


def test_a_file_without_the_columns_says_which(tmp_path):
    with pytest.raises(UnusableInputError, match="crime_ref_b") as told:
        read_hard_links(listed(tmp_path, "1,dna,x", header="crime ref a,kind,other"), NOW)
    assert told.value.remedy


def test_an_apostrophe_of_our_own_lists_is_taken_off_again(tmp_path):
    table = read_hard_links(listed(tmp_path, "W,1,W,2,dna,'=1+1,,", "W,1,W,2,dna,O'Neil,,"), NOW)
    assert [row.record.reference for row in table.rows] == ["=1+1", "O'Neil"]


def test_a_typed_date_is_read_or_refused():
    assert parse_link_date("04/07/2026") == "2026-07-04T00:00:00+01:00"
    assert parse_link_date("soon") is None
