"""Lists of interventions and protected sites: columns, dates, places, and rows that cannot be taken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.intervention import InterventionKind
from sac_dash.geography.coordinates import BRITISH_NATIONAL_GRID, LOCAL_METRES
from sac_dash.ingest.listed_rows import rejects_frame
from sac_dash.ingest.record_columns import kind_of
from sac_dash.ingest.record_lists import read_interventions, read_sites

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
HEADER = "kind,label,started_at,ended_at,easting,northing,longitude,latitude,grid_reference,radius_m"


def listed(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def read(folder: Path, *rows: str, header: str = HEADER, crs: str = BRITISH_NATIONAL_GRID):
    return read_interventions(listed(folder, *rows, header=header), NOW, crs)


def test_a_row_becomes_an_intervention(tmp_path):
    (row,) = read(tmp_path, "patrol,Op Lantern,04/03/2026,2026-03-09,384950,255050,,,,1.5e3").rows
    record = row.record
    assert (record.kind, record.label, record.source) == ("patrol", "Op Lantern", "list.csv")
    assert (record.started_at, record.ended_at) == ("2026-03-04", "2026-03-09")
    assert (record.easting, record.northing, record.radius_m) == (384950.0, 255050.0, 1500.0)
    assert record.intervention_id == ""


def test_columns_and_kinds_are_known_by_other_names(tmp_path):
    table = read(
        tmp_path, "Op Lantern,Hi-vis patrol,4 Mar 2026,South", header="Operation,Type,Start date,LPA"
    )
    (row,) = table.rows
    assert (row.record.label, row.record.kind, row.record.policing_area) == ("Op Lantern", "patrol", "South")
    assert {str(kind_of(kind)) for kind in InterventionKind} == set(InterventionKind)
    assert kind_of("SelectaDNA") is InterventionKind.SMARTWATER


@pytest.mark.parametrize(
    ("said", "kept"),
    [("04/03/2026", "2026-03-04"), ("2026-03-04", "2026-03-04"), ("March 2026", "2026-03"),
     ("04/07/2026 10:30", "2026-07-04T10:30:00+01:00"), ("04/03/2026 00:00", "2026-03-04")],
)  # fmt: skip
def test_a_date_is_kept_as_exact_as_it_is_stated(tmp_path, said, kept):
    assert read(tmp_path, f"arrest,Two held,{said},,,,,,,").rows[0].record.started_at == kept


def test_the_two_dates_are_read_in_one_order_and_a_guess_is_told(tmp_path):
    table = read(tmp_path, "arrest,x,03/04/2026,03/14/2026,,,,,,")
    assert table.rows[0].record.started_at == "2026-03-04"
    assert any("day first" in note for note in read(tmp_path, "arrest,x,03/04/2026,,,,,,,").notes)


@pytest.mark.parametrize("place", [",,-2.2201,52.1935,,", ",,,,SO 849 550,"])
def test_degrees_and_grid_references_become_metres(tmp_path, place):
    record = read(tmp_path, f"arrest,x,04/03/2026,,{place}").rows[0].record
    assert (round(record.easting, -3), round(record.northing, -3)) == (385_000, 255_000)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("hunch,x,04/03/2026,,,,,,,", "kind", '"hunch" is no kind of intervention'),
        (",x,04/03/2026,,,,,,,", "kind", "the kind is blank"),
        ("arrest,,04/03/2026,,,,,,,", "label", "the label is blank"),
        ("arrest,x,,,,,,,,", "started_at", "the start is blank"),
        ("arrest,x,soon,,,,,,,", "started_at", '"soon" is no date'),
        ("arrest,x,04/03/2062,,,,,,,", "started_at", "more than a year ahead"),
        ("arrest,x,04/03/2026,01/03/2026,,,,,,", "ended_at", "it ended before it started"),
        ("arrest,x,04/03/2026,,384950,,,,,", "northing", "half a place is given"),
        ("arrest,x,04/03/2026,,east,255050,,,,", "easting", '"east" is no number'),
        ("arrest,x,04/03/2026,,-2.2,52.2,,,,", "easting", "outside the British National Grid"),
        ("arrest,x,04/03/2026,,,,52.2,-2.2,,", "longitude", "outside the British National Grid"),
        ("arrest,x,04/03/2026,,,,,,the yard,", "grid_reference", "no grid reference"),
        ("arrest,x,04/03/2026,,,,,,,500", "radius_m", "a radius needs a place"),
        ("arrest,x,04/03/2026,,384950,255050,,,,-5", "radius_m", "the radius cannot be that"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_place_and_remedy(tmp_path, row, column, reason):
    table = read(tmp_path, "arrest,Two held,04/03/2026,,,,,,,", row)
    (reject,) = table.rejects
    assert (reject.file, reject.source_row, reject.column) == ("list.csv", 3, column)
    assert reason in reject.reason
    assert reject.remedy
    assert table.rows_read == 2


def test_degrees_have_no_place_among_local_metres(tmp_path):
    (reject,) = read(tmp_path, "arrest,x,04/03/2026,,,,-2.2,52.2,,", crs=LOCAL_METRES).rejects
    assert "local metres" in reject.reason
    assert read(tmp_path, "arrest,x,04/03/2026,,10,20,,,,", crs=LOCAL_METRES).rows[0].record.easting == 10


def test_people_are_refused_at_the_door_in_rejects_too(tmp_path):
    table = read(tmp_path, "hunch,x,04/03/2026,Nobody", header="kind,label,started,Suspect name")
    assert "Nobody" not in str(rejects_frame(table)["raw"].to_list())
    assert any("Suspect name" in note and "dropped" in note for note in table.notes)


def test_a_workbook_keeps_days_as_days(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Kind", "Label", "From", "To"])
    sheet.append(["Patrol", "Op Lantern", datetime(2026, 3, 4), datetime(2026, 3, 9)])  # noqa: DTZ001
    book.save(tmp_path / "list.xlsx")
    (row,) = read_interventions(tmp_path / "list.xlsx", NOW, BRITISH_NATIONAL_GRID).rows
    assert (row.record.started_at, row.record.ended_at) == ("2026-03-04", "2026-03-09")


def test_an_apostrophe_of_our_own_lists_is_taken_off_again(tmp_path):
    assert read(tmp_path, "arrest,'=1+1,04/03/2026,,,,,,,").rows[0].record.label == "=1+1"


def test_a_file_without_the_columns_says_which(tmp_path):
    with pytest.raises(UnusableInputError, match="no column is label, nor started_at") as told:
        read(tmp_path, "arrest,x", header="kind,other")
    assert "intervention_id, kind, label" in told.value.remedy


def test_a_row_becomes_a_site(tmp_path):
    header = "Site name,Premises type,Address,Postcode,Grid ref,Owner,Product,Installed,Removed,Owner name"
    row = "Lane Farm,Farm,Mill Lane,SY8 1AA,SO 849 550,Estates Ltd,SmartWater,04/03/2026,,Nobody"
    table = read_sites(listed(tmp_path, row, header=header), NOW, BRITISH_NATIONAL_GRID)
    (site,) = [each.record for each in table.rows]
    assert (site.name, site.premises_type, site.measure, site.measured_from) == (
        "Lane Farm",
        "Farm",
        "SmartWater",
        "2026-03-04",
    )
    assert (site.easting, site.owner) == (384950.0, "Estates Ltd")
    assert "Nobody" not in str(table)


def test_a_site_needs_a_name_or_an_address(tmp_path):
    table = read_sites(listed(tmp_path, ",SY8", header="name,postcode"), NOW, BRITISH_NATIONAL_GRID)
    assert "neither name nor address" in table.rejects[0].reason
    with pytest.raises(UnusableInputError, match="name or address"):
        read_sites(listed(tmp_path, "SY8,x", header="postcode,y"), NOW, BRITISH_NATIONAL_GRID)
