"""From an officer's text to letters the phrase matcher can read, without losing the place.

Every word becomes one private character: equal stems share a character, words outside the
vocabulary share another, and punctuation keeps two of its own. A match in that string is a run
of words, and each word remembers where it stood in the source, so that spans are always right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sac_dash.mo.spelling import Speller
from sac_dash.mo.words import stem_word

FULL_STOP = "\x01"
COMMA = "\x02"
OTHER_WORD = "\x03"
_FIRST_LETTER = 0x4E00

_TOKEN = re.compile(
    r"(?:[a-z]\.){2,}[a-z]?"  # a.t.m.
    r"|£?\d+(?:[.,]\d+)*[^\W_]*"  # 4x4, £40,000, 7.5t
    r"|[^\W\d_][^\W_]*(?:[/'’&](?=[^\W_])[^\W_]+)*/?"  # words, r/s, didn't, w/
    r"|[.;:!?\n,()|]|&"
)
_MARKS = {".": FULL_STOP, ";": FULL_STOP, "!": FULL_STOP, "?": FULL_STOP, "\n": FULL_STOP, "|": FULL_STOP}
_AND_SIGN = "&"
_PARTS = re.compile(r"[^\W_]+")


class ReadableText:
    """A text as letters, one a word; where each stood is worked out only when asked for."""

    def __init__(self, tokens: list[str], lowered: str, encoded: Mapping[str, str]) -> None:
        self.letters = "".join(map(encoded.__getitem__, tokens))
        self._tokens = tokens
        self._lowered = lowered
        self._encoded = encoded
        self._places: list[tuple[int, int]] | None = None

    @property
    def places(self) -> list[tuple[int, int]]:
        """Start and end of each letter's word in the source."""
        if self._places is None:
            self._places = self._walk()
        return self._places

    def _walk(self) -> list[tuple[int, int]]:
        places: list[tuple[int, int]] = []
        past = 0
        encoded, find = self._encoded, self._lowered.index
        for token in self._tokens:
            # nothing between two tokens can look like a token, so the next occurrence is the one
            first = find(token, past)
            past = first + len(token)
            letters = encoded[token]
            if len(letters) == 1:
                places.append((first, past))
            elif letters:  # a word may be no letter, or several
                places.extend([(first, past)] * len(letters))
        return places

    def words(self, first: int, past: int) -> str:
        """Return the lower-case words of letters `first` to `past`, single spaced."""
        return " ".join(self._lowered[self.places[first][0] : self.places[past - 1][1]].split())


class _Encoded(dict[str, str]):
    """Remembers the letters of every token seen."""

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
        self._encoded = _Encoded(self._encode)
        self._learned = _Encoded(self._learn_word)
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

    def read(self, text: str) -> ReadableText:
        """Return a text as letters that know their places."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters grow when lowered; keep every place true
            lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        return ReadableText(_TOKEN.findall(lowered), lowered, self._encoded)

    def _learn_word(self, word: str) -> str:
        if word in self._dropped:
            return ""
        self.surface_words.add(word)
        key = stem_word(word)
        return self._letters.setdefault(key, chr(_FIRST_LETTER + len(self._letters)))

    def _encode(self, token: str) -> str:
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
