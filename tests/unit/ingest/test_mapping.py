"""A mapping says what it means or says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sac_dash.domain.errors import MappingError
from sac_dash.ingest.mapping import (
    MAPPABLE_COLUMNS,
    ColumnMapping,
    FacetColumn,
    MappingOptions,
    read_mapping,
    write_mapping,
)

FULL = """
[columns]
crime_ref = "crimeID"
from_at = ["DATE_FROM", "TIME_FROM"]
[facets]
mo = "MO1"
mocodes = { column = "Mocodes", separator = " " }
[options]
crs = "local-metres"
timezone = "America/Los_Angeles"
date_order = "MDY"
swap_reversed_windows = true
offence_class = "commercial_burglary"
force = "Somewhere"
"""


def read(tmp_path, text):
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def test_a_full_mapping_is_read(tmp_path):
    mapping = read(tmp_path, FULL)
    assert mapping.columns == {"crime_ref": ("crimeID",), "from_at": ("DATE_FROM", "TIME_FROM")}
    assert mapping.facets == {"mo": FacetColumn("MO1"), "mocodes": FacetColumn("Mocodes", " ")}
    assert mapping.options == MappingOptions(
        "local-metres", "America/Los_Angeles", "MDY", True, "commercial_burglary", "Somewhere"
    )


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12)


@given(
    columns=st.dictionaries(
        st.sampled_from(MAPPABLE_COLUMNS), st.lists(TEXT, min_size=1, max_size=3).map(tuple)
    ),
    facets=st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), st.builds(FacetColumn, TEXT, st.none() | TEXT)
    ),
)
def test_what_is_written_is_read_back(tmp_path_factory, columns, facets):
    path = tmp_path_factory.mktemp("m") / "m.toml"
    facets = {name: facet for name, facet in facets.items() if not name.startswith("facet_")}
    mapping = ColumnMapping(columns, facets, MappingOptions(crs="EPSG:27700", force='A "quoted" force'))
    write_mapping(mapping, path)
    assert read_mapping(path) == mapping


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[colums]\n", "colums"),
        ('[columns]\ncrimeref = "x"\n', "crimeref"),
        ('[columns]\noffence_key = "x"\n', "offence_key"),
        ("[columns]\ncrime_ref = 3\n", "crime_ref"),
        ("[columns]\ncrime_ref = []\n", "crime_ref"),
        ('[facets]\n"?!" = "x"\n', "letters"),
        ('[facets]\nMO1 = "x"\nmo1 = "y"\n', "same name"),
        ('[facets]\nmo = { separator = "x" }\n', "column name"),
        ('[facets]\nmo = { column = "x", sep = "y" }\n', "sep"),
        ('[facets]\nmo = { column = "x", separator = "" }\n', "separator"),
        ('[options]\ncoordinates = "x"\n', "coordinates"),
        ('[options]\ncrs = "27700"\n', "EPSG:27700"),
        ('[options]\ntimezone = "Mars/Base"\n', "Europe/London"),
        ('[options]\ndate_order = "DYM"\n', "DMY"),
        ('[options]\nswap_reversed_windows = "yes"\n', "true or false"),
        ('[options]\noffence_class = "burglary"\n', "commercial_burglary"),
        ("columns = 3\n", "table"),
        ("[columns\n", "TOML"),
        ("\x00", "TOML"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path, text, told):
    with pytest.raises(MappingError, match=told) as caught:
        read(tmp_path, text)
    assert "\n" not in str(caught.value)
    assert "m.toml" in str(caught.value)


def test_facets_and_options_are_folded_however_they_are_written(tmp_path):
    mapping = read(
        tmp_path,
        '[facets]\nMO1 = "MO1"\n"MO Code 2" = "MO2"\nfacet_Tool = { column = "Tool", separator = ";" }\n'
        '[options]\ndate_order = "mdy"\ncrs = "epsg:32630"\noffence_class = "Commercial_Burglary"\n',
    )
    assert mapping.facets == {
        "mo1": FacetColumn("MO1"),
        "mo_code_2": FacetColumn("MO2"),
        "tool": FacetColumn("Tool", ";"),
    }
    assert (mapping.options.date_order, mapping.options.crs) == ("MDY", "EPSG:32630")
    assert mapping.options.offence_class == "commercial_burglary"


def test_a_facet_made_by_hand_is_written_so_that_it_can_be_read(tmp_path):
    write_mapping(ColumnMapping({}, {"MO 1": FacetColumn("MO1")}), tmp_path / "m.toml")
    assert read_mapping(tmp_path / "m.toml").facets == {"mo_1": FacetColumn("MO1")}


def test_a_write_that_is_cut_short_leaves_the_mapping_that_stood(tmp_path, monkeypatch):
    path = tmp_path / "m.toml"
    stood = ColumnMapping({"crime_ref": ("Nr",), "mo_text": ("Was",)})
    write_mapping(stood, path)
    whole = Path.write_text

    def half(self, text, *given, **named):
        whole(self, text[: len(text) // 2], *given, **named)
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "write_text", half)
    with pytest.raises(OSError, match="full"):
        write_mapping(ColumnMapping({"town": ("Ort",)}), path)
    assert read_mapping(path).columns == stood.columns


def test_a_missing_mapping(tmp_path):
    with pytest.raises(MappingError, match="cannot be read"):
        read_mapping(tmp_path / "absent.toml")
