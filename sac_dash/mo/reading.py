"""Reading texts into codes: the heart of the room.

The order: characters to tokens, tokens to letters, letters to phrases, phrases to statements (alone
or combined), the longest statement of a facet first, then the clause decides whether each is so,
doubted or denied. A batch of texts goes through all of it at once, in compiled code; only what a word
means (once a word) and how many offenders there were are worked out in Python.
"""

from __future__ import annotations

# ruff: noqa: PLR0917, SIM110 - compiled functions take their arguments by position and hold plain loops
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.domain.facets import TagState
from sac_dash.domain.stale_code import drop_stale_code
from sac_dash.mo.clauses import HEDGED, PRESENT, STATE_NAMES
from sac_dash.mo.code_numbers import CodeNumbers
from sac_dash.mo.combinations import CODE
from sac_dash.mo.language import ForeignWords
from sac_dash.mo.number_finding import NumberFinder
from sac_dash.mo.offender_number import FACET as OFFENDER_NUMBER
from sac_dash.mo.offender_number import FIVE_PLUS, are_suspects_numbered, codes_of_number
from sac_dash.mo.phrase_matching import FIRST, PAST, Words, with_room
from sac_dash.mo.phrases import Lexicon
from sac_dash.mo.statements import STATE, Rules, build_rules, understand
from sac_dash.mo.token_book import Spelled, TokenBook
from sac_dash.mo.tokens import DIGIT, Characters, Text, Tokens, cut_tokens, lower_case
from sac_dash.mo.vocabulary import Vocabulary

Array = NDArray[Any]

drop_stale_code(Path(__file__).parent)

_GETAWAY = "getaway"
_SMALL_S, _SPACE = ord("s"), ord(" ")
_NO_NUMBER = -1


class Reading(NamedTuple):
    """One code stated at one place of a text; places count characters."""

    facet: str
    code: str
    state: TagState
    start: int
    end: int


class Readings(NamedTuple):
    """What a batch of texts states, in the order of the texts; codes and states in numbers."""

    text: Array
    code: Array
    state: Array
    start: Array
    end: Array


class Reader:
    """Reads texts with one vocabulary; safe to share within a process, not between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.numbers = CodeNumbers(vocabulary)
        lexicon = Lexicon(vocabulary)
        self.rules = build_rules(vocabulary, lexicon, self.numbers)
        self._book = TokenBook(lexicon.alphabet)
        self._characters = Characters()
        self._foreign = ForeignWords()
        self._offenders = NumberFinder()
        self._number_codes = {
            code: self.numbers.code((OFFENDER_NUMBER, code))
            for code in ("one", "two", "three", "four_plus", FIVE_PLUS)
        }

    def read(self, text: str) -> list[Reading]:
        """Return what a text states, sentence by sentence."""
        return self.read_each([text])[0]

    def read_each(self, texts: Sequence[str]) -> list[list[Reading]]:
        """Return what each of several texts states."""
        found = self.read_all(texts)
        each: list[list[Reading]] = [[] for _ in texts]
        columns = (column.tolist() for column in found)
        for text, code, state, start, end in zip(*columns, strict=True):
            facet, name = self.numbers.codes[code]
            each[text].append(Reading(facet, name, TagState(STATE_NAMES[state]), start, end))
        return each

    def read_all(self, texts: Sequence[str]) -> Readings:
        """Return what a batch of texts states, in numbers."""
        text = lower_case(texts)
        self._characters.meet(text.chars)
        classes = self._characters.classes
        tokens = cut_tokens(text, classes, ~self._foreign.find(text, classes))
        spelled = self._book.spell(text, tokens)
        rows = _read_sentences(
            text, tokens, spelled, classes, self._count_offenders(texts, text, tokens, spelled), self.rules
        )
        found = Readings(*np.ascontiguousarray(rows.T))
        return self._without_suspects(texts, text, classes, found)

    def _count_offenders(self, texts: Sequence[str], text: Text, tokens: Tokens, spelled: Spelled) -> Array:
        """Return the numbers of offenders: sentence, code, state, start and end within the text."""
        with_words = np.flatnonzero(np.diff(spelled.start) > 0)
        of_text = tokens.sentence_text[with_words]
        begin = text.start[of_text]
        first, past = tokens.sentence_first[with_words] - begin, tokens.sentence_past[with_words] - begin
        sentences = [
            texts[t][a:b] for t, a, b in zip(of_text.tolist(), first.tolist(), past.tolist(), strict=True)
        ]
        rows = []
        for place, counted in self._offenders.find(sentences):
            state = HEDGED if counted.hedged else PRESENT
            at = int(first[place])
            for code in codes_of_number(counted):
                number = self._number_codes[code]
                rows.append((with_words[place], number, state, at + counted.start, at + counted.end))
        return np.array(rows, np.int32).reshape(-1, 5)

    def _without_suspects(
        self, texts: Sequence[str], text: Text, classes: Array, found: Readings
    ) -> Readings:
        """Leave out the Audi S3 where a text calls its suspects S1, S2 and S3."""
        getaway = self.rules.facet_of[found.code] == self.numbers.facet(_GETAWAY)
        suspects = getaway & _look_like_suspects(text, classes, found)
        if not suspects.any():
            return found
        for t in np.unique(found.text[suspects]):
            if not are_suspects_numbered(texts[t].lower()):
                suspects &= found.text != t
        return Readings(*(column[~suspects] for column in found))


@njit(cache=True)
def _read_sentences(
    text: Text, tokens: Tokens, spelled: Spelled, classes: Array, offenders: Array, rules: Rules
) -> Array:
    """Return what the sentences state: rows of text, code, state, start and end within the text."""
    out = np.empty((4 * len(tokens.sentence_text) + 16, 5), np.int32)
    understood = np.empty((64, 4), np.int32)
    n = at = 0
    for s in range(len(tokens.sentence_text)):
        a, b = spelled.start[s], spelled.start[s + 1]
        words = Words(spelled.words.letters[a:b], spelled.words.first[a:b], spelled.words.past[a:b])
        understood, rows = understand(words, text.chars, classes, rules, understood, 0)
        t = tokens.sentence_text[s]
        for k in range(rows):
            out = with_room(out, n)
            out[n, 0], out[n, 1], out[n, 2] = t, understood[k, CODE], understood[k, STATE]
            out[n, 3] = words.first[understood[k, FIRST]] - text.start[t]
            out[n, 4] = words.past[understood[k, PAST] - 1] - text.start[t]
            n += 1
        while at < len(offenders) and offenders[at, 0] == s:
            out = with_room(out, n)
            out[n] = offenders[at]
            out[n, 0] = t
            n += 1
            at += 1
    return out[:n]


@njit(cache=True)
def _look_like_suspects(text: Text, classes: Array, found: Readings) -> Array:
    """Return which readings are "S3", the third suspect perhaps, and no "in an S3"."""
    chars = text.chars
    alike = np.zeros(len(found.text), np.bool_)
    for k in range(len(found.text)):
        begin = text.start[found.text[k]]
        at = begin + found.start[k]
        if found.end[k] - found.start[k] != 2 or chars[at] != _SMALL_S or not classes[chars[at + 1]] & DIGIT:
            continue
        alike[k] = not (_ends_in(chars, begin, at, " in a ") or _ends_in(chars, begin, at, " in an "))
    return alike


@njit(cache=True)
def _ends_in(chars: Array, begin: int, past: int, ending: str) -> bool:
    """Return whether the characters up to a place end in certain ones."""
    first = past - len(ending)
    if first < begin:
        return False
    for k in range(len(ending)):
        if chars[first + k] != ord(ending[k]):
            return False
    return True
