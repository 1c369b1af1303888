"""Which offences of a large file a test of nearness in space and time looks at.

Every pair near in space is compared in every shuffle, and pairs grow with the square of offences. Drawing
offences at random would tear pairs apart; taking the latest would leave a fortnight of a national file.
So whole squares of country are drawn (seeded), each with all its years, as many as can be compared; where
one square alone is too many, its latest offences.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST_SIDE_M = 2_000.0
SIDE_REACHES = 10.0  # a square this many reaches wide cuts few of its pairs at the edge


def choose_sample(
    points: Floats, start_s: Ints, reach_m: float, most: tuple[int, int], rng: np.random.Generator
) -> Ints:
    """Return the positions of the offences to look at, in order: all, if that is not too many.

    Parameters
    ----------
    points
        Places in metres (n × 2).
    start_s
        When each window starts.
    reach_m
        Pairs within this are compared.
    most
        Offences and pairs that can be.
    """
    most_offences, most_pairs = most
    everything = np.arange(len(points))
    if len(points) <= most_offences and _count_pairs(points, reach_m) <= most_pairs:
        return everything
    square = _squares(points, max(LEAST_SIDE_M, SIDE_REACHES * reach_m))
    order = rng.permutation(int(square.max()) + 1)
    rank = np.argsort(order)[square]
    held = np.cumsum(np.bincount(rank))
    squares = max(1, int(np.searchsorted(held, most_offences, side="right")))
    while True:
        chosen = everything[rank < squares]
        n_pairs = (
            _count_pairs(points[chosen], reach_m) if len(chosen) <= 2 * most_offences else most_pairs + 1
        )
        if n_pairs <= most_pairs or squares == 1:
            break
        squares = max(1, int(squares * min(0.9, most_pairs / n_pairs)))
    return np.sort(_latest(chosen, points, start_s, reach_m, most))


def _latest(chosen: Ints, points: Floats, start_s: Ints, reach_m: float, most: tuple[int, int]) -> Ints:
    """Return the latest of the offences chosen that keep within what can be compared."""
    chosen = chosen[np.argsort(-start_s[chosen], kind="stable")][: most[0]]
    while len(chosen) > 1 and (n_pairs := _count_pairs(points[chosen], reach_m)) > most[1]:
        chosen = chosen[: max(1, int(len(chosen) * min(0.9, (most[1] / n_pairs) ** 0.5)))]
    return chosen


def _count_pairs(points: Floats, reach_m: float) -> int:
    tree = cKDTree(points)
    return (int(tree.count_neighbors(tree, reach_m)) - len(points)) // 2


def _squares(points: Floats, side_m: float) -> Ints:
    """Return the number, from 0, of the square that each place lies in."""
    corner = np.floor(points / side_m)
    return np.unique(corner[:, 0] + 1j * corner[:, 1], return_inverse=True)[1].astype(np.int64)
