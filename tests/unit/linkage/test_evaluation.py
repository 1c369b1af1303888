import polars as pl
import pytest

from sac_dash.linkage.evaluation import evaluate_ranking, true_pairs


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


def test_only_the_ten_best_count_at_ten():
    links = _links([(0, other, 5.0) for other in range(3, 13)] + [(0, 1, 1.0)])
    quality = evaluate_ranking(links, pl.DataFrame({"row": [0, 1], "series": [1, 1]}))
    assert quality.recall_at_10 == 0.5  # from 1 it is the first; from 0 the eleventh
    assert quality.recall_at_30 == 1.0


def test_co_offenders_make_overlapping_series():
    truth = pl.DataFrame({"row": [0, 1, 1, 2], "series": ["x", "x", "y", "y"]})
    assert true_pairs(truth) == {(0, 1), (1, 2)}
