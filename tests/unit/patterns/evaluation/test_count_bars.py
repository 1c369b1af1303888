"""Bars from the start outwards: none holds time of both sides, and their sum is the windows' count."""

from __future__ import annotations

import numpy as np

from sac_dash.patterns.evaluation.count_bars import bar_length, bar_span, count_bars
from sac_dash.patterns.evaluation.treatment import Comparison

DAY = np.array([-200.0, -15.0, -14.0, -0.01, 0.0, 13.9, 14.0, np.nan, 400.0])
ALL = np.ones(len(DAY), np.bool_)


def comparison(before=182.0, after=182.0, history=365.0):
    return Comparison(DAY, ~ALL, ALL, ~ALL, ALL, ~ALL, before, after, history)


def test_a_bar_ends_where_the_intervention_began():
    assert bar_length(comparison()) == 14
    assert count_bars(comparison(), ALL, 14, -2, 2) == [1, 2, 2, 1]


def test_bars_reach_as_far_as_there_are_data():
    assert bar_span(comparison(), 14, 200.0) == (-26, 15)
    assert bar_span(comparison(history=0.0), 14, 1_000.0) == (-13, 26)
    assert bar_length(comparison(20.0, 20.0)) == 7


def test_windows_and_bars_hold_the_same_offences():
    counted = count_bars(comparison(), ALL, 14, -13, 13)
    counts = comparison().count(ALL)
    assert (sum(counted[:13]), sum(counted[13:])) == (counts.before, counts.after)
