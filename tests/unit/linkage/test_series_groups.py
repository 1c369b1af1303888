"""Groups: what an analyst owns is proposed to and never edited; suggestions obey what is set apart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage import series_groups
from sac_dash.linkage.agglomeration import join_groups
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.kept_pairs import keep_pairs
from sac_dash.linkage.series_confidence import best_groups
from sac_dash.linkage.series_groups import extend_known, grow_groups, suggest_groups
from sac_dash.linkage.series_parameters import SeriesParameters

RULES = SeriesParameters()


def _pairs(links: dict[tuple[int, int], float], n: int = 12):
    ends = np.array(sorted(links))
    values = np.array([links[tuple(pair)] for pair in ends.tolist()])
    return keep_pairs(ends[:, 0], ends[:, 1], values, offences=n, floor=RULES.absent_log_odds)


def _clique(members, log_odds: float) -> dict[tuple[int, int], float]:
    return {(a, b): log_odds for a in members for b in members if a < b}


def _coded(n: int = 12):
    began = [datetime(2025, 3, 1, tzinfo=UTC) + timedelta(days=k) for k in range(n)]
    frame = pl.DataFrame({"from_at": began, "offence_key": [f"T:{k:02d}" for k in range(n)]})
    none = np.zeros((n, 1), np.uint16)
    return CodedOffences(np.arange(n), frame, (), none, none)


def _suggest(pairs, known=None, taken=(), cannot=(), rules=RULES):
    return suggest_groups(_coded(), pairs, rules, known=known or {}, taken=set(taken), cannot=cannot)


def test_a_tight_group_is_grown_before_a_loose_one_and_is_surer():
    pairs = _pairs(_clique([0, 1, 2, 3], 4.0) | _clique([4, 5, 6], 1.0))
    found = _suggest(pairs)
    assert [group.fixed for group in found] == [(0, 1, 2, 3), (4, 5, 6)]
    assert found[0].confidence > found[1].confidence


def test_the_second_look_finds_what_the_first_left_and_leaves_the_first_alone():
    tight, loose = _clique([0, 1, 2], 3.0), _clique([4, 5, 6], -1.0)
    assert grow_groups(_pairs(tight | loose), RULES, taken=set()) == [[0, 1, 2], [4, 5, 6]]
    near = {(2, 4): -1.0}
    assert [0, 1, 2] in grow_groups(_pairs(tight | loose | near), RULES, taken=set())


@pytest.mark.parametrize("top", [0, 1, 2, 4, 60])
@pytest.mark.parametrize("seed", range(4))
def test_without_a_second_look_the_best_are_those_of_both_looks(seed, top):
    rng = np.random.default_rng(seed)
    n = 160
    ends = np.unique(np.sort(rng.integers(0, n, (900, 2)), axis=1), axis=0).tolist()
    links = {(a, b): float(rng.normal(-2.5, 2.0)) for a, b in ends if a < b}
    for first in range(0, 40, 10):
        links |= _clique(range(first, first + 10), 7.5)
    pairs, rules = _pairs(links, n), replace(RULES, max_suggestions=top, second_most=8)
    found = suggest_groups(_coded(n), pairs, rules, known={}, taken=set(), cannot=[])
    best = best_groups(
        grow_groups(pairs, rules, taken=set()),
        pairs,
        np.arange(n, dtype=np.float64),
        rules.confidence,
        fewest_prob=rules.min_confidence,
        top=top,
    )
    assert [(group.confidence, group.fixed) for group in found] == best


def test_no_second_look_is_taken_where_it_cannot_bring_anything(monkeypatch):
    looks = []
    monkeypatch.setattr(
        series_groups,
        "group_apart",
        lambda *given, **rules: looks.append(rules) or join_groups(*given, **rules),
    )
    pairs = _pairs(_clique(range(7), 7.5) | _clique([8, 9], -1.0))
    _suggest(pairs, rules=replace(RULES, max_suggestions=1, second_most=4))
    assert len(looks) == 1
    _suggest(pairs, rules=replace(RULES, max_suggestions=2, second_most=4))
    assert len(looks) == 3


def test_what_is_set_apart_stays_apart():
    pairs = _pairs(_clique([0, 1, 2, 3], 4.0))
    for group in _suggest(pairs, cannot=[(0, 3)]):
        assert not {0, 3} <= set(group.fixed)


def test_offences_of_known_series_are_not_suggested_again():
    pairs = _pairs(_clique([0, 1, 2, 3], 4.0))
    assert not any({0, 1} & set(group.fixed) for group in _suggest(pairs, taken=[0, 1]))


def test_an_offence_is_proposed_to_the_known_series_it_fits_best():
    pairs = _pairs(_clique([0, 1, 4], 3.0) | {(2, 4): 1.5, (3, 4): 1.5, (2, 3): 3.0})
    given = extend_known(_coded(), pairs, RULES, known={"Op A": [0, 1], "Op B": [2, 3]}, cannot=[])
    assert [(group.series_id, group.fixed, group.proposed) for group in given] == [
        ("Op A", (0, 1), (4,)),
        ("Op B", (2, 3), ()),
    ]


def test_what_an_analyst_rejected_is_not_proposed_again():
    pairs = _pairs(_clique([0, 1, 4], 3.0))
    (given,) = extend_known(_coded(), pairs, RULES, known={"Op A": [0, 1]}, cannot=[(4, 0)])
    assert given.proposed == ()


def test_known_series_are_never_merged_however_alike():
    pairs = _pairs(_clique([0, 1, 2, 3], 9.0))
    given = extend_known(_coded(), pairs, RULES, known={"Op A": [0, 1], "Op B": [2, 3]}, cannot=[])
    assert [group.fixed for group in given] == [(0, 1), (2, 3)]


def test_a_suggestion_that_fits_a_known_series_says_so_and_stays_a_suggestion():
    links = _clique([0, 1], 5.0) | _clique([4, 5, 6], 4.0)
    links |= {(a, b): 0.8 for a in (0, 1) for b in (4, 5, 6)}
    (found,) = _suggest(_pairs(links), known={"Op A": [0, 1]}, taken=[0, 1])
    assert (found.fixed, found.may_join) == ((4, 5, 6), "Op A")
    (apart,) = _suggest(_pairs(links), known={"Op A": [0, 1]}, taken=[0, 1], cannot=[(1, 5)])
    assert apart.may_join is None


def test_a_burst_is_surer_than_a_scatter_as_tight():
    pairs = _pairs(_clique([0, 1, 2], 3.0) | _clique([3, 7, 11], 3.0))
    assert [group.fixed for group in _suggest(pairs)] == [(0, 1, 2), (3, 7, 11)]


def test_a_name_that_a_known_series_took_is_not_given_again():
    pairs = _pairs(_clique([0, 1, 2, 3], 4.0))
    own = _suggest(pairs)[0].series_id
    renamed = _suggest(pairs, known={own: [5, 6]}, taken=[5, 6])[0].series_id
    assert renamed == f"{own}-B"


def test_an_offence_apart_from_one_series_is_offered_to_another():
    links = _clique([0, 1, 4], 3.0) | _clique([2, 3, 4], 2.5)
    known = {"Op A": [0, 1], "Op B": [2, 3]}
    given = extend_known(_coded(), _pairs(links), RULES, known=known, cannot=[(1, 4)])
    assert [group.proposed for group in given] == [(), (4,)]
