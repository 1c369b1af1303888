"""Thefts that may have made an offence possible, and vehicles found burnt after it.

Plant, fast cars, plates and cutting gear are stolen in the days before; a vehicle is burnt in the days
after. Such thefts happen all the time, so each count stands beside what the same span and radius
hold on an ordinary day: without that, every offence has a chain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.stats import poisson

from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers
from sac_dash.patterns.reflex_queries import DAY_S, distances_m

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
    enabler = (offences["offence_class"] == "enabler").to_numpy()
    away_m = distances_m(offences, row)
    near = away_m <= within_km * 1_000.0
    rows = [int(each) for each in np.flatnonzero(enabler & near) if each != row]
    kinds = dict(zip(rows, tell_enablers(offences[rows]), strict=True))
    own = offences["from_at"][row]
    links = [
        ChainLink(
            each,
            kinds[each],
            (offences["from_at"][each] - own).total_seconds() / DAY_S,
            float(away_m[each]),
        )
        for each in rows
    ]
    before = [each for each in links if each.kind is not EnablerKind.BURNT and -before_days <= each.days <= 0]
    after = [each for each in links if each.kind is EnablerKind.BURNT and 0 <= each.days <= after_days]
    expected = _expected(
        offences, [each for each in links if each.kind is not EnablerKind.BURNT], before_days
    )
    chance = float(poisson.sf(len(before) - 1, expected)) if expected is not None else None
    nearest = sorted(before, key=lambda each: -each.days), sorted(after, key=lambda each: each.days)
    return EnablerChain(tuple(nearest[0]), tuple(nearest[1]), expected, chance)


def _expected(offences: pl.DataFrame, links: list[ChainLink], span_days: float) -> float | None:
    """Return how many such thefts a span of this length holds on average; None below four spans of data."""
    ends = offences.select(
        reach=(pl.col("from_at").max() - pl.col("from_at").min()).dt.total_seconds() / DAY_S
    )
    reach = float(ends.item())
    return len(links) * span_days / reach if reach >= 4 * span_days else None
