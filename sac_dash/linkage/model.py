"""The model as plain values: everything needed to repeat a run and to explain its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sac_dash.linkage.coded_offences import CodedOffences, FacetCodes
from sac_dash.linkage.domains import DOMAINS, domain_of_facet
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.probability import prior_log10_odds
from sac_dash.linkage.records import FileRates

MODEL_VERSION = "1"
EVERY_PAIR, WITHIN_REACH = "every pair", "within reach"


def describe_model(
    coded: CodedOffences,
    parameters: LinkageParameters,
    learning: Mapping[str, Any],
    known: Mapping[str, Sequence[int]],
    *,
    rates: FileRates | None,
    level: Mapping[str, Any],
    top: int,
    seed: int,
) -> dict[str, Any]:
    """Return the model of a run: parameters, how they were learned, base rates, prior, level, reach, seed.

    `known` holds the canonical positions of each known series; the model names rows of the offences frame. `rates`
    are what the file says as a whole: an update of its links goes on from them. `level` is what the level of the
    probabilities rests on, as :class:`level.Level` states it.
    """
    every_pair = len(coded) <= parameters.reach.every_pair_up_to
    values = parameters.as_dict()
    return {
        "version": MODEL_VERSION,
        "rung": f"{learning['prior']['name']} weights, {learning['level']}, with this file's own base rates",
        "learning": dict(learning),
        "known_series": {
            name: sorted(coded.rows[members].tolist()) for name, members in sorted(known.items())
        },
        "mode": EVERY_PAIR if every_pair else WITHIN_REACH,
        "reach": values["reach"],
        "min_probability": None if every_pair else parameters.reach.min_probability,
        "n": len(coded),
        "top": top,
        "seed": seed,
        "prior_log10_odds": prior_log10_odds(len(coded), parameters.prior) if len(coded) > 1 else None,
        "level": dict(level),
        "domains": [{"name": domain.name, "label": domain.label} for domain in DOMAINS],
        "facets": {facet.name: _describe_facet(facet) for facet in coded.facets},
        "rates": None if rates is None else {name: each.tolist() for name, each in vars(rates).items()},
        "parameters": values,
    }


def rates_from(stated: Mapping[str, Sequence[float]]) -> FileRates:
    """Return the rates that a model states under ``rates``."""
    return FileRates(**{name: np.array(each, np.float64) for name, each in stated.items()})


def _describe_facet(facet: FacetCodes) -> dict[str, Any]:
    """Return one facet's base rates: offences where it is known, would be told, and has each code."""
    return {
        "domain": domain_of_facet(facet.name),
        "known": facet.known,
        "among": facet.among,
        "codes": dict(zip(facet.codes, facet.counts, strict=True)),
    }
