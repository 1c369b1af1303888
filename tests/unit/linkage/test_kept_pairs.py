"""Kept pairs: asked for in any order, absent ones at the floor."""

import numpy as np

from sac_dash.linkage.kept_pairs import keep_pairs

A = np.array([3, 0, 1, 0])
B = np.array([4, 2, 2, 1])
LOG_ODDS = np.array([1.0, 2.0, -9.0, 3.0])


def _kept():
    return keep_pairs(A, B, LOG_ODDS, offences=5, floor=-6.0)


def _listed(kept):
    a, b, log_odds = kept.edges()
    return list(zip(a.tolist(), b.tolist(), log_odds.tolist(), strict=True))


def test_pairs_below_the_floor_are_left_out():
    kept = _kept()
    assert sorted(_listed(kept)) == [(0, 1, 3.0), (0, 2, 2.0), (3, 4, 1.0)]


def test_a_pair_is_found_either_way_round_and_an_absent_one_is_the_floor():
    kept = _kept()
    found = kept.between(np.array([1, 0, 1, 4, 2]), np.array([0, 1, 2, 3, 4]))
    assert found.tolist() == [3.0, 3.0, -6.0, 1.0, -6.0]


def test_inside_lists_every_pair_of_a_group_once():
    assert sorted(_kept().inside([2, 0, 1])) == [-6.0, 2.0, 3.0]
    assert _kept().inside([4]).tolist() == []


def test_the_square_is_symmetric_and_has_no_diagonal():
    square = _kept().square([0, 1, 2])
    assert np.isnan(square.diagonal()).all()
    assert np.array_equal(square, square.T, equal_nan=True)


def test_touching_marks_pairs_with_either_end_in_the_group():
    kept = _kept()
    assert _listed(kept.only(kept.touching([2]))) == [(0, 2, 2.0)]


def test_a_file_without_pairs_answers_with_the_floor():
    none = np.zeros(0, np.int64)
    kept = keep_pairs(none, none, np.zeros(0), offences=3, floor=-6.0)
    assert kept.inside([0, 1, 2]).tolist() == [-6.0] * 3
    assert not kept.touching([0]).any()


def test_neighbours_are_all_that_a_group_has_a_pair_with():
    kept = _kept()
    assert kept.neighbours([2]) == {0}
    assert kept.neighbours([0, 1, 4]) == {0, 1, 2, 3}
    assert kept.neighbours([]) == set()
