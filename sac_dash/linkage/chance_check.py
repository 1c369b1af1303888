"""The chance check: how often shuffled files hold a group as tight and as large as a suggestion.

Among thousands of offences some are bound to be near, soon and alike by chance. To learn how tight
such groups get, places, times and modus operandi are dealt anew to the offences of a period, each
by itself, among offences of like class and premises; what is left is chance alone, on this force's
own places, hours and habits. Groups are then grown from the shuffled file as they were from the real one. Collective
evidence is left out on both sides, as it would have to be counted anew for every shuffle.

A file is shuffled in pools that follow one another in time, so that the density of offences stays
what it is; from how many shuffled pools hold such a group follows how many shuffled files would.
Real series leave their mark on what is shuffled, so the check errs on the careful side.

Source: permutation tests (Fisher 1935; Besag and Diggle 1977, on Monte Carlo tests).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy import stats

from sac_dash.linkage.agglomeration import Edges, join_groups
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS
from sac_dash.linkage.series_parameters import ChanceParameters, SeriesParameters
from sac_dash.linkage.stated_codes import WORD_BITS, Word

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Positions = NDArray[np.int64]

Evidence = Callable[[Positions, Positions], NDArray[np.float32]]
"""The ledger of any pairs of canonical positions: pairs x domains, log10 units."""

PLACE = [DOMAIN_INDEX[name] for name in ("distance", "same_premises")]
TIME = [DOMAIN_INDEX[name] for name in ("time_gap", "hour_of_day", "day_of_week")]
OF_OTHERS = [DOMAIN_INDEX[name] for name in ("known_series", "collective")]
BEHAVIOUR = [k for k in range(len(DOMAINS)) if k not in {*PLACE, *TIME, *OF_OTHERS}]

PREMISES_CODES = 4096
"""Above any number of codes of one facet."""

LN10 = math.log(10.0)
_ROUNDING = 1e-3
"""Added to bounds of sums in single precision, log10 units."""


@dataclass(frozen=True)
class ChanceCheck:
    """What shuffling says of some groups.

    Parameters
    ----------
    share
        Of each group: the share of shuffled files (0-1) that hold a group as tight and as large.
    at_most
        Of each group: what the share is at most with ``ChanceParameters.certainty``, given that no more
        than so many files were shuffled (exact binomial limit: Clopper and Pearson 1934).
    files
        Shuffled files that the share rests on.
    """

    share: tuple[float, ...]
    at_most: tuple[float, ...]
    files: int


@dataclass(frozen=True)
class ChanceLevel:
    """What shuffling a file gave, to hold groups against: those of the run, or of an update of its links.

    Parameters
    ----------
    size, tightness
        One row a shuffled pool and size: how tight its tightest group of at least so many offences is.
    pools
        Pools that were shuffled, those without a group among them.
    times
        Pools' worth of offences that the file holds.
    """

    size: Positions
    tightness: Floats
    pools: int
    times: float


@dataclass(frozen=True)
class _Pool:
    """Offences that follow one another in time, and the evidence between them by part, log10.

    `pairs` are those of the `rarest` part (0 place, 1 time, 2 behaviour) that say enough to be linked, were
    the best of the other two parts dealt to them.
    """

    strata: tuple[Positions, ...]
    place: Singles
    time: Singles
    behaviour: Singles
    rarest: int
    pairs: tuple[Positions, Positions]


def measure_chance(
    coded: CodedOffences,
    evidence: Evidence,
    prior_log_odds: float,
    *,
    parameters: SeriesParameters,
    seed: int,
) -> ChanceLevel | None:
    """Return what a shuffled file holds; None where the file is too small to be shuffled.

    Parameters
    ----------
    evidence
        Returns the ledger of any pairs.
    prior_log_odds
        Natural log odds of a pair before its evidence.
    """
    chance = parameters.chance
    if len(coded) < chance.fewest:
        return None
    drawn = _draw_pools(coded, chance)
    lowest = (_lowest(parameters) - prior_log_odds) / LN10
    shuffles = _shuffles(len(coded), len(drawn), chance)
    sizes, tightness = [np.zeros(0, np.int64)], [np.zeros(0)]
    for number, (offences, parts) in enumerate(zip(drawn, _weigh(drawn, evidence), strict=True)):
        pool = _pool(offences, parts, coded, chance.fewest_alike, lowest)
        rng = np.random.default_rng([seed, number])
        for _ in range(shuffles):
            links = _shuffle(pool, rng, prior_log_odds, lowest)
            if len(links.a):
                best = _best_by_size(links, pool, parameters)
                found = np.flatnonzero(np.isfinite(best))
                sizes.append(found)
                tightness.append(best[found])
    return ChanceLevel(
        np.concatenate(sizes),
        np.concatenate(tightness),
        shuffles * len(drawn),
        len(coded) / len(drawn[0]),
    )


def hold_against(
    level: ChanceLevel,
    evidence: Evidence,
    groups: Sequence[Sequence[int]],
    prior_log_odds: float,
    parameters: SeriesParameters,
) -> ChanceCheck:
    """Return how often chance alone brings together what each group shows.

    Parameters
    ----------
    evidence, prior_log_odds
        As the level was measured with.
    groups
        Canonical positions of at least two offences each.
    """
    order = np.lexsort((level.tightness, level.size))
    size, tightness = level.size[order], level.tightness[order]
    hits = np.zeros(len(groups))
    weighed = _weigh([np.asarray(group, np.int64) for group in groups], evidence)
    for number, (group, parts) in enumerate(zip(groups, weighed, strict=True)):
        first, stop = np.searchsorted(size, [len(group), len(group) + 1])
        shown = _tightness(parts.sum(axis=1), prior_log_odds, parameters)
        hits[number] = (stop - first) - np.searchsorted(tightness[first:stop], shown, "left")
    rates = (hits / level.pools, _most(hits, level.pools, parameters.chance))
    share, at_most = (1.0 - (1.0 - rate) ** level.times for rate in rates)
    files = max(1, int(level.pools / level.times))
    return ChanceCheck(tuple(share.tolist()), tuple(at_most.tolist()), files)


def _most(hits: Floats, total: int, chance: ChanceParameters) -> Floats:
    """Return the upper limit of a rate of which `hits` of `total` were seen."""
    limit = stats.beta.ppf(chance.certainty, hits + 1, np.maximum(total - hits, 1))
    return np.where(hits < total, limit, 1.0)


def _shuffles(offences: int, pools: int, chance: ChanceParameters) -> int:
    """Return how often each pool is shuffled."""
    wanted = math.ceil(chance.files * max(1.0, offences / chance.pool))
    most = max(chance.max_shuffles, math.ceil(chance.least_files * offences / chance.pool))
    return max(1, min(wanted, most) // pools)


def _weigh(groups: Sequence[Positions], evidence: Evidence) -> list[Singles]:
    """Return the evidence of all pairs of each group: pairs x (place, time, behaviour), log10 units.

    The ledger is asked for once, as preparing it costs more than a pair.
    """
    ends = [(group[left], group[right]) for group in groups for left, right in [_all_pairs(len(group))]]
    one, other = np.concatenate([a for a, _ in ends]), np.concatenate([b for _, b in ends])
    ledger = evidence(np.minimum(one, other), np.maximum(one, other))
    parts = np.stack([ledger[:, part].sum(axis=1) for part in (PLACE, TIME, BEHAVIOUR)], axis=1)
    return np.split(parts, np.cumsum([len(a) for a, _ in ends])[:-1])


def _all_pairs(n: int) -> tuple[Positions, Positions]:
    """Return the places of all pairs of n offences."""
    left, right = np.triu_indices(n, 1)
    return left.astype(np.int64), right.astype(np.int64)


def _tightness(total: Singles, prior_log_odds: float, parameters: SeriesParameters) -> float:
    """Return the mean log odds of a group's pairs, by the rule that shuffled groups are judged by."""
    log_odds = total.astype(np.float64) * LN10 + prior_log_odds
    return float(np.where(log_odds >= _lowest(parameters), log_odds, parameters.absent_log_odds).mean())


