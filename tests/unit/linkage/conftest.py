"""Builders of small invented files for the linkage room's tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES, TAGS

FIRST = datetime(2025, 3, 3, 1, tzinfo=UTC)  # a Monday night


def build_offences(rows: list[dict]) -> pl.DataFrame:
    """Rows may give `day`, `hours` (window), `km` = (x, y) and any offence column."""
    full = []
    for number, row in enumerate(rows):
        at = FIRST + timedelta(days=row.get("day", 10 * number))
        x, y = row.get("km", (None, None))
        given = {
            "offence_key": f"T:{number:04d}",
            "crime_ref": f"{number:04d}",
            "force": "T",
            "offence_class": "commercial_burglary",
            "when_precision": "minute",
            "from_at": at,
            "to_at": at + timedelta(hours=row.get("hours", 1)),
            "crs": "EPSG:27700",
            "easting": None if x is None else 350_000.0 + 1000 * x,
            "northing": None if y is None else 250_000.0 + 1000 * y,
        }
        given |= {k: v for k, v in row.items() if k in OFFENCES}
        full.append({name: given.get(name) for name in OFFENCES})
    return pl.DataFrame(full, schema=dict(OFFENCES), orient="row")


def build_tags(stated: list[tuple]) -> pl.DataFrame:
    """Each is row, facet, code and optionally state, start, end."""
    rows = [
        {
            "row": tag[0],
            "facet": tag[1],
            "code": tag[2],
            "state": tag[3] if len(tag) > 3 else "present",
            "origin": "text",
            "start": tag[4] if len(tag) > 4 else None,
            "end": tag[5] if len(tag) > 5 else None,
            "phrase": None,
        }
        for tag in stated
    ]
    return pl.DataFrame(rows, schema=dict(TAGS), orient="row")


@pytest.fixture
def offences_of() -> Callable[[list[dict]], pl.DataFrame]:
    return build_offences


@pytest.fixture
def tags_of() -> Callable[[list[tuple]], pl.DataFrame]:
    return build_tags


@pytest.fixture
def small_file() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sixty scattered offences; 0, 1 and 2 are one gang's: near, soon, telehandler and flatbed."""
    rows = [{"day": 3 * k, "km": ((k * 17) % 61, (k * 29) % 53)} for k in range(60)]
    for k in range(3):
        rows[k] = {"day": 30 + 4 * k, "km": (20 + 0.5 * k, 20)}
    tags = [(k, "entry_point", ("rear_door", "front_door", "roof", "window")[k % 4]) for k in range(60)]
    tags += [(k, "tool", ("crowbar", "brick", "hammer")[k % 3]) for k in range(3, 50)]
    tags += [(k, "tool", "grinder") for k in range(3)]
    tags += [(k, "instrument_vehicle", "telehandler") for k in range(3)]
    return build_offences(rows), build_tags(tags)


def place_offences(km: list[float | None], days: list[float]) -> pl.DataFrame:
    """Return one commercial burglary per place (km east of a corner, None unknown) and day."""
    moments = [FIRST + timedelta(days=float(day)) for day in days]
    given = {
        "offence_class": ["commercial_burglary"] * len(km),
        "when_precision": ["minute"] * len(km),
        "crs": [None if each is None else "EPSG:27700" for each in km],
        "easting": [None if each is None else each * 1000.0 for each in km],
        "northing": [None if each is None else 0.0 for each in km],
        "from_at": moments,
        "to_at": moments,
    }
    return pl.DataFrame({name: given.get(name, [None] * len(km)) for name in OFFENCES}, schema=dict(OFFENCES))


@pytest.fixture
def offences_at() -> Callable[[list[float | None], list[float]], pl.DataFrame]:
    return place_offences
