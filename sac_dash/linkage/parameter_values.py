"""The parameters that travel, as plain values and back, every value proved on the way in.

A model file comes from another force: what it says goes straight into the scores of this one. So
nothing of it is believed unread: unknown keys are refused by name, numbers must be finite and in
a range in which the method still makes sense. How a run works (its reach, its level, its series, how
many candidates) is the run's own affair and does not travel.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any, cast

from sac_dash.domain.errors import SacDashError
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS
from sac_dash.linkage.parameters import Calibration, FacetParameters, LinkageParameters

STAYS_HOME = ("reach", "level", "series", "candidates")
"""Parameters of how a run works: they are never written and never read."""

TRAVELLING = tuple(field.name for field in fields(LinkageParameters) if field.name not in STAYS_HOME)

DECIMALS = 4
"""Decimals that travel: a finer value would say nothing more of behaviour, only more of the file."""

MOST_VALUES = 8
"""Longest list of numbers (the components of a mixture)."""

RANGES: Mapping[str, tuple[float, float]] = {
    "distance.local_share": (0.0, 0.99),
    "distance.regional_share": (0.0, 0.99),
    "distance.travelling_share_mobile": (0.001, 0.99),
    "distance.travelling_share_on_foot": (0.001, 0.99),
    "distance.local_range_km": (0.05, 50.0),
    "distance.local_spread": (0.05, 3.0),
    "distance.local_range_share": (0.01, 1.0),
    "distance.regional_range_km": (0.05, 500.0),
    "distance.regional_spread": (0.05, 3.0),
    "distance.regional_range_share": (0.01, 1.0),
    "distance.density_weight": (0.0, 1.0),
    "distance.density_prior": (0.01, 1000.0),
    "time_gap.shares": (0.0, 0.99),
    "time_gap.means_days": (0.1, 10_000.0),
    "hour.consistency": (0.0, 0.99),
    "hour.spread_hours": (0.25, 24.0),
    "hour.day_consistency": (0.0, 0.99),
    "facets.consistency": (0.0, 0.99),
    "facets.further_code_weight": (0.0, 1.0),
    "facets.smoothing": (0.01, 100.0),
    "facets.max_code_log10": (0.0, 6.0),
    "facets.absent_log10": (-3.0, 0.0),
    "facets.coded_factor": (0.5, 3.0),
    "facets.agree": (0.0, 20.0),
    "facets.disagree": (0.0, 20.0),
    "same_premises.reach_m": (0.0, 1000.0),
    "same_premises.log10": (0.0, 4.0),
    "same_premises.decay_days": (0.1, 10_000.0),
    "combination.weight": (0.0, 20.0),
    "combination.smoothing": (0.01, 1000.0),
    "combination.limit_log10": (0.0, 4.0),
    "combination.max_codes": (0, 5000),
    "text.log10_per_cosine": (0.0, 20.0),
    "text.neutral_cosine": (0.0, 1.0),
    "text.min_words": (1, 100),
    "text.max_document_share": (0.001, 1.0),
    "known_fit.weight": (0.0, 2.0),
    "known_fit.limit_log10": (0.0, 4.0),
    "collective.partners": (1, 100),
    "collective.gain": (0.0, 10.0),
    "collective.steepness": (0.0, 1000.0),
    "collective.vote_scale": (0.5, 10.0),
    "collective.vote_offset_log10": (-6.0, 6.0),
    "prior.partners_per_offence": (0.001, 100.0),
    "prior.calibration_log10": (-6.0, 6.0),
    "prior.repeats_from_log10": (-6.0, 12.0),
    "prior.repeats_share": (0.05, 1.0),
    "calibration.agree": (0.0, 20.0),
    "calibration.disagree": (0.0, 20.0),
    "calibration.floor": (-6.0, 0.0),
    "calibration.cap": (0.0, 6.0),
}
"""Least and greatest value by parameter, in the unit its dataclass states; a whole number where that is one."""

MOST_SHARED = 0.991
"""Most that the shares of a mixture may add up to: something is always left for the rest."""

_ANY_NUMBER = (-1e6, 1e6)
_SHIPPED = LinkageParameters()
_OWN_FACETS = frozenset(FacetParameters().consistency).union(*(each.facets for each in DOMAINS))
_NAMES: Mapping[str, frozenset[str]] = {
    "calibration": frozenset(DOMAIN_INDEX),
    "facets.consistency": _OWN_FACETS,
    "facets.agree": _OWN_FACETS,
    "facets.disagree": _OWN_FACETS,
}
_REMEDY = "Ask for a file that this version's `sac-dash model export` wrote"


def values_of(parameters: LinkageParameters) -> dict[str, Any]:
    """Return what travels of the parameters as plain, rounded values.

    Domains and facets outside the product's own vocabulary are left out: a force's own column names
    are nobody else's business.
    """
    given = asdict(parameters)
    return {name: _plain(given[name], name) for name in TRAVELLING}


def parameters_from(values: object, where: str = "parameters") -> LinkageParameters:
    """Return the parameters that plain values state; what they leave out is as shipped.

    What a run works by (:data:`STAYS_HOME`) is as shipped as well.

    Parameters
    ----------
    values
        As :func:`values_of` gives them, from anywhere.
    where
        What the values are called in errors.

    Raises
    ------
    SacDashError
        Names the first key that is unknown, or whose value is not of its kind or out of range.
    """
    given = _mapping(values, where)
    _refuse_unknown(given, TRAVELLING, where)
    read = {
        name: _read(value, getattr(_SHIPPED, name), name, f"{where}.{name}") for name, value in given.items()
    }
    parameters = replace(_SHIPPED, **read)
    _check_sums(parameters, where)
    return parameters


def own_values(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what travels of a run's recorded parameters (``model["parameters"]``), still unproved."""
    kept = {name: parameters[name] for name in TRAVELLING if name in parameters}
    return {name: _known_names(value, name) for name, value in kept.items()}


