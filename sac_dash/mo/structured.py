"""Coding what structured columns state: "Point of Entry: Rear door", "Property: Cigs; till cash".

A value is read with the same phrases as free text, kept to its facet and the facets that share a
form's box with it ("Forced - crowbar" names a method and a tool). A value the vocabulary cannot
read becomes an open code, ``=rear patio``, so that nothing a force records is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sac_dash.domain.facets import TagState
from sac_dash.mo.offender_number import FACET as OFFENDER_NUMBER
from sac_dash.mo.offender_number import codes_of_count
from sac_dash.mo.reading import Reader, Reading
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX

StatedValue = tuple[str, str]  # facet, value

_MOST_REMEMBERED = 100_000
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
        self._remembered: dict[StatedValue, tuple[Coded, ...]] = {}

    def code(self, facet: str, value: str) -> tuple[Coded, ...]:
        """Return the codes of one value of one facet; an unknown marker has none."""
        return self.code_all([(facet, value)])[0]

    def code_all(self, values: Sequence[StatedValue]) -> list[tuple[Coded, ...]]:
        """Return the codes of each of many values; those never met are read all at once."""
        new = [key for key in dict.fromkeys(values) if key not in self._remembered]
        if len(self._remembered) + len(new) > _MOST_REMEMBERED:
            self._remembered.clear()
            new = list(dict.fromkeys(values))
        if new:
            plain = list(dict.fromkeys(text for key in new for text in self._to_read(*key)))
            read = dict(zip(plain, self._reader.read_each(plain), strict=True))
            for facet, value in new:
                self._remembered[facet, value] = tuple(self._code(self._facet(facet), value, read))
        return [self._remembered[key] for key in values]

    def _facet(self, facet: str) -> str:
        return self._vocabulary.aliases.get(facet, facet)

    def _to_read(self, facet: str, value: str) -> list[str]:
        """Return the parts of a value that are read as text is."""
        facet = self._facet(facet)
        if facet not in self._vocabulary.facets:
            return []
        parts = (part.strip() for part in _PARTS.split(value))
        return [_plain(part) for part in parts if self._without_reading(facet, part) is None]

    def _code(self, facet: str, value: str, read: Mapping[str, list[Reading]]) -> list[Coded]:
        if facet not in self._vocabulary.facets:
            return self._open(facet, value)
        coded: list[Coded] = []
        for part in _PARTS.split(value):
            coded.extend(item for item in self._code_part(facet, part.strip(), read) if item not in coded)
        if not coded:
            coded.extend(self._open(facet, value))
        return coded

    def _code_part(self, facet: str, part: str, read: Mapping[str, list[Reading]]) -> list[Coded]:
        plain = self._without_reading(facet, part)
        if plain is not None:
            return plain
        together = self._vocabulary.siblings.get(facet, frozenset()) | {facet}
        kept = [r for r in read[_plain(part)] if r.facet in together]
        return [Coded(r.facet, r.code, r.state, part) for r in kept]

    def _without_reading(self, facet: str, part: str) -> list[Coded] | None:
        """Return the codes of a part that is known as a whole; None where it must be read."""
        whole = self._vocabulary.whole_values.get(facet, {}).get(part.lower())
        if whole:
            implied = self._vocabulary.implied.get((facet, whole), ())
            return [Coded(*stated, TagState.PRESENT, part) for stated in ((facet, whole), *implied)]
        if part.lower() in self._vocabulary.unknown_values:
            return []
        if facet == OFFENDER_NUMBER and (counts := codes_of_count(part)):
            return [Coded(facet, count, TagState.PRESENT, part) for count in counts]
        return None

    def _open(self, facet: str, value: str) -> list[Coded]:
        words = _SPACES.sub(" ", value.lower()).strip()
        if not words or value.strip().lower() in self._vocabulary.unknown_values:
            return []
        return [Coded(facet, OPEN_CODE_PREFIX + words, TagState.PRESENT, value)]


def _plain(part: str) -> str:
    return _BRACKETS.sub(" ", part)
