"""Facets and codes in the words of the vocabulary, and in their own words where it has none.

Facets are open: a force may map any column as a facet, and the screen must not fail for want of a label.
"""

from __future__ import annotations

from functools import cache

from sac_dash.mo import Vocabulary, load_vocabulary
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX

STAGE_LABELS = {
    "target": "Target",
    "entry": "Approach and entry",
    "doing": "Doing",
    "exit": "Exit",
    "outcome": "Outcome",
    "record": "As recorded",
}


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary in the package, read once."""
    return load_vocabulary()


def label_facet(facet: str) -> str:
    """Return what a facet is called on the screen."""
    known = vocabulary().facets.get(facet)
    return known.label if known else _as_words(facet)


def label_code(facet: str, code: str) -> str:
    """Return what a code is called on the screen."""
    known = vocabulary().facets.get(facet)
    held = known.codes.get(code) if known else None
    return held.label if held else _as_words(code.removeprefix(OPEN_CODE_PREFIX))


@cache
def code_labels() -> dict[tuple[str, str], str]:
    """Return the label of every code of the vocabulary, by facet and code."""
    return vocabulary().labels()


@cache
def implied_codes() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Return the more general (facet, code) pairs that are true whenever a code is."""
    return {
        (name, code): held.implies
        for name, facet in vocabulary().facets.items()
        for code, held in facet.codes.items()
        if held.implies
    }


def _as_words(name: str) -> str:
    """Return an identifier as words: ``force_door`` becomes ``Force door``."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
