"""Boundary files: areas recognised by their columns, brought to the grid, dated."""

from __future__ import annotations

import json
from datetime import date

import pytest
import shapely

from sac_dash.domain.columns import BOUNDARIES, require
from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.boundaries import read_boundaries


def geojson(path, properties: dict, kind: str = "Polygon"):
    ring = [[-2.3, 52.1], [-2.1, 52.1], [-2.1, 52.3], [-2.3, 52.3], [-2.3, 52.1]]
    coordinates = [ring] if kind == "Polygon" else ring[0]
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


@pytest.mark.parametrize(
    "properties",
    [
        {"PFA20CD": "E1", "PFA20NM": "South"},
        {"areacd": "E1", "areanm": "South"},
        {"code": "E1", "name": "South", "x": 1},
    ],
)
def test_names_and_codes_are_recognised(tmp_path, properties):
    frame = require(
        read_boundaries(geojson(tmp_path / "b.geojson", properties), "areas", date(2020, 1, 1)),
        BOUNDARIES,
        "boundaries",
    )
    assert frame.row(0)[:5] == ("areas", "E1", "South", date(2020, 1, 1), None)
    shape = shapely.from_wkb(frame["wkb"][0])
    assert shape.centroid.x == pytest.approx(386_400, abs=500)
    assert shape.centroid.y == pytest.approx(255_800, abs=500)


def test_what_holds_no_areas_is_refused_in_one_line(tmp_path):
    with pytest.raises(UnusableInputError, match="not areas"):
        read_boundaries(geojson(tmp_path / "p.geojson", {"name": "x"}, "Point"), "areas", date(2020, 1, 1))
    with pytest.raises(UnusableInputError, match="no column names"):
        read_boundaries(geojson(tmp_path / "n.geojson", {"colour": "red"}), "areas", date(2020, 1, 1))
    with pytest.raises(UnusableInputError, match="no such file"):
        read_boundaries(tmp_path / "absent.geojson", "areas", date(2020, 1, 1))
    (tmp_path / "bad.geojson").write_text("hello")
    with pytest.raises(UnusableInputError, match="geographic"):
        read_boundaries(tmp_path / "bad.geojson", "areas", date(2020, 1, 1))
