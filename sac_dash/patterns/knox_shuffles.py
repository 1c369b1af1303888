"""The counting behind the Knox test: pairs by band of distance and days, for the file and its shuffles.

Distances do not change when times are dealt out anew, so the pairs near one another are found once and
only their days are compared again, compiled and on one core, because several
readers may ask at once. Each shuffle has its own seed and repeats alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def shuffle_counts(
    pairs: Ints, band: Ints, moment_days: Floats, days: Floats, n_bands: int, shuffles: int, seed: int
) -> Ints:
    """Return pairs by band and days: first of the file itself, then of each shuffle.

    Parameters
    ----------
    pairs
        Two positions each (pairs × 2).
    band
        The band of distance of each pair, from 0.
    moment_days
        When each offence happened.
    days
        Upper ends of the bands of days, included; pairs further apart are not counted.

    Returns
    -------
    Counts (1 + shuffles × bands × days).
    """
    seeds = np.random.default_rng(seed).integers(0, 2**32, shuffles + 1, dtype=np.uint32)
    first, second = (np.ascontiguousarray(each, dtype=np.int32) for each in (pairs[:, 0], pairs[:, 1]))
    counts: Ints = _count(
        first, second, band.astype(np.int8), moment_days - moment_days.min(initial=np.inf), days, n_bands, seeds
    )
    return counts


@njit(cache=True, nogil=True)
def _count(
    first: Array, second: Array, band: Array, moment: Array, days: Array, n_bands: int, seeds: Array
) -> Array:
    counts = np.zeros((len(seeds), n_bands, len(days)), dtype=np.int64)
    for turn in range(len(seeds)):
        dealt = moment.copy()
        if turn > 0:
            np.random.seed(seeds[turn])  # noqa: NPY002 - the generator that compiled code has, one a thread
            np.random.shuffle(dealt)  # noqa: NPY002
        own = np.zeros((n_bands, len(days)), dtype=np.int64)
        for pair in range(len(first)):
            apart = abs(dealt[first[pair]] - dealt[second[pair]])
            if apart > days[-1]:
                continue
            step = 0
            while apart > days[step]:
                step += 1
            own[band[pair], step] += 1
        counts[turn] = own
    return counts
