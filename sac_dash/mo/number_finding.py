"""The numbers of offenders in many sentences at once: most are passed over without being read.

Patterns that tell offenders from staff, tills and years look around them and are slow; whether one
can match at all is asked first, of all sentences together, by the same patterns without their looks
around, which a linear-time engine answers in a tenth of a microsecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.mo.offender_number import CHANCES, Counted, bit_of, find_offender_number

_LOOK_AROUND = ("(?!", "(?=", "(?<!", "(?<=")
_NAME = re.compile(r"\(\?P<\w+>")
_MOST_REMEMBERED = 100_000
_FEWEST = 8  # sentences; fewer are read at once
# of these characters both engines think alike
_PLAIN = r"^[\t\n\r -~]*$"


def without_looks_around(pattern: str) -> str:
    r"""Return a pattern that matches wherever another does, and needs no look around.

    >>> without_looks_around(r"(?<!no )(?P<n>x[)]?)(?!a|(?:y))z")
    '(?:x[)]?)z'
    """
    kept: list[str] = []
    at = 0
    while at < len(pattern):
        named = _NAME.match(pattern, at)
        if pattern.startswith(_LOOK_AROUND, at):
            at = _past_group(pattern, at)
        elif named:
            kept.append("(?:")
            at = named.end()
        else:
            past = _past_item(pattern, at)
            kept.append(pattern[at:past])
            at = past
    return "".join(kept)


def _past_item(pattern: str, at: int) -> int:
    """Return where an escape, a set or a single character ends."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] != "[":
        return at + 1
    at += 2 if pattern.startswith("[^", at) else 1
    at += 1  # a bracket that stands first is itself
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1


def _past_group(pattern: str, at: int) -> int:
    depth = 0
    while True:
        depth += {"(": 1, ")": -1}.get(pattern[at], 0)
        at = _past_item(pattern, at)
        if depth == 0:
            return at


class NumberFinder:
    """Finds the numbers of offenders in sentences; remembers those it has read."""

    def __init__(self) -> None:
        self._remembered: dict[str, Counted | None] = {}
        self._chances = [
            (
                without_looks_around(first.pattern),
                [(bit_of(pattern), without_looks_around(pattern.pattern)) for pattern in patterns],
            )
            for first, patterns in CHANCES
        ]

    def find(self, sentences: Sequence[str]) -> Iterator[tuple[int, Counted]]:
        """Yield the place and number of each sentence that states one."""
        possible = self._possible(sentences)
        for place in np.flatnonzero(possible).tolist():
            counted = self._recall(sentences[place], int(possible[place]))
            if counted:
                yield place, counted

    def _recall(self, sentence: str, possible: int) -> Counted | None:
        if sentence not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[sentence] = find_offender_number(sentence, possible)
        return self._remembered[sentence]

    def _possible(self, sentences: Sequence[str]) -> NDArray[np.int64]:
        """Return the patterns that may match each sentence, in bits."""
        possible = np.full(len(sentences), -1)
        if len(sentences) < _FEWEST:
            return possible
        lowered = pl.Series(sentences, dtype=pl.String).str.to_lowercase()
        plain = np.flatnonzero(lowered.str.contains(_PLAIN).to_numpy())
        possible[plain] = 0
        held = lowered.gather(plain)
        for first, patterns in self._chances:
            some = np.flatnonzero(held.str.contains(first).to_numpy())
            of_some = held.gather(some)
            for bit, pattern in patterns:
                possible[plain[some]] |= bit * of_some.str.contains(pattern).to_numpy()
        return possible