def _lowest(parameters: SeriesParameters) -> float:
    """Return the log odds below which a pair counts as absent."""
    return parameters.second_merge_log_odds


def _draw_pools(coded: CodedOffences, chance: ChanceParameters) -> list[Positions]:
    """Return evenly spread pools of offences that follow one another in time."""
    began = coded.column("from_at").to_physical().to_numpy()
    places = np.argsort(began, kind="stable").astype(np.int64)  # canonical order is by offence key
    size = min(chance.pool, len(places))
    count = 1 if size == len(places) else chance.pools
    starts = np.unique(np.linspace(0, len(places) - size, count).astype(np.int64))
    return [places[start : start + size] for start in starts]


def _pool(offences: Positions, parts: Singles, coded: CodedOffences, fewest: int, lowest: float) -> _Pool:
    """Return the evidence between the offences of a pool, in square matrices by part."""
    left, right = _all_pairs(len(offences))
    matrices = np.zeros((3, len(offences), len(offences)), np.float32)
    matrices[:, left, right] = parts.T
    matrices[:, right, left] = parts.T
    most = parts.max(axis=0)
    likely = parts >= lowest - (most.sum() - most) - _ROUNDING
    rarest = int(np.argmin(likely.sum(axis=0)))
    pairs = left[likely[:, rarest]], right[likely[:, rarest]]
    place, time, behaviour = matrices
    return _Pool(_strata(coded, offences, fewest), place, time, behaviour, rarest, pairs)


