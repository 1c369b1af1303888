# ruff: noqa: E501 - rows of a table are read whole
"""A table typed: scope before all else, and no row lost whatever it holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sac_dash.domain.columns import REJECTS, empty
from sac_dash.domain.errors import MappingError
from sac_dash.ingest.mapping import ColumnMapping, FacetColumn, MappingOptions
from sac_dash.ingest.normalisation import normalise_table
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.reconciliation import reconcile

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, 9, tzinfo=UTC), force="West Mercia")
COLUMNS = {
    "crime_ref": ("Ref",), "offence_title": ("Offence",), "from_at": ("From",), "to_at": ("To",), "easting": ("E",),
    "northing": ("N",), "value_gbp": ("Value",), "mo_text": ("MO",),
}  # fmt: skip
GOOD = {
    "Ref": "22/1/24", "Offence": "Burglary Business and Community", "From": "26/01/2024 22:00", "To": "27/01/2024 06:30",
    "E": "384950", "N": "255050", "Value": "£1,200.50", "MO": "rear door forced", "Tool": "Crowbar; Screwdriver",
}  # fmt: skip


def table(*rows: dict, **more) -> RawTable:
    names = list(GOOD | (rows[0] if rows else {}))
    frame = pl.DataFrame(
        [[row.get(name) for name in names] for row in rows],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    )
    return RawTable(
        "a.csv",
        "CSV",
        frame.with_columns(pl.int_range(2, frame.height + 2, dtype=pl.Int64).alias(SOURCE_ROW)),
        empty(REJECTS),
        **more,
    )


def recognition(columns=COLUMNS, refused=None) -> Recognition:
    return Recognition(columns, {"tool": FacetColumn("Tool", ";")}, (), refused or {})


def ingest(*rows: dict, columns=COLUMNS, refused=None, mapping=None, options=OPTIONS):
    return reconcile([normalise_table(table(*rows), recognition(columns, refused), mapping, options)])


def test_a_good_row_is_typed_throughout():
    result = ingest(GOOD)
    row = result.offences.row(0, named=True)
    assert row["offence_key"] == "West Mercia:22/1/24"
    assert row["from_at"] == datetime(2024, 1, 26, 22, tzinfo=UTC)
    assert (row["value_gbp"], row["crs"], row["source_row"], row["source_file"]) == (
        1200.5,
        "EPSG:27700",
        2,
        "a.csv",
    )
    assert row["latitude"] == pytest.approx(52.1935, abs=1e-3)
    assert result.facet_values["value"].to_list() == ["Crowbar", "Screwdriver"]
    assert result.facet_values["offence_key"].to_list() == ["West Mercia:22/1/24"] * 2
    assert result.quality.warnings == {}


def test_scope_is_judged_before_reference_and_date():
    result = ingest(
        {"Offence": "Anti-social behaviour"}, {"Offence": "Burglary Business and Community"}, GOOD
    )
    counts = result.quality.counts
    assert (counts.out_of_scope, counts.rejected, counts.accepted) == (1, 1, 1)
    assert result.quality.reject_reasons == {"the crime reference is blank": 1}


def test_rejects_keep_the_row_but_not_what_is_refused():
    result = ingest(
        GOOD | {"From": "soon", "To": None, "Suspect Name": "A Person"},
        refused={"Suspect Name": "name of a person"},
    )
    raw = json.loads(result.rejects["raw"][0])
    assert raw["From"] == "soon"
    assert "Suspect Name" not in raw
    assert result.rejects["column"][0] == "From / To"
    assert result.quality.refused_columns == {"Suspect Name": "name of a person"}


def test_equal_and_unequal_duplicates():
    result = ingest(GOOD, GOOD, GOOD | {"MO": "front window smashed"}, GOOD | {"Ref": "2", "Tool": "Jemmy"})
    assert result.quality.counts.duplicate == 2
    assert len(result.quality.conflicts) == 1
    assert result.quality.conflicts[0]["columns"] == ["mo_text"]
    assert result.offences["mo_text"].to_list() == ["rear door forced"] * 2
    assert result.facet_values.height == 3


def test_a_facet_alone_can_make_a_conflict():
    result = ingest(GOOD, GOOD | {"Tool": "Jemmy"})
    assert len(result.quality.conflicts) == 1


def test_a_source_without_references_gets_them_and_says_so():
    columns = {name: theirs for name, theirs in COLUMNS.items() if name != "crime_ref"}
    result = ingest(GOOD, GOOD, GOOD | {"MO": "x"}, columns=columns)
    assert result.quality.counts.accepted == 3
    assert result.offences["crime_ref"].str.starts_with("made-").all()
    assert any("references were made" in note for note in result.quality.notes)
    assert (
        ingest(GOOD | {"MO": "x"}, columns=columns).offences["crime_ref"][0]
        == result.offences["crime_ref"][2]
    )


def test_warnings_count_rows_and_values_become_unknown():
    result = ingest(GOOD | {"Value": "-5", "E": "1e9"}, GOOD | {"Ref": "2", "Value": None})
    assert set(result.quality.warnings.values()) == {1}
    assert result.offences["value_gbp"].null_count() == 2
    assert result.quality.unknown_shares["easting"] == 0.5


def test_forces_come_from_the_row_then_the_mapping_then_the_caller():
    columns = COLUMNS | {"force": ("Force",)}
    mapped = ColumnMapping(options=MappingOptions(force="Mapped"))
    assert ingest(GOOD | {"Force": "Own"}, columns=columns, mapping=mapped).offences["force"][0] == "Own"
    assert ingest(GOOD, mapping=mapped).offences["force"][0] == "Mapped"
    nobody = ingest(GOOD, options=IngestOptions(today=OPTIONS.today))
    assert nobody.offences["force"][0] == "unstated"
    assert any("No force" in note for note in nobody.quality.notes)


def test_our_own_files_keep_their_class_and_attempt():
    columns = COLUMNS | {"offence_class": ("offence_class",), "attempt": ("attempt",)}
    result = ingest(GOOD | {"offence_class": "atm_attack", "attempt": "true"}, columns=columns)
    assert result.offences.select("offence_class", "attempt").row(0) == ("atm_attack", True)


def test_month_precision_says_that_no_series_come_of_it():
    result = ingest(GOOD | {"From": "2024-01", "To": None})
    assert any("No series are suggested" in note for note in result.quality.notes)


@pytest.mark.parametrize(
    "options",
    [
        MappingOptions(crs="EPSG:x"),
        MappingOptions(timezone="Mars"),
        MappingOptions(date_order="YDM"),
        MappingOptions(offence_class="arson"),
    ],
)
def test_options_that_cannot_be_are_told_in_one_line(options):
    with pytest.raises(MappingError, match="Write"):
        ingest(GOOD, mapping=ColumnMapping(options=options))


CELL = st.one_of(
    st.none(), st.text(max_size=12),
    st.sampled_from(["", "N/K", "06/01/2024 22:00", "2024-02-30", "384950", "1e9", "NaN", "-2.2", "52.2", "Burglary", "Arson",
                     "Burglary Business and Community", "ATM ripped out", "22/1/24", "=1+1", "2400", "01/01/2030"]),
)  # fmt: skip
ROW = st.fixed_dictionaries(dict.fromkeys(GOOD, CELL))


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, max_size=12))
def test_every_row_is_accounted_for_whatever_it_holds(rows):
    result = ingest(*rows)
    counts = result.quality.counts
    assert counts.check().read == len(rows)
    assert counts.accepted == result.offences.height
    assert counts.rejected == result.rejects.height
    assert result.offences["offence_key"].is_unique().all()
    assert (result.offences["from_at"] <= result.offences["to_at"]).all()
    assert result.offences["from_at"].null_count() == 0
    assert result.facet_values["offence_key"].is_in(result.offences["offence_key"].to_list()).all()
