"""Parameters of series: how they are grown, which are shown, how they are put to the test.

The numbers were chosen on invented forces of three generators with known truth; ADR 6 holds the
comparison. No offence of a real force went into them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ConfidenceParameters:
    """What share of such groups were one series: a logistic curve of tightness, size and tempo.

    Fitted on suggestions from invented forces, where "one series" means that at least three
    quarters of the group's offences are by the same people.

    Parameters
    ----------
    intercept
        Natural log odds of a group of one offence, mean log odds 0 and no days between offences.
    per_log_odds
        Gain for each unit of the mean natural log odds between the group's offences.
    per_doubling
        Gain for each doubling of its size: a large group that is as tight is less likely chance.
    per_log_days
        Gain for each unit of ln(1 + median days between successive offences): the same people
        offend in bursts, while offences alike by chance are spread over the years. Evidence of
        days apart, which is of pairs, says less of it the longer a series runs.
    ceiling_log_odds
        Mean log odds counted at most, so that a pair of near repeats does not crowd out all else.
    """

    intercept: float = -1.4
    per_log_odds: float = 0.8
    per_doubling: float = 1.15
    per_log_days: float = -0.4
    ceiling_log_odds: float = 8.0


@dataclass(frozen=True)
class ChanceParameters:
    """How a file is shuffled to learn what chance alone brings together.

    Parameters
    ----------
    pool
        Offences shuffled at a time: so many that follow one another in time.
    pools
        Such pools, evenly spread over the file's period.
    files
        Whole shuffled files aimed at: a larger file takes more shuffles of its pools.
    max_shuffles
        Shuffles of all pools together at most, but for `least_files`.
    least_files
        Whole shuffled files at least, however large the file: with fewer, "in none" would say nothing.
    certainty
        With which the share is stated to be no more than so much, 0-1.
    fewest
        In files of fewer offences the check says nothing.
    fewest_alike
        Kinds of premises, and classes, of fewer offences in a pool are shuffled with others.
    """

    pool: int = 600
    pools: int = 3
    files: int = 60
    max_shuffles: int = 400
    least_files: int = 10
    certainty: float = 0.95
    fewest: int = 60
    fewest_alike: int = 60


@dataclass(frozen=True)
class StabilityParameters:
    """How the evidence is resampled to learn which series hold.

    A share drawn from `resamples` is off by no more than 1 / (2 √resamples), one standard error: 0.11 for 20.

    Parameters
    ----------
    resamples
        Times that series are grown anew; 0 leaves the check out.
    left_out
        Share of the offences left out each time, 0-1.
    weight_shape
        Shape of the gamma distribution (mean 1) from which each domain's weight is drawn: the
        larger, the less the weights vary; at 4 their standard deviation is one half.
    margin_log_odds
        Links below the growing threshold by more than this cannot rise above it and are left out.
    """

    resamples: int = 20
    left_out: float = 0.1
    weight_shape: float = 4.0
    margin_log_odds: float = 4.0


@dataclass(frozen=True)
class SeriesParameters:
    """How series are grown and which are shown.

    Parameters
    ----------
    absent_log_odds
        Natural log odds of a pair that was not kept.
    merge_log_odds
        Two groups join while their mean log odds, with `size_gain`, are at least this.
    size_gain
        Added to the mean log odds for each unit of ln(pairs between the two groups): many pairs
        that agree say more than one.
    second_merge_log_odds
        The same threshold in a second look at the offences that found no group in the first.
    second_most
        Offences of a group of the second look at most: so many that are so little alike are a habit of the
        country, not a series.
    max_suggestions
        Suggestions shown at most; few, so that they are looked at.
    min_confidence
        Groups less likely than this to be one series are not shown, 0-1.
    core_prob
        A member whose mean link probability to the others is at least this belongs to the core;
        so do the two members that are best linked.
    join_known_log_odds
        An offence is proposed to a known series from these mean log odds up, with `size_gain`: four
        in five of those proposed were right where a third of each series had been withheld.
    """

    absent_log_odds: float = -6.0
    merge_log_odds: float = 1.25
    size_gain: float = 0.5
    second_merge_log_odds: float = -1.5
    second_most: int = 32
    max_suggestions: int = 60
    min_confidence: float = 0.35
    core_prob: float = 0.75
    join_known_log_odds: float = 1.5
    confidence: ConfidenceParameters = field(default_factory=ConfidenceParameters)
    chance: ChanceParameters = field(default_factory=ChanceParameters)
    stability: StabilityParameters = field(default_factory=StabilityParameters)


@dataclass(frozen=True)
class ContinuityParameters:
    """When a new series is an old one's successor.

    Parameters
    ----------
    kept_share
        Share of the old series' offences that the new one must hold, 0-1.
    """

    kept_share: float = 0.5
