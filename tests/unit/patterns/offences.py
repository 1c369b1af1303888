"""Invented offences for the tests of this room: only what a test states differs from a plain row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl

from sac_dash.domain.columns import OFFENCES


def at(text: str) -> datetime:
    """Read an ISO time as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def offences(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a frame of offences; a row needs `from_at`, the rest has plain values."""
    whole = [_row(number, row) for number, row in enumerate(rows)]
    return pl.DataFrame(whole, schema=dict(OFFENCES))


def _row(number: int, given: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(OFFENCES)
    row |= {
        "offence_key": f"Marches:{number}",
        "crime_ref": str(number),
        "force": "Marches",
        "offence_class": "commercial_burglary",
        "when_precision": "minute",
        "source_file": "invented.csv",
        "source_row": number + 2,
    }
    row |= given
    row["to_at"] = given.get("to_at", given["from_at"])
    return row
