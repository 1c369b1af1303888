"""One sentence made ready for the rules: the phrases found in it and what kinds of words it has."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.meanings import BLOCKS, Meanings
from sac_dash.mo.phrase_matching import FIRST, MEANING, PAST

Array = NDArray[Any]

_PLACE_BITS = 20
_LAST_PLACE = (1 << _PLACE_BITS) - 1


class Sentence(NamedTuple):
    """A sentence as the rules see it."""

    hits: Array  # phrases found: first word, past the last, meaning; the longest first
    flags: Array  # by hit: what may be asked of it (see meanings)
    kinds: Array  # by word (see letter_kinds)


@njit(cache=True)
def make_sentence(found: Array, letters: Array, letter_kinds: Array, meanings: Meanings) -> Sentence:
    """Return a sentence without the phrases that a blocker covers."""
    keep = np.ones(len(found), np.bool_)
    for b in range(len(found)):
        if not meanings.flags[found[b, MEANING]] & BLOCKS:
            continue
        for k in range(len(found)):
            same = found[b, FIRST] == found[k, FIRST] and found[b, PAST] == found[k, PAST]
            if not same and found[b, FIRST] <= found[k, FIRST] and found[k, PAST] <= found[b, PAST]:
                keep[k] = False
    hits = found[keep]
    flags = np.empty(len(hits), np.int32)
    for k in range(len(hits)):
        flags[k] = meanings.flags[hits[k, MEANING]]
    kinds = np.empty(len(letters), np.int64)
    for place in range(len(letters)):
        kinds[place] = letter_kinds[letters[place]]
    return Sentence(hits, flags, kinds)


@njit(cache=True)
def in_order(sentence: Sentence, wanted: int) -> Array:
    """Return the hits with a wanted flag by place, of several that start together the longest first.

    With no flag wanted, every hit.
    """
    hits = sentence.hits
    keys = np.empty(len(hits), np.int64)
    n = 0
    for k in range(len(hits)):
        if wanted == 0 or sentence.flags[k] & wanted:
            last = _LAST_PLACE - np.int64(hits[k, PAST])
            keys[n] = (np.int64(hits[k, FIRST]) << _PLACE_BITS | last) << _PLACE_BITS | k
            n += 1
    keys[:n].sort()
    return keys[:n] & _LAST_PLACE
