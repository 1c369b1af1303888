"""A look at several files before anything is kept: sheets, choices, problems, counts that hold later."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sac_dash.domain.progress import Cancelled
from sac_dash.ingest import ColumnMapping, IngestOptions, MappedFile, ingest_mapped
from sac_dash.ingest.look_ahead import TableChoice, look_ahead

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, tzinfo=UTC))
HEAD = "Crime Ref,Offence,Committed From,MO Text,Victim Age"
ROW = "{},Burglary - Business and Community,0{}/03/2024 18:00,door forced,33"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    from openpyxl import Workbook

    made = Workbook()
    made.active.title = "A"
    sheets = {
        "A": [HEAD, ROW.format(1, 1)],
        "B": [HEAD, ROW.format(1, 1), ROW.format(2, 2)],
        "Codes": ["C,D", "1,x"],
    }
    for name, lines in sheets.items():
        sheet = made["A"] if name == "A" else made.create_sheet(name)
        for line in lines:
            sheet.append(line.split(","))
    path = tmp_path / "book.xlsx"
    made.save(path)
    return path


def recognise(_file: int, _number: int, _table: object) -> TableChoice:
    return TableChoice()


def test_every_sheet_is_listed_with_its_columns_and_samples(book):
    ahead = look_ahead([book], recognise, options=OPTIONS)
    (file,) = ahead.files
    assert [(each.name, each.rows, each.used) for each in file.tables] == [
        ("A", 1, True),
        ("B", 2, True),
        ("Codes", 1, False),
    ]
    first = file.tables[0]
    assert first.samples["Crime Ref"] == ("1",)
    assert "Victim Age" not in first.samples
    assert [use.by for use in first.uses if use.column == "Victim Age"] == ["refused"]


def test_the_counts_are_those_of_an_ingest_of_the_same_choices(book, tmp_path):
    other = tmp_path / "c.csv"
    other.write_text(f"{HEAD}\n{ROW.format(2, 2)}\n{ROW.format(3, 3)}\n")
    ahead = look_ahead([book, other], recognise, options=OPTIONS)
    chosen = [MappedFile(book, table="A"), MappedFile(book, table="B"), MappedFile(other)]
    ingested = ingest_mapped(chosen, options=OPTIONS)
    assert ahead.result.quality.counts == ingested.quality.counts
    assert ahead.result.quality.counts.duplicate == 2
    assert ahead.result.offences.equals(ingested.offences)


def test_a_sheet_left_out_is_listed_and_not_counted(book):
    def choose(_file: int, number: int, _table: object) -> TableChoice:
        return TableChoice(use=number == 1)

    ahead = look_ahead([book], choose, options=OPTIONS)
    assert ahead.result.quality.counts.read == 2
    assert [each.preview is not None for each in ahead.files[0].tables] == [False, True, False]


def test_what_cannot_be_read_keeps_its_columns_but_for_what_is_protected(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("Wer,Was,Victim Age\nx,y,33\n")

    def choose(*_: object) -> TableChoice:
        return TableChoice(mapping=ColumnMapping({"mo_text": ("Was",), "town": ("Victim Age",)}))

    (table,) = look_ahead([path], choose, options=OPTIONS).files[0].tables
    assert table.used
    assert "refused" in table.problem
    assert [(use.column, use.used_as, use.by) for use in table.uses] == [
        ("Wer", None, "unused"),
        ("Was", "mo_text", "mapping"),
        ("Victim Age", None, "refused"),
    ]
    assert "Victim Age" not in table.samples


def test_a_file_that_is_none_is_told_beside_the_rest(book, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"")
    ahead = look_ahead([bad, book], recognise, options=OPTIONS)
    assert "bad.csv" in ahead.files[0].problem
    assert ahead.result.quality.counts.accepted == 2


def test_a_look_can_be_stopped(book):
    def stop(_stage: str, _share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        look_ahead([book], recognise, options=OPTIONS, progress=stop)
