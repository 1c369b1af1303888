"""Hard links on a map are told apart from journeys and say what they are."""

from __future__ import annotations

import json

from sac_dash.figures.map_figure import MapContent, draw_map
from sac_dash.figures.map_style import MapView
from sac_dash.figures.map_ties import STROKES, MapTie, tie_traces
from sac_dash.figures.palette import DARK_GROUND, LIGHT_GROUND

TIE = MapTie((-2.0, 52.0), (-1.0, 53.0), "DNA LAB/7")


def test_a_line_is_cut_into_strokes_from_one_end_to_the_other() -> None:
    _, strokes, *_ = tie_traces([TIE], LIGHT_GROUND)
    assert strokes["lon"].count(None) == STROKES - 1
    assert (strokes["lon"][0], strokes["lat"][0]) == TIE.start
    assert (strokes["lon"][-1], strokes["lat"][-1]) == TIE.end


def test_the_fact_is_said_half_way_and_along_the_line() -> None:
    said = [trace for trace in tie_traces([TIE, TIE], DARK_GROUND) if trace["hoverinfo"] == "text"]
    assert all(set(trace["text"]) == {"DNA LAB/7"} for trace in said)
    assert said[0]["lon"] == [-1.5, -1.5]
    assert len(said[1]["lon"]) == len(said[1]["text"]) > 4


def test_ties_stand_beside_the_journeys_and_not_among_them() -> None:
    figure = draw_map(MapContent(MapView(-2, 52, 8), ties=[TIE]))
    assert any(trace.get("name") == "hard links" for trace in figure["data"])
    assert figure["layout"]["meta"]["arrows"] == []
    assert "customdata" not in json.dumps(figure["data"])


def test_without_hard_links_nothing_is_drawn() -> None:
    assert tie_traces([], LIGHT_GROUND) == []
