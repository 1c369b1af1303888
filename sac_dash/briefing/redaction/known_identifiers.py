"""What the caller knows must not leave: names, plates, places and references of the offences in hand.

Rules catch what looks like an identifier; this catches what is known to be one, however it is typed: case,
spaces, accents and punctuation make no difference ("BX-70 abc" is "BX70ABC").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

import ahocorasick_rs
import polars as pl

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.briefing.redaction.lexicon import is_ordinary
from sac_dash.casework import CaseBook, SeriesField

SHORTEST = 3  # letters and digits; shorter strings are in every text
_SHORTEST_PART = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


@dataclass(frozen=True)
class KnownIdentifiers:
    """Identifiers by kind, as the records hold them.

    Parameters
    ----------
    allowed
        What may stay although it looks like one: names of areas, the unit's own contact, the recipient.
    """

    people: tuple[str, ...] = ()
    premises: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    forensic: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    def pairs(self) -> Iterator[tuple[Category, str]]:
        """Yield every identifier with its kind, what is allowed left out; telling parts of names as well."""
        allowed = {normalised(each) for each in self.allowed}
        for name, category in _CATEGORIES.items():
            for value in getattr(self, name):
                for each in (value, *(_parts(value) if name in _IN_PARTS else ())):
                    key = normalised(each)
                    if len(key) >= SHORTEST and key not in allowed:
                        yield category, each

    def joined(self, other: KnownIdentifiers) -> KnownIdentifiers:
        """Return the identifiers of both."""
        both = {
            each.name: tuple(dict.fromkeys((*getattr(self, each.name), *getattr(other, each.name))))
            for each in fields(self)
        }
        return KnownIdentifiers(**both)


NOTHING_KNOWN = KnownIdentifiers()
_CATEGORIES = {
    "registrations": Category.REGISTRATION,
    "telephones": Category.TELEPHONE,
    "operations": Category.OPERATION,
    "groups": Category.GROUP,
    "forensic": Category.FORENSIC,
    "references": Category.REFERENCE,
    "addresses": Category.PLACE,
    "premises": Category.PLACE,
    "postcodes": Category.POSTCODE,
    "people": Category.NAME,
}
_IN_PARTS = frozenset({"people", "operations", "groups"})


def known_in(offences: pl.DataFrame, book: CaseBook) -> KnownIdentifiers:
    """Return the identifiers that the records of some offences and the case book hold.

    Parameters
    ----------
    offences
        `domain.columns.OFFENCES`: those that a document is about.
    """

    def column(name: str) -> tuple[str, ...]:
        return tuple(each for each in offences[name].drop_nulls().unique(maintain_order=True) if each.strip())

    def stated(field: SeriesField) -> tuple[str, ...]:
        return tuple(filter(None, (held.value_of(field) for held in book.series.values())))

    return KnownIdentifiers(
        premises=column("premises_name"),
        addresses=column("address"),
        postcodes=column("postcode"),
        references=(*column("crime_ref"), *column("offence_key")),
        operations=(*stated(SeriesField.OPERATION_REF), *stated(SeriesField.NAME)),
        groups=stated(SeriesField.GROUP_REF),
        forensic=tuple(filter(None, (link.reference for link in book.hard_links))),
    )


def find_known(text: str, known: KnownIdentifiers) -> Iterator[Span]:
    """Yield every stretch that is a known identifier, whatever its case, spaces and punctuation."""
    pairs = list(known.pairs())
    if not pairs or not text:
        return
    keys = [normalised(value) for _, value in pairs]
    letters, places = _with_places(text)
    finder = ahocorasick_rs.AhoCorasick(keys)
    for which, start, end in finder.find_matches_as_indexes(letters, overlapping=True):
        first, last = places[start], places[end - 1]
        if _stands_alone(text, first, last + 1):
            yield Span(first, last + 1, pairs[which][0])


@lru_cache(maxsize=16_384)  # the same labels and names are looked for in every part of a file
def normalised(text: str) -> str:
    """Return letters and digits alone, without case and accents.

    >>> normalised("BX-70 abç")
    'bx70abc'
    """
    return _with_places(text)[0]


def _with_places(text: str) -> tuple[str, list[int]]:
    """Return the normalised text, and where in the text each of its characters stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for each in unicodedata.normalize("NFKD", character).casefold():
            if each.isalnum():
                letters.append(each)
                places.append(place)
    return "".join(letters), places


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether no letter or digit goes on before or after."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum())


def _parts(value: str) -> Iterable[str]:
    """Yield the words of a name that are no ordinary words: a surname alone tells as much."""
    for hit in _WORD.finditer(value):
        if len(hit.group()) >= _SHORTEST_PART and not is_ordinary(hit.group()):
            yield hit.group()
