"""Workbooks, Parquet and geographic files come through as the text they mean."""

from __future__ import annotations

import datetime as dt
import json
import zipfile

import numpy as np
import openpyxl
import polars as pl
import pyogrio
import pytest
import shapely

from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW
from sac_dash.ingest.readers import read_source, workbook
from sac_dash.ingest.readers.geopackage import read_point
from sac_dash.ingest.readers.typed_rows import write_value

OPTIONS = IngestOptions(today=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
MORNING, MIDNIGHT = dt.datetime.fromisoformat("2024-01-05T02:03"), dt.datetime.fromisoformat("2024-01-06")
ROWS = [
    ["Crime Ref", "Committed From", "Date Reported", "Time", "Easting", "Attempt", "MO Text"],
    ["007", MORNING, dt.date(2024, 1, 6), dt.time(18, 5), 366411.0, True, "=1+1"],
    ["008", MIDNIGHT, dt.date(2024, 1, 7), dt.time(0, 0), 366411.25, False, "a\x0bb"],
]


def save(path, rows=ROWS, at=(1, 1), **sheets):
    book = openpyxl.Workbook()
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            cell = book.active.cell(row + at[0], column + at[1])
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
            cell.value = value.replace("\x0b", "") if isinstance(value, str) else value
    for title, values in sheets.items():
        sheet = book.create_sheet(title)
        for value in values:
            sheet.append(value)
    return book, path


def read(path, **changes):
    return read_source(path, IngestOptions(today=OPTIONS.today, **changes))


def test_values_are_written_as_plain_text():
    written = {
        366411.0: "366411", 0.1: "0.1", 1e21: "1000000000000000000000", True: "true", "007": "007",
        MORNING: "2024-01-05 02:03:00", dt.date(2024, 1, 5): "2024-01-05",
        dt.time(18, 5): "18:05:00", dt.timedelta(hours=30): "30:00:00", "": None, None: None,
    }  # fmt: skip
    assert {value: write_value(value) for value in written} == written


def test_a_workbook_keeps_leading_zeros_dates_and_row_numbers(tmp_path):
    book, path = save(tmp_path / "a.xlsx", at=(3, 2))
    book.save(path)
    (table,) = read(path)
    first, second = table.frame.to_dicts()
    assert first["Crime Ref"] == "007"
    assert first["Committed From"] == "2024-01-05 02:03:00"
    assert second["Committed From"] == "2024-01-06 00:00:00"  # midnight, because the column has times
    assert second["Date Reported"] == "2024-01-07"  # a date, because the column has none
    assert (first["Time"], first["Easting"], second["Easting"]) == ("18:05:00", "366411", "366411.25")
    assert table.frame[SOURCE_ROW].to_list() == [4, 5]
    assert table.kind == 'XLSX sheet "Sheet"'


def test_every_sheet_that_looks_like_a_table_is_read(tmp_path):
    book, path = save(tmp_path / "a.xlsx", Cover=[["A note"]], More=ROWS[:2], Bare=[["a", "b"]])
    book.save(path)
    assert [table.kind for table in read(path)] == ['XLSX sheet "Sheet"', 'XLSX sheet "More"']


def test_days_counted_from_1904(tmp_path):
    book, path = save(tmp_path / "a.xlsx")
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.save(path)
    (table,) = read(path)
    assert table.date_1904
    assert table.frame["Committed From"][0] == "2024-01-05 02:03:00"


@pytest.mark.parametrize("dense_cells", [workbook._DENSE_CELLS, 1])
def test_a_sheet_that_reaches_to_its_last_cell(tmp_path, dense_cells, monkeypatch):
    book, path = save(tmp_path / "a.xlsx")
    if dense_cells == 1:
        monkeypatch.setattr(workbook, "_DENSE_CELLS", 1)  # an ordinary sheet by the sparse reader
    else:
        book.active["XFD1048576"] = "far away"
    book.save(path)
    (table,) = read(path)
    assert table.frame["Crime Ref"].to_list()[:2] == ["007", "008"]
    assert table.frame["Committed From"].to_list()[:2] == ["2024-01-05 02:03:00", "2024-01-06 00:00:00"]


def test_a_sheet_whose_claimed_dimension_is_vast(tmp_path):
    book, path = save(tmp_path / "a.xlsx")
    book.save(path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b'ref="A1:G3"', b'ref="A1:XFD1048576"'))
    (table,) = read(tmp_path / "b.xlsx")
    assert table.frame.height == 2


