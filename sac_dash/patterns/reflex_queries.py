"""The questions an analyst asks of every new offence before any model: here before, next door, same night.

Rows are positions in the offences frame; the offence asked about is never among the answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

DAY_S = 86_400.0


@dataclass(frozen=True)
class ReflexParameters:
    """How near is near.

    Parameters
    ----------
    same_m
        Offences within this of one another are at the same place when their names do not say so (15).
    adjoining_m
        Next door or across the road (250).
    night_km
        How far gangs get in one night (60).
    """

    same_m: float = 15.0
    adjoining_m: float = 250.0
    night_km: float = 60.0


_DEFAULT = ReflexParameters()


def same_premises(offences: pl.DataFrame, row: int, parameters: ReflexParameters = _DEFAULT) -> list[int]:
    """Return the offences at the same premises, ever, the latest first.

    The same name at the same postcode or town, the same address, or a place within `same_m` (where both
    places are stated that finely).
    """
    own = offences.row(row, named=True)
    alike = pl.lit(value=False)
    for name, beside in (("premises_name", "postcode"), ("premises_name", "town"), ("address", "postcode")):
        if own[name] and own[beside]:
            alike |= _tidy(name).eq_missing(_plain(own[name])) & _tidy(beside).eq_missing(_plain(own[beside]))
    named = offences.select(alike.alias("alike"))["alike"].to_numpy()
    near = distances_m(offences, row) <= max(parameters.same_m, 0.0)
    fine = (offences["location_precision_m"].fill_null(0.0) <= parameters.same_m).to_numpy()
    near &= fine & bool(fine[row])
    return _latest_first(offences, named | near, row)


def adjoining(
    offences: pl.DataFrame, row: int, within_m: float, besides: list[int] | None = None
) -> list[int]:
    """Return the offences within `within_m` metres, the latest first, without those `besides`."""
    near = distances_m(offences, row) <= within_m
    near[list(besides or [])] = False
    return _latest_first(offences, near, row)


def same_night(offences: pl.DataFrame, row: int, within_km: float) -> list[int]:
    """Return the offences within `within_km` whose window overlaps the own one's, or lies within 12 hours of it."""
    own = offences.row(row, named=True)
    slack = pl.duration(hours=12)
    overlaps = offences.select(
        (pl.col("from_at") <= own["to_at"] + slack) & (pl.col("to_at") >= own["from_at"] - slack)
    ).to_series()
    near = distances_m(offences, row) <= within_km * 1_000.0
    return _latest_first(offences, near & overlaps.to_numpy(), row)


def distances_m(offences: pl.DataFrame, row: int) -> NDArray[np.float64]:
    """Return each offence's distance in metres; infinite where either place is unknown or of another system."""
    x, y = (offences[name].to_numpy().astype(np.float64) for name in ("easting", "northing"))
    with np.errstate(invalid="ignore"):
        away = np.hypot(x - x[row], y - y[row])
    same = offences["crs"].eq_missing(offences["crs"][row]).to_numpy()
    return np.where(np.isfinite(away) & same, away, np.inf)


def _latest_first(offences: pl.DataFrame, chosen: NDArray[np.bool_], row: int) -> list[int]:
    rows = [int(each) for each in np.flatnonzero(chosen) if each != row]
    return sorted(rows, key=lambda each: (offences["from_at"][each], each), reverse=True)


def _tidy(name: str) -> pl.Expr:
    return pl.col(name).str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "")


def _plain(text: str) -> str:
    return "".join(each for each in text.lower() if each.isascii() and each.isalnum())
