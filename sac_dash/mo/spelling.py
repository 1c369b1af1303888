"""Mending typing errors, within bounds tight enough that no word becomes another.

Only words the vocabulary does not know are looked at, and never a common word of English or of
police writing. Distance is Damerau–Levenshtein (Damerau 1964): one slip in words of five letters
or more, two in words of nine or more; the first letter must stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_MOST_REMEMBERED = 200_000  # words


@dataclass(frozen=True)
class SpellingParameters:
    """How far a word may be from the one that is meant."""

    one_slip_letters: int = 5  # shortest word that may hold one slip
    two_slips_letters: int = 9  # shortest word that may hold two
    known_letters: int = 4  # vocabulary words shorter than this are nobody's correction


class Speller:
    """Corrects words towards a fixed set of known ones; remembers what it has decided."""

    def __init__(
        self, known: Iterable[str], common: Iterable[str], parameters: SpellingParameters | None = None
    ) -> None:
        self._parameters = parameters or SpellingParameters()
        self._known = frozenset(known)
        self._common = frozenset(common)
        self._near: dict[tuple[str, int, int], list[str]] = {}
        self._correctable: dict[tuple[str, int], list[str]] = {}
        for word in self._known:
            if len(word) >= self._parameters.known_letters and word.isalpha():
                self._correctable.setdefault((word[0], len(word)), []).append(word)
        self._decided: dict[str, str | None] = {}

    def correct(self, word: str) -> str | None:
        """Return the vocabulary word meant by a lower-case unknown word, or None."""
        if word not in self._decided:
            if len(self._decided) >= _MOST_REMEMBERED:
                self._decided.clear()
            self._decided[word] = self._nearest(word)
        return self._decided[word]

    def _nearest(self, word: str) -> str | None:
        slips = self._slips(word)
        if not slips or word in self._common or word in self._known:
            return None
        found = process.extractOne(
            word,
            self._candidates(word[0], len(word), slips),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=slips,
        )
        return found[0] if found else None

    def _candidates(self, initial: str, letters: int, slips: int) -> list[str]:
        """Return the known words that start alike and are near enough in length."""
        key = (initial, letters, slips)
        if key not in self._near:
            lengths = range(letters - slips, letters + slips + 1)
            self._near[key] = sorted(
                word for length in lengths for word in self._correctable.get((initial, length), ())
            )
        return self._near[key]

    def _slips(self, word: str) -> int:
        if not word.isalpha() or len(word) < self._parameters.one_slip_letters:
            return 0
        return 2 if len(word) >= self._parameters.two_slips_letters else 1
