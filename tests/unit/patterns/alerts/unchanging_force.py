"""An invented force in which nothing changes: places, behaviours and thefts come independently of one another."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import polars as pl

from sac_dash.domain.columns import OFFENCES, TAGS

FIRST = datetime(2020, 1, 6, tzinfo=UTC)
YEARS = 5
AS_OF = datetime(2025, 1, 6, tzinfo=UTC)
TITLES = (
    "Theft of telehandler",
    "Theft of motor vehicle",
    "Number plates stolen",
    "Arson, burnt out vehicle",
)


def unchanging_force(seed: int, yearly: float = 220.0) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return offences and their tags over five years."""
    random = np.random.default_rng(seed)
    n = random.poisson(yearly * YEARS)
    seconds = np.sort(random.uniform(0, (AS_OF - FIRST).total_seconds(), n)).astype(np.int64)
    at = pl.Series(seconds * 1_000_000)
    begun = pl.select(pl.lit(FIRST) + at.cast(pl.Duration("us"))).to_series().cast(pl.Datetime("us", "UTC"))
    town = random.integers(0, 40, n)
    x, y = random.uniform(300_000, 400_000, 40), random.uniform(250_000, 350_000, 40)
    given = {
        "offence_key": [f"Marches:{number}" for number in range(n)],
        "from_at": begun,
        "to_at": begun,
        "offence_class": random.choice(
            ["atm_attack", "commercial_burglary", "enabler"], n, p=[0.2, 0.6, 0.2]
        ),
        "offence_title": random.choice(TITLES, n),
        "easting": x[town] + random.normal(0, 900, n),
        "northing": y[town] + random.normal(0, 900, n),
        "policing_area": [f"Area {each % 3}" for each in town],
        "crs": ["EPSG:27700"] * n,
        "when_precision": ["minute"] * n,
    }
    offences = pl.DataFrame(given | {name: [None] * n for name in OFFENCES if name not in given})
    return offences.select(*OFFENCES).cast(dict(OFFENCES)), _tags(random, n)


def _tags(random: np.random.Generator, n: int) -> pl.DataFrame:
    parts = []
    for facet in ("tool", "entry_method", "getaway", "property", "disguise"):
        code = np.minimum(random.geometric(0.25, n), 12)
        stated = random.uniform(size=n) < 0.7
        parts.append(
            pl.DataFrame(
                {
                    "row": np.flatnonzero(stated).astype(np.uint32),
                    "facet": facet,
                    "code": [f"{facet} {each}" for each in code[stated]],
                    "state": "present",
                    "origin": "text",
                }
            )
        )
    tags = pl.concat(parts).with_columns(pl.lit(None).alias(name) for name in ("start", "end", "phrase"))
    return tags.select(*TAGS).cast(dict(TAGS))
