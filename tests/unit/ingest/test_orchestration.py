# ruff: noqa: E501 - rows of a table are read whole
"""Files in, offences out: the whole way, on files written by the test."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from sac_dash.domain.columns import FACET_VALUES, OFFENCES, REJECTS, require
from sac_dash.domain.errors import MappingError, UnusableInputError
from sac_dash.ingest.mapping import ColumnMapping, MappingOptions, read_mapping
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.orchestration import ingest_files, preview_file
from sac_dash.ingest.rejects import write_rejects

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, 9, tzinfo=UTC), force="West Mercia")
HEADER = "Crime Ref,HO Code,Offence,Committed From,Committed To,Easting,Northing,Premises Type,Point of Entry,MO Text,Property Stolen,Suspect Ethnicity\n"
ROWS = (
    "22/1/24,30C,Burglary - Business and Community,06/01/2024 22:00,07/01/2024 06:30,384950,255050,Shop,Rear door,rear door forced,Tobacco,White\n"
    "22/2/24,28E,Burglary - Residential,06/01/2024 22:00,07/01/2024 06:30,384950,255050,House,Window,window smashed,Cash,White\n"
    "22/3/24,49,Theft - other,13/01/2024 02:00,13/01/2024 02:30,365000,300000,Bank,Wall,telehandler ripped ATM from wall,Cash,\n"
    "22/1/24,30C,Burglary - Business and Community,06/01/2024 22:00,07/01/2024 06:30,384950,255050,Shop,Rear door,rear door forced,Tobacco,White\n"
    "22/4/24,30C,Burglary - Business and Community,,,384950,255050,Shop,Rear door,rear door forced,Tobacco,White\n"
)


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(HEADER + ROWS)
    return path


def test_an_export_becomes_offences_that_reconcile(export):
    result = ingest_files([export], options=OPTIONS)
    require(result.offences, OFFENCES, "offences")
    require(result.facet_values, FACET_VALUES, "facet values")
    require(result.rejects, REJECTS, "rejects")
    assert result.quality.counts.line() == "read 5  accepted 2  duplicate 1  out of scope 1  rejected 1"
    assert result.offences["offence_class"].to_list() == ["commercial_burglary", "atm_attack"]
    assert "Suspect Ethnicity" in result.quality.refused_columns
    assert "White" not in str(result.rejects.to_dicts()) + str(result.facet_values.to_dicts())
    assert {"entry_point"} <= set(result.facet_values["facet"])


def test_the_same_file_twice_adds_nothing(export):
    once, twice = ingest_files([export], options=OPTIONS), ingest_files([export, export], options=OPTIONS)
    assert twice.offences.drop("source_row").equals(once.offences.drop("source_row"))
    assert twice.quality.counts.duplicate == 2 * once.quality.counts.duplicate + once.quality.counts.accepted
    assert [source.counts.read for source in twice.quality.sources] == [5, 5]
    assert twice.quality.conflicts == ()


def test_progress_is_told(export):
    heard = []
    ingest_files([export], options=OPTIONS, progress=lambda stage, share: heard.append((stage, share)))
    assert any("export.csv" in stage for stage, _ in heard)
    assert all(0 <= share <= 1 for _, share in heard)


def test_a_preview_shows_columns_rows_and_a_mapping_that_reads_the_same(export):
    preview = preview_file(export, options=OPTIONS, rows=2)
    (table,) = preview.tables
    assert len(table.raw_rows) == 2
    assert "Suspect Ethnicity" not in table.raw_rows[0]
    assert table.typed_rows[0]["from_at"].startswith("2024-01-06T22:00")
    assert preview.quality.counts.read == 5
    again = ingest_files([export], mapping=table.suggested, options=OPTIONS)
    assert again.offences.equals(ingest_files([export], options=OPTIONS).offences)


def test_unusable_files_and_options_end_in_one_line(tmp_path, export):
    with pytest.raises(UnusableInputError):
        ingest_files([tmp_path / "absent.csv"], options=OPTIONS)
    with pytest.raises(MappingError, match="Mars"):
        ingest_files(
            [export], mapping=ColumnMapping(options=MappingOptions(timezone="Mars")), options=OPTIONS
        )
    other = tmp_path / "other.csv"
    other.write_text("colour,size\nred,1\n")
    with pytest.raises(UnusableInputError):
        ingest_files([other], options=OPTIONS)


def test_no_files_no_offences():
    assert ingest_files([], options=OPTIONS).quality.counts.read == 0


def test_a_sheet_of_no_use_is_passed_over_and_named(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    crimes = book.active
    crimes.title = "Crimes"
    for line in (HEADER + ROWS).splitlines():
        crimes.append(line.split(","))
    notes = book.create_sheet("Notes")
    notes.append(["colour", "size"])
    notes.append(["red", "small"])
    book.save(tmp_path / "book.xlsx")
    result = ingest_files([tmp_path / "book.xlsx"], options=OPTIONS)
    assert result.quality.counts.accepted == 2
    assert any("passed over" in note and "Notes" in note for note in result.quality.notes)


def test_our_own_offences_come_back_as_they_were(tmp_path, export):
    first = ingest_files([export], options=OPTIONS).offences
    first.write_parquet(tmp_path / "offences.parquet")
    again = ingest_files([tmp_path / "offences.parquet"], options=OPTIONS).offences
    compared = ["offence_key", "offence_class", "from_at", "to_at", "mo_text"]
    assert again.select(compared).equals(first.select(compared))
    assert (again["easting"] - first["easting"]).abs().max() < 0.01
    assert isinstance(again, pl.DataFrame)


def test_a_reject_mended_in_its_file_is_accepted(tmp_path, export):
    rejected = ingest_files([export], options=OPTIONS)
    write_rejects(rejected.rejects, tmp_path / "rejects.csv")
    mended = pl.read_csv(tmp_path / "rejects.csv", infer_schema=False)
    mended.with_columns(pl.lit("08/01/2024 01:00").alias("Committed From")).write_csv(tmp_path / "mended.csv")
    again = ingest_files([tmp_path / "mended.csv"], options=OPTIONS)
    assert again.offences["crime_ref"].to_list() == ["22/4/24"]
    assert again.offences["mo_text"][0] == "rear door forced"


def test_one_column_may_be_both_ours_and_a_facet(tmp_path):
    (tmp_path / "m.toml").write_text(
        '[columns]\ncrime_ref = "id"\nfrom_at = ["D", "T"]\npremises_type = "MO1"\n'
        '[facets]\nMO1 = "MO1"\nMocodes = { column = "codes", separator = " " }\n'
        '[options]\noffence_class = "commercial_burglary"\n',
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text("id,D,T,MO1,codes\n1,1993-01-06,2400,shop,0344 1420\n", encoding="utf-8")
    result = ingest_files([tmp_path / "a.csv"], mapping=read_mapping(tmp_path / "m.toml"), options=OPTIONS)
    assert result.offences["premises_type"].to_list() == ["shop"]
    assert result.offences["from_at"][0].isoformat() == "1993-01-07T00:00:00+00:00"
    stated = result.facet_values.select("facet", "value").rows()
    assert {("mo1", "shop"), ("mocodes", "0344"), ("mocodes", "1420")} <= set(stated)