def test_parquet_types_become_text_and_lists_are_joined(tmp_path):
    moment = dt.datetime(2024, 1, 5, 2, 3, tzinfo=dt.UTC)
    frame = pl.DataFrame(
        {
            "crime_ref": ["007", "008"],
            "from_at": [moment, None],
            "easting": [366411.0, 1e21],
            "attempt": [True, None],
            "facet_tool": [["bar", "saw"], []],
            "picture": [b"x", None],
            "mo_text": ["a\x00b", "x" * 2_000],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    (table,) = read(tmp_path / "a.parquet", max_field_bytes=1_000)
    (row,) = table.frame.to_dicts()
    assert row["from_at"] == "2024-01-05T02:03:00Z"
    assert (row["easting"], row["attempt"], row["facet_tool"]) == ("366411", "true", "bar|saw")
    assert row["mo_text"] == "ab"
    assert table.warnings == {"control characters removed": 1}
    assert table.rejects["source_row"].to_list() == [3]
    assert "picture" in table.notes[0]


def feature(properties, geometry):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_geojson_points_and_properties(tmp_path):
    features = [
        feature(
            {"ref": "007", "n": 1.50, "tools": ["bar", "saw"]}, {"type": "Point", "coordinates": [-2.5, 52.1]}
        ),
        feature({"ref": "008", "extra": None}, {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}),
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8-sig")
    (table,) = read(path)
    assert table.crs == "EPSG:4326"
    assert table.frame["__x"].to_list() == ["-2.5", None]
    assert table.frame["tools"][0] == "bar|saw"
    assert table.warnings == {"geometry that is no point left out": 1}


def test_geojson_names_its_own_system(tmp_path):
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    point = feature({"ref": "1"}, {"type": "Point", "coordinates": [366411, 287999]})
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": named, "features": [point]}))
    assert read(path)[0].crs == "EPSG:27700"


def write_geopackage(path, layer="crimes"):
    points = shapely.to_wkb(shapely.points([366411.0, 366500.5], [287999.0, 288000.0]))
    fields = [np.array(["007", "008"], dtype=object), np.array([1.5, np.nan])]
    pyogrio.raw.write(
        path,
        points,
        fields,
        ["crime_ref", "value"],
        geometry_type="Point",
        crs="EPSG:27700",
        driver="GPKG",
        layer=layer,
    )
    return path


def test_geopackage_points_attributes_and_system(tmp_path):
    (table,) = read(write_geopackage(tmp_path / "a file, 100% #1.gpkg"))
    assert table.crs == "EPSG:27700"
    assert table.frame["crime_ref"].to_list() == ["007", "008"]
    assert table.frame["__x"].to_list() == ["366411", "366500.5"]


def test_geopackage_views_and_virtual_tables_are_not_read(tmp_path):
    import sqlite3

    path = write_geopackage(tmp_path / "a.gpkg")
    with sqlite3.connect(path) as database:
        database.execute("CREATE VIEW trap AS SELECT load_extension('x') AS crime_ref")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('trap', 'attributes', 'trap')"
        )
    database.close()
    assert [table.kind for table in read(path)] == ['GeoPackage layer "crimes"']


def test_a_database_that_is_no_geopackage(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    with pytest.raises(UnusableInputError, match="no GeoPackage"):
        read(tmp_path / "a.gpkg")


@pytest.mark.parametrize("blob", [b"", b"GP", b"GP\x00\x01" + b"\x00" * 10, b"XX" + b"\x00" * 40])
def test_a_damaged_geometry_is_no_point(blob):
    assert read_point(blob) is None
