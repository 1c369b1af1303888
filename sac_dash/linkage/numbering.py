"""Numbers without gaps for what occurs in a file: by sorting only where the numbers are far more than entries."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]

_ROOM, _LEAST_ROOM = 16, 1 << 16
"""Room for each entry, and at least, in which numbers are looked up instead of sorted."""


class Kinds(NamedTuple):
    """The distinct numbers of a list, in ascending order."""

    place: Positions  # by entry: which of the distinct numbers it is
    example: Positions  # by distinct number: the first entry that has it
    tally: Positions  # by distinct number: how many entries have it


def number_kinds(numbers: Positions) -> Kinds:
    """Return the distinct ones of some whole numbers from 0.

    >>> number_kinds(np.array([7, 2, 7]))
    Kinds(place=array([1, 0, 1]), example=array([1, 0]), tally=array([1, 2]))
    """
    if int(numbers.max(initial=0)) >= max(_ROOM * len(numbers), _LEAST_ROOM):
        _, example, place, count = np.unique(
            numbers, return_index=True, return_inverse=True, return_counts=True
        )
        return Kinds(place.astype(np.int64), example.astype(np.int64), count.astype(np.int64))
    count = np.bincount(numbers)
    held = np.flatnonzero(count)
    number = np.zeros(len(count), np.int64)
    number[held] = np.arange(len(held))
    place = number[numbers]
    example = np.empty(len(held), np.int64)
    example[place[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    return Kinds(place, example, count[held].astype(np.int64))
