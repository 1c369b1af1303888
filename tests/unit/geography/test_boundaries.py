"""Offences are placed in the areas that were in force on their own day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
import shapely

from sac_dash.domain.columns import BOUNDARIES, empty
from sac_dash.domain.errors import SacDashError
from sac_dash.geography.boundaries import assign_areas, in_force, start_days


def boundaries(*rows: tuple[str, tuple[float, ...], date, date | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [("areas", name, name, begin, end, shapely.to_wkb(shapely.box(*box))) for name, box, begin, end in rows],
        schema=dict(BOUNDARIES), orient="row",
    )  # fmt: skip


def offences(*rows: tuple[float | None, float | None, datetime], crs: str = "EPSG:27700") -> pl.DataFrame:
    return pl.DataFrame(
        [{"easting": x, "northing": y, "crs": crs, "from_at": when} for x, y, when in rows],
        schema={
            "easting": pl.Float64,
            "northing": pl.Float64,
            "crs": pl.String,
            "from_at": pl.Datetime("us", "UTC"),
        },
    )


BEFORE, AFTER = datetime(2026, 1, 18, 12, tzinfo=UTC), datetime(2026, 1, 19, 12, tzinfo=UTC)
AREAS = boundaries(
    ("Old west", (0, 0, 50, 100), date(2012, 1, 1), date(2026, 1, 18)),
    ("Old east", (50, 0, 100, 100), date(2012, 1, 1), date(2026, 1, 18)),
    ("New", (0, 0, 100, 100), date(2026, 1, 19), None),
)


def test_areas_are_those_of_the_day():
    found = assign_areas(
        offences((10, 10, BEFORE), (90, 10, BEFORE), (10, 10, AFTER), (500, 10, AFTER)), AREAS
    )
    assert found.to_list() == ["Old west", "Old east", "New", None]


def test_unknown_places_and_other_systems_stay_unassigned():
    assert assign_areas(offences((None, None, AFTER)), AREAS).to_list() == [None]
    assert assign_areas(offences((10, 10, AFTER), crs="EPSG:32610"), AREAS).to_list() == [None]


def test_where_areas_overlap_the_later_boundary_wins():
    both = boundaries(
        ("Old", (0, 0, 100, 100), date(2012, 1, 1), None), ("New", (0, 0, 100, 100), date(2020, 1, 1), None)
    )
    assert assign_areas(offences((10, 10, AFTER)), both).to_list() == ["New"]


def test_no_boundaries_no_areas():
    assert assign_areas(offences((10, 10, AFTER)), empty(BOUNDARIES)).to_list() == [None]
    with pytest.raises(SacDashError, match="layer"):
        assign_areas(offences((10, 10, AFTER)), AREAS.drop("layer"))


def test_an_unknown_place_first_does_not_spoil_the_rest():
    found = assign_areas(offences((None, None, AFTER), (10, 10, AFTER)), AREAS)
    assert found.to_list() == [None, "New"]


def test_the_boundaries_of_a_day_are_those_in_force_then():
    assert in_force(AREAS, date(2026, 1, 18))["area_name"].to_list() == ["Old west", "Old east"]
    assert in_force(AREAS, date(2026, 1, 19))["area_name"].to_list() == ["New"]
    assert in_force(AREAS, None)["area_name"].to_list() == ["New"]
    assert in_force(AREAS, date(2000, 1, 1)).is_empty()
    assert start_days(AREAS) == [date(2012, 1, 1), date(2026, 1, 19)]


def test_of_a_layer_never_ended_the_latest_is_drawn():
    both = boundaries(
        ("Old", (0, 0, 100, 100), date(2012, 1, 1), None), ("New", (0, 0, 100, 100), date(2020, 1, 1), None)
    )
    assert in_force(both, None)["area_name"].to_list() == ["New"]
    assert in_force(both, date(2015, 1, 1))["area_name"].to_list() == ["Old"]
