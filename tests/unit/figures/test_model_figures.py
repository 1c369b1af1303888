"""Figures of the Model page: odds in words, nothing cut off, every mark explained."""

from __future__ import annotations

from sac_dash.figures.calibration import CalibrationPoint, draw_calibration
from sac_dash.figures.evidence_reach import EvidenceReach, draw_evidence_reach, say_odds
from sac_dash.figures.nearness import KM_TICKS, NearnessPoint, draw_nearness


def test_odds_are_said_as_factors():
    assert say_odds(2.0) == "100× likelier"
    assert say_odds(-1.0) == "10× less likely"
    assert say_odds(0.01) == "neutral"


def test_the_axis_holds_every_stroke():
    kinds = [
        EvidenceReach("Tools", -0.5, 1.0, 0.2, 0.9, 3.4, 81),
        EvidenceReach("Distance", -1.7, 0.8, -0.1, 0.0, 0.4, 96),
    ]
    figure = draw_evidence_reach(kinds)
    left, right = figure["layout"]["xaxis"]["range"]
    assert left < -1.7
    assert right > 3.4
    assert any(note["text"] == "81 in 100" for note in figure["layout"]["annotations"])
    assert "81 of 100 likely links" in figure["data"][2]["hovertext"][0]


def test_nearness_is_drawn_with_its_spread():
    points = [NearnessPoint(0.1, 0.5, 0.8, 1.0, 40), NearnessPoint(10.0, -0.4, -0.2, 0.1, 60)]
    spread, curve = draw_nearness(points, KM_TICKS, "km", dark=True)["data"]
    assert spread["x"] == [0.1, 10.0, 10.0, 0.1]
    assert curve["y"] == [0.8, -0.2]
    assert "n = 60 pairs" in curve["hovertext"][1]


def test_a_point_with_too_few_links_is_hollow_and_says_so():
    points = [
        CalibrationPoint(0.15, 0.1, 0.05, 0.2, 400),
        CalibrationPoint(0.95, 0.8, None, None, 7, judged=False),
    ]
    dots = draw_calibration(points)["data"][2]
    assert dots["marker"]["color"][0] != dots["marker"]["color"][1]
    assert "too few to tell" in dots["hovertext"][1]
    assert dots["error_y"]["array"][1] == 0.0
    assert abs(dots["error_y"]["arrayminus"][0] - 0.05) < 1e-9


def test_a_point_says_its_verdict_and_whether_it_may_be_chance():
    point = CalibrationPoint(0.25, 0.2, 0.12, 0.3, 400, verdict="overstates slightly")
    assert point.may_be_chance
    assert not CalibrationPoint(0.25, 0.2, 0.12, 0.24, 400).may_be_chance
    assert not CalibrationPoint(0.25, 0.2, None, None, 400).may_be_chance
    figure = draw_calibration([point])
    assert "overstates slightly" in figure["data"][2]["hovertext"][0]
    assert any("overstates" in note["text"] for note in figure["layout"]["annotations"])
