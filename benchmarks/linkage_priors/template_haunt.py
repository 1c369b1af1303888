"""Where a gang of a named kind goes next: about its anchor, to towns near home, or far and wide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from towns import Towns

REACH_M = {"regional": 13_000.0, "travelling": 70_000.0}
SPREE_REACH_M = 9_000.0
CENTRE_FACTORS, CENTRE_PROBS = (0.35, 1.0, 1.6), (0.45, 0.4, 0.15)  # high street, town, outskirts


@dataclass(frozen=True)
class Haunt:
    """One gang's ground.

    Parameters
    ----------
    reach
        `local`, `regional` or `travelling`.
    anchor_m, spread_m
        Middle of a local gang's ground and its standard deviation.
    reach_m
        Distance from home over which another town's likelihood falls by e.
    country_m
        How much further than the town itself places may lie.
    """

    reach: str
    anchor_m: np.ndarray
    spread_m: float
    reach_m: float
    country_m: float

    def next_place(self, towns: Towns, rng: np.random.Generator, near_m: np.ndarray | None) -> np.ndarray:
        """Return the next place; on a spree, in a town near the last one."""
        if self.reach == "local":
            return self.anchor_m + rng.normal(0, self.spread_m, 2)
        if near_m is not None:
            town = towns.by_reach(rng, near_m, SPREE_REACH_M)
        else:
            town = towns.by_reach(rng, self.anchor_m, self.reach_m)
        return place_about(towns, rng, town, self.country_m)


def choose_haunt(
    reach: str, factor: float, country_m: float, towns: Towns, rng: np.random.Generator
) -> Haunt:
    """Return the ground of a new gang; `factor` scales how far it goes."""
    if reach == "local" and rng.random() < 0.4:
        anchor = towns.hot_place(rng, 0.0)
    elif reach == "local":
        anchor = place_about(towns, rng, towns.by_size(rng))
    else:
        anchor = towns.xy_m[int(rng.integers(len(towns.share)))]
    spread = float(np.exp(rng.normal(np.log(1_500), 0.4))) * factor
    return Haunt(reach, anchor, spread, REACH_M.get(reach, 0.0) * factor, country_m)


def place_about(towns: Towns, rng: np.random.Generator, town: int, country_m: float = 0.0) -> np.ndarray:
    """Return a place of a town: its high street, the town, or its outskirts and the country."""
    return towns.place_in(rng, town, country_m, factor=float(rng.choice(CENTRE_FACTORS, p=CENTRE_PROBS)))
