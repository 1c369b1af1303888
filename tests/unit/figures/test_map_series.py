"""Hulls hold their places; journeys number them in order and hide none."""

from __future__ import annotations

import numpy as np
import shapely

from sac_dash.figures.map_series import SeriesPlaces, hull_ring, hull_traces, journey_labels, journey_traces
from sac_dash.figures.palette import series_colour

LON = np.array([-2.2, -2.7, -2.4, -2.45])
LAT = np.array([52.2, 52.7, 52.5, 52.0])


def test_a_hull_holds_every_place_with_a_margin() -> None:
    ring = hull_ring(LON, LAT)
    assert ring is not None
    assert shapely.contains_xy(shapely.Polygon(ring), LON, LAT).all()


def test_two_places_have_no_hull_even_when_repeated() -> None:
    assert hull_ring(np.repeat(LON[:2], 3), np.repeat(LAT[:2], 3)) is None


def test_places_in_one_line_still_have_a_hull() -> None:
    ring = hull_ring(np.array([-2.0, -2.1, -2.2]), np.array([52.0, 52.0, 52.0]))
    assert ring is not None
    assert np.ptp(ring[:, 1]) > 0


def test_series_of_one_colour_share_a_trace_with_gaps() -> None:
    traces = hull_traces([SeriesPlaces("S-1", LON, LAT), SeriesPlaces("S-1", LON + 1, LAT)])
    assert len(traces) == 1
    assert traces[0]["lon"].count(None) == 1


def test_journeys_are_numbered_by_their_place_in_the_whole_series() -> None:
    labels = journey_labels([SeriesPlaces("S-1", LON, LAT, number=(2, 3, 5, 9))])
    assert [label["text"] for label in labels] == ["2", "3", "5", "9"]
    assert {label["colour"] for label in labels} == {series_colour("S-1")}


def test_offences_at_one_place_share_a_label() -> None:
    same = SeriesPlaces("S-1", np.full(5, -2.2), np.full(5, 52.2))
    assert [label["text"] for label in journey_labels([same])] == ["1–5"]


def test_a_single_place_is_no_journey() -> None:
    assert journey_traces([SeriesPlaces("S-1", LON[:1], LAT[:1])]) == []
