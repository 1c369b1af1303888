import random

from sac_dash.linkage.agglomeration import agglomerate

CHAIN = [(0, 1, 3.0), (1, 2, 3.0), (2, 3, 3.0)]
CLIQUES = [(0, 1, 3.0), (0, 2, 2.0), (1, 2, 2.5), (3, 4, 4.0), (2, 3, 0.5)]


def _groups(n, edges, **options):
    given = {"floor": -6.0, "threshold": 0.0} | options
    return sorted(group for group in agglomerate(n, edges, **given) if len(group) > 1)


def test_two_tight_groups_stay_two():
    assert _groups(6, CLIQUES) == [[0, 1, 2], [3, 4]]


def test_a_chain_is_no_series():
    assert _groups(4, CHAIN) == [[0, 1], [2, 3]]


def test_order_of_pairs_changes_nothing():
    rng = random.Random(1)
    edges = [(a, b, rng.choice([-1.0, 0.5, 2.0])) for a in range(20) for b in range(a + 1, 20)]
    first = _groups(20, edges)
    for seed in range(5):
        shuffled = edges[:]
        random.Random(seed).shuffle(shuffled)
        assert _groups(20, shuffled) == first


def test_must_and_cannot_link_hold():
    assert [0, 1, 2, 5] in _groups(6, CLIQUES, must=[(0, 5)], floor=-0.5)
    apart = _groups(6, CLIQUES, cannot=[(0, 1)])
    assert not any({0, 1} <= set(group) for group in apart)


def test_a_rejected_link_stays_rejected_through_others():
    edges = [(0, 1, 5.0), (1, 2, 5.0), (0, 2, 5.0)]
    assert _groups(3, edges, cannot=[(0, 2)]) in ([[0, 1]], [[1, 2]])
    assert _groups(3, edges, must=[(0, 2)], cannot=[(0, 2)]) in ([[0, 1]], [[1, 2]])


def test_every_offence_stands_in_exactly_one_group():
    found = agglomerate(6, CLIQUES, floor=-6.0, threshold=0.0)
    assert sorted(offence for group in found for offence in group) == list(range(6))


def test_many_pairs_that_agree_say_more_than_one():
    pairs = {(0, 1): 3.0, (2, 3): 3.0} | dict.fromkeys([(0, 2), (0, 3), (1, 2), (1, 3)], -0.5)
    edges = [(a, b, value) for (a, b), value in pairs.items()]
    assert _groups(4, edges) == [[0, 1], [2, 3]]
    assert _groups(4, edges, size_gain=0.5) == [[0, 1, 2, 3]]


def test_every_join_is_told_with_the_tightness_of_the_group():
    told = []
    agglomerate(5, CLIQUES, floor=-6.0, threshold=0.0, watch=lambda m, t: told.append((sorted(m), t)))
    assert told == [([3, 4], 4.0), ([0, 1], 3.0), ([0, 1, 2], 2.5)]
