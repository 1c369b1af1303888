"""Towns of an invented force: where offences can happen, without a name on any of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Towns:
    """Town centres, how large each is (share of all people) and how far it spreads.

    `xy_m` is (towns, 2) in metres of the British National Grid; `spread_m` the standard deviation of
    a place about its centre; `hot_m` are spots where offences by anybody gather.
    """

    xy_m: np.ndarray
    share: np.ndarray
    spread_m: np.ndarray
    hot_m: np.ndarray

    def by_size(self, rng: np.random.Generator) -> int:
        """Return a town, the larger the likelier."""
        return int(rng.choice(len(self.share), p=self.share))

    def by_reach(self, rng: np.random.Generator, around_m: np.ndarray, reach_m: float) -> int:
        """Return a town near a point: likelihood falls by e with every `reach_m`, size counts little."""
        away = np.hypot(*(self.xy_m - around_m).T)
        weight = np.sqrt(self.share) * np.exp(-away / reach_m)
        return int(rng.choice(len(weight), p=weight / weight.sum()))

    def nearest(self, town: int, count: int) -> np.ndarray:
        """Return the `count` towns nearest to one, itself first."""
        return np.argsort(np.hypot(*(self.xy_m - self.xy_m[town]).T))[:count]

    def place_in(
        self, rng: np.random.Generator, town: int, extra_m: float = 0.0, *, factor: float = 1.0
    ) -> np.ndarray:
        """Return a place in or about a town: `factor` scales its spread, `extra_m` adds country."""
        spread_m = self.spread_m[town] * factor + extra_m
        place: np.ndarray = self.xy_m[town] + rng.normal(0, spread_m, 2)
        return place

    def hot_place(self, rng: np.random.Generator, spread_m: float = 420.0) -> np.ndarray:
        """Return a place about one of the hot spots."""
        place: np.ndarray = self.hot_m[rng.integers(len(self.hot_m))] + rng.normal(0, spread_m, 2)
        return place


def found_towns(rng: np.random.Generator, count: int, extent_m: float, hot_spots: int = 50) -> Towns:
    """Return towns scattered over a square of side `extent_m`, sizes log-normal about 10,000 people."""
    corner = rng.uniform([315e3, 220e3], [350e3, 255e3])
    xy = corner + rng.uniform(0, extent_m, (count, 2))
    people = np.exp(rng.normal(9.25, 1.0, count))
    share, spread = people / people.sum(), 680 * np.sqrt(people / 10_000)
    home = rng.choice(count, hot_spots, p=share)
    return Towns(xy, share, spread, xy[home] + rng.normal(0, 1, (hot_spots, 2)) * spread[home, None])
