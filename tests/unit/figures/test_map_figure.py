"""A map asks nobody for anything, and draws what it is given."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np

from sac_dash.figures.map_figure import MapContent, draw_map
from sac_dash.figures.map_points import CELL_SHADES, CROWD, MapCells, MapPoints
from sac_dash.figures.map_spread import SeriesEllipse
from sac_dash.figures.map_style import GroundLayers, MapView
from sac_dash.figures.map_view_fit import WHOLE_COUNTRY, bounds_of, fit_view
from sac_dash.figures.palette import DARK_GROUND, LIGHT_GROUND
from sac_dash.geography.distances import Circle, distance_km
from sac_dash.patterns.ellipse import Ellipse

VIEW = MapView(-2.4, 52.3, 8)


def _points(n: int = 4) -> MapPoints:
    atm = np.arange(n) == 0
    clear = np.arange(n) < n - 1
    place = np.linspace(0, 0.1, n)
    return MapPoints(
        np.arange(n),
        -2.4 + place,
        52.3 + place,
        np.arange(n) % 20 - 1,
        atm,
        clear,
        [str(i) for i in range(n)],
    )


def test_no_address_beyond_the_machine_and_no_glyphs() -> None:
    for dark in (False, True):
        text = json.dumps(draw_map(MapContent(VIEW, points=_points()), dark=dark))
        assert "http" not in text
        assert "glyphs" not in text
        assert "symbol" not in text


def test_ground_follows_the_screen() -> None:
    for dark, ground in ((False, LIGHT_GROUND), (True, DARK_GROUND)):
        layers = draw_map(MapContent(VIEW), dark=dark)["layout"]["map"]["style"]["layers"]
        assert layers[0]["paint"]["background-color"] == ground.sea


def test_data_in_local_metres_has_no_coast() -> None:
    figure = draw_map(MapContent(VIEW, layers=GroundLayers(on_earth=False), attribution="GSHHG"))
    assert figure["layout"]["map"]["style"]["sources"] == {}
    assert figure["layout"]["meta"]["towns"] is None
    assert figure["layout"]["meta"]["attribution"] == ""


def test_clear_offences_can_be_clicked_and_faint_ones_say_nothing() -> None:
    traces = {trace.get("name"): trace for trace in draw_map(MapContent(VIEW, points=_points()))["data"]}
    assert traces["offences"]["customdata"] == [0, 1, 2]
    assert traces["faint"]["hoverinfo"] == "skip"


def test_an_empty_map_is_still_a_map() -> None:
    assert draw_map(MapContent(VIEW))["data"][0]["type"] == "scattermap"


def test_cells_are_shaded_and_say_their_count() -> None:
    corners = np.array([[[-2.4, 52.3], [-2.39, 52.3], [-2.39, 52.31], [-2.4, 52.31]]])
    trace = draw_map(MapContent(VIEW, cells=MapCells(corners, np.array([12]), 1000)))["data"][0]
    assert trace["type"] == "choroplethmap"
    assert "1 km square" in trace["hovertemplate"]
    ring = trace["geojson"]["features"][0]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]


def test_squares_have_a_key_and_discs_have_none() -> None:
    corners = np.array([[[-2.4, 52.3], [-2.39, 52.3], [-2.39, 52.31], [-2.4, 52.31]]])
    cells = MapCells(corners, np.array([12]), 2000)
    key = draw_map(MapContent(VIEW, cells=cells), dark=True)["layout"]["meta"]["cells"]
    assert key == {"shades": CELL_SHADES[True], "most": 12, "km": 2.0}
    assert draw_map(MapContent(VIEW, points=_points()))["layout"]["meta"]["cells"] is None


def test_a_crowd_of_discs_has_no_edges() -> None:
    def edged(n: int) -> bool:
        traces = draw_map(MapContent(VIEW, points=_points(n)))["data"]
        return any(trace["marker"]["color"] == LIGHT_GROUND.paper and n_of(trace) > 1 for trace in traces)

    def n_of(trace: dict[str, Any]) -> int:
        return len(base64.b64decode(trace["marker"]["size"]["bdata"])) // 4

    assert edged(CROWD)
    assert not edged(CROWD + 2)


def test_a_circle_is_drawn_where_it_reaches() -> None:
    figure = draw_map(MapContent(VIEW, circle=Circle(-2.22, 52.192, 12.0)))
    ring = figure["data"][-1]
    away = distance_km(ring["lon"], ring["lat"], -2.22, 52.192)
    assert np.allclose(away, 12.0, atol=0.02)
    assert (ring["lon"][0], ring["lat"][0]) == (ring["lon"][-1], ring["lat"][-1])
    assert figure["layout"]["meta"]["circle"] == [-2.22, 52.192, 12.0]


def test_an_ellipse_is_a_closed_line_without_a_fill() -> None:
    ellipse = Ellipse(-2.4, 52.3, 12.0, 4.0, 30.0, 9)
    traces = draw_map(MapContent(VIEW, ellipses=[SeriesEllipse("S-1", ellipse)]))["data"]
    assert len(traces) == 2
    assert all("fill" not in trace and trace["mode"] == "lines" for trace in traces)


def test_boundaries_are_asked_for_by_their_day() -> None:
    layers = GroundLayers(boundaries=True, boundaries_on="2025-06-30")
    figure = draw_map(MapContent(VIEW, layers=layers))
    asked = figure["layout"]["map"]["style"]["sources"]["boundaries"]["data"]
    assert asked == figure["layout"]["meta"]["boundaries"] == "/basemap/boundaries.geojson?on=2025-06-30"
    assert draw_map(MapContent(VIEW))["layout"]["meta"]["boundaries"] is None


def test_the_view_fits_its_bounds() -> None:
    near, far = fit_view((-2.5, 52.2, -2.4, 52.3)), fit_view((-5.0, 50.0, 1.0, 55.0))
    assert near.zoom > far.zoom
    assert -5 < far.longitude < 1
    assert fit_view(None) == WHOLE_COUNTRY


def test_trimming_leaves_a_stray_place_out() -> None:
    longitude = np.append(np.linspace(-2.5, -2.4, 100), 30.0)
    bounds = bounds_of(longitude, np.full(101, 52.0), 0.05)
    assert bounds is not None
    assert bounds[2] < -2.3
