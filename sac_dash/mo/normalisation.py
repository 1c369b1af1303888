"""From an officer's text to letters the phrase matcher can read, without losing the place.

Every word becomes one private character: equal stems share a character, words outside the
vocabulary share another, and punctuation keeps two of its own. A match in such letters is a run
of words; where each word stood in the source is kept by `tokens`, so that spans are always right.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sac_dash.mo.spelling import Speller
from sac_dash.mo.words import stem_word

FULL_STOP = "\x01"
COMMA = "\x02"
OTHER_WORD = "\x03"
_FIRST_LETTER = 0x4E00

_MARKS = {".": FULL_STOP, ";": FULL_STOP, "!": FULL_STOP, "?": FULL_STOP, "\n": FULL_STOP, "|": FULL_STOP}
_AND_SIGN = "&"
_PARTS = re.compile(r"[^\W_]+")


class _Remembered(dict[str, str]):
    """Remembers the letters of every word of the vocabulary."""

    def __init__(self, encode: Callable[[str], str]) -> None:
        super().__init__()
        self._encode = encode

    def __missing__(self, token: str) -> str:
        letters = self[token] = self._encode(token)
        return letters


class Alphabet:
    """One letter for each stem of the vocabulary."""

    def __init__(self, dropped_words: frozenset[str], shorthand: dict[str, str]) -> None:
        self._letters: dict[str, str] = {}
        self._dropped = dropped_words
        self._shorthand = shorthand
        self._spelled: Speller | None = None
        self._learned = _Remembered(self._learn_word)
        self.surface_words: set[str] = set()

    def learn(self, phrase: str) -> str:
        """Return a vocabulary phrase as letters, giving new words letters of their own."""
        words = (
            phrase.lower().split()
            if phrase.isascii() and phrase.replace(" ", "").isalnum()
            else _words_of(phrase)
        )
        return "".join([self._learned[word] for word in words])

    def close(self, common_words: frozenset[str]) -> None:
        """Stop learning; from now on unknown words may only be misspellings of known ones."""
        self._spelled = Speller(self.surface_words, common_words | self._dropped | set(self._shorthand))

    @property
    def letters(self) -> int:
        """One more than the highest letter, as a number."""
        return _FIRST_LETTER + len(self._letters)

    def _learn_word(self, word: str) -> str:
        if word in self._dropped:
            return ""
        self.surface_words.add(word)
        key = stem_word(word)
        return self._letters.setdefault(key, chr(_FIRST_LETTER + len(self._letters)))

    def encode(self, token: str) -> str:
        """Return the letters of one token of a lower-case text: none, one or several."""
        if len(token) == 1 and not token.isalnum():
            return self._encode_word("and") if token == _AND_SIGN else _MARKS.get(token, COMMA)
        spelled_out = self._shorthand.get(token) or self._shorthand.get(token.rstrip("/."))
        words = _words_of(spelled_out or token)
        return "".join(self._encode_word(word) for word in words if word not in self._dropped)

    def _encode_word(self, word: str) -> str:
        letter = self._letters.get(stem_word(word))
        if letter is None and self._spelled:
            meant = self._spelled.correct(word)
            letter = self._letters.get(stem_word(meant)) if meant else None
        return letter or OTHER_WORD


def _words_of(phrase: str) -> list[str]:
    plain = phrase.lower().replace("'s", "s").replace("’s", "s").replace("é", "e").replace("&", "and")
    return [word for word in _PARTS.findall(plain) if word]
