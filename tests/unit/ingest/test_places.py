"""Places: what is certain is put right, what cannot be is unknown, what is far is kept."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.ingest.numbers import read_numbers, read_values_gbp
from sac_dash.ingest.places import ABSENT, MISPLACED, SWAPPED, UNREADABLE, read_places


def places(stated: str | None = None, **columns: list[str | None]):
    cells = {name: pl.Series(values, dtype=pl.String) for name, values in columns.items()}
    return read_places(cells, len(next(iter(columns.values()))), stated)


def test_numbers_as_people_type_them():
    texts = pl.DataFrame({"t": ["384,950", "384950m", "52,508325", "x", "£1,200.50", " 7 "]})
    assert texts.select(read_numbers(pl.col("t")))["t"].to_list() == [
        384950.0,
        384950.0,
        52.508325,
        None,
        1200.5,
        7.0,
    ]
    money = pl.DataFrame({"t": ["£1,200.50", "-5", "2.5k", "inf", "lots", "0"]})
    assert money.select(read_values_gbp(pl.col("t")))["t"].to_list() == [
        1200.5,
        None,
        2500.0,
        None,
        None,
        0.0,
    ]


def test_grid_metres_get_degrees_and_the_reverse():
    grid = places(easting=["384,950", "385000m"], northing=["255050", "255000"]).frame
    degrees = places(longitude=["-2.2216"], latitude=["52.1935"]).frame
    assert grid["crs"].to_list() == ["EPSG:27700"] * 2
    assert grid["longitude"][0] == pytest.approx(-2.2216, abs=1e-4)
    assert degrees["easting"][0] == pytest.approx(384950, abs=10)
    assert degrees["northing"][0] == pytest.approx(255050, abs=10)


@pytest.mark.parametrize(
    "bad", [("0", "0"), ("1e9", "1"), ("NaN", "1"), ("inf", "255000"), ("x", "y"), ("-1", "255000")]
)
def test_what_cannot_be_a_place_is_unknown_and_counted(bad):
    found = places(easting=["384950", "384960", bad[0]], northing=["255050", "255060", bad[1]]).frame
    assert found["easting"][2] is None
    assert found["crs"][2] is None
    assert found[UNREADABLE].to_list() == [False, False, True]


def test_absent_coordinates_are_counted_apart():
    found = places(easting=["384950", None], northing=["255050", ""]).frame
    assert found[ABSENT].to_list() == [False, True]
    assert not found[UNREADABLE].any()


def test_exchanged_coordinates_are_put_right_where_certain():
    degrees = places(longitude=["-2.2", "52.2"], latitude=["52.2", "-2.2"]).frame
    assert degrees["easting"][0] == pytest.approx(degrees["easting"][1])
    assert degrees[SWAPPED].to_list() == [False, True]
    grid = places(easting=["384950", "984950"], northing=["255050", "255050"]).frame
    assert grid["northing"][1] == 984950
    assert grid[SWAPPED].to_list() == [False, True]


def test_exchanged_degrees_abroad_are_told_by_the_files_bulk():
    found = places(longitude=["-79.4", "-79.5", "43.7"], latitude=["43.7", "43.6", "-79.4"])
    assert found.frame[SWAPPED].to_list() == [False, False, True]
    assert found.told == "EPSG:32617"


def test_grid_metres_in_degree_columns_and_degrees_in_metre_columns():
    found = places(longitude=["-2.2", "384950"], latitude=["52.2", "255050"]).frame
    assert found[MISPLACED].to_list() == [False, True]
    assert found["easting"][1] == 384950
    other = places(easting=["384950", "-2.2216"], northing=["255050", "52.1935"]).frame
    assert other["easting"][1] == pytest.approx(384950, abs=10)
    whole = places(easting=["-2.2216"], northing=["52.1935"]).frame
    assert not whole[MISPLACED].any()


def test_a_place_outside_the_force_is_kept():
    found = places(easting=["384950", "530000"], northing=["255050", "180000"]).frame
    assert found["easting"][1] == 530000
    assert not any(found[name].any() for name in (ABSENT, UNREADABLE, SWAPPED, MISPLACED))


def test_grid_references_carry_their_square():
    found = places(easting=["384950", "SO 849 550"], northing=["255050", None]).frame
    assert found["easting"].to_list() == [384950, 384950]
    assert found["location_precision_m"].to_list() == [None, 100.0]


def test_stated_systems_rule():
    local = places("local-metres", easting=["13661.1", "0"], northing=["-4659.3", "0"]).frame
    assert local["crs"].to_list() == ["local-metres", None]
    assert local["longitude"].null_count() == 2
    utm = places("EPSG:32610", easting=["491102"], northing=["5459092"]).frame
    assert utm["crs"][0] == "EPSG:32610"
    assert utm["latitude"][0] == pytest.approx(49.2845, abs=1e-3)
    feet = places("EPSG:2263", easting=["982546"], northing=["206109"]).frame
    assert feet["crs"][0] == "EPSG:32618"


def test_foreign_metres_beside_degrees_yield_to_them():
    found = places(
        easting=["491102", "491103"],
        northing=["5459092", "5459090"],
        longitude=["-123.1", "-123.1"],
        latitude=["49.28", "49.28"],
    )
    assert found.told == "EPSG:32610"


def test_metres_of_no_known_system_are_local():
    found = places(easting=["13661.1", "-4000"], northing=["-4659.3", "200"])
    assert (found.told or "").startswith("local-metres")
    assert found.frame["easting"][0] == 13661.1


def test_a_source_without_places_has_none():
    found = read_places({}, 3)
    assert found.frame["crs"].null_count() == 3
    assert found.told is None
