"""Small frames of invented offences for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import polars as pl

from sac_dash.domain.columns import OFFENCES, TAGS, empty

START = datetime(2026, 1, 1, 2, tzinfo=UTC)


def offences(
    refs: Sequence[str],
    forces: Sequence[str] | str = "Mercia",
    offence_class: str = "commercial_burglary",
    **more: object,
) -> pl.DataFrame:
    """Return one offence per reference, a day apart."""
    forces = [forces] * len(refs) if isinstance(forces, str) else list(forces)
    frame = pl.DataFrame(
        {
            "offence_key": [f"{force}:{ref}" for force, ref in zip(forces, refs, strict=True)],
            "crime_ref": list(refs),
            "force": forces,
            "offence_class": [offence_class] * len(refs),
            "from_at": [START + timedelta(days=day) for day in range(len(refs))],
            "to_at": [START + timedelta(days=day, hours=2) for day in range(len(refs))],
            "when_precision": ["minute"] * len(refs),
            "crs": ["EPSG:27700"] * len(refs),
            "easting": [400_000.0 + 100 * place for place in range(len(refs))],
            "northing": [300_000.0] * len(refs),
            **more,
        },
        schema_overrides={name: OFFENCES[name] for name in ("from_at", "to_at")},
    )
    return pl.concat([empty(OFFENCES), frame], how="diagonal_relaxed").select(*OFFENCES)


def tags(*rows: tuple[int, str, str], state: str = "present") -> pl.DataFrame:
    """Return one tag per (row, facet, code)."""
    frame = pl.DataFrame(
        {
            "row": [row for row, _, _ in rows],
            "facet": [facet for _, facet, _ in rows],
            "code": [code for _, _, code in rows],
            "state": [state] * len(rows),
            "origin": ["structured"] * len(rows),
        },
        schema_overrides={"row": pl.UInt32},
    )
    return pl.concat([empty(TAGS), frame], how="diagonal_relaxed").select(*TAGS)
