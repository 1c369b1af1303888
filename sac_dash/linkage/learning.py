"""The learning ladder: shipped weights, weights shifted by one's own series, weights facet by facet.

What is known decides how far to climb. With hardly any known series the prior stands. With more,
each weight is shifted as far as the series warrant; with many, facets may have weights of their own.
Every step must win on series it was not taught by: known series are dealt to folds whole (dealing
pairs would leak offenders), and a step is taken only if it is less surprised by what it has not seen
and ranks no worse. The result stays a sum of named domains, so the ledger shown is the score used.

Gradient boosting of the same evidence was tried and lost to these sums on forces it had not seen
(docs/adr/0007-learning.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.domains import DOMAINS, Domain
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.probability import prior_log10_odds
from sac_dash.linkage.teaching import TeachingPairs, teaching_pairs
from sac_dash.linkage.travelling_model import NamedPrior
from sac_dash.linkage.weights import (
    Weights,
    fit_weights,
    labels_by_facet,
    labels_of,
    log_loss,
    log_odds_of,
    weights_of,
    with_level,
    with_weights,
)

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]

AS_GIVEN, SHIFTED, BY_FACET = "as given", "shifted by own series", "facet by facet"
ALONE = 1e9
"""Strength at which nothing but the level moves: the prior as it is."""


@dataclass(frozen=True)
class LearningParameters:
    """How the ladder is climbed.

    Parameters
    ----------
    min_series, min_pairs
        Known series of two or more, and linked pairs in them, below which nothing is learned.
    min_series_by_facet
        Known series from which facets may have weights of their own.
    folds
        Parts that the known series are dealt to.
    strengths
        Pulls towards the prior that are tried: strong to weak.
    candidates, sample
        Hard pairs of each offence, and easy pairs in all, that are learned from.
    worthwhile
        Share of the surprise (log loss) that a step must save to be taken.
    """

    min_series: int = 6
    min_pairs: int = 20
    min_series_by_facet: int = 25
    folds: int = 5
    strengths: tuple[float, ...] = (1000.0, 300.0, 100.0)
    candidates: int = 60
    sample: int = 20_000
    worthwhile: float = 0.005


@dataclass(frozen=True)
class Trial:
    """What one step of the ladder did on series it was not taught by.

    Parameters
    ----------
    level
        ``as given``, ``shifted by own series`` or ``facet by facet``.
    prior
        Name of the prior it starts from.
    strength
        Pull towards that prior.
    log_loss
        Nats of surprise for each linked pair.
    recall_at_10, hit_at_10, average_precision
        Ranking of the fold's own offences by pairwise evidence alone.
    """

    level: str
    prior: str
    strength: float
    log_loss: float
    recall_at_10: float
    hit_at_10: float
    average_precision: float


@dataclass(frozen=True)
class Learned:
    """Parameters to link with, and how they were come by (as plain values, for the model)."""

    parameters: LinkageParameters
    report: dict[str, Any]


def learn(
    coded: CodedOffences,
    tags: pl.DataFrame,
    known: dict[str, list[int]],
    priors: Sequence[NamedPrior],
    *,
    how: LearningParameters | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Learned:
    """Return the parameters that known series warrant.

    Parameters
    ----------
    known
        Canonical positions by series.
    priors
        Where learning may start from; the first is used where nothing can be learned. The last, the
        shipped one, chooses the pairs that all are judged on.
    seed
        Of the folds and of the draw of easy pairs.
    """
    how = how or LearningParameters()
    series = {name: sorted(set(members)) for name, members in known.items() if len(set(members)) > 1}
    linked = sum(len(members) * (len(members) - 1) // 2 for members in series.values())
    first = priors[0]
    if len(series) < how.min_series or linked < how.min_pairs:
        return Learned(first.parameters, _report(first, AS_GIVEN, _too_few(len(series), how), known))
    progress("Learning from known series", 0.0)
    number = _numbers(series, len(coded))
    pairs = teaching_pairs(
        coded, tags, number, priors[-1].parameters, candidates=how.candidates, sample=how.sample, seed=seed
    )
    fold = _folds(series, number, how.folds, seed)
    trials = _try_all(pairs, fold, priors, how, known=len(series), n=len(coded), progress=progress)
    chosen = _choose(trials, how)
    prior = next(one for one in priors if one.name == chosen.prior)
    parameters = _taught(pairs, prior.parameters, chosen, len(coded))
    progress("Learning from known series", 1.0)
    shift = _shift(prior.parameters, parameters)
    return Learned(
        parameters, _report(prior, chosen.level, _why(chosen, trials), known, trials=trials, shift=shift)
    )


def _numbers(series: dict[str, list[int]], n: int) -> Pairs:
    """Return each offence's number of series, -1 where none; series count by their first offence."""
    number = np.full(n, -1, np.int64)
    for place, members in enumerate(sorted(series.values())):
        number[members] = place
    return number


