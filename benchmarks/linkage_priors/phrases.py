"""Tables of what can be done in an offence and of the words an officer has for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent

Behaviour = Mapping[str, "str | None"]
"""What was done in one offence: facet → code (None: nothing of the kind)."""


@dataclass(frozen=True)
class Facet:
    """The codes of one facet: how common each is, how it is said, and its label in a coded column."""

    codes: tuple[str, ...]
    weight: np.ndarray
    phrases: dict[str, tuple[str, ...]]
    labels: dict[str, str]


def load_facets(name: str) -> dict[str, Facet]:
    """Return the facets of a phrase table of this folder; a code without a label is its own."""
    table = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return {
        facet: Facet(
            codes=tuple(codes),
            weight=np.array([entry["weight"] for entry in codes.values()], float),
            phrases={code: tuple(entry["phrases"]) for code, entry in codes.items()},
            labels={code: entry.get("label", code) for code, entry in codes.items()},
        )
        for facet, codes in table.items()
    }


def pick(rng: np.random.Generator, options: Sequence[str]) -> str:
    """Return one of the options, each as likely as the next."""
    return options[int(rng.integers(len(options)))]


def draw_code(rng: np.random.Generator, facet: Facet, weight: np.ndarray) -> str:
    """Return a code of the facet, drawn by weights that need not sum to one."""
    total = np.cumsum(weight)
    return facet.codes[int(np.searchsorted(total, rng.random() * total[-1], side="right"))]
