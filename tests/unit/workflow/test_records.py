"""Interventions and sites into the case book: new, changed, repeated, refused, and what they name."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from sac_dash.casework import Describe, SeriesField
from sac_dash.domain.columns import OFFENCES, SERIES, empty
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.names_held import crs_of
from sac_dash.workflow.night import series_head
from sac_dash.workflow.records import (
    add_intervention,
    add_site,
    import_interventions,
    import_sites,
    remove_intervention,
    remove_site,
)

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
PATROL = "patrol,Op Lantern,04/03/2026,,,,"


@pytest.fixture
def store(tmp_path) -> Store:
    """Return a store with one offence of a force and area, placed in Vancouver's metres, and a series."""
    made = Store(tmp_path / "home")
    row = {
        "offence_key": "West:1",
        "crime_ref": "1",
        "force": "West",
        "policing_area": "South",
        "crs": "EPSG:32610",
    }
    offences = pl.DataFrame([row | {"from_at": NOW, "to_at": NOW, "offence_class": "atm_attack"}])
    made.publish(
        GenerationFrames(
            offences=pl.concat([empty(OFFENCES), offences], how="diagonal_relaxed"),
            series=pl.concat([empty(SERIES), pl.DataFrame({"series_id": ["S-1"]})], how="diagonal_relaxed"),
        ),
        "one",
    )
    return made


def imported(store: Store, folder, *rows: str):
    path = folder / "list.csv"
    header = "kind,label,started_at,ended_at,force,policing_area,series_id"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return import_interventions(store, path, "ana", NOW)


def test_a_list_is_one_decision_and_its_repetition_none(store, tmp_path):
    rows = (PATROL, PATROL, "arrest,Two held,05/03/2026,,,,")
    assert imported(store, tmp_path, *rows).line() == "read 3  accepted 2  duplicate 1  rejected 0"
    assert imported(store, tmp_path, *rows).line() == "read 3  accepted 0  duplicate 3  rejected 0"
    assert len(store.decisions.entries("decision")) == 1
    held = case_book_of(store).interventions
    assert [each.record.kind for each in held.values()] == ["patrol", "arrest"]


def test_a_changed_row_is_a_newer_version_and_what_changed_is_told(store, tmp_path):
    imported(store, tmp_path, PATROL)
    done = imported(store, tmp_path, "patrol,Op Lantern,04/03/2026,09/03/2026,,,")
    assert done.line() == "read 1  accepted 1  duplicate 0  rejected 0"
    ((record, changes),) = done.renewed
    assert changes == (("ended_at", "nothing", "2026-03-09"),)
    held = case_book_of(store).interventions[record.key]
    assert (held.number, held.record.ended_at) == (2, "2026-03-09")


def test_one_id_with_two_contents_in_one_list_is_refused(store, tmp_path):
    done = imported(store, tmp_path, PATROL, "patrol,Op Lantern,04/03/2026,09/03/2026,,,")
    assert done.line() == "read 2  accepted 1  duplicate 0  rejected 1"
    assert "says otherwise" in done.reject_lines[0]
    assert "row 3" in done.reject_lines[0]


def test_names_are_spelt_as_they_are_held_and_what_is_not_held_is_told(store, tmp_path):
    decide(store, Describe("S-1", SeriesField.NAME, "Lantern"), "ana")
    done = imported(
        store, tmp_path, "patrol,a,04/03/2026,,west,SOUTH,lantern", "patrol,b,04/03/2026,,Gwent,,S-9"
    )
    first, second = done.added
    assert (first.force, first.policing_area, first.series_id) == ("West", "South", "S-1")
    assert (second.force, second.series_id) == ("Gwent", "S-9")
    assert done.not_held == ("force Gwent", "series S-9")


def test_places_are_kept_in_the_metres_of_the_data(store, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("kind,label,started,lat,lon\narrest,x,04/03/2026,49.28,-123.12\n", "utf-8")
    (record,) = import_interventions(store, path, "ana", NOW).added
    assert (round(record.easting, -3), round(record.northing, -3)) == (491_000, 5_459_000)
    assert crs_of(None) == "EPSG:27700"


def test_one_by_hand_is_added_renewed_and_taken_back(store):
    one = Intervention("I-1", "arrest", "Two held", "2026-03-04", site_id="P-1", source="ana")
    assert add_intervention(store, one, "ana").not_held == ("site P-1",)
    assert add_intervention(store, one, "ana").counts.duplicate == 1
    remove_intervention(store, "I-1", "never happened", "ben")
    assert case_book_of(store).interventions == {}
    with pytest.raises(SacDashError, match="no intervention I-1"):
        remove_intervention(store, "I-1", "", "ben")


def test_sites_come_and_go_alike(store, tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("name,measure,from\nLane Farm,SmartWater,04/03/2026\n,x,\n", "utf-8")
    done = import_sites(store, path, "ana", NOW)
    assert done.line() == "read 2  accepted 1  duplicate 0  rejected 1"
    assert import_sites(store, path, "ana", NOW).counts.duplicate == 1
    key = done.added[0].key
    assert add_site(store, Site(key, "Lane Farm", measure="Fog cannon"), "ben").renewed
    assert case_book_of(store).sites[key].number == 2
    remove_site(store, key, "", "ben")
    assert case_book_of(store).sites == {}


def test_a_record_moves_no_series(store, tmp_path):
    decide(store, Describe("S-1", SeriesField.NAME, "Lantern"), "ana")
    head = series_head(case_book_of(store))
    imported(store, tmp_path, PATROL)
    assert series_head(case_book_of(store)) == head
