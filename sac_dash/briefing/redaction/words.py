"""A text as words with how each is written: names are told by capitals where capitals mean something.

Officers write in sentence case, in capitals throughout and in none; a capital says nothing in a sentence that
is all capitals, nor in one where every word has one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sac_dash.briefing.redaction.lexicon import is_ordinary

_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['’`\-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?;]\s|\n|\r|:\s|[-–•]\s|[\"“”(]")
_LEAST_TITLED = 6
_LEAST_TO_JUDGE = 4  # words; in fewer, capitals are taken at their word


@dataclass(frozen=True)
class Word:
    """One word of a text.

    Parameters
    ----------
    start, end
        Where it stands.
    starts
        Whether it opens a sentence.
    is_title, is_upper
        Whether it is written with a capital first, or in capitals, where others around it are not.
    shouted
        Whether everything around it is in capitals, or nothing is: then case says nothing.
    """

    text: str
    start: int
    end: int
    starts: bool
    is_title: bool
    is_upper: bool
    shouted: bool

    @property
    def low(self) -> str:
        """Return it in lower case, a possessive ending left off."""
        return re.sub(r"['’`]s$", "", self.text.casefold())

    @property
    def is_name_like(self) -> bool:
        """Return whether it is no ordinary word, or a capital marks it inside a sentence."""
        return not is_ordinary(self.low)


def read_words(text: str) -> list[Word]:
    """Return the words of a text in order."""
    words: list[Word] = []
    for start, end in _sentences(text):
        hits = list(_WORD.finditer(text, start, end))
        shouted = _is_shouted([hit.group() for hit in hits])
        titled_all = _is_titled([hit.group() for hit in hits])
        for order, hit in enumerate(hits):
            said = hit.group()
            upper = len(said) > 1 and said.isupper()
            words.append(
                Word(
                    said,
                    hit.start(),
                    hit.end(),
                    starts=order == 0,
                    is_title=len(said) > 1 and said[0].isupper() and not upper,
                    is_upper=upper and not shouted,
                    shouted=shouted or titled_all,
                )
            )
    return words


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [hit.end() for hit in _SENTENCE.finditer(text)]
    starts = [0, *ends]
    return list(zip(starts, [*ends, len(text)], strict=True))


def _is_shouted(said: list[str]) -> bool:
    """Return whether a sentence is in capitals: most of its longer words are."""
    longer = [each for each in said if len(each) > 2]
    if len(longer) < _LEAST_TO_JUDGE:
        return bool(longer) and len(longer) > 1 and all(each.isupper() for each in longer)
    return sum(each.isupper() for each in longer) > 0.7 * len(longer)


def _is_titled(said: list[str]) -> bool:
    """Return whether every word of a sentence has a capital, so that none means anything."""
    longer = [each for each in said if len(each) > 3]
    return len(longer) > _LEAST_TITLED and sum(each[0].isupper() for each in longer) > 0.9 * len(longer)
