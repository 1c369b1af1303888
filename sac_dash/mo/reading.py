"""Reading one text into tags: the heart of the room.

The order: words to letters, letters to phrases, phrases to statements (alone or combined), the
longest statement of a facet first, then the clause decides whether each is so, doubted or denied.
Sentences are read on their own and remembered, because officers (and forms) repeat themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sac_dash.domain.facets import TagState
from sac_dash.mo.clauses import ClauseReader
from sac_dash.mo.combinations import Combiner, Statement
from sac_dash.mo.normalisation import ReadableText
from sac_dash.mo.offender_number import FACET as OFFENDER_NUMBER
from sac_dash.mo.offender_number import find_offender_number
from sac_dash.mo.phrases import Hit, Lexicon
from sac_dash.mo.vocabulary import IGNORED_FACET, Vocabulary

_SENTENCE = re.compile(r"[^.;\n]*(?:[.;\n](?=\S)[^.;\n]*)*(?:[.;\n]\s*|$)")
# "sounder smashed" defeats an alarm; the bare "smashed" in it is no smashed glass
_BARE_VERB = ("security_defeat", "entry_method")
_MOST_REMEMBERED = 100_000


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
        self._combiner = Combiner(vocabulary, self._lexicon.parting_letters)
        self._clauses = ClauseReader(vocabulary.cues)
        self._eclipses = vocabulary.eclipses
        self.implied = {
            (facet.name, code.code): code.implies
            for facet in vocabulary.facets.values()
            for code in facet.codes.values()
            if code.implies
        }
        self._generic = vocabulary.generic
        self._remembered: dict[str, tuple[Reading, ...]] = {}

    def read(self, text: str) -> list[Reading]:
        """Return what a text states, sentence by sentence, places counted from its start."""
        readings: list[Reading] = []
        for sentence in _SENTENCE.finditer(text):
            words = sentence.group()
            if not words.strip():
                continue
            offset = sentence.start()
            readings.extend(
                r if not offset else Reading(r.facet, r.code, r.state, r.start + offset, r.end + offset)
                for r in self._recall(words)
            )
        return readings

    def _recall(self, sentence: str) -> tuple[Reading, ...]:
        known = self._remembered.get(sentence)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[sentence] = tuple(self._read_sentence(sentence))
        return known

    def _read_sentence(self, sentence: str) -> Iterable[Reading]:
        text = self._lexicon.alphabet.read(sentence)
        if not text.letters:
            return
        hits = self._lexicon.find(text, sentence)
        scopes = self._clauses.scopes(hits, text.letters)
        for statement in self._longest(self._stated(hits, text)):
            state = self._clauses.state(statement, scopes)
            if state is None:
                continue
            start, end = text.starts[statement.first], text.ends[statement.past - 1]
            yield Reading(statement.facet, statement.code, state, start, end)
            for facet, code in self.implied.get((statement.facet, statement.code), ()):
                yield Reading(facet, code, state, start, end)
            if self._clauses.is_ignored(statement, scopes):
                yield Reading(IGNORED_FACET, statement.code, TagState.PRESENT, start, end)
        counted = find_offender_number(sentence)
        if counted:
            state = TagState.HEDGED if counted.hedged else TagState.PRESENT
            yield Reading(OFFENDER_NUMBER, counted.code, state, counted.start, counted.end)

    def _stated(self, hits: Sequence[Hit], text: ReadableText) -> list[tuple[Statement, int]]:
        """Return each statement with the length of its unbroken phrase (0 = a combination)."""
        alone = [
            (Statement(hit.first, hit.past, facet, code), hit.past - hit.first)
            for hit in hits
            for facet, code in hit.meaning.codes
        ]
        return alone + [(statement, 0) for statement in self._combiner.combine(hits, text.letters)]

    def _longest(self, stated: list[tuple[Statement, int]]) -> list[Statement]:
        """Leave out what a longer statement of the same facet, or an eclipsing one, contains."""
        stated.sort(key=lambda item: item[0].first - item[0].past)
        kept: list[tuple[Statement, int]] = []
        seen: set[Statement] = set()
        for statement, phrase_words in stated:
            if statement in seen or any(self._hides(longer, words, statement) for longer, words in kept):
                continue
            seen.add(statement)
            kept.append((statement, phrase_words))
        return [statement for statement, _ in kept]

    def _hides(self, longer: Statement, phrase_words: int, shorter: Statement) -> bool:
        if not (longer.first <= shorter.first and shorter.past <= longer.past):
            return False
        if longer.past - longer.first == shorter.past - shorter.first:
            return False
        if longer.facet == shorter.facet:  # a combination only stands in for what says little
            return phrase_words > 0 or (shorter.facet, shorter.code) in self._generic
        if (longer.facet, shorter.facet) == _BARE_VERB and shorter.past - shorter.first == 1:
            return True
        return phrase_words > 1 and shorter.facet in self._eclipses.get(longer.facet, ())
