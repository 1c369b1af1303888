"""A force in which nothing changes, with a few offences planted into its last fortnight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from sac_dash.domain.columns import OFFENCES, TAGS
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force


def with_offences(planted: Sequence[dict[str, Any]], seed: int = 3) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the unchanging force of a seed and its tags, with offences added (key ``planted:0`` and on).

    Each is a row of offences; ``codes`` gives its tags as (facet, code, state).
    """
    force, tags = unchanging_force(seed)
    rows = [
        dict.fromkeys(OFFENCES)
        | {"crs": "EPSG:27700", "when_precision": "minute", "offence_key": f"planted:{number}"}
        | {name: value for name, value in each.items() if name != "codes"}
        for number, each in enumerate(planted)
    ]
    marked = [
        dict.fromkeys(TAGS)
        | {"row": force.height + number, "facet": facet, "code": code, "state": state, "origin": "text"}
        for number, each in enumerate(planted)
        for facet, code, state in each.get("codes", ())
    ]
    offences = pl.concat([force, pl.DataFrame(rows, schema=dict(OFFENCES))])
    return offences, pl.concat([tags, pl.DataFrame(marked, schema=dict(TAGS))])


def offence(
    days_ago: float, x: float | None, y: float | None, kind: str = "commercial_burglary"
) -> dict[str, Any]:
    """Return an offence so many days before the cut-off at a place in metres."""
    at: datetime = AS_OF - timedelta(days=days_ago)
    return {"from_at": at, "to_at": at, "easting": x, "northing": y, "offence_class": kind}
