import numpy as np
import polars as pl
import pytest

from sac_dash.linkage.baselines import (
    DISTANCE_TIME,
    SAME_CODES,
    BaselineParameters,
    DistanceTimeScorer,
    SameCodesScorer,
    baseline_pairs,
)
from sac_dash.linkage.exhaustive_ranking import place_pairs
from sac_dash.linkage.found_pairs import find_in_links, order_in_time
from sac_dash.linkage.truth import find_true_pairs

NO_CODES = pl.DataFrame(schema={"row": pl.UInt32, "facet": pl.String, "code": pl.String})


def test_near_in_place_and_time_scores_higher(offences_at):
    frame = offences_at([0, 1, 10, 1], [0, 1, 1, 50])
    score = DistanceTimeScorer(frame, BaselineParameters()).score(np.array([0]))[0]
    assert score[1] > score[2] > score[3]
    assert score.tolist()[1:3] == pytest.approx([-1.1 * 2, -10.1 * 2])


def test_an_unknown_place_is_as_far_as_places_typically_are(offences_at):
    frame = offences_at([0, 4, None], [0, 1, 1])
    score = DistanceTimeScorer(frame, BaselineParameters()).score(np.array([0]))[0]
    assert score[2] == score[1]


def test_shared_codes_over_all_codes():
    codes = pl.DataFrame(
        {"row": [0, 0, 1, 1, 2], "facet": ["tool", "entry", "tool", "entry", "entry"], "code": list("xyxzy")}
    )
    score = SameCodesScorer(4, codes).score(np.arange(4))
    assert score[0, 1] == pytest.approx(1 / 3)
    assert score[0, 2] == pytest.approx(1 / 2)
    assert score[0, 3] == score[3, 3] == 0.0


@pytest.mark.parametrize("complete", [True, False])
def test_places_agree_with_a_list_of_every_pair(offences_at, complete):
    rng = np.random.default_rng(3)
    frame = offences_at(list(rng.uniform(0, 90, 40)), list(rng.uniform(0, 300, 40)))
    truth = pl.DataFrame({"row": [0, 1, 2, 7, 8, 9, 9, 10], "series": list("aaabbbcc")})
    given = pl.DataFrame({"row": [7, 8], "series": ["b", "b"]})
    pairs, order = find_true_pairs(truth, given, complete=complete), order_in_time(frame)
    scorer = DistanceTimeScorer(frame, BaselineParameters())
    score = scorer.score(np.arange(40))
    a, b = np.triu_indices(40, 1)
    links = pl.DataFrame({"row_a": a, "row_b": b, "log10_bayes_factor": score[a, b]})
    listed = find_in_links(links, pairs, order, exact_up_to=40)
    placed = place_pairs(scorer, np.ones(40, bool), pairs, order, block_rows=7)
    for name in ("rank", "rank_then", "score", "false_above", "false_at_least"):
        assert getattr(placed, name).tolist() == getattr(listed, name).tolist()
    assert placed.false_pairs == listed.false_pairs


def test_equal_scores_share_the_middle_of_their_places():
    pairs = find_true_pairs(pl.DataFrame({"row": [0, 1], "series": ["a", "a"]}))
    codes = pl.DataFrame({"row": [0, 1, 2, 3], "facet": ["tool"] * 4, "code": ["x"] * 4})
    placed = place_pairs(SameCodesScorer(4, codes), np.ones(4, bool), pairs, np.arange(4))
    assert placed.rank.tolist() == [1.0, 1.0]  # the middle of 0, 1, 2
    assert placed.rank_then.tolist() == [0.0, 0.0]  # only the two had happened


def test_offences_that_are_not_linked_stand_in_no_list(offences_at):
    frame = offences_at([0, 1, 2], [0, 9, 1]).with_columns(
        offence_class=pl.Series(["commercial_burglary", "commercial_burglary", "other"])
    )
    pairs = find_true_pairs(pl.DataFrame({"row": [0, 1, 2], "series": ["a"] * 3}))
    found = baseline_pairs(frame, NO_CODES, pairs, order_in_time(frame))
    assert set(found) == {DISTANCE_TIME, SAME_CODES}
    assert found[DISTANCE_TIME].rank.tolist() == [0.0, np.inf, np.inf, 0.0, np.inf, np.inf]


def test_a_file_too_large_has_no_baselines(offences_at):
    frame = offences_at([0, 1, 2], [0, 1, 2])
    pairs = find_true_pairs(pl.DataFrame({"row": [0, 1], "series": ["a", "a"]}))
    few = BaselineParameters(every_pair_up_to=2)
    assert baseline_pairs(frame, NO_CODES, pairs, order_in_time(frame), few) == {}
