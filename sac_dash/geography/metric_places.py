"""Offences' places in metres of one coordinate system, for whatever measures distances or lays a grid.

Metres of two systems cannot be put on one sheet. The commonest system of the file is taken, and what
is stated in another is counted as such rather than dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MetricPlaces:
    """Where each offence is.

    Attributes
    ----------
    x_m, y_m
        Metres in `crs`; NaN where the place is unknown or stated in another system.
    crs
        The system; None where no place is known.
    n_unknown, n_other_system
        Offences without a place, and with one in another system.
    """

    x_m: Floats
    y_m: Floats
    crs: str | None
    n_unknown: int
    n_other_system: int

    @property
    def known(self) -> Flags:
        """Return which offences have a place in `crs`."""
        return np.isfinite(self.x_m)


def metric_places(offences: pl.DataFrame) -> MetricPlaces:
    """Return the places of offences (`domain.columns.OFFENCES`) in the file's commonest system."""
    placed = (
        pl.col("crs").is_not_null()
        & pl.col("easting").is_finite().fill_null(value=False)
        & pl.col("northing").is_finite().fill_null(value=False)
    )
    counted = offences.filter(placed).group_by("crs").len().sort("len", "crs", descending=[True, False])
    crs = None if counted.is_empty() else str(counted["crs"][0])
    n_placed = int(counted["len"].sum())
    here = placed & pl.col("crs").eq_missing(pl.lit(crs, dtype=pl.String))
    x, y = (
        offences.select(pl.when(here).then(name).otherwise(float("nan")).alias(name))[name].to_numpy()
        for name in ("easting", "northing")
    )
    n_here = 0 if crs is None else int(counted["len"][0])
    return MetricPlaces(x, y, crs, offences.height - n_placed, n_placed - n_here)
