"""Facets and codes as whole numbers, which is what compiled rules can compare.

Numbers hold within one process and one vocabulary; frames and files name codes by their words.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sac_dash.mo.vocabulary import Vocabulary

FacetCode = tuple[str, str]
Array = NDArray[Any]


class CodeNumbers:
    """Numbers of facets and codes, given as they are first asked for: the vocabulary's own come first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.facets: list[str] = []
        self.codes: list[FacetCode] = []
        self._facet_number: dict[str, int] = {}
        self._code_number: dict[FacetCode, int] = {}
        for facet in vocabulary.facets.values():
            self.facet(facet.name)
            for code in facet.codes:
                self.code((facet.name, code))

    def facet(self, name: str) -> int:
        """Return a facet's number."""
        if name not in self._facet_number:
            self._facet_number[name] = len(self.facets)
            self.facets.append(name)
        return self._facet_number[name]

    def code(self, code: FacetCode) -> int:
        """Return a code's number."""
        if code not in self._code_number:
            self.facet(code[0])
            self._code_number[code] = len(self.codes)
            self.codes.append(code)
        return self._code_number[code]

    def known(self, code: FacetCode) -> int | None:
        """Return a code's number, or None for a code that has none yet."""
        return self._code_number.get(code)

    def facet_of_code(self) -> Array:
        """Return the facet of each code, by number."""
        return np.array([self._facet_number[facet] for facet, _ in self.codes], np.int32)


def in_rows(lists: list[list[int]]) -> tuple[Array, Array]:
    """Return lists of numbers end to end: where each starts (one more at the end), and the numbers."""
    start = np.zeros(len(lists) + 1, np.int32)
    np.cumsum([len(numbers) for numbers in lists], out=start[1:])
    return start, np.array([number for numbers in lists for number in numbers], np.int32)
