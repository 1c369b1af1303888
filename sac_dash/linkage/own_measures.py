"""What is measured of each offence by itself: where, when, how far its kind goes, at which address.

Nothing here takes another offence to know, but for where places and times are counted from. That is found once for a
file and rounded, so that an offence more or less does not move it, and what was measured of a million stays
(:mod:`sac_dash.linkage.laid_out`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.aoristic import window_hours
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.mobility import mobility_points

Floats = NDArray[np.float64]

_WHOLE_KM = 10.0
"""To so many km the middle of a file is rounded."""
_SAME_INSTANT = 1e-6
"""Days by which a beginning worked back from the middle of a window may be off."""


@dataclass(frozen=True)
class Reference:
    """What places and times of a file are counted from.

    Parameters
    ----------
    crs
        The commonest reference system of its places; None where no place is known.
    middle_km
        Easting and northing of the file's middle, in whole tens of km.
    first_day
        The day before which nothing began, since 1970.
    one_system
        Whether all known places are in that reference system.
    """

    crs: str | None
    middle_km: tuple[float, float]
    first_day: float
    one_system: bool


class OwnMeasures(NamedTuple):
    """By offence, in canonical order; not a number where it is unknown."""

    x_km: NDArray[np.float32]  # from the middle, so that single precision is centimetres
    y_km: NDArray[np.float32]
    mid_days: Floats  # middle of the window, since the first day
    window_days: Floats
    week_hours: Floats  # beginning of the window, since Monday 00:00 local time
    length_hours: Floats
    drawn: NDArray[np.uint64]  # by its key: the least belong to samples
    mobility: NDArray[np.int8]  # points, see mobility
    address: NDArray[np.int64]  # a number for each, -1 where it is not stated


def find_reference(coded: CodedOffences) -> Reference:
    """Return what places and times of a file are counted from."""
    places = coded.columns("crs", "easting", "northing")
    # Places in different systems cannot be compared.
    systems = places.filter(_known(places)).group_by("crs").len().sort("len", "crs", descending=[True, False])
    crs = systems["crs"][0] if systems.height else None
    keep = _counted(places, crs)
    middle = [_middle_km(places[name].filter(keep)) for name in ("easting", "northing")]
    began = coded.column("from_at").dt.epoch("us").to_numpy().min(initial=np.iinfo(np.int64).max) / 86_400e6
    first_day = float(np.floor(began + _SAME_INSTANT))
    return Reference(crs, (middle[0], middle[1]), first_day, systems.height < 2)


def measure_own(coded: CodedOffences, reference: Reference) -> OwnMeasures:
    """Return what is measured of each offence by itself."""
    x_km, y_km = _places_km(coded.columns("crs", "easting", "northing"), reference)
    times = coded.columns("from_at", "to_at", "when_precision")
    mid_days, window_days = _times_days(times, reference.first_day)
    return OwnMeasures(
        x_km, y_km, mid_days, window_days, *window_hours(times),
        coded.column("offence_key").hash(seed=0).to_numpy(), mobility_points(coded),
        _addresses(coded.columns("address", "postcode", "town")),
    )  # fmt: skip


def places_known(coded: CodedOffences) -> pl.Series:
    """Mark the offences whose place is known, in whichever reference system."""
    return _known(coded.columns("easting", "northing"))


def still_fits(reference: Reference, own: OwnMeasures) -> bool:
    """Say whether a file that is measured so would find the very middle and first day that it is measured from."""
    if not len(own.mid_days):
        return False
    began = float((own.mid_days - own.window_days / 2.0).min())
    if np.floor(began + _SAME_INSTANT) != 0.0:
        return False
    known = ~np.isnan(own.x_km)
    if not known.any():
        return reference.crs is None
    middles = (float(np.median(each[known])) for each in (own.x_km, own.y_km))
    return all(
        _rounded(middle + held) == held for middle, held in zip(middles, reference.middle_km, strict=True)
    )


def _known(places: pl.DataFrame) -> pl.Series:
    """Mark the offences whose place is known."""
    finite = pl.col("easting").is_finite() & pl.col("northing").is_finite()
    return places.select(known=finite.fill_null(value=False))["known"]


def _counted(places: pl.DataFrame, crs: str | None) -> pl.Series:
    """Mark the offences whose place is known in a reference system."""
    same = places.select(same=pl.col("crs").eq_missing(pl.lit(crs, pl.String)))["same"]
    return _known(places) & same


def _middle_km(metres: pl.Series) -> float:
    """Return the middle of some places, in whole tens of km."""
    return _rounded(float(np.median(metres.to_numpy().astype(np.float64))) / 1000.0) if len(metres) else 0.0


def _rounded(km: float) -> float:
    """Return km in whole tens."""
    return round(km / _WHOLE_KM) * _WHOLE_KM


def _places_km(places: pl.DataFrame, reference: Reference) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return places in km from the middle of the file."""
    keep = _counted(places, reference.crs).to_numpy()
    found = []
    for name, middle in zip(("easting", "northing"), reference.middle_km, strict=True):
        metres = places[name].fill_null(np.nan).to_numpy().astype(np.float64)
        found.append(((np.where(keep, metres, np.nan) - middle * 1000.0) / 1000.0).astype(np.float32))
    return found[0], found[1]


def _times_days(times: pl.DataFrame, first_day: float) -> tuple[Floats, Floats]:
    """Return the middle of each window and its length, in days."""
    start = times["from_at"].dt.epoch("us").to_numpy().astype(np.float64) / 86_400e6
    stop = times["to_at"].dt.epoch("us").to_numpy().astype(np.float64) / 86_400e6
    return (start + stop) / 2.0 - first_day, stop - start


def _addresses(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Return a number for each address (with its town or postcode), the same for the same; -1 where it is not stated.

    Sixty-three bits of a hash: in ten million addresses two are taken for one with a chance of one in a hundred
    thousand.
    """
    parts = [
        pl.col(name).fill_null("").str.to_lowercase().str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
        for name in ("address", "postcode", "town")
    ]
    stated = frame.select(street=parts[0], where=pl.concat_str(parts[1:], separator="|"))
    address = stated.select(
        pl.when((pl.col("street").str.len_chars() >= 4) & (pl.col("where") != "|")).then(
            pl.concat_str(["street", "where"], separator="|")
        )
    ).to_series()
    number = (address.hash(seed=0).to_numpy() >> np.uint64(1)).astype(np.int64)
    return np.where(address.is_null().to_numpy(), np.int64(-1), number)
