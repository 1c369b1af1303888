"""Every real source beside the project is ingested whole, and its rows reconcile."""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sac_dash.domain.errors import UnusableInputError
from sac_dash.geography.boundaries import assign_areas
from sac_dash.ingest.boundaries import read_boundaries
from sac_dash.ingest.mapping import ColumnMapping, FacetColumn, MappingOptions
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.orchestration import ingest_files

pytestmark = pytest.mark.shared

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, 9, tzinfo=UTC))


def mapping(
    facets: dict[str, FacetColumn] | None = None,
    options: MappingOptions | None = None,
    **columns: str | tuple[str, ...],
):
    joined = {ours: (theirs,) if isinstance(theirs, str) else theirs for ours, theirs in columns.items()}
    return ColumnMapping(joined, facets or {}, options or MappingOptions())


def count_rows(path: Path) -> int:
    with gzip.open(path, "rt") as file:
        return sum(1 for _ in csv.DictReader(file))


def test_street_files_keep_every_burglary_undivided(shared_data):
    files = sorted((shared_data / "policeuk").glob("*.csv.gz"))
    result = ingest_files(files, options=OPTIONS)
    assert [source.counts.read for source in result.quality.sources] == [count_rows(path) for path in files]
    assert set(result.offences["offence_class"]) == {"other"}
    assert set(result.offences["offence_title"]) == {"Burglary"}
    assert set(result.offences["when_precision"]) == {"month"}
    assert result.quality.counts.rejected == 0
    assert any("No series are suggested" in note for note in result.quality.notes)
    assert result.offences["crs"].drop_nulls().unique().to_list() == ["EPSG:27700"]
    areas = read_boundaries(shared_data / "geo" / "west_mercia_pfa.geojson", "force", date(2012, 1, 1))
    inside = assign_areas(result.offences, areas)
    assert (inside == "West Mercia").mean() > 0.95


CRIMELINKAGE = MappingOptions(
    crs="local-metres", offence_class="commercial_burglary", swap_reversed_windows=True
)
MO_FACETS = {f"MO{n}": FacetColumn(f"MO{n}") for n in (1, 2, 3)}


def test_crimelinkage_with_joined_and_split_times(shared_data):
    joined = ingest_files(
        [shared_data / "labelled" / "crimelinkage_crimes.csv"],
        mapping=mapping(
            MO_FACETS,
            CRIMELINKAGE,
            crime_ref="crimeID",
            easting="X",
            northing="Y",
            from_at="DT.FROM",
            to_at="DT.TO",
        ),
        options=OPTIONS,
    )
    split = ingest_files(
        [shared_data / "labelled" / "crimelinkage_crimes_split_times.csv"],
        mapping=mapping(
            MO_FACETS, CRIMELINKAGE, crime_ref="crimeID", easting="X", northing="Y",
            from_at=("DATE_FROM", "TIME_FROM"), to_at=("DATE_TO", "TIME_TO"),
        ),
        options=OPTIONS,
    )  # fmt: skip
    assert joined.quality.counts.accepted == split.quality.counts.accepted == 490
    assert split.quality.warnings["start after end, put right by swapping"] == 14
    assert set(joined.offences["crs"]) == {"local-metres"}
    assert joined.facet_values["facet"].n_unique() == 3
    both = joined.offences.join(split.offences, on="crime_ref", suffix="_split")
    agree = (both["from_at"] == both["from_at_split"]) & (both["to_at"] == both["to_at_split"])
    assert agree.sum() >= 470


def test_lapd_with_mo_codes_as_an_open_facet(shared_data):
    path = shared_data / "lapd" / "lapd_burglary_mocodes.csv"
    us = MappingOptions(timezone="America/Los_Angeles", offence_class="commercial_burglary", force="LAPD")
    result = ingest_files(
        [path],
        mapping=mapping(
            {"mocodes": FacetColumn("Mocodes", " ")}, us, crime_ref="DR_NO", from_at=("DATE OCC", "TIME OCC"),
            latitude="LAT", longitude="LON", offence_title="Crm Cd Desc", premises_type="Premis Desc",
        ),
        options=OPTIONS,
    )  # fmt: skip
    assert (
        result.quality.counts.line() == "read 1,911  accepted 1,911  duplicate 0  out of scope 0  rejected 0"
    )
    assert (
        result.facet_values.filter(result.facet_values["facet"] == "mocodes")["value"]
        .str.contains(r"^\d{4}$")
        .mean()
        > 0.99
    )
    assert "MDY" in str(result.quality.sources[0].date_order)
    first = result.offences.filter(result.offences["crime_ref"] == "200815680").row(0, named=True)
    assert first["from_at"] == datetime(2020, 10, 25, 1, 0, tzinfo=UTC)
    assert first["crs"] == "EPSG:32611"


def test_lapd_without_a_mapping_is_divided_by_premises(shared_data):
    result = ingest_files([shared_data / "lapd" / "lapd_burglary_mocodes.csv"], options=OPTIONS)
    assert result.quality.by_class["commercial_burglary"] > 600
    homes = result.offences.filter(result.offences["premises_type"].str.contains("DWELLING"))
    assert homes.is_empty()


def test_vancouver_in_its_own_grid(shared_data):
    path = shared_data / "vancouver" / "vpd_commercial_2018_2020_2021.csv"
    result = ingest_files([path], options=OPTIONS)
    assert result.quality.counts.accepted == 6883
    assert result.quality.by_class == {"commercial_burglary": 6883}
    assert result.offences["crs"].drop_nulls().unique().to_list() == ["EPSG:32610"]
    stated = ingest_files(
        [path],
        mapping=mapping(
            None,
            MappingOptions(crs="EPSG:32610", timezone="America/Vancouver"),
            easting="X",
            northing="Y",
            from_at="occ_dt",
            offence_title="TYPE",
        ),
        options=OPTIONS,
    )
    assert stated.offences["latitude"].drop_nulls().is_between(49, 50).mean() > 0.99


def test_toronto_is_divided_by_premises(shared_data):
    result = ingest_files([shared_data / "toronto" / "toronto_break_and_enter_2018.csv"], options=OPTIONS)
    assert result.quality.counts.check().read == 7485
    assert set(result.quality.by_class) == {"commercial_burglary", "other"}
    assert result.offences["crs"].drop_nulls().unique().to_list() == ["EPSG:32617"]


@pytest.mark.parametrize(("name", "rows"), [("NYburg.csv", 1233), ("dcburglaries.csv", 1025)])
def test_windows_of_the_aoristic_files(shared_data, name, rows):
    result = ingest_files([shared_data / "aoristic" / name], options=OPTIONS)
    counts = result.quality.counts.check()
    assert counts.read == rows
    assert counts.accepted > 0.95 * rows
    assert set(result.offences["crs"].drop_nulls()) == {"local-metres"}


def test_what_holds_no_offences_is_refused(shared_data):
    with pytest.raises(UnusableInputError, match="column"):
        ingest_files([shared_data / "geo" / "wm_gazetteer_geonames.csv"], options=OPTIONS)


@pytest.mark.parametrize(("name", "areas"), [("pfa_2020_ew_ons", 43), ("wm_districts", 9), ("wm_lsoa", 781)])
def test_official_boundaries(shared_data, name, areas):
    frame = read_boundaries(shared_data / "geo" / f"{name}.geojson", name, date(2020, 1, 1))
    assert frame.height == areas
    assert frame["area_code"].str.contains(r"^[EW]\d{8}$").all()
    assert frame["area_name"].n_unique() == areas
