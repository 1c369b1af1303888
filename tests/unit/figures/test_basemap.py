"""The offline basemap is there, plausible and small."""

from pathlib import Path

import pytest
from shapely.geometry import Point, shape

from sac_dash.domain.errors import SacDashError
from sac_dash.figures.basemap import BASEMAP_FOLDER, LAYERS, missing_layers, read_basemap


@pytest.fixture(scope="module")
def land():
    return [shape(f["geometry"]) for f in read_basemap().land["features"]]


@pytest.mark.parametrize(
    ("where", "lon", "lat", "dry"),
    [
        ("Shrewsbury", -2.752, 52.710, True),
        ("Anglesey", -4.35, 53.28, True),
        ("Isle of Skye", -6.25, 57.35, True),
        ("Lundy", -4.670, 51.180, True),
        ("the Severn estuary off Clevedon", -2.98, 51.45, False),
        ("Cardigan Bay", -4.6, 52.4, False),
        ("the Irish Sea", -4.8, 53.8, False),
    ],
)
def test_land_and_sea(land, where, lon, lat, dry):
    assert any(p.contains(Point(lon, lat)) for p in land) is dry, where


def test_all_layers_are_valid_and_small():
    basemap = read_basemap()
    for layer in LAYERS:
        features = getattr(basemap, layer)["features"]
        assert features
        assert all(shape(f["geometry"]).is_valid for f in features)
    assert sum(p.stat().st_size for p in BASEMAP_FOLDER.glob("*.geojson")) < 2_000_000


def test_cities_are_named_before_villages():
    towns = {f["properties"]["name"]: f["properties"] for f in read_basemap().towns["features"]}
    assert towns["London"]["rank"] == 1
    assert towns["Birmingham"]["min_zoom"] <= 5
    assert towns["Shrewsbury"]["min_zoom"] < towns["Church Stretton"]["min_zoom"]


def test_grid_letters_are_the_national_ones():
    squares = {f["properties"]["name"]: shape(f["geometry"]) for f in read_basemap().grid["features"]}
    assert squares["SJ"].contains(Point(-2.752, 52.710))
    assert squares["TQ"].contains(Point(-0.126, 51.508))


def test_missing_layer_names_the_command(tmp_path):
    with pytest.raises(SacDashError, match=r"land\.geojson.*missing.*make data"):
        read_basemap(tmp_path)


def test_broken_layer_is_told(tmp_path):
    (tmp_path / "land.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(SacDashError, match="not GeoJSON"):
        read_basemap(tmp_path)


def test_missing_layers_are_named(tmp_path: Path) -> None:
    assert missing_layers() == ()
    (tmp_path / "land.geojson").write_text("{}")
    assert "land" not in missing_layers(tmp_path)
    assert "towns" in missing_layers(tmp_path)