def _folds(series: dict[str, list[int]], number: Pairs, folds: int, seed: int) -> Pairs:
    """Return each offence's fold, -1 for those of no known series; series are dealt whole."""
    dealt = np.random.default_rng(seed).permutation(len(series)) % min(folds, len(series))
    return np.where(number >= 0, dealt[np.maximum(number, 0)], -1)


def _try_all(
    pairs: TeachingPairs,
    fold: Pairs,
    priors: Sequence[NamedPrior],
    how: LearningParameters,
    *,
    known: int,
    n: int,
    progress: Progress,
) -> list[Trial]:
    """Return every step of the ladder that the number of known series allows, judged across folds."""
    trials: list[Trial] = []
    for prior in priors:
        own = labels_of(prior.parameters)
        plan = [(AS_GIVEN, own, ALONE)]
        plan += [(SHIFTED, own, strength) for strength in how.strengths]
        if known >= how.min_series_by_facet and own != labels_by_facet():
            plan += [(BY_FACET, labels_by_facet(), strength) for strength in how.strengths]
        for done, (level, labels, strength) in enumerate(plan):
            start = weights_of(prior.parameters, labels)
            trials.append(
                _judge(pairs, fold, start, Trial(level, prior.name, strength, 0, 0, 0, 0), _offset(prior, n))
            )
            progress("Learning from known series", (done + 1) / (len(plan) + 1))
    return trials


def _offset(prior: NamedPrior, n: int) -> float:
    """Return a prior's log odds, natural."""
    return math.log(10.0) * prior_log10_odds(n, prior.parameters.prior)


def _judge(pairs: TeachingPairs, fold: Pairs, start: Weights, plan: Trial, offset: float) -> Trial:
    """Return what a step does on each fold after being taught on the others."""
    of_pair = np.stack([fold[pairs.a], fold[pairs.b]])
    surprise, quality, linked = 0.0, np.zeros(3), 0
    log_odds = np.full(len(pairs), -np.inf)
    for part in np.unique(fold[fold >= 0]):
        held = (of_pair == part).any(axis=0)
        taught = fit_weights([pairs.only(~held)], [offset], start, plan.strength)
        test = pairs.only(held)
        surprise += log_loss(test, taught, offset) * int(test.linked.sum())
        linked += int(test.linked.sum())
        log_odds[held] = log_odds_of(test, taught)
        quality += np.array(_ranking(test, log_odds[held], fold == part))
    folds = len(np.unique(fold[fold >= 0]))
    recall, hit, precision = (quality / folds).round(4).tolist()
    return Trial(
        plan.level, plan.prior, plan.strength, round(surprise / max(linked, 1), 4), recall, hit, precision
    )


