"""How much each kind of evidence counts: fitted to pairs whose truth is known, shrunk towards a prior.

A score is a sum, so the weights of its parts are those of a logistic regression whose offset is the
prior log odds. With few series such a regression would chase accidents; so every weight is pulled
towards the prior's by a normal prior of stated strength (maximum a posteriori; Gelman et al. 2008,
"A weakly informative default prior distribution for logistic and other regression models"). No
weight is negative: sharing something rare is never evidence against a link.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS, OTHER_MO, PAIRWISE, domain_of_facet
from sac_dash.linkage.parameters import Calibration, LinkageParameters
from sac_dash.linkage.teaching import FIRST_FACET_DOMAIN, TeachingPairs

Floats = NDArray[np.float64]

LN10 = float(np.log(10.0))
FACET = "facet."
"""What a label begins with that is a facet: some facets and domains share a name."""
PRECISION = 3
"""Decimals of a weight: more would be noise, and fewer digits are easier to read in a model."""
LARGEST = 8.0
"""Largest weight: beyond it a few accidents would carry the sum."""
FREE = 1e-3
"""Strength of the pull on the level, which is free."""


@dataclass(frozen=True)
class Weights:
    """Weights of one layout, with the level at the end.

    Parameters
    ----------
    labels
        What the columns are: domains, or the domains of place and time, facets, and other MO.
    values
        Evidence for by label, evidence against by label, combination, wording, level (natural log).
    """

    labels: tuple[str, ...]
    values: Floats

    @property
    def agree(self) -> dict[str, float]:
        """Return the weight of evidence for, by label."""
        return dict(zip(self.labels, self.values.tolist(), strict=False))

    @property
    def disagree(self) -> dict[str, float]:
        """Return the weight of evidence against, by label."""
        return dict(zip(self.labels, self.values[len(self.labels) :].tolist(), strict=False))


def labels_by_domain() -> tuple[str, ...]:
    """Return the columns of the layout that weighs domains."""
    return tuple(domain.name for domain in DOMAINS[:PAIRWISE])


def labels_by_facet() -> tuple[str, ...]:
    """Return the columns of the layout that weighs each facet of a named domain by itself.

    All of them, whether or not a file has them: what it lacks stays with the prior. Facets that belong
    to no named domain, those a force added among them, stay together as other MO: their names are the
    force's business and have no place in a model that may travel.
    """
    named = (FACET + facet for domain in DOMAINS for facet in domain.facets)
    return (*labels_by_domain()[:FIRST_FACET_DOMAIN], *named, OTHER_MO)


def labels_of(parameters: LinkageParameters) -> tuple[str, ...]:
    """Return the layout that states `parameters` in full: by facet where facets have weights of their own."""
    by_facet = parameters.facets.agree or parameters.facets.disagree
    return labels_by_facet() if by_facet else labels_by_domain()


def columns_of(pairs: TeachingPairs, labels: tuple[str, ...]) -> Floats:
    """Return the raw evidence of each label: pairs x labels, log10 units."""
    if labels == labels_by_domain():
        return pairs.domains
    place = {FACET + name: column for column, name in enumerate(pairs.names)}
    facets = [
        pairs.facets[:, [place[name]]] if name in place else np.zeros((len(pairs), 1))
        for name in labels[FIRST_FACET_DOMAIN:-1]
    ]
    other = pairs.domains[:, [DOMAIN_INDEX[OTHER_MO]]]
    return np.hstack([pairs.domains[:, :FIRST_FACET_DOMAIN], *facets, other])


def design(pairs: TeachingPairs, labels: tuple[str, ...]) -> Floats:
    """Return the regression's columns: for, against, combination, wording, 1; natural log units."""
    raw = columns_of(pairs, labels)
    one = np.full((len(pairs), 1), 1.0 / LN10)
    return np.hstack([np.maximum(raw, 0.0), np.minimum(raw, 0.0), pairs.extra, one]) * LN10


def weights_of(parameters: LinkageParameters, labels: tuple[str, ...]) -> Weights:
    """Return the weights that `parameters` give to evidence that stands alone, with a level of 0.

    Beside the support of other offences, which repeats part of it, pairwise evidence counts less:
    ``collective.vote_scale`` tells how much.
    """
    scale = parameters.collective.vote_scale
    counted = [_counted_as(parameters, label) for label in labels]
    agree, disagree = [one.agree for one in counted], [one.disagree for one in counted]
    extra = [parameters.combination.weight, parameters.text.log10_per_cosine]
    return Weights(labels, np.array([*agree, *disagree, *extra, 0.0]) * scale)


