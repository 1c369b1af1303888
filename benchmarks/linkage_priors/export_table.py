"""A force's export: offences as a records system would list them, and the truth it does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl
from phrases import pick

TITLES = (
    "Burglary - Business and Community",
    "BURGLARY - BUSINESS/COMMUNITY",
    "Burglary business & community",
    "Burglary Other Than Dwelling",
)
NOT_KNOWN = ("", "", "Unknown", "Not Known")
CLOCK = "%d/%m/%Y %H:%M"


@dataclass(frozen=True)
class Recorded:
    """One offence as recorded; `series` is its true series (-1: none), which no column tells."""

    start: datetime
    stop: datetime
    place_m: np.ndarray
    attempt: bool
    columns: dict[str, str]
    text: str
    series: int


def tabulate(recorded: Sequence[Recorded], rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the export in random order, and its truth: `crime_ref`, `series` (null: none)."""
    order = rng.permutation(len(recorded))
    rows = [_row(number, recorded[index], rng) for number, index in enumerate(order)]
    series = [recorded[index].series for index in order]
    truth = pl.DataFrame(
        {"crime_ref": [row["Crime Ref"] for row in rows], "series": [s if s >= 0 else None for s in series]},
        schema={"crime_ref": pl.String, "series": pl.Int64},
    )
    return pl.DataFrame(rows), truth


def coded_cell(rng: np.random.Generator, value: str, unknown_prob: float) -> str:
    """Return a coded column's cell: the value, or one of the ways to say that it is not known."""
    return pick(rng, NOT_KNOWN) if rng.random() < unknown_prob else value


def _row(number: int, offence: Recorded, rng: np.random.Generator) -> dict[str, str | int]:
    return {
        "Crime Ref": f"22{'ABCDEF'[number % 6]}/{10_000 + number}/{offence.start.year % 100}",
        "HO Code": "30D" if offence.attempt else "30C",
        "Offence": ("Attempted " if offence.attempt else "") + pick(rng, TITLES),
        "Committed From": offence.start.strftime(CLOCK),
        "Committed To": offence.stop.strftime(CLOCK),
        "Easting": int(offence.place_m[0]),
        "Northing": int(offence.place_m[1]),
        "Premises Type": offence.columns["premises"],
        "Point of Entry": offence.columns["entry_point"],
        "Method of Entry": offence.columns["entry_method"],
        "MO Text": offence.text,
        "Property Stolen": offence.columns["property"],
    }