def refused(problem: str) -> SacDashError:
    """Return the error for content that is not a model."""
    return SacDashError(problem, remedy=_REMEDY)


def _plain(value: Any, path: str) -> Any:  # noqa: ANN401 - a tree of plain values
    value = _known_names(value, path)
    if isinstance(value, Mapping):
        return {key: _plain(each, f"{path}.{key}") for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each, path) for each in value]
    return round(float(value), DECIMALS) if isinstance(value, float) else value


def _known_names(value: Any, path: str) -> Any:  # noqa: ANN401 - a tree of plain values
    """Return a mapping without names that are not the product's own (and all below it alike)."""
    if not isinstance(value, Mapping):
        return value
    allowed = _NAMES.get(path)
    return {
        key: _known_names(each, f"{path}.{key}")
        for key, each in value.items()
        if allowed is None or key in allowed
    }


def _read(value: object, shipped: object, path: str, where: str) -> Any:  # noqa: ANN401 - as `shipped`
    """Return `value` as the kind that `shipped` is; `path` finds its range, `where` names it in errors."""
    if is_dataclass(shipped):
        return _read_group(value, shipped, path, where)
    if isinstance(shipped, Mapping):
        return _read_named(value, shipped, path, where)
    if isinstance(shipped, tuple):
        if not isinstance(value, (list, tuple)) or not 1 <= len(value) <= MOST_VALUES:
            raise refused(f'"{where}" must be a list of 1 to {MOST_VALUES} numbers')
        return tuple(_number(each, path, where) for each in value)
    return _number(value, path, where, whole=isinstance(shipped, int))


def _read_group(value: object, shipped: object, path: str, where: str) -> object:
    given = _mapping(value, where)
    _refuse_unknown(given, tuple(field.name for field in fields(cast("Any", shipped))), where)
    read = {
        key: _read(each, getattr(shipped, key), f"{path}.{key}", f"{where}.{key}")
        for key, each in given.items()
    }
    return replace(cast("Any", shipped), **read)


def _read_named(value: object, shipped: Mapping[str, Any], path: str, where: str) -> dict[str, Any]:
    """Return values by domain or facet, in the shipped order; those not given are as shipped."""
    given = _mapping(value, where)
    _refuse_unknown(given, _NAMES[path], where)
    template: object = Calibration() if path == "calibration" else 1.0
    read = {
        key: _read(each, shipped.get(key, template), path, f"{where}.{key}") for key, each in given.items()
    }
    return {**shipped, **{key: read[key] for key in sorted(read)}}


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise refused(f'"{where}" must hold names with values')
    return value


def _refuse_unknown(given: Mapping[str, Any], allowed: tuple[str, ...] | frozenset[str], where: str) -> None:
    for key in given:
        if key not in allowed:
            raise refused(f'"{where}" has the unknown key "{key[:60]}"')


def _number(value: object, path: str, where: str, *, whole: bool = False) -> float:
    low, high = RANGES.get(path, _ANY_NUMBER)
    kind = "whole number" if whole else "number"
    right_kind = isinstance(value, int) if whole else isinstance(value, (int, float))
    if isinstance(value, bool) or not right_kind or not low <= cast("float", value) <= high:
        raise refused(f'"{where}" must be a {kind} from {low:g} to {high:g}')
    number = cast("float", value)
    return number if whole else float(number)


def _check_sums(parameters: LinkageParameters, where: str) -> None:
    """Refuse mixtures that leave nothing for the rest, and ones without a scale for each share."""
    distance, gap = parameters.distance, parameters.time_gap
    if distance.local_share + distance.regional_share > MOST_SHARED:
        raise refused(f'"{where}.distance" has local and regional shares of more than 0.99 together')
    if len(gap.shares) != len(gap.means_days):
        raise refused(f'"{where}.time_gap" has another number of shares than of means')
    if math.fsum(gap.shares) > MOST_SHARED:
        raise refused(f'"{where}.time_gap" has shares of more than 0.99 together')
