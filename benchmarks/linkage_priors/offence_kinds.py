"""The named kinds of offending that template forces are made of, and the habits of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from phrases import FOLDER, Facet

TRAITS = ("series_weight", "lone_weight", "reach", "days_between", "mean_size", "spree_prob")


@dataclass(frozen=True)
class OffenceKind:
    """One kind of offending.

    Parameters
    ----------
    name
        For instance `travelling_tobacco`.
    series_weight, lone_weight
        How many of a force's series, and of its lone offences, are of this kind (relative).
    reach
        `local`, `regional` or `travelling`.
    days_between
        Median over gangs of the mean days between offences.
    mean_size
        Mean number of offences in a series.
    spree_prob
        Chance that the next offence follows the same night.
    hour, hour_spread
        Mean and standard deviation of the time of day.
    country_m
        How much further than the town itself its places may lie.
    weights
        By facet, how common each code is among offences of this kind.
    """

    name: str
    series_weight: float
    lone_weight: float
    reach: str
    days_between: float
    mean_size: float
    spree_prob: float
    hour: float
    hour_spread: float
    country_m: float
    weights: dict[str, np.ndarray]


def load_kinds(name: str, facets: dict[str, Facet]) -> tuple[OffenceKind, ...]:
    """Return the kinds of a table of this folder, their habits as weights over each facet's codes."""
    table = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return tuple(_kind(kind, entry, facets) for kind, entry in table.items())


def _kind(name: str, entry: dict[str, Any], facets: dict[str, Facet]) -> OffenceKind:
    traits = {trait: entry[trait] for trait in TRAITS}
    hour, spread = entry["hour"]
    weights = {f: np.array([entry[f].get(code, 0.0) for code in facets[f].codes]) for f in facets}
    shares = {f: weight / weight.sum() for f, weight in weights.items()}
    country_m = entry.get("country_m", 0.0)
    return OffenceKind(name, hour=hour, hour_spread=spread, country_m=country_m, weights=shares, **traits)
