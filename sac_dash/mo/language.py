"""Telling text that is not English, so that nothing is read into it.

"Safe", "Gas", "Bar" and "die" mean other things elsewhere. Text is taken for foreign when its small
words are: articles, conjunctions and prepositions are few, closed and frequent in every language
(the idea of stop-word language identification, Grefenstette 1995). Shorthand without small words
counts as English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sac_dash.mo.tokens import Text, count_words
from sac_dash.mo.word_numbers import hash_word

Array = NDArray[Any]

_ENGLISH = (
    "the and of to in was with from by at on for into through had been have has were it his her their they he "
    "she which who that this then out off up not no unk using used via rear front door window"
)
_FOREIGN = (
    # German, Dutch
    "der das und ein eine einen einem einer nicht wurde wurden mit von dem den des aus zum zur auf bei durch sich nach "
    "ist sind hatte hatten haben werden unbekannte täter het een van naar met niet werd "
    # French
    "le la les du une sont dans par avec pour ont été sur aux ces leurs leur et "
    # Spanish, Portuguese, Italian
    "el los las del por una para fue fueron lo que se il gli della nel nella sono stato di è os dos das uma foi "
    # Polish, Romanian, Welsh, Lithuanian
    "nie się przez został na jest au fost prin și din cu pe la yr ac gan wedi oedd y ir buvo"
)


@dataclass(frozen=True)
class LanguageParameters:
    """When a text is taken for foreign."""

    fewest_foreign_words: int = 3  # small foreign words, counted each time they stand


_ENGLISH_WORDS = frozenset(_ENGLISH.split())
_FOREIGN_WORDS = frozenset(_FOREIGN.split())
_DEFAULT = LanguageParameters()


def is_foreign(text: str, parameters: LanguageParameters = _DEFAULT) -> bool:
    """Return whether a text is plainly not English.

    >>> is_foreign("Der Täter hebelte die Tür der Bar auf und entwendete den Safe.")
    True
    >>> is_foreign("Offs forced rear door of bar, safe taken")
    False
    """
    words = text.lower().split()
    foreign = sum(word in _FOREIGN_WORDS for word in words)
    if foreign < parameters.fewest_foreign_words:
        return False
    return foreign > sum(word in _ENGLISH_WORDS for word in words)


class ForeignWords:
    """Tells which texts of a batch are plainly not English; as :func:`is_foreign` does of one."""

    def __init__(self, parameters: LanguageParameters = _DEFAULT) -> None:
        self._parameters = parameters
        self._foreign = np.sort(np.array([hash_word(word) for word in _FOREIGN_WORDS], np.uint64))
        self._english = np.sort(np.array([hash_word(word) for word in _ENGLISH_WORDS], np.uint64))

    def find(self, text: Text, classes: Array) -> Array:
        """Return, for each text, whether it is foreign; `classes` says what every character is."""
        counts = np.zeros((2, len(text.start) - 1), np.int64)
        count_words(text, classes, self._foreign, self._english, counts)
        foreign, english = counts
        few: Array = foreign < self._parameters.fewest_foreign_words
        return ~few & (foreign > english)
