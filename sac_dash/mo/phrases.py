"""The vocabulary's phrases as letters, and what each stands for.

Phrases of every kind are one list: codes, verbs and nouns that combine, and the cues and contexts
that turn statements round. What a phrase stands for is its :class:`Meaning`; compiled code finds
them in a text (`phrase_matching`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sac_dash.mo.normalisation import Alphabet
from sac_dash.mo.vocabulary import Code, Cues, Vocabulary
from sac_dash.mo.words import expand_phrase

_EXACT = "="
# nouns of the vocabulary that stand for a place or a manner with its preposition
_NO_THINGS = frozenset(
    {
        *("usedon", "intofront", "plantinto", "elsewhere_taken", "in_vehicle", "keys_of", "stolenly"),
        *("waitingly", "way_fields", "way_alley", "way_gardens", "way_rail", "out_front", "out_rear"),
        *("out_fire", "out_same", "out_side", "out_roof", "out_window", "out_road"),
    }
)
_SIDES = frozenset({("entry_point", "rear"), ("entry_point", "side")})
_KINDS = {"getaway": "vehicle", "premises": "place", "premises_brand": "place"}
# a phrase of these facets names a thing even where the word is a deed too ("drill", "crowbar")
_THINGS = frozenset(
    {
        "property",
        "tool",
        "getaway",
        "instrument_vehicle",
        "premises",
        "premises_brand",
        "entry_point",
        "carrier",
        "disguise",
        "target",
        "atm_install",
    }
)
JOINING_WORDS = ("and", "with", "plus")
_LISTING_WORDS = ("and", "or", "nor", "plus")
_DENYING_WORDS = ("not", "never", "no")

FacetCode = tuple[str, str]


@dataclass
class Meaning:
    """What one phrase stands for."""

    codes: list[FacetCode] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    blocks: bool = False
    exact: str | None = None  # the words themselves, where a stem would be ambiguous
    names: bool = False  # names a thing, of which something may be said
    kind: str = ""  # of the things that are named by several words in a row: "Audi RS3 estate"
    describes: bool = False  # an adjective: "rear", "white"

    def look_up(self, modifiers: frozenset[str]) -> None:
        """Settle what the reader asks of every phrase at every place."""
        things = any(facet in _THINGS for facet, _ in self.codes)
        self.names = things or (not self.verbs and not _NO_THINGS.issuperset(self.nouns))
        self.kind = next((_KINDS[facet] for facet, _ in self.codes if facet in _KINDS), "")
        self.describes = not modifiers.isdisjoint(self.nouns) or (
            bool(self.codes) and _SIDES.issuperset(self.codes)
        )


class Lexicon:
    """The vocabulary made ready for reading."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.alphabet = Alphabet(vocabulary.dropped_words, dict(vocabulary.shorthand))
        self._meanings: dict[tuple[str, str | None], Meaning] = {}
        for kind, item, phrase in _entries(vocabulary):
            self._add(kind, item, phrase)
        for words in vocabulary.shorthand.values():
            self.alphabet.learn(words)
        self.parting_letters = frozenset(self.alphabet.learn(word) for word in vocabulary.parting_words)
        self.stop_letters = {
            name: frozenset(self.alphabet.learn(word) for word in words)
            for name, words in vocabulary.stop_words.items()
        }
        self.listing_letters = frozenset(self.alphabet.learn(word) for word in _LISTING_WORDS)
        self.denying_letters = frozenset(self.alphabet.learn(word) for word in _DENYING_WORDS)
        self.alphabet.close(vocabulary.common_words)
        self.modifiers = frozenset(modifier for _, code in _codes(vocabulary) for modifier, _ in code.near)
        for meaning in self._meanings.values():
            meaning.look_up(self.modifiers)

    @property
    def wordings(self) -> list[tuple[str, str | None]]:
        """The letters of every phrase, with its exact words where it asks for them."""
        return list(self._meanings)

    @property
    def meanings(self) -> list[Meaning]:
        """What each of the wordings stands for."""
        return list(self._meanings.values())

    def _add(self, kind: str, item: str | FacetCode, phrase: str) -> None:
        exact = phrase[1:] if phrase.startswith(_EXACT) else None
        letters = self.alphabet.learn(exact or phrase)
        if not letters:
            return
        meaning = self._meanings.get((letters, exact))
        if meaning is None:
            meaning = self._meanings[letters, exact] = Meaning(exact=exact)
        if kind == "block":
            meaning.blocks = True
            return
        listed = getattr(meaning, kind)
        if item not in listed:
            listed.append(item)


def _codes(vocabulary: Vocabulary) -> Iterator[tuple[str, Code]]:
    for facet in vocabulary.facets.values():
        for code in facet.codes.values():
            yield facet.name, code


def _entries(vocabulary: Vocabulary) -> Iterator[tuple[str, str | FacetCode, str]]:
    """Yield every phrase with the kind of thing it is and what it stands for."""
    for facet, code in _codes(vocabulary):
        for phrase in _wordings(code.phrases):
            yield "codes", (facet, code.code), phrase
    for kind, classes in (("verbs", vocabulary.verbs), ("nouns", vocabulary.nouns)):
        for name, words in classes.items():
            for phrase in _wordings(words):
                yield kind, name, phrase
    for phrase in vocabulary.blockers:
        yield "block", "", phrase
    for context in vocabulary.contexts:
        for phrase in _wordings(context.words):
            yield "contexts", context.name, phrase
    for cue, words in _cue_words(vocabulary.cues).items():
        for phrase in words:
            yield "cues", cue, phrase


def _cue_words(cues: Cues) -> dict[str, tuple[str, ...]]:
    return {
        "no": cues.negated_before,
        "denied": cues.denied_before,
        "failed": cues.failed,
        "no_after": cues.negated_after,
        "ignored": cues.ignored_before,
        "ignored_after": cues.ignored_after,
        "hedge": cues.hedged_before,
        "hedge_after": cues.hedged_after,
        "boundary": cues.boundaries,
        "unknown": cues.unknown_words,
        "and": JOINING_WORDS,
    }


def _wordings(phrases: tuple[str, ...]) -> Iterator[str]:
    """Yield each wording, two-word ones also written together: "crow bar", "crowbar"."""
    for phrase in phrases:
        for wording in expand_phrase(phrase):
            yield wording
            words = wording.split()
            if len(words) == 2 and not wording.startswith(_EXACT) and all(len(word) > 2 for word in words):
                yield "".join(words)
