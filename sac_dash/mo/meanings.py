"""What every phrase stands for, in numbers: its codes, classes of verb and noun, cues and contexts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sac_dash.mo.code_numbers import CodeNumbers, in_rows
from sac_dash.mo.phrases import Meaning

Array = NDArray[Any]

# what may be asked of a phrase, one bit each
STATES, DOES, IS_NOUN, CUES, TURNS, BLOCKS, NAMES, DESCRIBES, MODIFIES = (1 << bit for bit in range(9))
SPEAKS = 1 << 9  # is a cue of any kind, such as only ends or joins included
JOINS = 1 << 10
BOUNDARY = 1 << 11
ENDS_LIST = 1 << 12  # a deed, and no thing that might be listed
OPENING = 1 << 13  # names a point of entry

# the cues that govern something; the others only end or join
CUE_NAMES = (
    "no",
    "denied",
    "failed",
    "no_after",
    "ignored",
    "ignored_after",
    "hedge",
    "hedge_after",
    "unknown",
)
NO, DENIED, FAILED, NO_AFTER, IGNORED, IGNORED_AFTER, HEDGE, HEDGE_AFTER, UNKNOWN = range(len(CUE_NAMES))
_THING_KINDS = ("", "vehicle", "place")
_OPENING_FACET = "entry_point"
# a word such as "drill" is a deed and a thing; only what is no thing ends a list of things
_LISTED_FACETS = frozenset({"tool", "property"})


class Meanings(NamedTuple):
    """By meaning; each list of numbers has a `start`, one more at the end."""

    flags: Array
    kind: Array  # of thing, 0 none
    exact: Array  # whether it asks for its exact words
    code_start: Array
    codes: Array
    verb_start: Array
    verbs: Array
    noun_start: Array
    nouns: Array
    cue_start: Array
    cues: Array
    context_start: Array
    contexts: Array


class ClassNumbers:
    """Numbers of the classes that verbs and nouns belong to."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self.verbs = _numbered(meaning.verbs for meaning in meanings)
        self.nouns = _numbered(meaning.nouns for meaning in meanings)


def build_meanings(
    meanings: Sequence[Meaning],
    numbers: CodeNumbers,
    classes: ClassNumbers,
    contexts: dict[str, int],
    modifiers: frozenset[str],
) -> Meanings:
    """Return the meanings in numbers; `contexts` numbers the contexts by name."""
    cue_numbers = {name: number for number, name in enumerate(CUE_NAMES)}
    return Meanings(
        np.array([_flags(meaning, modifiers) for meaning in meanings], np.int32),
        np.array([_THING_KINDS.index(meaning.kind) for meaning in meanings], np.int8),
        np.array([meaning.exact is not None for meaning in meanings], np.bool_),
        *in_rows([[numbers.code(code) for code in meaning.codes] for meaning in meanings]),
        *in_rows([[classes.verbs[name] for name in meaning.verbs] for meaning in meanings]),
        *in_rows([[classes.nouns[name] for name in meaning.nouns] for meaning in meanings]),
        *in_rows([[cue_numbers[cue] for cue in meaning.cues if cue in cue_numbers] for meaning in meanings]),
        *in_rows([[contexts[name] for name in meaning.contexts] for meaning in meanings]),
    )


def _flags(meaning: Meaning, modifiers: frozenset[str]) -> int:
    facets = {facet for facet, _ in meaning.codes}
    asked = {
        STATES: bool(meaning.codes),
        DOES: bool(meaning.verbs),
        IS_NOUN: bool(meaning.nouns),
        CUES: not {"boundary", "and"}.issuperset(meaning.cues),
        TURNS: bool(meaning.contexts),
        BLOCKS: meaning.blocks,
        NAMES: meaning.names,
        DESCRIBES: meaning.describes,
        MODIFIES: not modifiers.isdisjoint(meaning.nouns),
        SPEAKS: bool(meaning.cues),
        JOINS: "and" in meaning.cues,
        BOUNDARY: "boundary" in meaning.cues,
        ENDS_LIST: bool(meaning.verbs) and facets.isdisjoint(_LISTED_FACETS),
        OPENING: _OPENING_FACET in facets,
    }
    return sum(flag for flag, is_so in asked.items() if is_so)


def _numbered(lists: Any) -> dict[str, int]:  # noqa: ANN401 - lists of names
    numbers: dict[str, int] = {}
    for names in lists:
        for name in names:
            numbers.setdefault(name, len(numbers))
    return numbers
