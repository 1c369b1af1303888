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
from sac_dash.ingest.readers import read_source, record_reader, text_stream
from sac_dash.ingest.readers import csv_scan as scan
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