def fit_weights(
    samples: list[TeachingPairs],
    offsets: list[float],
    prior: Weights,
    strength: float,
    rounds: int = 300,
) -> Weights:
    """Return the weights most probable given some pairs and the prior.

    Parameters
    ----------
    samples
        Pairs of one or more files, with the same columns.
    offsets
        Prior log odds of each file, natural.
    strength
        Pull towards the prior: the inverse of the variance expected of a weight.
    rounds
        Steps of the optimiser at most.
    """
    tables = [(design(one, prior.labels), one.linked, one.weight) for one in samples]
    pull = np.full(len(prior.values), strength)
    pull[-1] = FREE

    def loss(values: Floats) -> tuple[float, Floats]:
        away = values - prior.values
        total, gradient = 0.5 * float(np.sum(pull * away**2)), pull * away
        for (columns, linked, weight), offset in zip(tables, offsets, strict=True):
            log_odds = columns @ values + offset
            total += float(weight @ np.logaddexp(0.0, np.where(linked, -log_odds, log_odds)))
            error = weight * (_probability(log_odds) - linked)
            gradient = gradient + columns.T @ error
        return total, gradient

    from scipy.optimize import minimize  # half a second that a file without known series need not wait

    limits: list[tuple[float | None, float | None]] = [
        (0.0, max(LARGEST, most)) for most in prior.values[:-1]
    ]
    limits.append((None, None))
    found = minimize(
        loss, prior.values, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": rounds}
    )
    return Weights(prior.labels, np.asarray(found.x, np.float64))


def log_odds_of(pairs: TeachingPairs, weights: Weights) -> Floats:
    """Return the log odds (natural, without the prior's) that weights give to pairs."""
    columns = design(pairs, weights.labels)
    return np.asarray(columns @ weights.values, np.float64)


def log_loss(pairs: TeachingPairs, weights: Weights, offset: float) -> float:
    """Return the mean surprise, in nats for each linked pair, at the truth of some pairs."""
    log_odds = log_odds_of(pairs, weights) + offset
    surprise = np.logaddexp(0.0, np.where(pairs.linked, -log_odds, log_odds))
    return float(pairs.weight @ surprise) / max(int(pairs.linked.sum()), 1)


def with_weights(parameters: LinkageParameters, weights: Weights) -> LinkageParameters:
    """Return `parameters` that count evidence by `weights`; the level is left as it was."""
    beside = weights.values / parameters.collective.vote_scale
    weights = Weights(weights.labels, np.asarray(np.round(beside, PRECISION), np.float64))
    agree, disagree = weights.agree, weights.disagree
    facets = {label: label.removeprefix(FACET) for label in weights.labels if label.startswith(FACET)}
    chosen = dict(parameters.calibration)
    for name in weights.labels:
        if name not in facets:
            chosen[name] = _counted(parameters.calibration_of(name), agree[name], disagree[name])
    for whole in {domain_of_facet(name) for name in facets.values()}:
        chosen[whole] = _counted(parameters.calibration_of(whole), 1.0, 1.0)
    return replace(
        parameters,
        calibration=chosen,
        facets=replace(
            parameters.facets,
            agree={name: agree[label] for label, name in facets.items()},
            disagree={name: disagree[label] for label, name in facets.items()},
        ),
        combination=replace(parameters.combination, weight=float(weights.values[-3])),
        text=replace(parameters.text, log10_per_cosine=float(weights.values[-2])),
    )


def with_level(parameters: LinkageParameters, moved_log10: float) -> LinkageParameters:
    """Return `parameters` with the level of evidence that stands alone moved, and beside support in step."""
    votes, prior = parameters.collective, parameters.prior
    beside = moved_log10 / votes.vote_scale
    return replace(
        parameters,
        prior=replace(prior, calibration_log10=round(prior.calibration_log10 + beside, PRECISION)),
        collective=replace(
            votes, vote_offset_log10=round(votes.vote_offset_log10 + moved_log10 - beside, PRECISION)
        ),
    )


def _counted_as(parameters: LinkageParameters, label: str) -> Calibration:
    """Return how much of a label's raw evidence counts: a domain's factors, or a facet's within its domain."""
    if not label.startswith(FACET):
        return parameters.calibration_of(label)
    name, own = label.removeprefix(FACET), parameters.facets
    whole = parameters.calibration_of(domain_of_facet(name))
    return _counted(
        whole, whole.agree * own.agree.get(name, 1.0), whole.disagree * own.disagree.get(name, 1.0)
    )


def _counted(before: Calibration, agree: float, disagree: float) -> Calibration:
    """Return a calibration with new factors and the limits it had."""
    return replace(before, agree=float(agree), disagree=float(disagree))


def _probability(log_odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -35.0, 35.0))))
