"""The level of a large file's probabilities, counted against the same file with its behaviours dealt anew.

How likely a pair is does not follow from its evidence alone: it takes a level, and the shipped one was fitted on forces
of a few thousand offences. In a nation's file chance brings about fewer shared matches, and the same evidence is worth
up to a hundred times the odds (docs/adr/0016). No label is needed to see it: what stands out in the file and not in
the dealt one (:mod:`dealt_behaviours`) are links, and how many those are is what probabilities have to add up to.

Source: the empirical null of large-scale testing (Efron 2004, "Large-scale simultaneous hypothesis testing"; 2010,
"Large-Scale Inference", chapters 5 and 6), set up by permutation (Knox 1964, on space-time interaction).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from sac_dash.linkage.dealt_behaviours import ChancePairs
from sac_dash.linkage.parameters import LevelParameters, LinkageParameters, PriorParameters
from sac_dash.linkage.probability import believed_probability

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

_STEP_LOG10 = 0.125
_NOT_FOUND_LOG10 = -12.0
_MOST_ROUNDS, _SETTLED_LOG10 = 30, 0.002
DECIMALS, _ODDS_DECIMALS = 2, 3


@dataclass(frozen=True)
class Level:
    """A level and what it rests on.

    Parameters
    ----------
    log10
        Added to the log odds of every pair.
    rests_on
        In words.
    pairs, by_chance
        Pairs of two offences whose evidence alone stands out, and how many of them chance brings about; 0 where
        nothing was counted.
    from_log10
        Evidence of two offences alone from which they were counted; None where they were not.
    """

    log10: float
    rests_on: str
    pairs: int = 0
    by_chance: int = 0
    from_log10: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the level as plain values, fit for ``model.json``."""
        return asdict(self)


SHIPPED = Level(0.0, "as shipped: every pair of the file was scored")


def held_level(log10: float) -> Level:
    """Return the level that an earlier run counted."""
    return Level(log10, "as the last whole run of this file counted it")


def with_level(parameters: LinkageParameters, log10: float) -> LinkageParameters:
    """Return `parameters` with a level that is counted already."""
    return replace(parameters, level=replace(parameters.level, log10=log10))


def level_of_model(model: Mapping[str, Any]) -> float:
    """Return the level that a run's model holds: what comes in later is judged by it."""
    return float((model.get("level") or {}).get("log10") or 0.0)


@dataclass(frozen=True)
class JudgedPairs:
    """The pairs that were found in a file.

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``, sorted by a then b.
    by_two
        Evidence of two offences alone, as the search counts it, log10 units.
    log10_odds
        Log odds as the shipped level has them, what other offences say included.
    """

    a: Positions
    b: Positions
    by_two: Floats
    log10_odds: Floats


def count_level(
    pairs: JudgedPairs, chance: ChancePairs, prior: PriorParameters, rules: LevelParameters, offences: int
) -> Level:
    """Return the level at which a file's probabilities add up to the pairs that chance does not account for.

    Counted are the pairs from the least evidence of two offences alone on at which enough of them are more than chance
    brings about; below, the difference of two large numbers would say nothing. The places and times of true links are
    still in the dealt file, near and soon, and are not chance's: a dealt pair does not count where the two whose places
    and times it has are more likely linked than not. That takes the level, which is found step by step, from below.
    A file of so many `offences` raises it by no more than :meth:`.LevelParameters.most_rise_log10`.
    """
    if not len(pairs.by_two):
        return Level(0.0, "as shipped: no pairs were found")
    odds_there = _odds_of(chance, pairs)
    level = _counted(pairs, chance, np.ones(len(chance.score)), prior, rules)
    for _ in range(_MOST_ROUNDS):
        before = level
        unlinked = np.where(odds_there + before.log10 > 0.0, 0.0, 1.0)
        level = _counted(pairs, chance, unlinked, prior, rules)
        if abs(level.log10 - before.log10) < _SETTLED_LOG10 or not level.pairs:
            break
    most = rules.most_rise_log10(offences)
    if level.log10 > most:
        words = f"{level.rests_on}; raised by no more than {most:.2f}, the most for {offences:,} offences"
        level = replace(level, log10=most, rests_on=words)
    return replace(level, log10=round(level.log10, DECIMALS))


def _counted(
    pairs: JudgedPairs, chance: ChancePairs, unlinked: Floats, prior: PriorParameters, rules: LevelParameters
) -> Level:
    """Return the level, given which dealt pairs count (1) and which do not (0)."""
    lowest = (
        math.floor(pairs.by_two.min() / _STEP_LOG10) + 1
    )  # the first whole step above the floor of the search
    found = _at_least(pairs.by_two, np.ones(len(pairs.by_two)), lowest)
    seen = _at_least(chance.score, unlinked, lowest)
    seen = np.r_[seen, np.zeros(len(found))][: len(found)]
    more = found - seen / chance.share
    error = np.hypot(np.sqrt(found), np.sqrt(seen + 1.0) / chance.share)
    clear = (more >= rules.least_share * found) & (more >= np.maximum(rules.fewest, rules.errors * error))
    if not clear.any():
        return Level(0.0, "as shipped: too few pairs are more alike than chance makes them")
    at = int(np.argmax(clear))
    least = (lowest + at) * _STEP_LOG10
    odds = pairs.log10_odds[pairs.by_two >= least]
    expected = round(float(found[at] - more[at]))
    words = f"counted in this file: {len(odds):,} pairs stand out, and {expected:,} would by chance"
    return Level(_moved_to(odds, float(more[at]), prior, rules.most_log10), words, len(odds), expected, least)


def _at_least(scores: Floats, weights: Floats, lowest: int) -> Floats:
    """Return the weight of the scores that are at least so much, step by step from the `lowest`."""
    step = np.floor(scores / _STEP_LOG10).astype(np.int64) - lowest
    counted = step >= 0
    return np.asarray(np.cumsum(np.bincount(step[counted], weights[counted])[::-1])[::-1], np.float64)


def _odds_of(chance: ChancePairs, pairs: JudgedPairs) -> Floats:
    """Return the log odds of the pair whose places and times each dealt pair has; very low where it was not found."""
    n = int(max(pairs.b.max(), chance.b.max(initial=0))) + 1
    numbers, wanted = pairs.a * n + pairs.b, chance.a * n + chance.b
    at = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    return np.where(numbers[at] == wanted, pairs.log10_odds[at], _NOT_FOUND_LOG10)


def _moved_to(log10_odds: Floats, links: float, prior: PriorParameters, most: float) -> float:
    """Return what is to be added to log odds for their probabilities to add up to so many links."""
    values, counts = np.unique(np.round(log10_odds, _ODDS_DECIMALS), return_counts=True)

    def beyond(moved: float) -> float:
        return float(counts @ believed_probability(values + moved, prior)) - links

    if beyond(-most) >= 0.0:
        return -most
    if beyond(most) <= 0.0:
        return most
    return float(brentq(beyond, -most, most, xtol=1e-4))
