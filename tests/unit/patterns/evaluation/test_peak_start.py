"""A start after a bad month is told; a start in a usual one is not."""

from __future__ import annotations

from sac_dash.patterns.evaluation.peak_start import check_peak
from sac_dash.patterns.evaluation.rate_change import BeforeAfter


def test_a_start_at_a_peak_is_told_and_the_fall_held_against_history():
    found = check_peak(BeforeAfter(9, 2, 90, 90), 18, 900)
    assert found.at_peak
    assert found.expected == 1.8
    assert found.chance_of_after > 0.5  # two is what was usual
    assert found.chance < found.chance_anywhere < 1


def test_a_usual_start_is_not():
    assert not check_peak(BeforeAfter(3, 0, 90, 90), 25, 900).at_peak


def test_too_little_history_says_nothing():
    assert check_peak(BeforeAfter(9, 0, 90, 90), 5, 100) is None


def test_no_history_of_such_offences():
    found = check_peak(BeforeAfter(3, 0, 90, 90), 0, 900)
    assert found.at_peak
    assert found.chance_anywhere is None
