"""The questions an analyst asks of every new offence before any model: here before, next door, same night.

Rows are positions in the offences frame; the offence asked about is never among the answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

DAY_S = 86_400.0
_NAMED_BY = (("premises_name", "postcode"), ("premises_name", "town"), ("address", "postcode"))
_ALSO = {"i": "\u0130", "k": "\u212a"}  # capitals beyond ASCII whose small letter is within it


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
    near, _ = within(offences, row, max(parameters.same_m, 0.0))
    fine = (offences["location_precision_m"].gather(near).fill_null(0.0) <= parameters.same_m).to_numpy()
    here = near[fine] if (offences["location_precision_m"][row] or 0.0) <= parameters.same_m else near[:0]
    return _latest_first(offences, np.union1d(here, _named_alike(offences, row)), row)


def adjoining(
    offences: pl.DataFrame, row: int, within_m: float, besides: list[int] | None = None
) -> list[int]:
    """Return the offences within `within_m` metres, the latest first, without those `besides`."""
    near, _ = within(offences, row, within_m)
    return _latest_first(offences, np.setdiff1d(near, besides or []), row)


def same_night(offences: pl.DataFrame, row: int, within_km: float) -> list[int]:
    """Return the offences within `within_km` whose window overlaps the own one's, or lies within 12 hours of it."""
    own = offences.row(row, named=True)
    slack = pl.duration(hours=12)
    overlaps = offences.select(
        (pl.col("from_at") <= own["to_at"] + slack) & (pl.col("to_at") >= own["from_at"] - slack)
    ).to_series()
    then = overlaps.arg_true().to_numpy().astype(np.int64)
    return _latest_first(offences, then[distances_to_m(offences, row, then) <= within_km * 1_000.0], row)


def distances_m(offences: pl.DataFrame, row: int) -> NDArray[np.float64]:
    """Return each offence's distance in metres; infinite where either place is unknown or of another system."""
    x, y = (offences[name].to_numpy().astype(np.float64) for name in ("easting", "northing"))
    with np.errstate(invalid="ignore"):
        away = np.hypot(x - x[row], y - y[row])
    same = offences["crs"].eq_missing(offences["crs"][row]).to_numpy()
    return np.where(np.isfinite(away) & same, away, np.inf)


def within(
    offences: pl.DataFrame, row: int, radius_m: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the offences within a radius, itself included, and how far off each is in metres.

    Of a million offences few are near: those outside the square about the place are left out first.
    """
    x, y = offences["easting"][row], offences["northing"][row]
    if x is None or y is None:
        return np.empty(0, np.int64), np.empty(0)
    square = pl.col("easting").is_between(x - radius_m, x + radius_m) & pl.col("northing").is_between(
        y - radius_m, y + radius_m
    )
    near = (
        offences.select(square=square)["square"].fill_null(value=False).arg_true().to_numpy().astype(np.int64)
    )
    away_m = distances_to_m(offences, row, near)
    kept = away_m <= radius_m
    return near[kept], away_m[kept]


def distances_to_m(offences: pl.DataFrame, row: int, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how far off some of the offences are, as :func:`distances_m` says."""
    x, y = offences["easting"][row], offences["northing"][row]
    if x is None or y is None:
        return np.full(len(rows), np.inf)
    placed = offences.select("easting", "northing", "crs")[rows]
    east, north = (placed[name].to_numpy().astype(np.float64) for name in ("easting", "northing"))
    away_m = np.hypot(east - x, north - y)
    same = placed["crs"].eq_missing(offences["crs"][row]).to_numpy()
    return np.where(np.isfinite(away_m) & same, away_m, np.inf)


def _named_alike(offences: pl.DataFrame, row: int) -> NDArray[np.int64]:
    """Return the offences of the same name at the same postcode or town, or of the same address and postcode.

    What is written alike but for signs and capitals is the same; a pattern finds the few worth comparing.
    """
    own = offences.row(row, named=True)
    pairs = [(name, beside) for name, beside in _NAMED_BY if own[name] and own[beside]]
    if not pairs:
        return np.empty(0, np.int64)
    names = dict.fromkeys(name for name, _ in pairs)
    rough = offences.select(
        rough=pl.any_horizontal(pl.col(name).str.contains(_loosely(own[name])) for name in names)
    )["rough"]
    rows = rough.fill_null(value=False).arg_true()
    alike = pl.any_horizontal(_says(name, own[name]) & _says(beside, own[beside]) for name, beside in pairs)
    told = offences.select({each for pair in pairs for each in pair})[rows.to_numpy()]
    return rows.filter(told.select(alike=alike)["alike"]).to_numpy().astype(np.int64)


def _latest_first(offences: pl.DataFrame, chosen: NDArray[np.int64], row: int) -> list[int]:
    rows = chosen[chosen != row]
    began = offences["from_at"].gather(rows).dt.epoch("us").to_numpy()
    ordered: list[int] = rows[np.lexsort((rows, began))[::-1]].tolist()
    return ordered


def _says(name: str, text: str) -> pl.Expr:
    tidy = pl.col(name).str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "")
    return tidy.eq_missing(pl.lit(_plain(text)))


def _loosely(text: str) -> str:
    """Return a pattern for every text that has the same letters and digits, whatever stands between them."""
    between = "[^a-zA-Z0-9]*"
    letters = (f"[{each}{each.upper()}{_ALSO.get(each, '')}]" for each in _plain(text))
    return f"^{between}{between.join(letters)}{between}$"


def _plain(text: str) -> str:
    return "".join(each for each in text.lower() if each.isascii() and each.isalnum())
