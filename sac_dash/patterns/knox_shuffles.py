"""The counting behind the Knox test: pairs by band of distance and days, for the file and its shuffles.

Distances do not change when times are dealt out anew, so the pairs near one another are found once and
only their days are compared again, compiled and on one core, because several
readers may ask at once. Each shuffle has its own seed and repeats alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class NearPairs(NamedTuple):
    """Pairs near one another: two positions each, and the band of distance from 0."""

    first: Ints
    second: Ints
    band: Ints


def shuffle_counts(
    pairs: NearPairs, moment_days: Floats, days: Floats, n_bands: int, seeds: npt.NDArray[np.uint32]
) -> Ints:
    """Return pairs by band and days: first of the file itself, then of one shuffle for each seed.

    Parameters
    ----------
    moment_days
        When each offence happened.
    days
        Upper ends of the bands of days, included; pairs further apart are not counted.

    Returns
    -------
    Counts (1 + shuffles × bands × days).
    """
    counts: Ints = _count(pairs, moment_days, days, n_bands, seeds)
    return counts


@njit(cache=True, nogil=True)
def _count(pairs: NearPairs, moment: Array, days: Array, n_bands: int, seeds: Array) -> Array:
    counts = np.zeros((len(seeds) + 1, n_bands, len(days)), dtype=np.int64)
    for turn in range(len(seeds) + 1):
        dealt = moment.copy()
        if turn > 0:
            np.random.seed(seeds[turn - 1])  # noqa: NPY002 - the generator that compiled code has, one a thread
            np.random.shuffle(dealt)  # noqa: NPY002
        for pair in range(len(pairs.first)):
            apart = abs(dealt[pairs.first[pair]] - dealt[pairs.second[pair]])
            if apart > days[-1]:
                continue
            step = 0
            while apart > days[step]:
                step += 1
            counts[turn, pairs.band[pair], step] += 1
    return counts
