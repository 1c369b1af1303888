"""The chance check: a planted series stands out, a chance group does not, and too little says nothing."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage.chance_check import BEHAVIOUR, PLACE, TIME, hold_against, measure_chance
from sac_dash.linkage.chance_level import describe_level, level_frame, level_from
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.series_parameters import ChanceParameters, SeriesParameters

N = 150
PRIOR = -6.0
RULES = replace(SeriesParameters(), chance=ChanceParameters(pool=75, pools=2, files=20, fewest=60))


class _File:
    """Offences with a place, a day and a habit; the first five share all three."""

    def __init__(self, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        self.place, self.day, self.habit = (rng.uniform(0, 1, N) for _ in range(3))
        for trait in (self.place, self.day, self.habit):
            trait[:5] = trait[0] + rng.uniform(0, 0.004, 5)
        self.asked = 0

    def evidence(self, a, b):
        self.asked += 1
        ledger = np.zeros((len(a), len(DOMAINS)), np.float32)
        for part, trait in ((PLACE, self.place), (TIME, self.day), (BEHAVIOUR, self.habit)):
            ledger[:, part[0]] = 1.6 - 12 * np.abs(trait[a] - trait[b])
        return ledger

    @property
    def coded(self):
        frame = pl.DataFrame(
            {"from_at": self.day, "offence_key": [f"T:{k:03d}" for k in range(N)]}
        ).with_columns(offence_class=pl.lit("commercial_burglary"))
        none = np.zeros((N, 1), np.uint16)
        return CodedOffences(np.arange(N), frame, (), none, none)


def _check(groups, seed=0, rules=RULES, file=None):
    file = file or _File()
    level = measure_chance(file.coded, file.evidence, PRIOR, parameters=rules, seed=seed)
    return None if level is None else hold_against(level, file.evidence, groups, PRIOR, rules)


def test_a_planted_series_is_hardly_ever_met_by_chance_and_a_loose_group_often():
    found = _check([[0, 1, 2, 3, 4], [20, 60]])
    assert found.share[0] < 0.2
    assert found.share[1] > 0.9


def test_shares_are_shares_of_whole_files():
    found = _check([[0, 1, 2]])
    assert 0.0 <= found.share[0] <= 1.0
    assert found.files == pytest.approx(RULES.chance.files, abs=1)


def test_the_share_is_said_to_be_no_less_than_what_was_met():
    found = _check([[0, 1, 2, 3, 4], [20, 60]])
    assert all(share <= most <= 1.0 for share, most in zip(found.share, found.at_most, strict=True))
    more = _check([[0, 1, 2, 3, 4]], rules=replace(RULES, chance=replace(RULES.chance, files=150)))
    assert more.at_most[0] < found.at_most[0]


def test_a_large_file_is_shuffled_whole_a_few_times_at_least():
    few = ChanceParameters(pool=30, pools=2, files=100, max_shuffles=10, least_files=4, fewest=60)
    assert _check([[0, 1]], rules=replace(RULES, chance=few)).files == 4


def test_the_same_seed_says_the_same():
    groups = [[0, 1, 2], [5, 9], [7, 30, 31]]
    assert _check(groups, seed=3) == _check(groups, seed=3)


def test_a_tighter_group_never_has_the_larger_share():
    file = _File()
    file.place[5:8] = file.place[0] + 0.05
    file.day[5:8] = file.day[0] + 0.05
    tight, loose = _check([[0, 1, 2], [5, 6, 7]], file=file).share
    assert tight <= loose


def test_a_small_file_says_nothing():
    assert _check([[0, 1]], rules=replace(RULES, chance=ChanceParameters(fewest=N + 1))) is None


def test_the_ledger_is_asked_for_once_for_pools_and_once_for_groups():
    file = _File()
    _check([[0, 1, 2], [5, 9]], file=file)
    assert file.asked == 2


def test_a_level_kept_judges_as_when_it_was_measured():
    file = _File()
    level = measure_chance(file.coded, file.evidence, PRIOR, parameters=RULES, seed=1)
    again = level_from(level_frame(level), describe_level(level))
    groups = [[0, 1, 2], [5, 9], [20, 30, 40]]
    judged, once_more = (hold_against(each, file.evidence, groups, PRIOR, RULES) for each in (level, again))
    assert judged == once_more
    assert level_from(level_frame(None), describe_level(None)) is None
