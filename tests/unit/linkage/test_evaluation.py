import polars as pl
import pytest

from sac_dash.linkage.bootstrap import BootstrapParameters
from sac_dash.linkage.evaluation import (
    area_under_curve,
    average_precision,
    evaluate_ranking,
    ranking_estimates,
)
from sac_dash.linkage.found_pairs import find_in_links
from sac_dash.linkage.truth import find_true_pairs

ONE = [[1.0]]


def _links(rows):
    return pl.DataFrame(rows, schema=["row_a", "row_b", "log10_bayes_factor"], orient="row")


TRUTH = pl.DataFrame({"row": [0, 1, 2], "series": ["s", "s", "s"]})


def test_a_perfect_ranking_scores_one():
    quality = evaluate_ranking(_links([(0, 1, 3.0), (0, 2, 2.0), (1, 2, 2.5), (2, 3, 0.1)]), TRUTH)
    assert (quality.recall_at_10, quality.hit_at_10, quality.average_precision) == (1.0, 1.0, 1.0)
    assert (quality.seeds, quality.true_pairs) == (3, 3)


def test_pairs_that_were_not_kept_count_as_missed():
    quality = evaluate_ranking(_links([(0, 1, 3.0)]), TRUTH)
    assert quality.average_precision == pytest.approx(1 / 3)
    assert quality.recall_at_10 == pytest.approx((0.5 + 0.5 + 0.0) / 3)
    assert quality.hit_at_10 == pytest.approx(2 / 3)


def test_no_links_at_all_find_nothing():
    quality = evaluate_ranking(_links([(0, 1, 3.0)]).clear(), TRUTH)
    assert (quality.recall_at_50, quality.hit_at_10, quality.average_precision) == (0.0, 0.0, 0.0)


def test_only_the_ten_best_count_at_ten():
    links = _links([(0, other, 5.0) for other in range(3, 13)] + [(0, 1, 1.0)])
    quality = evaluate_ranking(links, pl.DataFrame({"row": [0, 1], "series": [1, 1]}))
    assert quality.recall_at_10 == 0.5  # from 1 it is the first; from 0 the eleventh
    assert quality.recall_at_30 == 1.0


def test_links_may_name_their_ends_in_either_order():
    links = _links([(1, 0, 1.0)] + [(0, other, 5.0) for other in range(3, 13)])
    assert evaluate_ranking(links, pl.DataFrame({"row": [0, 1], "series": [1, 1]})).recall_at_10 == 0.5


def test_equal_scores_are_taken_together():
    pairs = find_true_pairs(pl.DataFrame({"row": [0, 1], "series": [1, 1]}))
    for links in ([(0, 1, 2.0), (2, 3, 2.0)], [(2, 3, 2.0), (0, 1, 2.0)]):
        found = find_in_links(_links(links), pairs)
        assert average_precision(pairs, found)(pl.DataFrame(ONE).to_numpy())[0] == 0.5
        assert area_under_curve(pairs, found)(pl.DataFrame(ONE).to_numpy())[0] == 0.5


def test_pairs_inside_given_series_are_neither_found_nor_held_against_the_ranking():
    truth = pl.DataFrame({"row": [0, 1, 2, 3], "series": ["a", "a", "b", "b"]})
    pairs = find_true_pairs(truth, pl.DataFrame({"row": [0, 1], "series": ["op", "op"]}))
    found = find_in_links(_links([(0, 1, 9.0), (2, 3, 1.0), (0, 2, 0.5)]), pairs)
    assert (len(pairs), found.false_at_least.tolist(), found.false_pairs) == (1, [0.0], 1)


def test_a_series_given_in_part_may_still_be_completed():
    pairs = find_true_pairs(TRUTH, pl.DataFrame({"row": [0, 1], "series": ["op", "op"]}))
    assert list(zip(pairs.a, pairs.b, strict=True)) == [(0, 2), (1, 2)]
    assert set(pairs.seeds[pairs.judged]) == {2}


def test_pairs_that_a_partial_truth_does_not_decide_are_left_out():
    truth, links = (
        pl.DataFrame({"row": [0, 1], "series": [1, 1]}),
        _links([(8, 9, 5.0), (1, 7, 4.0), (0, 1, 1.0)]),
    )
    assert find_in_links(links, find_true_pairs(truth)).false_at_least.tolist() == [2.0]
    assert find_in_links(links, find_true_pairs(truth, complete=False)).false_at_least.tolist() == [1.0]


def test_co_offenders_make_overlapping_series():
    pairs = find_true_pairs(pl.DataFrame({"row": [0, 1, 1, 2], "series": ["x", "x", "y", "y"]}))
    assert list(zip(pairs.a, pairs.b, strict=True)) == [(0, 1), (1, 2)]
    assert pairs.blocks == 1  # they share an offence: one unit of resampling


def test_intervals_resample_whole_series_and_repeat():
    truth = pl.DataFrame({"row": range(40), "series": [row // 2 for row in range(40)]})
    links = _links([(2 * k, 2 * k + 1, 1.0) for k in range(12)])
    pairs = find_true_pairs(truth)
    found = find_in_links(links, pairs)
    hit = ranking_estimates(pairs, found, BootstrapParameters(rounds=200))["hit_at_10"]
    assert hit.value == 0.6
    assert hit.low < 0.5 < 0.7 < hit.high
    assert hit == ranking_estimates(pairs, found, BootstrapParameters(rounds=200))["hit_at_10"]


def test_few_series_have_no_interval():
    pairs = find_true_pairs(TRUTH)
    hit = ranking_estimates(pairs, find_in_links(_links([(0, 1, 1.0)]), pairs), BootstrapParameters())[
        "hit_at_10"
    ]
    assert (hit.low, hit.high) == (None, None)
