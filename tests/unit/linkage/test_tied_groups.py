"""Groups and ties: joins carry over what is tied to either side, and what either must stand apart from."""

import numpy as np

from sac_dash.linkage.tied_groups import are_apart, group_of, join, make_groups

FLOOR = -6.0


def _groups(n, ties=(), apart=()):
    ends = np.array(ties, np.int64).reshape(-1, 2)
    return make_groups(
        n, ends[:, 0], ends[:, 1], np.arange(1.0, len(ends) + 1), np.array(apart, np.int64).reshape(-1, 2)
    )


def test_a_join_keeps_the_lower_name_and_adds_up_what_is_inside():
    groups = _groups(4, ties=[(0, 1), (1, 2)])
    assert join(2, 1, FLOOR, groups) == 1
    assert join(1, 0, FLOOR, groups) == 0
    assert {group_of(k, groups) for k in (0, 1, 2)} == {0}
    assert groups.inside[0] == 2.0 + 1.0 + FLOOR
    assert groups.members[0] == 3


def test_what_stands_apart_stays_apart_through_joins_of_either_side():
    rng = np.random.default_rng(2)
    apart = [(int(a), int(b)) for a, b in rng.integers(0, 30, (25, 2)) if a != b]
    groups, sets = _groups(30, apart=apart), {k: {k} for k in range(30)}
    for _ in range(20):
        a, b = sorted(rng.choice(sorted(sets), 2, replace=False).tolist())
        by_hand = any((p in sets[a] and q in sets[b]) or (q in sets[a] and p in sets[b]) for p, q in apart)
        assert are_apart(a, b, groups) == are_apart(b, a, groups) == by_hand
        join(a, b, FLOOR, groups)
        sets[a] |= sets.pop(b)
