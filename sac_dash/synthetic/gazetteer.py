"""Real towns to put invented offences in.

The extract is cut from GeoNames (CC BY 4.0) by ``data/build_basemap.py``; see ``data/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.errors import SacDashError

GAZETTEER_FILE = Path(__file__).resolve().parents[2] / "data" / "gazetteer" / "towns.csv"


@dataclass(frozen=True)
class Gazetteer:
    """Towns as parallel arrays, most populous first.

    Attributes
    ----------
    names
        Town names as GeoNames spells them.
    eastings_m, northings_m
        EPSG:27700 metres, to 10 m.
    populations
        Residents.
    """

    names: tuple[str, ...]
    eastings_m: NDArray[np.float64]
    northings_m: NDArray[np.float64]
    populations: NDArray[np.float64]

    def within(self, west_m: float, south_m: float, east_m: float, north_m: float) -> NDArray[np.intp]:
        """Return the positions of the towns inside a box of the National Grid."""
        east, north = self.eastings_m, self.northings_m
        return np.flatnonzero((east >= west_m) & (east <= east_m) & (north >= south_m) & (north <= north_m))

    def spread_m(self, at: int) -> float:
        """Return how far a town's premises scatter about its centre: 350 m for a village, 9 km at most.

        Grows with the square root of the population, as the built-up area's radius does.
        """
        return float(np.clip(12.0 * np.sqrt(self.populations[at]), 350.0, 9_000.0))


@lru_cache(maxsize=4)
def read_gazetteer(path: Path = GAZETTEER_FILE, smallest_population: int = 1_500) -> Gazetteer:
    """Read the towns of Great Britain with at least `smallest_population` residents.

    Raises
    ------
    SacDashError
        When the extract is not there; the remedy names the command.
    """
    if not path.is_file():
        raise SacDashError(
            "the gazetteer extract is missing",
            file=path.name,
            remedy="Run `python data/build_basemap.py` (or `make data`)",
        )
    frame = pl.read_csv(path).filter(pl.col("population") >= smallest_population)
    return Gazetteer(
        names=tuple(frame["name"].to_list()),
        eastings_m=frame["easting"].cast(pl.Float64).to_numpy(),
        northings_m=frame["northing"].cast(pl.Float64).to_numpy(),
        populations=frame["population"].cast(pl.Float64).to_numpy(),
    )