def _ranking(pairs: TeachingPairs, log_odds: Floats, seeds: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return recall@10, hit@10 and average precision of some offences' pairs."""
    offence, partner_linked = np.r_[pairs.a, pairs.b], np.r_[pairs.linked, pairs.linked]
    order = np.lexsort((np.r_[pairs.b, pairs.a], -np.r_[log_odds, log_odds], offence))
    offence, partner_linked = offence[order], partner_linked[order]
    begins = np.flatnonzero(np.r_[True, offence[1:] != offence[:-1]])
    rank = np.arange(len(offence)) - np.repeat(begins, np.diff(np.r_[begins, len(offence)]))
    found = np.bincount(offence[(rank < 10) & partner_linked], minlength=len(seeds))
    every = np.bincount(offence[partner_linked], minlength=len(seeds))
    judged = seeds & (every > 0)
    best = np.argsort(-log_odds, kind="stable")
    true = pairs.linked[best]
    precision = np.cumsum(true) / (1.0 + np.arange(len(true)))
    return (
        float(np.mean(found[judged] / every[judged])),
        float(np.mean(found[judged] > 0)),
        float(precision[true].mean()) if true.any() else 0.0,
    )


def _choose(trials: Sequence[Trial], how: LearningParameters) -> Trial:
    """Return the step to take: simpler ones stand unless a later one is worth it and ranks no worse."""
    chosen = trials[0]
    for trial in trials[1:]:
        saves = trial.log_loss < chosen.log_loss * (1.0 - how.worthwhile)
        if saves and trial.average_precision >= chosen.average_precision:
            chosen = trial
    return chosen


def _taught(pairs: TeachingPairs, prior: LinkageParameters, chosen: Trial, n: int) -> LinkageParameters:
    """Return the parameters of a step, taught on every known series.

    Known offences all have partners, so the level fitted to their pairs is no force's base rate. But by
    how much it must move, when weights do, for the same pairs to be as probable as before, it tells.
    """
    if chosen.level == AS_GIVEN:
        return prior
    labels = labels_of(prior) if chosen.level == SHIFTED else labels_by_facet()
    offset = math.log(10.0) * prior_log10_odds(n, prior.prior)
    start = weights_of(prior, labels)
    given = fit_weights([pairs], [offset], start, ALONE)
    taught = fit_weights([pairs], [offset], start, chosen.strength)
    moved = (taught.values[-1] - given.values[-1]) / math.log(10.0)
    return with_level(with_weights(prior, taught), float(moved))


def _shift(before: LinkageParameters, after: LinkageParameters) -> dict[str, float]:
    """Return by how much each domain's evidence for a link counts more (or less) than the prior's.

    Where facets have weights of their own, the domain's is the mean of its facets'.
    """
    moved = {
        domain.name: round(_counted_for(after, domain) - _counted_for(before, domain), 3)
        for domain in DOMAINS
    }
    return {name: by for name, by in moved.items() if by}


def _counted_for(parameters: LinkageParameters, domain: Domain) -> float:
    """Return how much a domain's evidence for a link counts: the mean over its facets where they differ."""
    whole, own = parameters.calibration_of(domain.name).agree, parameters.facets.agree
    facets = [own.get(name, 1.0) for name in domain.facets] or [1.0]
    return whole * sum(facets) / len(facets)


def _too_few(series: int, how: LearningParameters) -> str:
    if not series:
        return "No series is known yet: every weight is as given."
    return (
        f"{series} known series of two or more are too few to learn from ({how.min_series} are needed): "
        "every weight is as given."
    )


def _why(chosen: Trial, trials: Sequence[Trial]) -> str:
    """Return in words why a step was taken."""
    given = trials[0]
    if chosen == given:
        return "On known series that it was not taught by, no step did better than the weights as given."
    start = "" if chosen.prior == given.prior else f", starting from {chosen.prior} weights,"
    return (
        f"On known series that it was not taught by{start} and by what two offences say alone, its probabilities "
        f"were {1.0 - chosen.log_loss / given.log_loss:.0%} less wrong than those of the weights as given and it "
        f"ranked no worse (average precision {chosen.average_precision:.2f} against {given.average_precision:.2f})."
    )


def _report(
    prior: NamedPrior,
    level: str,
    reason: str,
    known: dict[str, list[int]],
    *,
    trials: Sequence[Trial] = (),
    shift: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """Return how the parameters were come by, as plain values."""
    series = [members for members in known.values() if len(set(members)) > 1]
    return {
        "level": level,
        "reason": reason,
        "known_series": len(series),
        "known_offences": sum(len(set(members)) for members in series),
        "prior": {"name": prior.name, "checksum": prior.checksum},
        "cross_validation": [asdict(trial) for trial in trials],
        "shift": dict(shift or {}),
    }
