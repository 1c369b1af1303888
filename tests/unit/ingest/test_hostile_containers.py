"""Files that lie about what they are, or would break a careless reader, end as one line."""

from __future__ import annotations

import gzip
import os
import struct
import zipfile
import zlib
from datetime import UTC, datetime

import openpyxl
import polars as pl
import pytest

from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.readers import read_source, workbook_guard

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, tzinfo=UTC))
ROWS = "Crime Ref,Committed From,MO Text\n1,01/02/2024,forced\n"


def refuse(path, match):
    with pytest.raises(UnusableInputError, match=match) as caught:
        read_source(path, OPTIONS)
    line = str(caught.value)
    assert "\n" not in line
    assert path.name in line
    assert caught.value.remedy
    return line


def workbook(path):
    book = openpyxl.Workbook()
    for row in (["Crime Ref", "Committed From"], ["001", "01/02/2024"]):
        book.active.append(row)
    book.save(path)
    return path


def rewrite(path, target, changes):
    """Copy a zip archive with some members replaced or added."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return target


def test_missing_empty_folder_and_unknown_ending(tmp_path):
    refuse(tmp_path / "absent.csv", "no such file")
    (tmp_path / "empty.csv").touch()
    refuse(tmp_path / "empty.csv", "empty")
    (tmp_path / "folder.csv").mkdir()
    refuse(tmp_path / "folder.csv", "folder")
    (tmp_path / "data.dat").write_text(ROWS)
    refuse(tmp_path / "data.dat", "not read")


def test_devices_and_pipes_are_refused_and_links_followed_to_files_only(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    refuse(tmp_path / "pipe.csv", "device or pipe")
    (tmp_path / "null.csv").symlink_to("/dev/null")
    refuse(tmp_path / "null.csv", "device or pipe")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    refuse(tmp_path / "loop.csv", "no such file")
    (tmp_path / "real.csv").write_text(ROWS)
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert read_source(tmp_path / "link.csv", OPTIONS)[0].frame.height == 1


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 and so on",
        b"\x89PNG\r\n\x1a\n" + b"x" * 50,
        b"<!DOCTYPE html><html><table></table></html>",
        b'<?xml version="1.0"?><a/>',
        b'{"type": "FeatureCollection", "features": []}',
        gzip.compress(ROWS.encode(), mtime=0),
        bytes(range(256)) * 40,
        b"\x00" * 5_000,
    ],
    ids=["pdf", "png", "html", "xml", "geojson", "gzip", "binary", "nul"],
)
def test_content_that_is_no_csv(tmp_path, content):
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    refuse(path, "content is")


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.parquet", "a.gpkg", "a.csv.gz", "a.geojson"])
def test_text_under_another_name(tmp_path, name):
    path = tmp_path / name
    path.write_text(ROWS)
    refuse(path, "content is|not valid JSON")


def test_workbook_named_csv_and_text_named_xlsx(tmp_path):
    path = workbook(tmp_path / "book.xlsx")
    path.rename(tmp_path / "book.csv")
    refuse(tmp_path / "book.csv", "Excel workbook")


def test_damaged_gzip_and_gzipped_workbook(tmp_path):
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress((ROWS * 1000).encode())[:-20])
    refuse(path, "damaged or cut short")
    path.write_bytes(gzip.compress(workbook(tmp_path / "b.xlsx").read_bytes()))
    refuse(path, "content is")


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.parquet", "a.gpkg"])
def test_damaged_containers(tmp_path, name):
    signature = {
        "a.xlsx": b"PK\x03\x04",
        "a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a.parquet": b"PAR1",
        "a.gpkg": b"SQLite format 3\x00",
    }[name]
    (tmp_path / name).write_bytes(signature + os.urandom(2_000))
    refuse(tmp_path / name, "damaged|locked|no GeoPackage")


def test_a_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    refuse(tmp_path / "a.xlsx", "no Excel workbook")


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    bomb = rewrite(
        workbook(tmp_path / "a.xlsx"), tmp_path / "bomb.xlsx", {"xl/media/x.xml": b"0" * 20_000_000}
    )
    monkeypatch.setattr(workbook_guard, "_scan_members", lambda *_: pytest.fail("was unpacked"))
    refuse(bomb, "would unpack to")


def test_a_workbook_past_the_size_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_guard, "MAX_UNPACKED_BYTES", 1_000)
    refuse(workbook(tmp_path / "a.xlsx"), "would unpack to")


def test_a_member_that_lies_about_its_size_is_refused(tmp_path):
    honest = rewrite(
        workbook(tmp_path / "a.xlsx"),
        tmp_path / "b.xlsx",
        {"xl/extra.xml": b"<a>" + os.urandom(500).hex().encode()},
    )
    data = bytearray(honest.read_bytes())
    at = data.rfind(b"xl/extra.xml") - 46  # the central directory's entry
    (size,) = struct.unpack_from("<I", data, at + 24)
    struct.pack_into("<I", data, at + 24, size // 2)
    (tmp_path / "liar.xlsx").write_bytes(data)
    refuse(tmp_path / "liar.xlsx", "damaged")


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(tmp_path, member, encoding):
    attack = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    path = rewrite(workbook(tmp_path / "a.xlsx"), tmp_path / "e.xlsx", {member: attack.encode(encoding)})
    refuse(path, "entities")


def test_path_like_member_names_are_refused(tmp_path):
    refuse(rewrite(workbook(tmp_path / "a.xlsx"), tmp_path / "s.xlsx", {"../../x.xml": b"<a/>"}), "path-like")


def test_header_only_and_empty_workbooks(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "none.xlsx")
    refuse(tmp_path / "none.xlsx", "no sheet")
    book.active.append(["Crime Ref", "Committed From"])
    book.save(tmp_path / "header.xlsx")
    refuse(tmp_path / "header.xlsx", "no sheet")


def test_a_header_of_a_million_columns(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{n}" for n in range(50_000)) + "\n" + "1," * 49_999 + "1\n")
    refuse(path, "50,000 columns")


def test_a_parquet_of_countless_rows_in_a_few_bytes(tmp_path):
    path = tmp_path / "a.parquet"
    pl.select(pl.repeat(None, 80_000_000, dtype=pl.Null).alias("x")).write_parquet(path)
    refuse(path, "would unpack|damaged")


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"type": "Topology"}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": ' + "[1" * 50_000,
        "[]",
    ],
)
def test_json_that_is_no_use(tmp_path, content):
    path = tmp_path / "a.geojson"
    path.write_text(content)
    refuse(path, "JSON")


def test_a_compressed_stream_with_text_after_it_is_read_or_refused_in_one_line(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(ROWS.encode()) + b"trailing rubbish" + zlib.compress(b"x"))
    refuse(path, "damaged")
