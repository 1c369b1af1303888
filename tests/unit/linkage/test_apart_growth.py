"""Groups grown apart are those grown as one, whatever the size they were parted for."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.linkage import apart_growth
from sac_dash.linkage.agglomeration import Edges, join_groups
from sac_dash.linkage.apart_growth import group_apart

RULES = {"floor": -6.0, "threshold": 1.25, "size_gain": 0.5}


def _file(seed, n=400, series=12, weak=3000):
    """Return pairs of a file: some tight groups, many weak ties all over."""
    rng = np.random.default_rng(seed)
    links = {}
    for a, b in rng.integers(0, n, (weak, 2)).tolist():
        if a != b:
            links[min(a, b), max(a, b)] = float(rng.normal(-3.0, 1.2))
    for first in range(0, series * 15, 15):
        members = list(range(first, first + int(rng.integers(2, 15))))
        for a in members:
            for b in members:
                if a < b and rng.random() < 0.9:
                    links[a, b] = float(rng.normal(1.5, 1.5))
    ends = np.array(sorted(links))
    values = np.maximum([links[tuple(pair)] for pair in ends.tolist()], -5.9)
    return n, Edges(ends[:, 0], ends[:, 1], values)


def _same(found, wanted):
    assert np.array_equal(found.label, wanted.label)


@pytest.mark.parametrize("size", [2, 4, 24])
@pytest.mark.parametrize("seed", range(8))
def test_groups_grown_apart_are_those_grown_as_one(seed, size, monkeypatch):
    monkeypatch.setattr(apart_growth, "_FEWEST_PAIRS", 0)
    monkeypatch.setattr(apart_growth, "_SIZE", size)
    n, edges = _file(seed)
    cannot = [(0, 1), (16, 18)]
    _same(group_apart(n, edges, cannot=cannot, **RULES), join_groups(n, edges, cannot=cannot, **RULES))


def test_large_groups_that_could_meet_are_grown_again_together(monkeypatch):
    """Two tight groups of ten with weak ties between all of them: none of these is enough for two offences."""
    grown = []
    monkeypatch.setattr(apart_growth, "_FEWEST_PAIRS", 0)
    monkeypatch.setattr(apart_growth, "_SIZE", 2)
    monkeypatch.setattr(
        apart_growth,
        "join_groups",
        lambda *given, **rules: grown.append(given) or join_groups(*given, **rules),
    )
    links = {(a, b): 3.0 if a // 10 == b // 10 else -0.9 for a in range(20) for b in range(a + 1, 20)}
    links |= {(a, a + 1): -5.0 for a in range(30, 500)}
    ends = np.array(sorted(links))
    edges = Edges(ends[:, 0], ends[:, 1], np.array([links[tuple(pair)] for pair in ends.tolist()]))
    found = group_apart(501, edges, **RULES)
    _same(found, join_groups(501, edges, **RULES))
    assert found.groups(fewest=2) == [list(range(20))]
    assert len(grown) == 2
    assert len(grown[1][1].a) == 190


def test_few_pairs_are_grown_as_one():
    n, edges = _file(1)
    _same(group_apart(n, edges, **RULES), join_groups(n, edges, **RULES))


def test_no_pairs():
    none = Edges(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    assert group_apart(3, none, **RULES).groups() == [[0], [1], [2]]
