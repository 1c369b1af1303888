"""What a model says, in words: what counts how much, and how it differs from the one that is shipped.

An analyst is asked to trust weights taught elsewhere. They need to read them first: domain by domain,
without a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sac_dash.linkage.domains import DOMAINS, PAIRWISE, Domain
from sac_dash.linkage.parameter_values import TRAVELLING
from sac_dash.linkage.parameters import Calibration, LinkageParameters

_LEAST_POINTS = 3
"""Percentage points by which a factor must differ to be worth a line."""
_LEAST_SHARE = 0.02
"""Share of its value by which any other parameter must differ to be worth a line."""

_GROUPS: Mapping[str, str] = {
    "distance": "distance of a series' offences",
    "time_gap": "days apart in a series",
    "hour": "hours of a series",
    "facets": "what a series repeats",
    "same_premises": "same or adjacent premises",
    "combination": "behaviours taken together",
    "text": "MO wording",
    "known_fit": "fit with the known series",
    "collective": "support from other offences",
    "prior": "what is believed before the evidence",
}


COUNTED = (
    "What counts how much: the share that is believed of what each kind of evidence says (100%: all of it)"
)
"""The heading above :func:`weight_lines`."""


def weight_lines(parameters: LinkageParameters) -> list[str]:
    """Return a line for each domain, in the order analysts read them; those that rest on others last."""
    alike = _times(10.0**parameters.text.log10_per_cosine)
    collective = parameters.collective
    third = _times((1.0 + collective.steepness) ** collective.gain)
    together = DOMAINS[PAIRWISE].label
    return [
        *(f"{domain.label}: {_counted(parameters, domain)}" for domain in DOMAINS[:PAIRWISE]),
        f"{together}: {parameters.combination.weight:.0%} of how seldom, or how often, what they share goes together",
        f"MO wording: at most {alike} likelier where two texts say the same",
        f"Fit with the known series: {parameters.known_fit.weight:.0%} of how much worse its other offences fit",
        f"Support from other offences: about {third} likelier where a third one surely goes with both",
    ]


def behaviour_lines(parameters: LinkageParameters) -> list[str]:
    """Return in words how the model expects two offences by the same people to lie in place and time."""
    place, gap, hour = parameters.distance, parameters.time_gap, parameters.hour
    anywhere = 1.0 - place.local_share - place.regional_share
    home = f"{place.local_share:.0%} round one place (about {place.local_range_km:.2g} km apart)"
    region = f"{place.regional_share:.0%} in one region (about {place.regional_range_km:.2g} km)"
    gaps = [
        f"{share:.0%} about {days:.3g} days"
        for share, days in zip(gap.shares, gap.means_days, strict=True)
        if share
    ]
    return [
        f"Place: {home}, {region}, {anywhere:.0%} anywhere",
        f"Days apart: {', '.join(gaps)}, {1.0 - sum(gap.shares):.0%} any number",
        f"Hour: {hour.consistency:.0%} keep to one hour of the day, give or take {hour.spread_hours:.2g} hours",
    ]


def difference_lines(model: LinkageParameters, other: LinkageParameters) -> list[str]:
    """Return in words where a model differs from another one; empty where it hardly does."""
    domains = sorted(_domain_differences(model, other), key=lambda each: (-each[0], each[1]))
    return [*(line for _, line in domains), *_other_differences(model, other)]


def shift_lines(shift: Mapping[str, Any]) -> list[str]:
    """Return in words how far one's own series moved each domain from where learning began."""
    labels = {domain.name: domain.label for domain in DOMAINS}
    moved = [(round(100 * float(value)), labels.get(name, name)) for name, value in shift.items()]
    shown = sorted((each for each in moved if each[0]), key=lambda each: (-abs(each[0]), each[1]))
    return [
        f"{label}: {abs(points)} point{'' if abs(points) == 1 else 's'} {'more' if points > 0 else 'less'}"
        for points, label in shown
    ]


def level_line(level: Mapping[str, Any]) -> str:
    """Return in words at what level a run's probabilities stand (``model["level"]``).

    >>> level_line({"log10": 1.0, "rests_on": "counted in this file"})
    'odds are 10 times what the evidence by itself comes to: counted in this file'
    """
    moved, rests_on = float(level["log10"]), str(level["rests_on"])
    times = _times(10.0 ** abs(moved))
    if times == _times(1.0):
        return rests_on
    said = f"{times} what" if moved > 0.0 else f"{times} lower than"
    return f"odds are {said} the evidence by itself comes to: {rests_on}"


