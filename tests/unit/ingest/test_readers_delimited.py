"""Delimited text: the fast way and the exact way must say the same, in every dialect."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW
from sac_dash.ingest.readers import csv_scan as scan
from sac_dash.ingest.readers import read_columns, read_source, record_reader, text_stream
from sac_dash.ingest.readers.header import Header
from sac_dash.ingest.readers.record_reader import RecordReader

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, tzinfo=UTC))
HEADER = "Crime Ref,Committed From,MO Text,Property"
NAMES = ["Crime Ref", "Committed From", "MO Text", "Property"]


def write(tmp_path, content, name="export.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(tmp_path, content, name="export.csv", encoding="utf-8", **changes):
    path = write(tmp_path, content, name, encoding)
    options = IngestOptions(today=OPTIONS.today, **changes)
    (table,) = read_source(path, options)
    return table


def rows_of(table):
    return [list(row) for row in table.frame.drop(SOURCE_ROW).rows()]


# ---------------------------------------------------------------- fast way = exact way

CELLS = st.text(alphabet=st.sampled_from('ab1, ;"\n£é\t'), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=12)


def feed(text, *, n_columns=3, block_bytes=None, exactly=False, monkeypatch=None):
    header = Header(tuple(f"c{n}" for n in range(n_columns)), 1)
    reader = RecordReader("t.csv", header, ",", 1_000_000, 2)
    if exactly:
        reader._read_fast = lambda text: None
    data = text.encode()
    step = block_bytes or len(data) or 1
    blocks = [data[n : n + step] for n in range(0, len(data), step)] or [b""]
    for n, block in enumerate(blocks):
        reader.feed(block, final=n == len(blocks) - 1)
    return reader


def outcome(reader):
    return reader.frame().rows(), reader.rejects.frame().rows(), reader.blank_rows


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=TABLES, quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_well_formed_text_comes_back_as_it_was_written(table, quoting):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=quoting).writerows(table)
    reader = feed(text.getvalue())
    kept = [tuple(cell or None for cell in row) for row in table if any(cell.strip(" \n") for cell in row)]
    assert reader.rejects.rows == []
    assert [row[:-1] for row in reader.frame().rows()] == kept


@settings(max_examples=500, deadline=None)
@given(text=st.text(alphabet=st.sampled_from('ab," \n'), max_size=60))
def test_fast_and_exact_ways_agree_on_any_text(text):
    assert outcome(feed(text)) == outcome(feed(text, exactly=True))


@settings(max_examples=300, deadline=None)
@given(table=TABLES, size=st.integers(min_value=1, max_value=40))
def test_blocks_may_part_a_record_anywhere(table, size):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    whole, parted = feed(text.getvalue()), feed(text.getvalue(), block_bytes=size)
    assert outcome(whole) == outcome(parted)


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.sampled_from('a," \n'), max_size=50))
def test_scan_and_plain_python_twin_count_the_same_fields(text):
    buffer = np.frombuffer(text.encode(), np.uint8)
    out = np.zeros((60, 4), np.int64)
    written, *_ = scan.scan_records(buffer, 0, True, ord(","), 0, 1000, out)
    for start, end, fields, flag in out[:written].tolist():
        if flag < scan.NEEDS_RECOVERY:
            assert len(scan.parse_record(text[start:end], ",")) == fields


# ---------------------------------------------------------------- dialects

GOOD = f"{HEADER}\n001,01/02/2024,Forced door – £5,Tobacco\n002,02/02/2024,,Cash\n"
GOOD_ROWS = [["001", "01/02/2024", "Forced door – £5", "Tobacco"], ["002", "02/02/2024", None, "Cash"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path, delimiter, ending):
    table = read(tmp_path, GOOD.replace(",", delimiter).replace("\n", ending))
    assert rows_of(table) == GOOD_ROWS
    assert table.frame[SOURCE_ROW].to_list() == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path, encoding):
    assert rows_of(read(tmp_path, GOOD, encoding=encoding)) == GOOD_ROWS


def test_latin_1_and_a_stray_windows_byte_in_utf_8(tmp_path):
    text = GOOD.replace(" – ", " ")
    assert read(tmp_path, text, encoding="latin-1").frame["MO Text"][0] == "Forced door £5"
    mixed = GOOD.encode() + "003,03/02/2024,caf\u00e9 £9,Cash\n".encode() + b"004,04/02/2024,\xa35,Cash\n"
    table = read(tmp_path, mixed)
    assert table.frame["MO Text"].to_list()[2:] == ["café £9", "£5"]
    assert table.warnings == {text_stream.STRAY_BYTES: 1}


def test_quoted_line_ends_blank_rows_and_leading_blanks_keep_the_row_count(tmp_path):
    table = read(tmp_path, f'\n\n{HEADER}\n001,01/02/2024,"two\nlines",x\n\n,,,\n002,02/02/2024,b,y\n')
    assert table.frame["MO Text"].to_list() == ["two\nlines", "b"]
    assert table.frame[SOURCE_ROW].to_list() == [4, 7]
    assert table.warnings == {"blank rows passed over": 1}


def test_titles_above_the_header_and_separator_hints_are_passed_over(tmp_path):
    assert rows_of(read(tmp_path, "Weekly report\n\n" + GOOD)) == GOOD_ROWS
    assert rows_of(read(tmp_path, "sep=;\n" + GOOD.replace(",", ";"))) == GOOD_ROWS


def test_repeated_and_empty_column_names_are_numbered_and_told(tmp_path):
    table = read(tmp_path, "Ref,MO,MO,\n1,a,b,c\n2,d,e,f\n")
    assert table.frame.columns == ["Ref", "MO", "MO (2)", "column 4", SOURCE_ROW]
    assert any('"MO (2)"' in note for note in table.notes)


def test_control_characters_are_removed_and_counted_by_row(tmp_path):
    table = read(tmp_path, GOOD.encode() + b"003,03/02/2024,a\x00b\x01\x7fc,x\x00\n")
    assert table.frame["MO Text"][2] == "abc"
    assert table.warnings == {text_stream.CONTROLS_REMOVED: 1}


def test_gzip_is_streamed_whatever_its_ratio(tmp_path):
    rows = "".join(f"{n},01/02/2024,forced,x\n" for n in range(50_000))
    table = read(tmp_path, gzip.compress(f"{HEADER}\n{rows}".encode()), "export.csv.gz")
    assert table.frame.height == 50_000


def test_blocks_smaller_than_a_row(tmp_path, monkeypatch):
    monkeypatch.setattr(text_stream, "BLOCK_BYTES", 64)
    for ending in ("\n", "\r\n"):
        assert rows_of(read(tmp_path, GOOD.replace("\n", ending))) == GOOD_ROWS


# ---------------------------------------------------------------- rows that are spoiled


def test_ragged_rows_are_rejected_with_reason_and_content(tmp_path):
    table = read(tmp_path, GOOD + "003,03/02/2024\n004,04/02/2024,a,b,c\n005,05/02/2024,a,b\n")
    assert table.frame["Crime Ref"].to_list() == ["001", "002", "005"]
    assert table.rejects["source_row"].to_list() == [4, 5]
    assert table.rejects["reason"][0] == "ragged row: 2 fields where 4 are due"
    assert json.loads(table.rejects["raw"][1])["(beyond the header) 1"] == "c"


def test_a_quote_left_open_costs_its_own_row_and_the_file_goes_on(tmp_path):
    table = read(tmp_path, GOOD + '003,03/02/2024,"left open,x\n004,04/02/2024,a,b\n005,05/02/2024,c,d\n')
    assert table.frame["Crime Ref"].to_list() == ["001", "002", "004", "005"]
    assert table.rejects["source_row"].to_list() == [4]
    assert table.rejects["reason"][0].startswith("unclosed quote")
    assert table.rows_read == 5


def test_rows_swallowed_up_to_a_later_quote_are_not_taken_for_text(tmp_path):
    swallowed = '003,03/02/2024,"left open,x\n004,04/02/2024,a,b\n005,05/02/2024,closing",d\n'
    table = read(tmp_path, GOOD + swallowed + "006,06/02/2024,e,f\n")
    assert table.rows_read == 6
    assert "003" not in table.frame["Crime Ref"].to_list()
    assert "006" in table.frame["Crime Ref"].to_list()
    assert not table.frame["MO Text"].str.contains("\n").any()


def test_a_long_text_of_several_lines_in_a_ragged_row_is_one_row(tmp_path):
    table = read(tmp_path, GOOD + '003,03/02/2024,"one\ntwo\nthree"\n004,04/02/2024,a,b\n')
    assert (table.frame.height, table.rejects.height) == (3, 1)


def test_every_row_opening_a_quote_is_rejected_row_by_row(tmp_path):
    rows = "".join(f'{n},01/02/2024,"open,x\n' for n in range(200))
    table = read(tmp_path, f"{HEADER}\n{rows}999,01/02/2024,fine,x\n")
    assert (table.frame.height, table.rejects.height) == (1, 200)


def test_a_letter_cut_in_two_by_the_end_of_a_block_is_no_stray_byte(tmp_path, monkeypatch):
    monkeypatch.setattr(text_stream, "BLOCK_BYTES", 61)
    table = read(tmp_path, HEADER + "\n" + "".join(f"R{n},2024-01-01,caféééé,x\n" for n in range(40)))
    assert table.warnings == {}
    assert set(table.frame["MO Text"]) == {"caféééé"}


@pytest.mark.parametrize("name", ["export.csv", "export.csv.gz"])
def test_columns_are_told_from_the_first_block_as_the_whole_tells_them(tmp_path, monkeypatch, name):
    content = ("A title\n" + HEADER + "\n" + "R1,2024-01-01,text,x\n" * 400).encode()
    path = write(tmp_path, gzip.compress(content) if name.endswith("gz") else content, name)
    monkeypatch.setattr(text_stream, "BLOCK_BYTES", 1_000)
    assert read_columns(path, OPTIONS) == [(None, tuple(NAMES))]
    assert read_source(path, OPTIONS)[0].frame.columns == [*NAMES, SOURCE_ROW]


def test_stray_quotes_inside_text_are_kept_as_written(tmp_path):
    table = read(tmp_path, GOOD + '003,03/02/2024,used a 5" disc,x\n004,04/02/2024,"said "now" twice",y\n')
    assert table.frame["MO Text"].to_list()[2:] == ['used a 5" disc', 'said "now" twice']


@pytest.mark.parametrize("text", ["x" * 5_000, '"' + "x,\n" * 2_000 + '"'])
def test_a_field_over_the_limit_rejects_its_row_only(tmp_path, text):
    table = read(tmp_path, f"{HEADER}\n001,01/02/2024,{text},y\n002,02/02/2024,b,z\n", max_field_bytes=1_000)
    assert table.frame["Crime Ref"].to_list() == ["002"]
    assert table.rejects["reason"].to_list() == ["field too large: over 1,000 bytes"]
    assert len(table.rejects["raw"][0]) < 4_000


def test_a_record_too_large_to_hold_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(text_stream, "BLOCK_BYTES", 1_000)
    monkeypatch.setattr(record_reader, "_MAX_RECORD_BYTES", 5_000)
    for text in ("x" * 50_000, '"' + "x" * 50_000 + '"', "x," * 25_000):
        table = read(tmp_path, f"{HEADER}\n001,01/02/2024,{text},y\n002,02/02/2024,b,z\n")
        assert table.frame["Crime Ref"].to_list() == ["002"]
        assert table.rejects.height == 1


# ---------------------------------------------------------------- published layouts


def test_crime_matching_file_has_no_header_and_is_known_by_content(tmp_path):
    row = "Metropolitan,BOTD,desc,MPS20250126,CRI1,20250125083000,20250125093000,,,54.73,-1.38,WGS84,text"
    table = read(tmp_path, f"{row}\n{row.replace('CRI1', 'CRI2')}\n", encoding="utf-8-sig")
    assert table.layout == "moj crime matching"
    assert table.frame["crimeReference"].to_list() == ["CRI1", "CRI2"]
    assert table.frame[SOURCE_ROW].to_list() == [1, 2]


def test_police_uk_files_keep_every_row(shared_data):
    for path in sorted((shared_data / "policeuk").glob("2014-*.csv.gz")):
        (table,) = read_source(path, OPTIONS)
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            assert table.rows_read == sum(1 for _ in csv.reader(stream)) - 1
        assert table.layout == "police.uk street"


@pytest.mark.parametrize("content", [f"{HEADER}\n", f"{HEADER}", "\n\n\n", "\ufeff"])
def test_a_file_without_rows_is_unusable(tmp_path, content):
    with pytest.raises(UnusableInputError, match=r"export\.csv"):
        read(tmp_path, content)


def test_rejects_never_hold_what_a_protected_column_held(tmp_path):
    header = "Ref,From,Victim Sex,MO,Suspect Name"
    spoiled = [
        "1,01/02/2024,SECRET,a",
        "2,01/02/2024,extra,SECRET,a,SECRET",
        '3,01/02/2024,SECRET,"open,SECRET',
        "0,01/02/2024,M,b,c",
    ]
    spoiled += [f"4,01/02/2024,SECRET,{'x' * 2_000},SECRET", "5,SECRET"]
    table = read(tmp_path, "\n".join([header, "0,01/02/2024,M,b,c", *spoiled, ""]), max_field_bytes=1_000)
    assert table.rejects.height == 5
    assert not table.rejects["raw"].str.contains("SECRET").any()
    assert table.rejects["raw"].str.contains("Ref").sum() >= 4
