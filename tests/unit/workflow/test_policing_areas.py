"""Which layer policing areas come from, and that held offences are placed anew."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
from offence_frames import offences

from sac_dash.domain.columns import BOUNDARIES, empty
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.policing_areas import add_boundary_layer, area_layer, assign_policing_areas


def layers(**areas: int) -> pl.DataFrame:
    rows = [(layer, f"{layer} {n}") for layer, count in areas.items() for n in range(count)]
    frame = pl.DataFrame(rows, schema=["layer", "area_name"], orient="row")
    return pl.concat([empty(BOUNDARIES), frame], how="diagonal")


def test_the_layer_that_says_so_wins_else_the_finest() -> None:
    assert area_layer(empty(BOUNDARIES)) is None
    assert area_layer(layers(force=1, neighbourhood=3)) == "neighbourhood"
    assert area_layer(layers(policing_area=2, neighbourhood=3)) == "policing_area"


def test_without_boundaries_the_recorded_area_stays() -> None:
    held = offences(["1"], policing_area=["North"])
    assert assign_policing_areas(held, empty(BOUNDARIES))["policing_area"].to_list() == ["North"]


def test_adding_boundaries_places_the_offences_held(tmp_path: Path) -> None:
    ring = [
        [399_000, 299_000],
        [400_050, 299_000],
        [400_050, 301_000],
        [399_000, 301_000],
        [399_000, 299_000],
    ]
    feature = {
        "type": "Feature",
        "properties": {"name": "West"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
    store = Store(tmp_path / "home")
    recorded = ["A", "B"]
    store.publish(GenerationFrames(offences=offences(["1", "2"], policing_area=recorded)), "one")
    add_boundary_layer(store, path, "policing_area", date(2020, 1, 1), user="ab1234")
    assert store.require_current().offences["policing_area"].to_list() == ["West", "B"]
    entry = store.decisions.entries("boundaries_added")[0]
    assert store.verify().sound
    assert (entry.kind, entry.user, entry.payload["layer"]) == ("boundaries_added", "ab1234", "policing_area")