def _strata(coded: CodedOffences, offences: Positions, fewest: int) -> tuple[Positions, ...]:
    """Return the places in the pool of offences of like class and premises.

    A kind of fewer than `fewest` offences is put with the others of its class, a class of fewer with
    all others: among few, one real series would be dealt back to itself.
    """
    classes = coded.column("offence_class", offences).rank("dense").to_numpy().astype(np.int64)
    kinds = classes * PREMISES_CODES + 1 + _first_code(coded, offences, "premises")
    for wider in (classes * PREMISES_CODES, np.zeros_like(classes)):
        names, counts = np.unique(kinds, return_counts=True)
        rare = np.isin(kinds, names[counts < fewest])
        kinds[rare] = wider[rare]
    return tuple(np.flatnonzero(kinds == each) for each in np.unique(kinds))


def _first_code(coded: CodedOffences, offences: Positions, facet: str) -> Positions:
    """Return the number of the first code of a facet that each of some offences states."""
    for each in coded.facets:
        if each.name == facet:
            words = coded.present[offences, each.first_word : each.first_word + each.words]
            bits = (words[:, :, None] >> np.arange(WORD_BITS, dtype=Word)) & 1
            stated = bits.reshape(len(offences), -1).astype(bool)
            return np.where(stated.any(axis=1), stated.argmax(axis=1), stated.shape[1])
    return np.zeros(len(offences), np.int64)


def _shuffle(pool: _Pool, rng: np.random.Generator, prior_log_odds: float, lowest: float) -> Edges:
    """Return the links of one shuffle: places and times dealt anew within each offence class."""
    offences = np.arange(len(pool.place))
    dealt = []
    for _ in ("place", "time"):
        to = offences.copy()
        for stratum in pool.strata:
            to[stratum] = rng.permutation(stratum)
        dealt.append(to)
    owner = np.empty_like(offences)
    owner[[*dealt, offences][pool.rarest]] = offences
    one, other = owner[pool.pairs[0]], owner[pool.pairs[1]]
    low, high = np.minimum(one, other), np.maximum(one, other)
    places, times = dealt
    rows, columns, totals = _strong_pairs(
        pool.place, pool.time, pool.behaviour, low, high, places, times, lowest
    )
    order = np.lexsort((columns, rows))
    log_odds = totals[order].astype(np.float64) * LN10 + prior_log_odds
    return Edges(rows[order], columns[order], log_odds)


@njit(cache=True)
def _strong_pairs(  # noqa: PLR0917 - compiled functions take arguments by position
    place: Singles,
    time: Singles,
    behaviour: Singles,
    left: Positions,
    right: Positions,
    places: Positions,
    times: Positions,
    lowest: float,
) -> tuple[Positions, Positions, Singles]:
    """Return those of some pairs whose evidence adds up to at least `lowest`."""
    rows, columns, totals = [0], [0], [np.float32(0.0)]
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        total = behaviour[a, b] + place[places[a], places[b]] + time[times[a], times[b]]
        if total >= lowest:
            rows.append(a)
            columns.append(b)
            totals.append(total)
    return np.array(rows)[1:], np.array(columns)[1:], np.array(totals)[1:]


def _best_by_size(links: Edges, pool: _Pool, parameters: SeriesParameters) -> Floats:
    """Return the tightness of the tightest group of at least k offences, for each k.

    Of any size, as those of the first look are: that groups of the second look have a limit makes it the more cautious.
    """
    best = np.full(len(pool.place) + 2, -np.inf)
    linked = np.unique(np.r_[links.a, links.b])
    joins = join_groups(
        len(linked),
        Edges(np.searchsorted(linked, links.a), np.searchsorted(linked, links.b), links.log_odds),
        floor=parameters.absent_log_odds,
        threshold=parameters.second_merge_log_odds,
        size_gain=parameters.size_gain,
    )
    np.maximum.at(best, joins.size, joins.tightness)
    return np.maximum.accumulate(best[::-1])[::-1]
