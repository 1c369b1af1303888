"""The words of texts that stand outside their coded phrases, as numbers, a million texts at a time.

What a word is, and what it neighbours, is read by compiled code from the characters; Python sees each
distinct word once. Words outside English letters are not looked at.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.word_numbers import WordNumbers

Array = NDArray[Any]

NO_TERM = -1
_TEXTS_AT_ONCE = 20_000  # bounds the memory that their characters take
_PAIRS_AT_ONCE = 2_000_000
_LEFT = np.uint64(32)
_FNV_START, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_FIRST_MIX, _SECOND_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_MIX_SHIFT = np.uint64(31)

# what a character is in lower case: part of a word, its beginning, the end of a part of a sentence
_INSIDE, _BEGINS, _PARTS = 1, 2, 4
_DOTTED_I = 0x130  # in lower case an "i" and a dot of its own, which ends the word
_KELVIN = 0x212A  # in lower case a plain "k"


class Spans(NamedTuple):
    """The coded phrases of texts, in characters; those of one text stand together."""

    begin: Array  # by text: the first of its spans
    stop: Array  # by text: past the last of them
    first: Array
    past: Array


class WordStream(NamedTuple):
    """The words of texts in the order they stand."""

    start: Array  # by text: its first word; one more at the end
    word: Array  # the number of each
    follows: Array  # whether it follows the one before in the same part of a sentence


class WordPairs(NamedTuple):
    """Neighbouring words, numbered."""

    pair: Array  # by word of the stream: the number of the pair it ends, or NO_TERM
    left: Array  # by pair: the number of its first word
    right: Array


def spans_of(tags: pl.DataFrame, rows: Array) -> Spans:
    """Return the spans of the tags of some rows, in the order of `rows`."""
    placed = tags.select("row", "start", "end").drop_nulls(["start", "end"])
    if not placed["row"].is_sorted():
        placed = placed.sort("row", maintain_order=True)
    row = placed["row"].to_numpy()
    begin, stop = (np.searchsorted(row, rows, side) for side in ("left", "right"))
    return Spans(begin, stop, placed["start"].to_numpy().copy(), placed["end"].to_numpy().copy())


def read_words(texts: pl.Series, spans: Spans) -> tuple[WordStream, pl.Series]:
    """Return the words of `texts` outside `spans`, and what each number stands for."""
    numbers = WordNumbers()
    classes = _classes()
    known: list[str] = []
    parts = []
    for at in range(0, len(texts), _TEXTS_AT_ONCE):
        some = texts.slice(at, _TEXTS_AT_ONCE)
        chars, start = _characters(some)
        own = Spans(
            spans.begin[at : at + len(some)], spans.stop[at : at + len(some)], spans.first, spans.past
        )
        first, past, hashes, follows, counts = _cut_words(chars, start, own, classes)
        number, new = numbers.number(hashes)
        known.extend(_word(chars[first[k] : past[k]]) for k in new)
        parts.append((counts, number, follows))
    counts, number, follows = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    start = np.concatenate([[0], np.cumsum(counts)])
    return WordStream(start, number, follows), pl.Series(known, dtype=pl.String)


def number_pairs(stream: WordStream, wanted: Array) -> WordPairs:
    """Return the neighbouring words of which both are wanted (by word number)."""
    numbers = WordNumbers()
    pair = np.full(len(stream.word), NO_TERM, np.int32)
    ends = []
    for at in range(0, len(stream.word), _PAIRS_AT_ONCE):
        places = at + np.flatnonzero(
            _wanted_pairs(stream.word, stream.follows, wanted, at, min(at + _PAIRS_AT_ONCE, len(stream.word)))
        )
        number, new = numbers.number(_mix(stream.word[places - 1], stream.word[places]))
        pair[places] = number
        ends.append(places[new])
    end = np.concatenate(ends) if ends else np.zeros(0, np.int64)
    return WordPairs(pair, stream.word[end - 1], stream.word[end])


@njit(cache=True)
def count_texts(start: Array, term: Array, terms: int) -> Array:
    """Return in how many texts each of `terms` numbered terms stands."""
    texts = np.zeros(terms, np.int64)
    last = np.full(terms, -1, np.int64)
    for text in range(len(start) - 1):
        for at in range(start[text], start[text + 1]):
            number = term[at]
            if number >= 0 and last[number] != text:
                last[number] = text
                texts[number] += 1
    return texts


@njit(cache=True)
def count_columns(
    stream: WordStream, pair: Array, word_column: Array, pair_column: Array, fewest: int
) -> tuple[Array, Array, Array]:
    """Return how often each column's term stands in each text: row starts, columns in order, and times.

    Texts of fewer than `fewest` distinct words have none.
    """
    texts = len(stream.start) - 1
    most = 0
    for text in range(texts):
        most = max(most, stream.start[text + 1] - stream.start[text])
    words, held = np.empty(most, np.int32), np.empty(2 * most, np.int64)
    starts = np.zeros(texts + 1, np.int64)
    kept = 0
    for at in range(len(stream.word)):
        kept += word_column[stream.word[at]] >= 0
        kept += pair[at] >= 0 and pair_column[pair[at]] >= 0
    columns, times = np.empty(kept, np.int64), np.empty(kept, np.int32)
    n = 0
    for text in range(texts):
        a, b = stream.start[text], stream.start[text + 1]
        words[: b - a] = stream.word[a:b]
        if _distinct(words[: b - a]) >= fewest:
            used = _columns_of(a, b, stream.word, pair, word_column, pair_column, held)
            n = _add_counted(held[:used], columns, times, n)
        starts[text + 1] = n
    return starts, columns[:n], times[:n]


@njit(cache=True)
def _distinct(words: Array) -> int:
    words.sort()
    n = 0
    for k in range(len(words)):
        n += k == 0 or words[k] != words[k - 1]
    return n


@njit(cache=True)
def _columns_of(
    a: int, b: int, word: Array, pair: Array, word_column: Array, pair_column: Array, held: Array
) -> int:
    """Write the columns of the terms that stand from `a` up to `b`, in order; return how many."""
    used = 0
    for at in range(a, b):
        if word_column[word[at]] >= 0:
            held[used] = word_column[word[at]]
            used += 1
        if pair[at] >= 0 and pair_column[pair[at]] >= 0:
            held[used] = pair_column[pair[at]]
            used += 1
    held[:used].sort()
    return used


@njit(cache=True)
def _add_counted(held: Array, columns: Array, times: Array, n: int) -> int:
    """Add each column with how often it is held; return how many there are now."""
    for k in range(len(held)):
        if k > 0 and held[k] == held[k - 1]:
            times[n - 1] += 1
        else:
            columns[n], times[n] = held[k], 1
            n += 1
    return n


@njit(cache=True)
def _wanted_pairs(word: Array, follows: Array, wanted: Array, first: int, past: int) -> Array:
    """Return which words, from `first` up to `past`, end a pair of two wanted words."""
    found = np.zeros(past - first, np.bool_)
    for at in range(first, past):
        found[at - first] = follows[at] and wanted[word[at]] and wanted[word[at - 1]]
    return found


@njit(cache=True)
def _mix(left: Array, right: Array) -> Array:
    """Return a hash of each pair of numbers, no two alike (the finisher of SplitMix64; Steele and others 2014)."""
    mixed = np.empty(len(left), np.uint64)
    for k in range(len(left)):
        key = np.uint64(left[k]) << _LEFT | np.uint64(right[k])
        key = (key ^ (key >> np.uint64(30))) * _FIRST_MIX
        key = (key ^ (key >> np.uint64(27))) * _SECOND_MIX
        mixed[k] = key ^ (key >> _MIX_SHIFT)
    return mixed


def _characters(texts: pl.Series) -> tuple[Array, Array]:
    held = texts.to_list()
    start = np.zeros(len(held) + 1, np.int64)
    np.cumsum([len(text) for text in held], out=start[1:])
    return np.frombuffer("".join(held).encode("utf-32-le", "surrogatepass"), np.uint32), start


def _word(chars: Array) -> str:
    return str(chars.tobytes().decode("utf-32-le", "surrogatepass")).lower()[: len(chars)]


def _classes() -> Array:
    classes = np.zeros(_KELVIN + 1, np.uint8)
    for char in "abcdefghijklmnopqrstuvwxyz":
        classes[[ord(char), ord(char.upper())]] = _INSIDE | _BEGINS
    classes[[_DOTTED_I, _KELVIN]] = _INSIDE | _BEGINS
    classes[[ord(char) for char in "0123456789'-"]] = _INSIDE
    classes[[ord(char) for char in "|.;,"]] = _PARTS
    return classes


@njit(cache=True)
def _cut_words(
    chars: Array, start: Array, spans: Spans, classes: Array
) -> tuple[Array, Array, Array, Array, Array]:
    """Return where each word stands, its hash, whether it follows another, and how many each text has."""
    first, past = np.empty(len(chars), np.int64), np.empty(len(chars), np.int64)
    hashes, follows = np.empty(len(chars), np.uint64), np.empty(len(chars), np.bool_)
    counts = np.zeros(len(start) - 1, np.int64)
    n = 0
    for text in range(len(start) - 1):
        before = n
        at, end = start[text], start[text + 1]
        for span in _in_order(
            spans.first[spans.begin[text] : spans.stop[text]], spans.past[spans.begin[text] :]
        ):
            span_first = min(end, start[text] + (span >> 32))
            n = _cut_part(at, max(at, span_first), chars, classes, first, past, hashes, follows, n)
            at = max(at, min(end, start[text] + (span & 0xFFFFFFFF)))
        n = _cut_part(at, end, chars, classes, first, past, hashes, follows, n)
        counts[text] = n - before
    return first[:n].copy(), past[:n].copy(), hashes[:n].copy(), follows[:n].copy(), counts


@njit(cache=True)
def _in_order(first: Array, past: Array) -> Array:
    """Return spans in order, each as one number: its first place, then its end."""
    spans = np.empty(len(first), np.int64)
    for k in range(len(first)):
        spans[k] = np.int64(first[k]) << 32 | np.int64(past[k])
    spans.sort()
    return spans


@njit(cache=True)
def _class_of(char: int, classes: Array) -> int:
    return int(classes[char]) if char < len(classes) else 0


@njit(cache=True)
def _cut_part(
    at: int,
    limit: int,
    chars: Array,
    classes: Array,
    first: Array,
    past: Array,
    hashes: Array,
    follows: Array,
    n: int,
) -> int:
    """Write the words from a place up to another, no phrase between them; return how many there are now."""
    goes_on = False
    while at < limit:
        kind = _class_of(chars[at], classes)
        if kind & _PARTS:
            goes_on = False
        end = at + 1
        if kind & _BEGINS:
            hashed = _FNV_START
            end = at
            while end < limit and _class_of(chars[end], classes) & _INSIDE:
                hashed = (hashed ^ np.uint64(_lower(chars[end]))) * _FNV_PRIME
                end += 1
                if chars[end - 1] == _DOTTED_I:
                    break
            if end - at > 1:
                first[n], past[n], hashes[n], follows[n] = at, end, hashed, goes_on
                n += 1
                goes_on = True
        at = end
    return n


@njit(cache=True)
def _lower(char: int) -> int:
    if char == _DOTTED_I:
        return 0x69
    if char == _KELVIN:
        return 0x6B
    return int(char) + 32 if 0x41 <= char <= 0x5A else int(char)
