"""Confidence: a probability that grows with tightness, size and tempo."""

import numpy as np
import pytest

from sac_dash.linkage.kept_pairs import keep_pairs
from sac_dash.linkage.series_confidence import best_groups, most_confidence, series_confidence
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


def _judged_one_by_one(groups, pairs, days, fewest_prob, top):
    judged = [
        (series_confidence(pairs.inside(group), days[group], ConfidenceParameters()), tuple(group))
        for group in groups
    ]
    sure = [each for each in judged if each[0] >= fewest_prob]
    return sorted(sure, key=lambda each: (-each[0], each[1]))[:top]


@pytest.mark.parametrize(("fewest_prob", "top"), [(0.0, 1000), (0.0, 7), (0.4, 50), (0.999999, 5), (0.0, 0)])
def test_all_groups_at_once_are_judged_as_one_by_one(fewest_prob, top):
    rng = np.random.default_rng(3)
    n = 300
    ends = np.unique(np.sort(rng.integers(0, n, (4000, 2)), axis=1), axis=0)
    ends = ends[ends[:, 0] < ends[:, 1]]
    pairs = keep_pairs(ends[:, 0], ends[:, 1], rng.normal(0, 4, len(ends)), offences=n, floor=-6.0)
    days = np.round(rng.uniform(0, 900, n), 1)
    cuts = np.sort(rng.choice(np.arange(1, 140), 60, replace=False)) * 2
    groups = [sorted(part.tolist()) for part in np.split(rng.permutation(n), cuts)]
    found = best_groups(groups, pairs, days, ConfidenceParameters(), fewest_prob=fewest_prob, top=top)
    assert found == _judged_one_by_one(groups, pairs, days, fewest_prob, top)


def test_no_groups_are_no_best_ones():
    none = np.zeros(0, np.int64)
    pairs = keep_pairs(none, none, np.zeros(0), offences=3, floor=-6.0)
    assert best_groups([], pairs, np.zeros(3), ConfidenceParameters(), fewest_prob=0.0, top=5) == []


def test_no_group_is_surer_than_the_most_that_is_said_of_its_kind():
    for mean, size in ((-3.0, 2), (1.0, 7), (20.0, 32)):
        bound = most_confidence(32, mean, RULES)
        assert _confidence(mean, size, gap_days=0.0) <= bound
    assert most_confidence(32, 1.0, RULES) < 1.0
    assert most_confidence(4, 1.0, ConfidenceParameters(per_log_days=0.1)) == 1.0
