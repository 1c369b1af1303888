"""The level of a large file follows from what stands out in it and not in the dealt one."""

from dataclasses import replace

import numpy as np
import pytest

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.dealt_behaviours import ChancePairs
from sac_dash.linkage.level import JudgedPairs, count_level, level_of_model, with_level
from sac_dash.linkage.link import score_offences
from sac_dash.linkage.parameters import LevelParameters, LinkageParameters, PriorParameters, ReachParameters
from sac_dash.linkage.probability import believed_probability
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import make_scales, score_pairs

PRIOR = PriorParameters()
RULES = LevelParameters()
NATION = 10**6
LARGE = replace(LinkageParameters(), reach=ReachParameters(every_pair_up_to=5))


def _pairs(by_two, log10_odds):
    a = np.arange(len(by_two), dtype=np.int64)
    return JudgedPairs(a, a + 1, np.asarray(by_two, float), np.asarray(log10_odds, float))


def _mixture(rng, linked=2000, chance=8000):
    """Return evidence in which some pairs are linked, and odds that are right once 1.4 is added."""
    by_two = np.r_[rng.normal(4.0, 0.7, linked), 1.5 + rng.exponential(0.4, chance)]
    truth = np.r_[np.ones(linked, bool), np.zeros(chance, bool)]
    return by_two, 2.0 * (by_two - 3.0) - 1.4, truth


def _chance(rng, share=0.25, pairs=8000):
    """Return the pairs of a dealt file, none of them at the places of a pair that was found."""
    score = 1.5 + rng.exponential(0.4, int(pairs * share))
    far = np.arange(len(score), dtype=np.int64) + 10**6
    return ChancePairs(far, far + 1, score, share)


def test_probabilities_add_up_to_the_pairs_that_chance_does_not_account_for():
    rng = np.random.default_rng(3)
    by_two, odds, truth = _mixture(rng)
    level = count_level(_pairs(by_two, odds), _chance(rng), PRIOR, RULES, NATION)
    outstanding = by_two >= level.from_log10
    said = believed_probability(odds[outstanding] + level.log10, PRIOR).sum()
    assert said == pytest.approx(level.pairs - level.by_chance, rel=0.02)
    assert said == pytest.approx(truth[outstanding].sum(), rel=0.1)
    assert "stand out" in level.rests_on


def test_it_rises_no_further_than_the_size_of_the_file_accounts_for():
    """What follows the place and is given as a behaviour looks like links: thirty thousand cannot be off by two."""
    rng = np.random.default_rng(3)
    by_two, odds, _ = _mixture(rng)
    pairs, chance = _pairs(by_two, odds - 1.0), _chance(rng)
    assert count_level(pairs, chance, PRIOR, RULES, NATION).log10 == pytest.approx(
        RULES.most_rise_log10(NATION), abs=0.01
    )
    capped = count_level(pairs, chance, PRIOR, RULES, 30_000)
    assert capped.log10 == pytest.approx(0.91)
    assert "the most for 30,000 offences" in capped.rests_on


def test_where_chance_accounts_for_all_the_shipped_level_stands_and_says_so():
    rng = np.random.default_rng(4)
    by_two, odds, _ = _mixture(rng, linked=0)
    level = count_level(_pairs(by_two, odds), _chance(rng), PRIOR, RULES, NATION)
    assert (level.log10, level.pairs, level.from_log10) == (0.0, 0, None)
    assert level.rests_on.startswith("as shipped")


def test_a_few_links_are_not_enough_to_move_a_level():
    rng = np.random.default_rng(5)
    by_two, odds, _ = _mixture(rng, linked=300)
    assert count_level(_pairs(by_two, odds), _chance(rng), PRIOR, RULES, NATION).log10 == 0.0


