"""From characters to sentences and tokens, a whole batch of texts at once, by compiled code.

A token is a word with its joined parts ("r/s", "didn't"), letters with stops ("a.t.m."), a number with
its unit ("4x4", "£40,000") or a mark. A sentence ends with a stop that a space follows.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.word_numbers import hash_chars

Array = NDArray[Any]

# what a character is, one bit each
WORD_CHAR, DIGIT, SPACE, LOWER, MARK, SENTENCE_END, JOINER, KNOWN = (1 << bit for bit in range(8))
_CODE_POINTS = 0x110000
_MARKS = ".;:!?\n,()|&"
_SENTENCE_ENDS = ".;\n"
_JOINERS = "/'’&"  # stand inside a word: "r/s", "didn't"
_LONGEST_COUNTED = 12  # letters; the small words of a language are short
_FULL_STOP, _COMMA, _SLASH, _POUND = ord("."), ord(","), ord("/"), ord("£")


class Characters:
    """What every character is; worked out when it is first met."""

    def __init__(self) -> None:
        self.classes = np.zeros(_CODE_POINTS, np.uint8)

    def meet(self, chars: Array) -> None:
        """Work out what the characters of a text are."""
        new = np.zeros(0, np.uint32) if len(chars) == 0 else chars[self.classes[chars] == 0]
        for point in np.unique(new):
            self.classes[point] = _class_of(chr(point))


def _class_of(char: str) -> int:
    asked = {
        WORD_CHAR: char.isalnum(),
        DIGIT: char.isdecimal(),
        SPACE: char.isspace(),
        LOWER: "a" <= char <= "z",
        MARK: char in _MARKS,
        SENTENCE_END: char in _SENTENCE_ENDS,
        JOINER: char in _JOINERS,
        KNOWN: True,
    }
    return sum(bit for bit, is_so in asked.items() if is_so)


class Text(NamedTuple):
    """A batch of texts end to end, in lower case."""

    chars: Array  # code points
    start: Array  # by text: its first character; one more at the end


class Tokens(NamedTuple):
    """The sentences of a batch and their tokens; places count characters of the batch."""

    sentence_text: Array  # by sentence: the text it stands in
    sentence_first: Array
    sentence_past: Array
    token_start: Array  # by sentence: its first token; one more at the end
    first: Array  # by token
    past: Array
    hashes: Array


def lower_case(texts: Sequence[str]) -> Text:
    """Return texts in lower case, character for character."""
    lowered = [_lowered(text) for text in texts]
    start = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in lowered], out=start[1:])
    chars = np.frombuffer("".join(lowered).encode("utf-32-le", "surrogatepass"), np.uint32)
    return Text(chars, start)


def _lowered(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # a few letters grow when lowered; keep every place true
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@njit(cache=True)
def count_words(text: Text, classes: Array, some: Array, others: Array, counts: Array) -> None:
    """Count in each text the words between spaces that are of two lists, given as sorted hashes.

    `counts` has a row a list and a column a text.
    """
    chars = text.chars
    for t in range(len(text.start) - 1):
        place, past = text.start[t], text.start[t + 1]
        while place < past:
            first = place
            while place < past and not classes[chars[place]] & SPACE:
                place += 1
            if first < place <= first + _LONGEST_COUNTED:
                hashed = hash_chars(chars, first, place)
                counts[0, t] += _is_listed(hashed, some)
                counts[1, t] += _is_listed(hashed, others)
            place += 1


@njit(cache=True)
def _is_listed(hashed: np.uint64, listed: Array) -> bool:
    at = np.searchsorted(listed, hashed)
    return bool(at < len(listed) and listed[at] == hashed)


@njit(cache=True)
def cut_tokens(text: Text, classes: Array, wanted: Array) -> Tokens:
    """Return the sentences and tokens of the texts that are wanted."""
    chars, n = text.chars, len(text.chars)
    sentence_text = np.empty(n, np.int32)
    sentence_first, sentence_past = np.empty(n, np.int64), np.empty(n, np.int64)
    token_start = np.zeros(n + 1, np.int64)
    first, past = np.empty(n, np.int64), np.empty(n, np.int64)
    hashes = np.empty(n, np.uint64)
    sentences = tokens = 0
    for t in range(len(text.start) - 1):
        at = text.start[t]
        while wanted[t] and at < text.start[t + 1]:
            end, blank = _end_of_sentence(at, text.start[t + 1], chars, classes)
            if not blank:
                sentence_text[sentences], sentence_first[sentences], sentence_past[sentences] = t, at, end
                tokens = _cut_sentence(at, end, chars, classes, first, past, hashes, tokens)
                sentences += 1
                token_start[sentences] = tokens
            at = end
    return Tokens(
        sentence_text[:sentences].copy(),
        sentence_first[:sentences].copy(),
        sentence_past[:sentences].copy(),
        token_start[: sentences + 1].copy(),
        first[:tokens].copy(),
        past[:tokens].copy(),
        hashes[:tokens].copy(),
    )


@njit(cache=True)
def _end_of_sentence(at: int, limit: int, chars: Array, classes: Array) -> tuple[int, bool]:
    """Return where the sentence at a place ends, the space after it included, and whether it is blank."""
    blank = True
    while at < limit:
        kind = classes[chars[at]]
        blank = blank and kind & SPACE != 0
        at += 1
        if kind & SENTENCE_END and (at == limit or classes[chars[at]] & SPACE):
            while at < limit and classes[chars[at]] & SPACE:
                at += 1
            break
    return at, blank


@njit(cache=True)
def _cut_sentence(
    at: int, limit: int, chars: Array, classes: Array, first: Array, past: Array, hashes: Array, n: int
) -> int:
    """Write the tokens of one sentence; return how many there are now."""
    while at < limit:
        end = _end_of_token(at, limit, chars, classes)
        if end > at:
            first[n], past[n], hashes[n] = at, end, hash_chars(chars, at, end)
            n += 1
        at = max(end, at + 1)
    return n


@njit(cache=True)
def _end_of_token(at: int, limit: int, chars: Array, classes: Array) -> int:
    """Return where the token at a place ends; the place itself where none begins."""
    kind = classes[chars[at]]
    if kind & LOWER:
        end = _end_of_initials(at, limit, chars, classes)
        if end > at:
            return end
    if kind & DIGIT:
        return _end_of_number(at, limit, chars, classes)
    if chars[at] == _POUND and at + 1 < limit and classes[chars[at + 1]] & DIGIT:
        return _end_of_number(at + 1, limit, chars, classes)
    if kind & WORD_CHAR:
        return _end_of_word(at, limit, chars, classes)
    return at + 1 if kind & MARK else at


@njit(cache=True)
def _end_of_initials(at: int, limit: int, chars: Array, classes: Array) -> int:
    """Return where letters with stops end ("a.t.m."), or the place itself where there are not two."""
    end = at
    while end + 1 < limit and classes[chars[end]] & LOWER and chars[end + 1] == _FULL_STOP:
        end += 2
    if end - at < 4:
        return at
    return end + 1 if end < limit and classes[chars[end]] & LOWER else end


@njit(cache=True)
def _end_of_number(at: int, limit: int, chars: Array, classes: Array) -> int:
    """Return where a number with its unit ends: "7.5t", "40,000"."""
    end = _end_of_run(at, limit, DIGIT, chars, classes)
    while (
        end + 1 < limit
        and (chars[end] == _FULL_STOP or chars[end] == _COMMA)
        and classes[chars[end + 1]] & DIGIT
    ):
        end = _end_of_run(end + 1, limit, DIGIT, chars, classes)
    return _end_of_run(end, limit, WORD_CHAR, chars, classes)


@njit(cache=True)
def _end_of_word(at: int, limit: int, chars: Array, classes: Array) -> int:
    """Return where a word with its joined parts ends: "r/s", "w/"."""
    end = _end_of_run(at, limit, WORD_CHAR, chars, classes)
    while end + 1 < limit and classes[chars[end]] & JOINER and classes[chars[end + 1]] & WORD_CHAR:
        end = _end_of_run(end + 1, limit, WORD_CHAR, chars, classes)
    return end + 1 if end < limit and chars[end] == _SLASH else end


@njit(cache=True)
def _end_of_run(at: int, limit: int, wanted: int, chars: Array, classes: Array) -> int:
    while at < limit and classes[chars[at]] & wanted:
        at += 1
    return at
