"""Coding what structured columns state: "Point of Entry: Rear door", "Property: Cigs; till cash".

A value is read with the same phrases as free text, kept to its facet and the facets that share a
form's box with it ("Forced - crowbar" names a method and a tool). A value the vocabulary cannot
read becomes an open code, ``=rear patio``, so that nothing a force records is lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sac_dash.domain.facets import TagState
from sac_dash.mo.offender_number import FACET as OFFENDER_NUMBER
from sac_dash.mo.offender_number import codes_of_count
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX

_PARTS = re.compile(r"[;|\n,]|\s/\s|\s\+\s")
_SPACES = re.compile(r"[^\w&+£]+")
_BRACKETS = re.compile(r"[()\[\]:\-–]+")


class Coded(NamedTuple):
    """One code that a structured value states; `phrase` is the source's own words."""

    facet: str
    code: str
    state: TagState
    phrase: str


class ValueCoder:
    """Codes structured values, remembering each distinct one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._vocabulary = reader.vocabulary
        self._remembered: dict[tuple[str, str], tuple[Coded, ...]] = {}

    def code(self, facet: str, value: str) -> tuple[Coded, ...]:
        """Return the codes of one value of one facet; an unknown marker has none."""
        key = (facet, value)
        if key not in self._remembered:
            self._remembered[key] = tuple(self._code(self._vocabulary.aliases.get(facet, facet), value))
        return self._remembered[key]

    def _code(self, facet: str, value: str) -> list[Coded]:
        if facet not in self._vocabulary.facets:
            return self._open(facet, value)
        coded: list[Coded] = []
        for part in _PARTS.split(value):
            coded.extend(item for item in self._code_part(facet, part.strip()) if item not in coded)
        if not coded:
            coded.extend(self._open(facet, value))
        return coded

    def _code_part(self, facet: str, part: str) -> list[Coded]:
        whole = self._vocabulary.whole_values.get(facet, {}).get(part.lower())
        if whole:
            implied = self._vocabulary.implied.get((facet, whole), ())
            return [Coded(*stated, TagState.PRESENT, part) for stated in ((facet, whole), *implied)]
        if part.lower() in self._vocabulary.unknown_values:
            return []
        if facet == OFFENDER_NUMBER and (counts := codes_of_count(part)):
            return [Coded(facet, count, TagState.PRESENT, part) for count in counts]
        return self._read_part(facet, part)

    def _read_part(self, facet: str, part: str) -> list[Coded]:
        together = self._vocabulary.siblings.get(facet, frozenset()) | {facet}
        plain = _BRACKETS.sub(" ", part)
        read = [r for r in self._reader.read(plain) if r.facet in together]
        return [Coded(r.facet, r.code, r.state, part) for r in read]

    def _open(self, facet: str, value: str) -> list[Coded]:
        words = _SPACES.sub(" ", value.lower()).strip()
        if not words or value.strip().lower() in self._vocabulary.unknown_values:
            return []
        return [Coded(facet, OPEN_CODE_PREFIX + words, TagState.PRESENT, value)]
