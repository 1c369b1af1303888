"""Stability: what rests on many domains holds, what rests on one or on a thread does not."""

from dataclasses import replace

import numpy as np

from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.scoring import ScoredPairs
from sac_dash.linkage.series_parameters import SeriesParameters, StabilityParameters
from sac_dash.linkage.stability import measure_stability

RULES = SeriesParameters()
PRIOR = -6.0
WIDE = dict.fromkeys(range(8), 0.5)
NARROW = {0: 3.0}


def _scored(groups: list[tuple[list[int], dict[int, float]]]) -> ScoredPairs:
    a, b, ledger = [], [], []
    for members, evidence in groups:
        for one in members:
            for other in members:
                if one < other:
                    a.append(one)
                    b.append(other)
                    ledger.append([evidence.get(k, 0.0) for k in range(len(DOMAINS))])
    evidence = np.array(ledger, np.float32)
    total = evidence.sum(axis=1, dtype=np.float64)
    return ScoredPairs(np.array(a), np.array(b), evidence, total, total, every_pair=True)


def _measure(pairs, cores, taken=(), seed=0, rules=RULES):
    return measure_stability(pairs, cores, PRIOR, parameters=rules, offences=20, taken=set(taken), seed=seed)


def test_a_series_on_many_domains_holds_better_than_one_on_a_single_domain():
    pairs = _scored([([0, 1, 2, 3], WIDE), ([5, 6, 7, 8], NARROW)])
    wide, narrow = _measure(pairs, [[0, 1, 2, 3], [5, 6, 7, 8]])
    assert wide > 0.9
    assert narrow < wide


def test_shares_are_between_0_and_1_and_repeatable():
    pairs = _scored([([0, 1, 2], WIDE), ([4, 5], NARROW)])
    first = _measure(pairs, [[0, 1, 2], [4, 5]], seed=4)
    assert first == _measure(pairs, [[0, 1, 2], [4, 5]], seed=4)
    assert all(0.0 <= share <= 1.0 for share in first)


def test_offences_of_known_series_take_no_part():
    pairs = _scored([([0, 1, 2, 9], WIDE)])
    (share,) = _measure(pairs, [[0, 1, 2]], taken=[9])
    assert share > 0.9


def test_without_resamples_nothing_is_said():
    rules = replace(RULES, stability=StabilityParameters(resamples=0))
    assert _measure(_scored([([0, 1, 2], WIDE)]), [[0, 1, 2]], rules=rules) == [None]


def test_no_resample_joins_again_what_is_set_apart():
    pairs = _scored([([0, 1, 2, 3], WIDE)])
    (joined,) = _measure(pairs, [[0, 3]])
    apart = measure_stability(
        pairs, [[0, 3]], PRIOR, parameters=RULES, offences=20, taken=set(), cannot=[(0, 3), (5, 6)], seed=0
    )
    assert joined > 0.9
    assert apart == [0.0]
