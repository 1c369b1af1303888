"""What a letter is to the rules: a stop, a comma, a word that joins, denies or ends a reach.

The rules never ask which word stands where, only of what kind it is; one number of bits a word
answers that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.normalisation import COMMA, FULL_STOP

Array = NDArray[Any]

STOP_KIND, COMMA_KIND, LISTING_KIND, DENYING_KIND, PARTING_KIND = (1 << bit for bit in range(5))
BREAK_KINDS = STOP_KIND | COMMA_KIND
_FIRST_STOP_LIST = 5
_MOST_STOP_LISTS = 13  # two bits each


class LetterKinds:
    """Bits of every letter, as the vocabulary's lists have it."""

    def __init__(
        self,
        letters: int,
        listing: frozenset[str],
        denying: frozenset[str],
        parting: frozenset[str],
        stop_lists: Mapping[str, frozenset[str]],
    ) -> None:
        if len(stop_lists) > _MOST_STOP_LISTS:
            raise ValueError(f"the vocabulary has more than {_MOST_STOP_LISTS} lists of stop words")
        self.of_letter = np.zeros(letters, np.uint32)
        self._mark({FULL_STOP}, STOP_KIND)
        self._mark({COMMA}, COMMA_KIND)
        self._mark(listing, LISTING_KIND)
        self._mark(denying, DENYING_KIND)
        self._mark(parting, PARTING_KIND)
        self._word: dict[str, int] = {}
        self._part: dict[str, int] = {}
        for place, (name, words) in enumerate(stop_lists.items()):
            self._word[name] = 1 << (_FIRST_STOP_LIST + 2 * place)
            self._part[name] = 2 << (_FIRST_STOP_LIST + 2 * place)
            self._mark(words, self._word[name])
            self._mark({letter for word in words for letter in word}, self._part[name])

    def words_of(self, name: str) -> int:
        """Return the kind of the words of a list of stop words; of an unknown list there are none."""
        return self._word.get(name, 0)

    def parts_of(self, name: str) -> int:
        """Return the kind of every word that stands in one of the list's wordings."""
        return self._part.get(name, 0)

    def _mark(self, words: set[str] | frozenset[str], kind: int) -> None:
        for word in words:
            if len(word) == 1:  # a run of several words is no one word's kind
                self.of_letter[ord(word)] |= kind


@njit(cache=True)
def has_kind(kinds: Array, first: int, past: int, wanted: int) -> bool:
    """Return whether a word of a wanted kind stands from `first` up to `past`."""
    return first_of_kind(kinds, first, past, wanted) >= 0


@njit(cache=True)
def first_of_kind(kinds: Array, first: int, past: int, wanted: int) -> int:
    """Return the first place of a wanted kind from `first` up to `past`, or -1."""
    for place in range(first, min(past, len(kinds))):
        if kinds[place] & wanted:
            return place
    return -1


@njit(cache=True)
def last_of_kind(kinds: Array, first: int, past: int, wanted: int) -> int:
    """Return the last place of a wanted kind from `first` up to `past`, or -1."""
    for place in range(min(past, len(kinds)) - 1, first - 1, -1):
        if kinds[place] & wanted:
            return place
    return -1
