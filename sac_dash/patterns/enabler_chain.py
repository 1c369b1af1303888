"""Thefts that may have made an offence possible, and vehicles found burnt after it.

Plant, fast cars, plates and cutting gear are stolen in the days before; a vehicle is burnt in the days
after. Such thefts happen all the time, so each count stands beside what the same span and radius
hold on an ordinary day: without that, every offence has a chain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import poisson

from sac_dash.patterns.enabler_thefts import EnablerKind, tell_burnt, tell_enablers
from sac_dash.patterns.reflex_queries import DAY_S, within

BEFORE_DAYS, AFTER_DAYS, WITHIN_KM = 14.0, 7.0, 60.0


@dataclass(frozen=True)
class ChainLink:
    """One enabler beside an offence: its row, kind, and how far off it was in days (before < 0) and metres."""

    row: int
    kind: EnablerKind
    days: float
    distance_m: float


@dataclass(frozen=True)
class EnablerChain:
    """The enablers before and after an offence, the nearest in time first.

    `expected` is the number that a span of the same length and radius holds on average in this file, and
    `chance` the Poisson probability of as many or more; both None where the file is too short to say.
    """

    before: tuple[ChainLink, ...]
    after: tuple[ChainLink, ...]
    expected: float | None
    chance: float | None


def find_chain(
    offences: pl.DataFrame,
    row: int,
    *,
    before_days: float = BEFORE_DAYS,
    after_days: float = AFTER_DAYS,
    within_km: float = WITHIN_KM,
) -> EnablerChain:
    """Return the enablers around an offence; burnt vehicles count after it, everything else before."""
    rows, away_m = within(offences, row, within_km * 1_000.0)
    theft = (offences["offence_class"].gather(rows) == "enabler").to_numpy() & (rows != row)
    rows, away_m = rows[theft], away_m[theft]
    told = offences.select("offence_title", "mo_text")[rows]
    burnt = tell_burnt(told).to_numpy()
    days = _days_from(offences, row, rows)

    def links(chosen: NDArray[np.bool_]) -> list[ChainLink]:
        places = np.flatnonzero(chosen)
        kinds = tell_enablers(told[places])
        return [
            ChainLink(int(rows[k]), kind, float(days[k]), float(away_m[k]))
            for k, kind in zip(places, kinds, strict=True)
        ]

    before = links(~burnt & (-before_days <= days) & (days <= 0))
    after = links(burnt & (days >= 0) & (days <= after_days))
    expected = _expected(offences, int((~burnt).sum()), before_days)
    chance = float(poisson.sf(len(before) - 1, expected)) if expected is not None else None
    nearest = sorted(before, key=lambda each: -each.days), sorted(after, key=lambda each: each.days)
    return EnablerChain(tuple(nearest[0]), tuple(nearest[1]), expected, chance)


def _days_from(offences: pl.DataFrame, row: int, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how many days after the offence in `row` each of `rows` began."""
    began_us = offences["from_at"].dt.epoch("us")
    return np.asarray((began_us.gather(rows) - began_us[row]).to_numpy() / (DAY_S * 1e6), dtype=np.float64)


def _expected(offences: pl.DataFrame, thefts: int, span_days: float) -> float | None:
    """Return how many such thefts a span of this length holds on average; None below four spans of data."""
    ends = offences.select(
        reach=(pl.col("from_at").max() - pl.col("from_at").min()).dt.total_seconds() / DAY_S
    )
    reach = float(ends.item())
    return thefts * span_days / reach if reach >= 4 * span_days else None
