import random

import numpy as np

from sac_dash.linkage.agglomeration import Edges, agglomerate, join_groups

CHAIN = [(0, 1, 3.0), (1, 2, 3.0), (2, 3, 3.0)]
CLIQUES = [(0, 1, 3.0), (0, 2, 2.0), (1, 2, 2.5), (3, 4, 4.0), (2, 3, 0.5)]


def _edges(listed):
    a, b, log_odds = zip(*listed, strict=True)
    return Edges(np.array(a), np.array(b), np.array(log_odds))


def _groups(n, edges, **options):
    given = {"floor": -6.0, "threshold": 0.0} | options
    return sorted(group for group in agglomerate(n, _edges(edges), **given) if len(group) > 1)


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
    found = agglomerate(6, _edges(CLIQUES), floor=-6.0, threshold=0.0)
    assert sorted(offence for group in found for offence in group) == list(range(6))


def test_many_pairs_that_agree_say_more_than_one():
    pairs = {(0, 1): 3.0, (2, 3): 3.0} | dict.fromkeys([(0, 2), (0, 3), (1, 2), (1, 3)], -0.5)
    edges = [(a, b, value) for (a, b), value in pairs.items()]
    assert _groups(4, edges) == [[0, 1], [2, 3]]
    assert _groups(4, edges, size_gain=0.5) == [[0, 1, 2, 3]]


def test_every_join_is_told_with_the_tightness_of_the_group():
    joins = join_groups(5, _edges(CLIQUES), floor=-6.0, threshold=0.0)
    assert list(zip(joins.size.tolist(), joins.tightness.tolist(), strict=True)) == [
        (2, 4.0),
        (2, 3.0),
        (3, 2.5),
    ]
    assert joins.groups() == [[0, 1, 2], [3, 4]]


def _by_every_pair(n, edges, floor, threshold, size_gain, cannot):
    """Agglomerate the slow way: look at every two groups before each join."""
    log_odds = {(a, b): value for a, b, value in edges}
    groups = [[offence] for offence in range(n)]

    def worth(left, right):
        between = [log_odds.get((min(a, b), max(a, b)), floor) for a in left for b in right]
        apart = any((min(a, b), max(a, b)) in cannot for a in left for b in right)
        tied = any((min(a, b), max(a, b)) in log_odds for a in left for b in right)
        return np.mean(between) + size_gain * np.log(len(between)) if tied and not apart else -np.inf

    while len(groups) > 1:
        pairs = [
            (worth(groups[k], groups[m]), -k, -m)
            for k in range(len(groups))
            for m in range(k + 1, len(groups))
        ]
        best, k, m = max(pairs)
        if best < threshold:
            break
        groups[-k] = sorted(groups[-k] + groups.pop(-m))
    return groups


def test_groups_are_those_that_looking_at_every_two_of_them_finds():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        edges = [
            (a, b, float(rng.normal(0.0, 3.0)))
            for a in range(25)
            for b in range(a + 1, 25)
            if rng.random() < 0.4
        ]
        cannot = [(edge[0], edge[1]) for edge in edges[::17]]
        given = {"floor": -4.0, "threshold": -0.5, "size_gain": 0.5}
        found = agglomerate(25, _edges(edges), cannot=cannot, **given)
        assert found == _by_every_pair(25, edges, cannot=set(cannot), **given)


def test_groups_of_fewer_can_be_left_out():
    joins = join_groups(6, _edges(CLIQUES), floor=-6.0, threshold=0.0)
    assert joins.groups() == [[0, 1, 2], [3, 4], [5]]
    assert joins.groups(fewest=3) == [[0, 1, 2]]
    assert joins.groups(fewest=9) == []


def test_groups_do_not_outgrow_the_most_that_are_allowed():
    clique = [(i, j, 2.0) for i in range(12) for j in range(i + 1, 12)]
    assert _groups(12, clique) == [list(range(12))]
    capped = _groups(12, clique, most=5)
    assert max(map(len, capped)) <= 5
    assert len(capped) > 2