def _counted(parameters: LinkageParameters, domain: Domain) -> str:
    """Return a domain's factors and, where they are unusual, its limits; by facet where those differ."""
    taken, usual = parameters.calibration_of(domain.name), Calibration()
    limits = [
        *([f"at most {_times(10.0**taken.cap)} likelier"] if taken.cap != usual.cap else []),
        *([f"at most {_times(10.0**-taken.floor)} less likely"] if taken.floor != usual.floor else []),
    ]
    factors = _factors(parameters, domain)
    own = [name for name in domain.facets if name in parameters.facets.agree]
    by_facet = [f"{name.replace('_', ' ')} {taken.agree * parameters.facets.agree[name]:.0%}" for name in own]
    for_link = f"{_believed(factors[0])} for a link" + (f" ({', '.join(by_facet)})" if len(own) > 1 else "")
    counted = f"{for_link}, {_believed(factors[1])} against"
    return f"{counted}; {', '.join(limits)}" if limits else counted


def _believed(factor: float) -> str:
    """Return how much of what evidence says is counted.

    >>> _believed(0.64), _believed(1.11), _believed(0.0)
    ('64%', 'all and 11% more', 'nothing')
    """
    percent = round(100 * factor)
    if percent > 100:
        return f"all and {percent - 100}% more"
    return f"{percent}%" if percent else "nothing"


def _factors(parameters: LinkageParameters, domain: Domain) -> tuple[float, float]:
    """Return the factors on evidence for and against: the mean of its facets' where they have their own."""
    taken, facets = parameters.calibration_of(domain.name), parameters.facets
    agree = [facets.agree.get(name, 1.0) for name in domain.facets] or [1.0]
    disagree = [facets.disagree.get(name, 1.0) for name in domain.facets] or [1.0]
    return taken.agree * sum(agree) / len(agree), taken.disagree * sum(disagree) / len(disagree)


def _times(factor: float) -> str:
    return f"{factor:,.0f} times" if factor >= 10 else f"{factor:.1f} times"


def _domain_differences(model: LinkageParameters, other: LinkageParameters) -> Iterator[tuple[int, str]]:
    """Yield the size in points, and the sentence, of each domain that differs."""
    for domain in DOMAINS:
        ours, theirs = _factors(model, domain), _factors(other, domain)
        parts = [part for part in _factor_differences(ours, theirs) if part[0] >= _LEAST_POINTS]
        if parts:
            yield max(size for size, _ in parts), f"{domain.label}: " + "; ".join(text for _, text in parts)


def _factor_differences(ours: tuple[float, float], theirs: tuple[float, float]) -> Iterator[tuple[int, str]]:
    for word, mine, yours in zip(("agreement", "disagreement"), ours, theirs, strict=True):
        more = "more" if mine > yours else "less"
        size = round(100 * abs(mine - yours))
        yield size, f"{word} counts {more} ({mine:.0%} instead of {yours:.0%})"


def _other_differences(model: LinkageParameters, other: LinkageParameters) -> list[str]:
    """Return the other parameters that differ, by what they are about."""
    ours, theirs = asdict(model), asdict(other)
    lines = []
    for group in TRAVELLING:
        if group == "calibration":
            continue
        parts = [
            f"{name.replace('_', ' ')} {_shown(mine)} instead of {_shown(yours)}"
            for name, mine, yours in _leaves(ours[group], theirs[group])
            if _differs(mine, yours)
        ]
        if parts:
            lines.append(f"{_GROUPS.get(group, group.replace('_', ' ')).capitalize()}: " + "; ".join(parts))
    return lines


def _leaves(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name, mine in ours.items():
        yours = theirs.get(name)
        if isinstance(mine, Mapping) and isinstance(yours, Mapping):
            if name not in {"agree", "disagree"}:  # said domain by domain
                yield from ((f"{name} {key}", each, yours.get(key)) for key, each in mine.items())
        else:
            yield name, mine, yours


def _differs(mine: object, yours: object) -> bool:
    if isinstance(mine, (int, float)) and isinstance(yours, (int, float)):
        return abs(mine - yours) > _LEAST_SHARE * max(abs(mine), abs(yours))
    return mine != yours


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "/".join(f"{each:g}" for each in value)
    return f"{value:.3g}" if isinstance(value, (int, float)) else "none"
