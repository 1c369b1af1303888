"""One place to start from, where several forces sent their models.

Each knows its own series; their mean knows a little of all. A model counts by the series that taught
it: the variance of a taught weight falls with the number of independent series behind it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from sac_dash.linkage.domains import DOMAINS, Domain, domain_of_facet
from sac_dash.linkage.parameter_values import parameters_from, values_of
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.travelling_model import (
    LONGEST_NAME,
    SHIPPED_NAME,
    NamedPrior,
    TaughtOn,
    TravellingModel,
)


def pool_models(models: Sequence[TravellingModel]) -> TravellingModel | None:
    """Return one model for several: the mean of their values, weighted by the series that taught them.

    One model is itself; none is None. Lists of unequal length cannot be averaged: the model taught on
    the most series settles those. Source: inverse-variance weights, as the variance of a taught value
    falls with the number of independent series behind it.
    """
    if len(models) < 2:
        return models[0] if models else None
    weights = [float(max(model.taught_on.series, 1)) for model in models]
    most = weights.index(max(weights))
    pooled = _mean(_on_one_layout([model.parameters for model in models]), weights, most)
    taught = TaughtOn(*(sum(column) for column in zip(*(_counts(model) for model in models), strict=True)))
    return TravellingModel(
        name=_pooled_name(models),
        made_on=max(model.made_on for model in models),
        taught_on=taught,
        parameters=parameters_from(values_of(cast("LinkageParameters", pooled))),
    )


def named_priors(models: Sequence[TravellingModel], run: LinkageParameters) -> tuple[NamedPrior, ...]:
    """Return the priors that imported models offer to a run: one, their mean where they are several.

    Parameters
    ----------
    run
        The run's own parameters, which settle what does not travel.
    """
    model = pool_models(models)
    if model is None:
        return ()
    own = replace(model.parameters, reach=run.reach, series=run.series, candidates=run.candidates)
    name = f"{model.name} (imported)" if model.name == SHIPPED_NAME else model.name
    return (NamedPrior(name, model.checksum, own),)


def _counts(model: TravellingModel) -> tuple[int, int, int]:
    taught = model.taught_on
    return taught.forces, taught.series, taught.offences


def _pooled_name(models: Sequence[TravellingModel]) -> str:
    named = "mean of " + ", ".join(model.name for model in models)
    return named if len(named) <= LONGEST_NAME else f"mean of {len(models)} models"


def _on_one_layout(models: Sequence[LinkageParameters]) -> list[LinkageParameters]:
    """Return parameters that say the same, all with weights by facet where one of them has such."""
    weighed = {
        domain_of_facet(name) for each in models for name in (*each.facets.agree, *each.facets.disagree)
    }
    domains = [domain for domain in DOMAINS if domain.name in weighed]
    return [_by_facet(each, domains) for each in models] if domains else list(models)


def _by_facet(parameters: LinkageParameters, domains: Sequence[Domain]) -> LinkageParameters:
    """Return the same parameters with the factors of some domains moved to each of their facets."""
    calibration, facets = dict(parameters.calibration), parameters.facets
    agree, disagree = dict(facets.agree), dict(facets.disagree)
    for domain in domains:
        whole = parameters.calibration_of(domain.name)
        agree |= {name: whole.agree * agree.get(name, 1.0) for name in domain.facets}
        disagree |= {name: whole.disagree * disagree.get(name, 1.0) for name in domain.facets}
        calibration[domain.name] = replace(whole, agree=1.0, disagree=1.0)
    return replace(
        parameters, calibration=calibration, facets=replace(facets, agree=agree, disagree=disagree)
    )


def _mean(values: Sequence[Any], weights: Sequence[float], most: int) -> object:
    """Return the weighted mean of alike trees of dataclasses, mappings, tuples and numbers."""
    first = values[most]
    if is_dataclass(first):
        names = [each.name for each in fields(first)]
        means = {name: _mean([getattr(each, name) for each in values], weights, most) for name in names}
        return replace(cast("Any", first), **means)
    if isinstance(first, Mapping):
        return _mean_by_name(values, weights)
    if isinstance(first, tuple):
        if len({len(each) for each in values}) > 1:
            return first
        return tuple(_mean(column, weights, most) for column in zip(*values, strict=True))
    if all(each == first for each in values):
        return first
    mean = math.fsum(w * each for w, each in zip(weights, values, strict=True)) / math.fsum(weights)
    return round(mean) if isinstance(first, int) else mean


def _mean_by_name(values: Sequence[Mapping[str, Any]], weights: Sequence[float]) -> dict[str, object]:
    """Return the mean for each name over those that have it."""
    pooled: dict[str, object] = {}
    for name in dict.fromkeys(key for each in values for key in each):
        having = [place for place, each in enumerate(values) if name in each]
        own = [weights[place] for place in having]
        pooled[name] = _mean([values[place][name] for place in having], own, own.index(max(own)))
    return pooled
