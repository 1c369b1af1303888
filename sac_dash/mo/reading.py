"""Reading one text into tags: the heart of the room.

The order: words to letters, letters to phrases, phrases to statements (alone or combined), the
longest statement of a facet first, then the clause decides whether each is so, doubted or denied.
Sentences are read on their own and remembered, because officers (and forms) repeat themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sac_dash.domain.facets import TagState
from sac_dash.mo.clauses import ClauseReader
from sac_dash.mo.combinations import Combiner, Statement
from sac_dash.mo.contexts import ContextReader
from sac_dash.mo.language import is_foreign
from sac_dash.mo.normalisation import ReadableText
from sac_dash.mo.noun_phrases import NounPhrases
from sac_dash.mo.offender_number import FACET as OFFENDER_NUMBER
from sac_dash.mo.offender_number import are_suspects_numbered, codes_of_number, find_offender_number
from sac_dash.mo.phrases import Hit, Lexicon, settle_hits
from sac_dash.mo.vocabulary import IGNORED_FACET, Vocabulary

_SENTENCE = re.compile(r"[^.;\n]*(?:[.;\n](?=\S)[^.;\n]*)*(?:[.;\n]\s*|$)")
# "sounder smashed" defeats an alarm; the bare "smashed" in it is no smashed glass
_BARE_VERB = ("security_defeat", "entry_method")
_GETAWAY = "getaway"
_SUSPECT = re.compile(r"[sS]\d")
_MOST_REMEMBERED = 100_000

Understood = tuple[str, str, TagState, int, int]  # facet, code, state, first word, past the last


class Reading(NamedTuple):
    """One code stated at one place of a text; places count characters."""

    facet: str
    code: str
    state: TagState
    start: int
    end: int


class Reader:
    """Reads texts with one vocabulary; safe to share within a process, not between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._lexicon = Lexicon(vocabulary)
        self._combiner = Combiner(
            vocabulary, self._lexicon.parting_letters, denying_letters=self._lexicon.denying_letters
        )
        self._clauses = ClauseReader(vocabulary.cues)
        self._contexts = ContextReader(vocabulary.contexts, self._lexicon.stop_letters)
        self._eclipses = vocabulary.eclipses
        self._generic = vocabulary.generic
        self._remembered: dict[str, tuple[Reading, ...]] = {}
        self._found: dict[str, _Found] = {}
        self._understood: dict[tuple[str, tuple[int, ...]], tuple[Understood, ...]] = {}

    def read(self, text: str) -> list[Reading]:
        """Return what a text states, sentence by sentence, places counted from its start."""
        readings: list[Reading] = []
        if is_foreign(text):
            return readings
        for sentence in _SENTENCE.finditer(text):
            words = sentence.group()
            if not words.strip():
                continue
            offset = sentence.start()
            readings.extend(
                r if not offset else Reading(r.facet, r.code, r.state, r.start + offset, r.end + offset)
                for r in self._recall(words)
            )
        if are_suspects_numbered(text.lower()):
            return [r for r in readings if r.facet != _GETAWAY or not _is_suspect(text, r)]
        return readings

    def _recall(self, sentence: str) -> tuple[Reading, ...]:
        known = self._remembered.get(sentence)
        if known is None:
            _keep_small(self._remembered)
            known = self._remembered[sentence] = tuple(self._read_sentence(sentence))
        return known

    def _read_sentence(self, sentence: str) -> Iterable[Reading]:
        text = self._lexicon.alphabet.read(sentence)
        if not text.letters:
            return
        found = self._understand(text)
        places = text.places if found else []
        for facet, code, state, first, past in found:
            yield Reading(facet, code, state, places[first][0], places[past - 1][1])
        counted = find_offender_number(sentence)
        if counted:
            state = TagState.HEDGED if counted.hedged else TagState.PRESENT
            for code in codes_of_number(counted):
                yield Reading(OFFENDER_NUMBER, code, state, counted.start, counted.end)

    def _understand(self, text: ReadableText) -> tuple[Understood, ...]:
        """Return what a sentence states; equal letters (and exact wordings) state the same."""
        letters = text.letters
        found = self._found.get(letters)
        if found is None:
            _keep_small(self._found)
            found = self._found[letters] = _Found(self._lexicon.find(letters))
        hits = found.hits
        inexact = tuple(
            place
            for place in found.exact
            if text.words(hits[place].first, hits[place].past) != hits[place].meaning.exact
        )
        known = self._understood.get((letters, inexact))
        if known is None:
            _keep_small(self._understood)
            stand = [hit for place, hit in enumerate(hits) if place not in inexact] if inexact else hits
            known = self._understood[letters, inexact] = tuple(self._state(settle_hits(stand), letters))
        return known

    def _state(self, hits: Sequence[Hit], letters: str) -> Iterable[Understood]:
        statements = self._longest(self._stated(hits, letters))
        if not statements:
            return
        things = NounPhrases(hits, letters, self._lexicon.listing_letters)
        scopes = self._clauses.scopes(hits, letters, things)
        codes = {(stated.facet, stated.code) for stated in statements}
        surroundings = self._contexts.surroundings(hits, letters, codes, things)
        for stated in statements:
            state = self._clauses.state(stated, scopes)
            if state is None:
                continue
            denied = state is TagState.ABSENT  # what is denied is denied, whosever it was
            for made in (
                [stated] if denied or not surroundings else self._contexts.settle(stated, surroundings)
            ):
                first, past, facet, code = made
                yield facet, code, state, first, past
            if self._clauses.is_ignored(stated, scopes):
                yield IGNORED_FACET, stated.code, TagState.PRESENT, stated.first, stated.past

    def _stated(self, hits: Sequence[Hit], letters: str) -> list[tuple[Statement, int]]:
        """Return each statement with the length of its unbroken phrase (0 = a combination)."""
        alone = [
            (Statement(hit.first, hit.past, facet, code), hit.past - hit.first)
            for hit in hits
            for facet, code in hit.meaning.codes
        ]
        return alone + [(statement, 0) for statement in self._combiner.combine(hits, letters)]

    def _longest(self, stated: list[tuple[Statement, int]]) -> list[Statement]:
        """Leave out what a longer statement of the same facet, or an eclipsing one, contains."""
        if len(stated) < 2:
            return [statement for statement, _ in stated]
        stated.sort(key=_longest_first)
        kept: list[tuple[Statement, int]] = []
        seen: set[Statement] = set()
        for item in stated:
            if item[0] not in seen and not self._is_hidden(*item, kept):
                seen.add(item[0])
                kept.append(item)
        return [statement for statement, _ in kept]

    def _is_hidden(self, shorter: Statement, own_words: int, kept: list[tuple[Statement, int]]) -> bool:
        first, past, facet, _ = shorter
        words = past - first
        for longer, phrase_words in kept:
            if not (longer.first <= first and past <= longer.past):
                continue
            if longer.past - longer.first != words:
                if longer.facet == facet:  # a combination only stands in for what says little
                    if phrase_words > 0 or (facet, shorter.code) in self._generic:
                        return True
                elif (words == 1 and (longer.facet, facet) == _BARE_VERB) or (
                    phrase_words > 1 and facet in self._eclipses.get(longer.facet, ())
                ):
                    return True
            elif longer.facet == facet and phrase_words > 0 and own_words == 0:
                return True
        return False


def _is_suspect(text: str, reading: Reading) -> bool:
    """Return whether a reading of an Audi is "S3", the third suspect, and no "in an S3"."""
    if not _SUSPECT.fullmatch(text, reading.start, reading.end):
        return False
    return not text[: reading.start].lower().endswith((" in an ", " in a "))


class _Found:
    """The phrases in a run of letters, and which of them ask for exact wording."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits = hits
        self.exact = [place for place, hit in enumerate(hits) if hit.meaning.exact is not None]


def _longest_first(item: tuple[Statement, int]) -> tuple[int, int]:
    """Order by width; of two as wide, an unbroken phrase says more than a combination."""
    return item[0].first - item[0].past, -item[1]


def _keep_small(remembered: dict[Any, Any]) -> None:
    if len(remembered) >= _MOST_REMEMBERED:
        remembered.clear()