def test_dealt_pairs_at_the_places_of_links_are_not_chance_s():
    rng = np.random.default_rng(6)
    by_two, odds, _ = _mixture(rng)
    pairs, chance = _pairs(by_two, odds), _chance(rng)
    linked = np.arange(100)  # near and soon, so that they score by chance as well
    with_links = ChancePairs(
        np.r_[pairs.a[linked], chance.a],
        np.r_[pairs.b[linked], chance.b],
        np.r_[np.full(100, 3.2), chance.score],
        chance.share,
    )
    plain, level = (count_level(pairs, each, PRIOR, RULES, NATION) for each in (chance, with_links))
    assert level.log10 == pytest.approx(plain.log10, abs=0.15)


def test_no_level_goes_beyond_what_is_allowed():
    rng = np.random.default_rng(7)
    by_two, odds, _ = _mixture(rng)
    level = count_level(_pairs(by_two, odds - 9.0), _chance(rng), PRIOR, RULES, 10**9)
    assert level.log10 == RULES.most_log10


def _invented(offences_of, tags_of, series):
    """Return offences in three towns over three years, some of them in series of four, near, soon and alike."""
    rng = np.random.default_rng(11)
    town, facets = (
        rng.uniform(0, 120, (3, 2)),
        ["tool", "entry_point", "entry_method", "alarm", "own_a", "own_b"],
    )
    rows, tags, names = [], [], []
    for number in range(2400):
        name = number // 4 if number < 4 * series else -1
        if name < 0 or number % 4 == 0:
            home, day = town[rng.integers(3)] + rng.normal(0, 6, 2), rng.uniform(0, 1000)
            habit = rng.integers(0, 9, len(facets))
        own = name >= 0
        place = home + rng.normal(0, 0.7 if own else 0.0, 2)
        rows.append(
            {"day": float(day + (rng.uniform(0, 25) if own else 0)), "hours": 5.0, "km": tuple(place)}
        )
        kept = rng.random(len(facets)) < 0.8
        done = np.where(kept, habit, rng.integers(0, 9, len(facets)))
        tags += [(number, facet, f"c{code}") for facet, code in zip(facets, done, strict=True)]
        names.append(name)
    return offences_of(rows), tags_of(tags), np.array(names)


def test_a_file_with_series_is_judged_by_its_own_count(offences_of, tags_of):
    offences, tags, names = _invented(offences_of, tags_of, 300)
    off = replace(PRIOR, calibration_log10=PRIOR.calibration_log10 - 1.0)
    careful = replace(LARGE, prior=off, level=LevelParameters(rise_from=1))  # it stands for a large file
    found = score_offences(offences, tags, careful)
    ends = names[found.links["row_a"].to_numpy()], names[found.links["row_b"].to_numpy()]
    linked = int(((ends[0] == ends[1]) & (ends[0] >= 0)).sum())
    level = found.model["level"]
    assert 0.5 < level["log10"] < 1.6
    assert 0.6 * linked < level["pairs"] - level["by_chance"] < 1.2 * linked
    assert 0.6 * linked < found.links["probability"].sum() < 1.2 * linked


def test_a_file_without_series_is_not_made_to_hold_some(offences_of, tags_of):
    offences, tags, _ = _invented(offences_of, tags_of, 0)
    assert score_offences(offences, tags, LARGE).model["level"]["log10"] == 0.0


def test_a_level_counted_before_is_not_counted_again(offences_of, tags_of):
    offences, tags, _ = _invented(offences_of, tags_of, 100)
    held = with_level(LARGE, level_of_model({"level": {"log10": 0.7}}))
    coded = code_arrays(offences, tags, linkable(offences))
    scored = score_pairs(make_scales(coded, tags, held), top=10)
    assert scored.level.log10 == 0.7
    assert "last whole run" in scored.level.rests_on
    assert level_of_model({}) == 0.0


def test_a_file_of_which_every_pair_is_scored_keeps_the_shipped_level(small_file):
    found = score_offences(*small_file)
    assert found.model["level"]["log10"] == 0.0
    assert "every pair" in found.model["level"]["rests_on"]
