"""Confidence: a probability that grows with tightness, size and tempo."""

import numpy as np
import pytest

from sac_dash.linkage.series_confidence import series_confidence
from sac_dash.linkage.series_parameters import ConfidenceParameters

RULES = ConfidenceParameters()


def _confidence(mean: float, size: int, gap_days: float = 7.0) -> float:
    return series_confidence(np.full(size * (size - 1) // 2, mean), gap_days * np.arange(size), RULES)


def test_it_is_a_probability():
    for mean in (-6.0, 0.0, 4.0, 12.0):
        for size in (2, 5, 40):
            assert 0.0 < _confidence(mean, size) < 1.0


def test_tighter_larger_and_quicker_is_surer():
    assert _confidence(3.0, 4) > _confidence(2.0, 4)
    assert _confidence(2.0, 8) > _confidence(2.0, 4)
    assert _confidence(2.0, 4, gap_days=3.0) > _confidence(2.0, 4, gap_days=90.0)


def test_the_order_of_members_changes_nothing():
    inside = np.array([1.0, 2.0, 3.0])
    one = series_confidence(inside, np.array([0.0, 5.0, 40.0]), RULES)
    assert one == series_confidence(inside, np.array([40.0, 0.0, 5.0]), RULES)


def test_a_group_of_one_has_none():
    assert series_confidence(np.zeros(0), np.zeros(1), RULES) == 0.0


def test_beyond_the_ceiling_tightness_adds_nothing():
    assert _confidence(RULES.ceiling_log_odds + 5, 2) == pytest.approx(_confidence(RULES.ceiling_log_odds, 2))
