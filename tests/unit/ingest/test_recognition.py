"""Columns are recognised by mapping, name and content, and people's attributes are refused."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from sac_dash.domain.columns import REJECTS, empty
from sac_dash.domain.errors import MappingError, UnusableInputError
from sac_dash.ingest.mapping import ColumnMapping, FacetColumn, read_mapping, write_mapping
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers import read_source
from sac_dash.ingest.recognition import recognise_columns

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, tzinfo=UTC))
PROSE = "Offenders unknown forced the rear door with a bar and made an untidy search before leaving in a car"


def table(columns, **changes):
    rows = max(len(values) for values in columns.values())
    frame = pl.DataFrame({n: list(v) for n, v in columns.items()}, schema=dict.fromkeys(columns, pl.String))
    frame = frame.with_columns(pl.int_range(2, rows + 2).alias(SOURCE_ROW))
    return RawTable("export.csv", "CSV", frame, empty(REJECTS), **changes)


def of_names(*names, value="x"):
    return table({name: [value] * 3 for name in names})


def by_column(recognition):
    return {use.column: (use.used_as, use.by) for use in recognition.uses}


RMS = {
    "Crime Ref": ["22/1/24", "22/2/24", "22/3/24"],
    "HO Code": ["30A", "30B", "30A"],
    "Offence": ["Burglary - Business And Community"] * 3,
    "Committed From": ["01/02/2024 18:00"] * 3,
    "Committed To": ["02/02/2024 07:00"] * 3,
    "Easting": ["366411", "366412", "366413"],
    "Northing": ["287999", "287998", "287997"],
    "Premises Type": ["Shop", "Garage", "Shop"],
    "Point of Entry": ["Rear door", "Roof", "Rear door"],
    "Method of Entry": ["Forced", "Cut", "Forced"],
    "MO Text": [PROSE] * 3,
    "Property Stolen": ["Tobacco;Cash", "Cash", "Tobacco"],
}


def test_a_record_systems_export_needs_no_mapping():
    found = recognise_columns(table(RMS), None)
    assert found.columns == {
        "crime_ref": ("Crime Ref",),
        "offence_code": ("HO Code",),
        "offence_title": ("Offence",),
        "from_at": ("Committed From",),
        "to_at": ("Committed To",),
        "easting": ("Easting",),
        "northing": ("Northing",),
        "premises_type": ("Premises Type",),
        "mo_text": ("MO Text",),
    }
    assert found.facets == {
        "entry_point": FacetColumn("Point of Entry"),
        "entry_method": FacetColumn("Method of Entry"),
        "property": FacetColumn("Property Stolen", ";"),
        "premises": FacetColumn("Premises Type"),
    }
    assert [use.column for use in found.uses] == list(RMS)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("crime_ref", ["Crime No.", "URN", "Occurrence Number", "DR_NO", "crimeID", "CRIME_REFERENCE_NUMBER"]),
        ("offence_code", ["HOCR", "ho_code", "Home Office Code"]),
        ("offence_title", ["Crm Cd Desc", "Offence Type", "TYPE"]),
        ("to_at", ["Date To", "DT.TO", "Last Committed"]),
        ("recorded_at", ["Date Rptd", "Reported", "Recorded Date"]),
        ("easting", ["GRID_E", "Grid East", "BNG Easting", "Eastings"]),
        ("premises_type", ["Premis Desc", "premisetype", "Location Type"]),
        ("policing_area", ["Beat", "LPA", "AREA NAME", "Division"]),
        ("value_gbp", ["Value", "Value (£)", "Total Value Stolen"]),
        ("known_series", ["Operation", "Series", "Op Name"]),
        ("force", ["Force", "Police Force"]),
        ("postcode", ["Post Code", "POSTCODE"]),
        ("status", ["Status", "Outcome"]),
        ("mo_text", ["MO", "Modus Operandi", "Method Notes"]),
    ],
)  # fmt: skip
def test_aliases_whatever_their_case_and_punctuation(ours, theirs):
    for name in theirs:
        value = PROSE if ours == "mo_text" else "01/02/2024"
        found = recognise_columns(table({"Date From": ["01/02/2024"] * 3, name: [value] * 3}), None)
        assert found.columns.get(ours) == (name,), name


def test_a_date_and_a_time_apart_are_joined():
    times = {
        "Date From": ["01/02/2024"],
        "Time From": ["2400"],
        "Date To": ["02/02/2024"],
        "Time To": ["0700"],
    }
    found = recognise_columns(table({"Ref": ["1"], **times}), None)
    assert found.columns["from_at"] == ("Date From", "Time From")
    assert found.columns["to_at"] == ("Date To", "Time To")


def test_a_time_is_not_joined_to_a_date_that_has_one():
    moments = {"Date From": ["01/02/2024 18:00"], "Time From": ["18:00"], "Ref": ["1"]}
    assert recognise_columns(table(moments), None).columns["from_at"] == ("Date From",)


def test_midnights_that_fill_a_date_column_are_no_times():
    moments = {"DATE OCC": ["10/24/2020 0:00"], "TIME OCC": ["1800"], "DR_NO": ["1"]}
    assert recognise_columns(table(moments), None).columns["from_at"] == ("DATE OCC", "TIME OCC")


def test_people_are_refused_and_places_are_not():
    names = (
        "Suspect Name",
        "Offender DOB",
        "Victim Sex",
        "Vict Age",
        "Vict Descent",
        "IC Code",
        "OIC",
        "SUSPECTSEX",
    )
    kept = ("Premises Name", "Street Name", "Area Name", "Suspect Vehicle")
    found = recognise_columns(of_names("Date From", "Ref", *names, *kept, value="01/02/2024"), None)
    assert set(found.refused) == set(names)
    assert all(by_column(found)[name] == (None, "refused") for name in names)
    assert found.columns["premises_name"] == ("Premises Name",)
    assert found.facets["getaway"].column == "Suspect Vehicle"


def test_codes_of_a_forces_own_scheme_are_open_facets():
    columns = {"Date From": ["01/02/2024"] * 3, "MO1": ["6", "25", "6"], "MO Code 2": ["a", "b", "a"]}
    columns["Mocodes"] = ["1822 1420 0344", "1202", "1606 1403"]
    found = recognise_columns(table(columns), None)
    assert found.facets == {
        "mo1": FacetColumn("MO1"),
        "mo_code_2": FacetColumn("MO Code 2"),
        "mocodes": FacetColumn("Mocodes", " "),
    }


@pytest.mark.parametrize(
    ("values", "separator"),
    [
        (["bar|saw", "bar"], "|"),
        (["Cash; Tobacco", "Cash"], ";"),
        (["Cash, Tobacco", "Tobacco", "Cash", "Tobacco, Alcohol"], ","),
        (["bar/saw", "saw", "bar", "saw/drill"], "/"),
        (["Door, rear", "Door, front", "Window"], None),
        (["Gas/electric axe", "Bar"], None),
    ],
)
def test_what_parts_several_values_is_told_by_content(values, separator):
    found = recognise_columns(table({"Date From": ["01/02/2024"] * len(values), "Tools Used": values}), None)
    assert found.facets["tool"] == FacetColumn("Tools Used", separator)


def test_our_own_names_and_facet_columns_need_no_mapping():
    columns = {
        "crime_ref": ["1"],
        "from_at": ["2024-01-05T02:03:00Z"],
        "facet_my_own": ["a|b"],
        "facet_tool": ["bar"],
    }
    found = recognise_columns(table(columns), None)
    assert found.facets == {"my_own": FacetColumn("facet_my_own", "|"), "tool": FacetColumn("facet_tool")}


def test_content_settles_what_names_do_not():
    columns = {
        "column 1": [f"22/{1040 + n}/24" for n in range(5)],
        "column 2": ["05/01/2024 02:00"] * 5,
        "column 3": ["06/01/2024 07:00"] * 5,
        "column 4": [str(366000 + 7 * n) for n in range(5)],
        "column 5": [str(287000 + 3 * n) for n in range(5)],
        "column 6": ["30A"] * 5,
        "column 7": ["WR1 2AB"] * 5,
        "column 8": [PROSE] * 5,
        "column 9": ["Attempted burglary"] * 5,
    }
    found = recognise_columns(table(columns), None)
    assert {ours: theirs[0][-1] for ours, theirs in found.columns.items()} == {
        "crime_ref": "1", "from_at": "2", "to_at": "3", "easting": "4", "northing": "5", "offence_code": "6",
        "postcode": "7", "mo_text": "8", "offence_title": "9",
    }  # fmt: skip
    assert {use.by for use in found.uses} == {"content"}
    assert found.notes


def test_degrees_in_columns_named_x_and_y():
    degrees = {"X": ["-2.5", "-2.6"], "Y": ["52.1", "52.2"], "Date": ["01/02/2024", "02/02/2024"]}
    assert set(recognise_columns(table(degrees), None).columns) == {"from_at", "longitude", "latitude"}
    metres = {"X": ["13661.1", "-9"], "Y": ["-4659.3", "5"], "Date": ["01/02/2024", "02/02/2024"]}
    assert set(recognise_columns(table(metres), None).columns) == {"from_at", "easting", "northing"}


@pytest.mark.parametrize(("crs", "x"), [("EPSG:4326", "longitude"), ("EPSG:27700", "easting")])
def test_points_of_a_geographic_file_are_taken_by_its_system(crs, x):
    points = table({"ref": ["1"], "date": ["01/02/2024"], "__x": ["1"], "__y": ["2"]}, crs=crs)
    assert recognise_columns(points, None).columns[x] == ("__x",)


def test_a_mapping_rules_and_the_rest_is_recognised_by_name():
    mapping = ColumnMapping({"from_at": ("committed to",)}, {"mo": FacetColumn("Offence", "-")})
    found = recognise_columns(table(RMS), mapping)
    assert found.columns["from_at"] == ("Committed To",)
    assert "to_at" not in found.columns
    assert found.facets["mo"] == FacetColumn("Offence", "-")
    assert by_column(found)["Committed To"] == ("from_at", "mapping")
    assert by_column(found)["Committed From"] == (None, "unused")
    assert found.columns["crime_ref"] == ("Crime Ref",)


@pytest.mark.parametrize("name", ["Not There", "Victim Sex"])
def test_a_mapping_that_names_a_missing_or_refused_column(name):
    with pytest.raises(MappingError, match=name):
        recognise_columns(table({**RMS, "Victim Sex": ["M"] * 3}), ColumnMapping({"town": (name,)}))


def test_what_was_recognised_can_be_saved_and_used_again(tmp_path):
    found = recognise_columns(table(RMS), None)
    write_mapping(found.mapping(), tmp_path / "m.toml")
    again = recognise_columns(table(RMS), read_mapping(tmp_path / "m.toml"))
    assert (again.columns, again.facets) == (found.columns, found.facets)


@pytest.mark.parametrize("names", [("a", "b"), ("Crime Ref", "Easting"), ("Date From",)])
def test_too_little_to_make_offences_of(names):
    with pytest.raises(UnusableInputError, match=r"export\.csv"):
        recognise_columns(of_names(*names, value="1"), None)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("labelled/crimelinkage_crimes.csv", {"crime_ref", "from_at", "to_at", "easting", "northing"}),
        ("labelled/crimelinkage_crimes_split_times.csv", {"crime_ref", "from_at", "to_at", "easting", "northing"}),
        ("lapd/lapd_burglary_mocodes.csv", {"crime_ref", "from_at", "longitude", "latitude", "offence_title"}),
        ("toronto/toronto_break_and_enter_2018.csv", {"crime_ref", "from_at", "longitude", "premises_type"}),
        ("vancouver/vpd_commercial_2018_2020_2021.csv", {"from_at", "longitude", "latitude", "offence_title"}),
        ("aoristic/NYburg.csv", {"from_at", "to_at", "easting", "northing"}),
        ("aoristic/dcburglaries.csv", {"from_at", "to_at", "easting", "northing"}),
        ("policeuk/2025-06-west-mercia-street.csv.gz", {"crime_ref", "from_at", "force", "offence_title"}),
    ],
)  # fmt: skip
def test_real_exports_are_recognised(shared_data, path, expected):
    (real,) = read_source(shared_data / path, OPTIONS)
    assert expected <= set(recognise_columns(real, None).columns)
