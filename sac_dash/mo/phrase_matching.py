"""Every phrase of the vocabulary that stands in a sentence, by compiled code.

The phrases are one tree of words (a trie: Fredkin 1960); from each word of a sentence the tree is
followed for as long as it goes on, which finds all phrases, one inside another included.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.tokens import SPACE

Array = NDArray[Any]

FIRST, PAST, MEANING = range(3)  # columns of a table of hits
_LETTER_BITS = 16
_PLACE_BITS = 20
_MOST_PLACES = 1 << _PLACE_BITS
_LONGEST = 1 << 10  # more than any phrase's words
_EMPTY = -1


class Phrases(NamedTuple):
    """All phrases as a tree of letters."""

    root: Array  # by letter: the node of the phrase or beginning of one word, or -1
    keys: Array  # open addressing: node and letter together, -1 where free
    nodes: Array  # where each key leads
    listed_start: Array  # by node: its first listed meaning; one more at the end
    listed: Array
    exact_start: Array  # by meaning: where its exact wording starts; one more at the end
    exact: Array  # code points of the exact wordings; a meaning without one has none


class Words(NamedTuple):
    """The words of one sentence: their letters, and where each stands among the characters."""

    letters: Array
    first: Array
    past: Array


def build_phrases(wordings: Sequence[tuple[str, str | None]], letters: int) -> Phrases:
    """Return the tree of wordings: each its letters and, where a stem would be ambiguous, its exact words."""
    edges: dict[int, int] = {}
    listed: list[list[int]] = [[]]
    for meaning, (wording, _) in enumerate(wordings):
        node = 0
        for letter in wording:
            key = node << _LETTER_BITS | ord(letter)
            if key not in edges:
                edges[key] = len(listed)
                listed.append([])
            node = edges[key]
        listed[node].append(meaning)
    root = np.full(letters, _EMPTY, np.int32)
    deeper = {}
    for key, node in edges.items():
        if key < 1 << _LETTER_BITS:
            root[key] = node
        else:
            deeper[key] = node
    size = 1 << (2 * max(len(deeper), 1)).bit_length()
    keys, nodes = np.full(size, _EMPTY, np.int64), np.zeros(size, np.int32)
    _enter(keys, nodes, np.fromiter(deeper, np.int64), np.fromiter(deeper.values(), np.int32))
    exact = [exact or "" for _, exact in wordings]
    return Phrases(
        root,
        keys,
        nodes,
        _starts([len(meanings) for meanings in listed]),
        np.array([meaning for meanings in listed for meaning in meanings], np.int32),
        _starts([len(words) for words in exact]),
        np.array([ord(char) for words in exact for char in words], np.uint32),
    )


def _starts(lengths: list[int]) -> Array:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


@njit(cache=True)
def _slot(key: int, keys: Array) -> int:
    """Return where a key stands among the keys, or the free place where it would."""
    place = (key * 0x9E3779B1 >> 7) & (len(keys) - 1)
    while keys[place] != key and keys[place] != _EMPTY:
        place = (place + 1) & (len(keys) - 1)
    return place


@njit(cache=True)
def _enter(keys: Array, nodes: Array, new_keys: Array, new_nodes: Array) -> None:
    for k in range(len(new_keys)):
        place = _slot(new_keys[k], keys)
        keys[place] = new_keys[k]
        nodes[place] = new_nodes[k]


@njit(cache=True)
def _next_node(node: int, letter: int, phrases: Phrases) -> int:
    if node == 0:
        return int(phrases.root[letter])
    place = _slot(int(node) << _LETTER_BITS | int(letter), phrases.keys)
    return int(phrases.nodes[place]) if phrases.keys[place] != _EMPTY else _EMPTY


@njit(cache=True)
def find_phrases(words: Words, chars: Array, classes: Array, phrases: Phrases) -> Array:
    """Return the hits (first word, past the last, meaning), the longest first, then by place.

    Parameters
    ----------
    chars
        Lower-case code points that the words' places count in.
    classes
        By code point: what it is (see tokens).
    """
    found = np.empty((32, 3), np.int32)
    n = 0
    for start in range(len(words.letters)):
        node = 0
        for place in range(start, len(words.letters)):
            node = _next_node(node, words.letters[place], phrases)
            if node < 0:
                break
            for at in range(phrases.listed_start[node], phrases.listed_start[node + 1]):
                meaning = phrases.listed[at]
                if _is_worded(meaning, words.first[start], words.past[place], chars, classes, phrases):
                    found = with_room(found, n)
                    found[n, FIRST], found[n, PAST], found[n, MEANING] = start, place + 1, meaning
                    n += 1
    return _longest_first(found[:n])


@njit(cache=True)
def _is_worded(meaning: int, first: int, past: int, chars: Array, classes: Array, phrases: Phrases) -> bool:
    """Return whether the words between two places are a meaning's own, where it asks for exact ones."""
    at, end = phrases.exact_start[meaning], phrases.exact_start[meaning + 1]
    if at == end:
        return True
    place = first
    while place < past:
        char = chars[place]
        if classes[char] & SPACE:
            char = 0x20
            while place + 1 < past and classes[chars[place + 1]] & SPACE:
                place += 1
        if at == end or phrases.exact[at] != char:
            return False
        at += 1
        place += 1
    return bool(at == end)


@njit(cache=True)
def _longest_first(found: Array) -> Array:
    keys = np.empty(len(found), np.int64)
    for k in range(len(found)):
        words = found[k, PAST] - found[k, FIRST]
        keys[k] = (np.int64(_LONGEST - words) << _PLACE_BITS | found[k, FIRST]) << _PLACE_BITS | k
    keys.sort()
    ordered = np.empty_like(found)
    for k in range(len(found)):
        ordered[k] = found[keys[k] & (_MOST_PLACES - 1)]
    return ordered


@njit(cache=True)
def with_room(rows: Array, used: int) -> Array:
    """Return the rows, twice as many where all are used."""
    if used < len(rows):
        return rows
    larger = np.empty((2 * len(rows), rows.shape[1]), rows.dtype)
    larger[:used] = rows
    return larger
