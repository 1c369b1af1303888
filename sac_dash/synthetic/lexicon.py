"""What invented offenders do and how officers put it: themes, premises and phrases from TOML files."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

FOLDER = Path(__file__).resolve().parent / "lexicon"
Weights = Mapping[str, float]
Item = TypeVar("Item")

ENTRY = ("entry_point", "entry_method", "tool")
FACETS = (
    "premises",
    *ENTRY,
    "instrument_vehicle",
    "atm_attack",
    "atm_install",
    "security_defeat",
    "getaway",
    "vehicle_colour",
    "vehicle_use",
    "exit_route",
    "property",
    "carrier",
    "disguise",
    "group",
    "search",
)


@dataclass(frozen=True)
class Theme:
    """One kind of offending: how often each behaviour goes with it."""

    name: str
    share: float
    weights: Mapping[str, Weights]  # facet → code → weight
    hour: float  # usual local hour of the night
    offenders: float  # usual number
    loss_gbp: float  # median loss when complete

    @property
    def atm(self) -> bool:
        """Whether the theme attacks cash machines."""
        return "atm_attack" in self.weights


@dataclass(frozen=True)
class Lexicon:
    """Everything the TOML files hold."""

    themes: Mapping[str, Theme]
    methods_by_point: Mapping[str, Weights]
    tools_by_method: Mapping[str, Weights]
    premises: Mapping[str, Mapping[str, Any]]  # kind → names, types, density
    streets: tuple[str, ...]
    estates: tuple[str, ...]
    phrases: Mapping[str, Mapping[str, Any]]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the three TOML files of the package once."""
    themes, premises, phrases = (_read(name) for name in ("themes", "premises", "phrases"))
    return Lexicon(
        themes={name: _theme(name, body) for name, body in themes["theme"].items()},
        methods_by_point=themes["entry_methods_by_point"],
        tools_by_method=themes["tools_by_method"],
        premises={kind: body for kind, body in premises.items() if isinstance(body, dict)},
        streets=tuple(premises["streets"]),
        estates=tuple(premises["estates"]),
        phrases=phrases,
    )


def pick(rng: np.random.Generator, options: Sequence[Item]) -> Item:
    """Return one of the options, all equally likely."""
    return options[int(rng.random() * len(options))]


def pick_weighted(rng: np.random.Generator, weights: Weights, flatten: float = 1.0) -> str:
    """Return a key with probability in proportion to its weight to the power `flatten`."""
    codes = list(weights)
    totals = list(accumulate(weight**flatten for weight in weights.values()))
    return codes[bisect_right(totals, rng.random() * totals[-1], hi=len(codes) - 1)]


def _theme(name: str, body: Mapping[str, Any]) -> Theme:
    weights = {facet: value for facet, value in body.items() if isinstance(value, dict)}
    return Theme(name, body["share"], weights, body["hour"], body["offenders"], body["loss_gbp"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
