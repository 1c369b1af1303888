"""From how far and how long before plant was stolen that a series may have used: what a trigger can rest on.

A trigger "plant stolen within X km in the last Y hours" is only as good as its X and Y. They are read off the
series' own history: for each of its offences, the plant theft nearest before it in time. Plant is stolen all
the time, so the offences that have one are set beside how many would by chance, at the rate at which plant is
stolen about them in the whole file (each theft equally likely at any time; the number of offences with one
then lies below a Poisson number of the same mean, so that the probability errs on the careful side: Barbour,
Holst and Janson 1992, *Poisson Approximation*, ch. 1). Nothing is read off where chance would do as well.

It must not be read as which theft gave which offence its plant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.stats import poisson

from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers
from sac_dash.patterns.reflex_queries import DAY_S, distances_m

Floats = npt.NDArray[np.float64]
HOUR_S = 3_600.0


@dataclass(frozen=True)
class ReachParameters:
    """When a reach may be read off.

    Parameters
    ----------
    within_km, within_hours
        Thefts looked at (60 km: how far gangs get in one night; 72 hours before).
    least_n
        Offences that have one (3).
    most_chance
        Probability of as many by chance (0.05).
    step_km, step_hours
        The reach is rounded up to these (5 km, 6 hours).
    least_days
        The file must span so many days (112) for a rate.
    """

    within_km: float = 60.0
    within_hours: float = 72.0
    least_n: int = 3
    most_chance: float = 0.05
    step_km: float = 5.0
    step_hours: float = 6.0
    least_days: float = 112.0


@dataclass(frozen=True)
class EnablerReach:
    """The reach of a series' plant thefts.

    Parameters
    ----------
    n, n_placed
        Offences with a plant theft before them, of those whose place is known.
    expected
        How many would have one by chance; None where the file is too short for a rate.
    chance
        The probability of as many or more.
    km, hours
        The furthest and the longest before, rounded up; None where they may not be read off.
    """

    n: int
    n_placed: int
    expected: float | None
    chance: float | None
    km: float | None = None
    hours: float | None = None


_DEFAULT = ReachParameters()


def measure_reach(
    offences: pl.DataFrame, rows: Sequence[int], parameters: ReachParameters = _DEFAULT
) -> EnablerReach:
    """Measure from how far and how long before plant was stolen ahead of some offences.

    Parameters
    ----------
    offences
        `domain.columns.OFFENCES`: every one held.
    rows
        Positions of the series' members in it.
    """
    thefts = _plant_rows(offences)
    start_s = offences["from_at"].dt.epoch("s").to_numpy().astype(np.float64)
    placed = [row for row in rows if offences["easting"][row] is not None]
    span_days = float(np.ptp(start_s)) / DAY_S if len(start_s) else 0.0
    found: list[tuple[float, float]] = []
    means: list[float] = []
    for row in placed:
        away_m = distances_m(offences, row)[thefts]
        near = away_m <= parameters.within_km * 1_000.0
        before_h = (start_s[row] - start_s[thefts]) / HOUR_S
        means.append(_mean(int(near.sum()), span_days, parameters))
        held = np.flatnonzero(near & (before_h >= 0) & (before_h <= parameters.within_hours))
        if len(held):
            last = held[np.argmin(before_h[held])]
            found.append((float(away_m[last]) / 1_000.0, float(before_h[last])))
    return _reach(found, means, span_days, parameters)


def _plant_rows(offences: pl.DataFrame) -> npt.NDArray[np.int64]:
    rows = np.flatnonzero((offences["offence_class"] == "enabler").to_numpy())
    kinds = tell_enablers(offences[rows.tolist()]) if len(rows) else []
    held = [int(row) for row, kind in zip(rows, kinds, strict=True) if kind is EnablerKind.PLANT]
    return np.array(held, dtype=np.int64)


def _mean(thefts: int, span_days: float, parameters: ReachParameters) -> float:
    """Return the chance that one offence has a plant theft before it, at the file's own rate."""
    rate = thefts * parameters.within_hours / 24.0 / max(span_days, 1.0)
    return float(1.0 - np.exp(-rate))


def _reach(
    found: list[tuple[float, float]], means: list[float], span_days: float, parameters: ReachParameters
) -> EnablerReach:
    n, n_placed = len(found), len(means)
    if span_days < parameters.least_days:
        return EnablerReach(n, n_placed, None, None)
    expected = float(sum(means))
    chance = float(poisson.sf(n - 1, expected))
    if n < parameters.least_n or chance > parameters.most_chance:
        return EnablerReach(n, n_placed, expected, chance)
    km, hours = (max(each) for each in zip(*found, strict=True))
    return EnablerReach(
        n,
        n_placed,
        expected,
        chance,
        _up(km, parameters.step_km),
        _up(hours, parameters.step_hours),
    )


def _up(value: float, step: float) -> float:
    return max(1.0, float(np.ceil(value / step))) * step
