"""The letters of every token met so far: what a word means is worked out once, not at each place.

The million texts of a country hold few distinct words; stems, shorthand and typing errors are looked
up for each word once, and the texts are then spelled in letters by compiled code.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.normalisation import Alphabet
from sac_dash.mo.phrase_matching import Words
from sac_dash.mo.tokens import Text, Tokens
from sac_dash.mo.word_numbers import WordNumbers

Array = NDArray[Any]

_MOST_TOKENS = 1_000_000  # that are remembered; then the book is begun anew


class Spelled(NamedTuple):
    """A batch of texts in letters."""

    words: Words  # of all sentences, end to end
    start: Array  # by sentence: its first word; one more at the end


class TokenBook:
    """Remembers the letters of tokens; safe to share within a process, not between threads."""

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._begin()

    def spell(self, text: Text, tokens: Tokens) -> Spelled:
        """Return the texts in letters."""
        if self._numbers.count > _MOST_TOKENS:
            self._begin()
        numbers, new = self._numbers.number(tokens.hashes)
        if len(new):
            self._meet(text, tokens, new)
        return Spelled(*_spell(numbers, tokens, self._letter_start, self._letters))

    def _begin(self) -> None:
        self._numbers = WordNumbers()
        self._letter_start = np.zeros(1, np.int64)
        self._letters = np.zeros(0, np.int32)

    def _meet(self, text: Text, tokens: Tokens, new: Array) -> None:
        spelled = [
            self._alphabet.encode(_word(text.chars[tokens.first[at] : tokens.past[at]]))
            for at in new.tolist()
        ]
        ends = self._letter_start[-1] + np.cumsum([len(letters) for letters in spelled])
        self._letter_start = np.concatenate([self._letter_start, ends])
        more = np.array([ord(letter) for letters in spelled for letter in letters], np.int32)
        self._letters = np.concatenate([self._letters, more])


def _word(chars: Array) -> str:
    return chars.tobytes().decode("utf-32-le", "surrogatepass")


@njit(cache=True)
def _spell(numbers: Array, tokens: Tokens, letter_start: Array, letters: Array) -> tuple[Words, Array]:
    n = 0
    for number in numbers:
        n += letter_start[number + 1] - letter_start[number]
    spelled, first, past = np.empty(n, np.int32), np.empty(n, np.int64), np.empty(n, np.int64)
    start = np.zeros(len(tokens.token_start), np.int64)
    at = 0
    for s in range(len(tokens.token_start) - 1):
        for token in range(tokens.token_start[s], tokens.token_start[s + 1]):
            number = numbers[token]
            for place in range(letter_start[number], letter_start[number + 1]):
                spelled[at], first[at], past[at] = letters[place], tokens.first[token], tokens.past[token]
                at += 1
        start[s + 1] = at
    return Words(spelled, first, past), start
