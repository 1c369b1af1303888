import numpy as np
import pytest

from sac_dash.linkage.partner_ranks import rank_within_offence


def ranked_plainly(a, b, score):
    """The definition: of each offence's pairs, the better ones, and of equals those with a lower partner."""

    def rank(offence, partner, own):
        better = 0
        for other in range(len(a)):
            ends = (a[other], b[other])
            if offence in ends:
                theirs = ends[1] if ends[0] == offence else ends[0]
                better += score[other] > own or (score[other] == own and theirs < partner)
        return better

    return (
        [rank(x, y, own) for x, y, own in zip(a, b, score, strict=True)],
        [rank(y, x, own) for x, y, own in zip(a, b, score, strict=True)],
    )


def test_ranks_count_from_either_side():
    a, b, score = np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([1.0, 3.0, 2.0])
    rank_a, rank_b = rank_within_offence(a, b, score)
    assert rank_a.tolist() == [1, 0, 0]
    assert rank_b.tolist() == [1, 0, 1]


@pytest.mark.parametrize("seed", range(4))
def test_ranks_are_those_of_the_definition_whatever_the_order_and_with_equal_scores(seed):
    rng = np.random.default_rng(seed)
    ends = np.array([(i, j) for i in range(24) for j in range(i + 1, 24)])
    a, b = rng.permutation(ends)[:150].T
    score = np.round(rng.normal(0.0, 1.0, len(a)), 0)
    found = rank_within_offence(a, b, score)
    expected = ranked_plainly(a, b, score)
    assert found[0].tolist() == expected[0]
    assert found[1].tolist() == expected[1]


def test_no_pairs_no_ranks():
    none = np.zeros(0, np.int64)
    assert rank_within_offence(none, none, np.zeros(0))[0].size == 0
