"""A made-up country of offences in codes, of any size, whose series are known.

Linking is measured on it without reading a text. It is deliberately not the force that the method's priors were fitted
on (``benchmarks/linkage_priors``), nor the demo's: a small model of its own, whole columns at a time, so that a
million offences take seconds. Real are only the towns. Nothing of an offender is invented, only what was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.columns import FACET_PREFIX
from sac_dash.synthetic.gazetteer import Gazetteer, read_gazetteer

TRUTH_COLUMN = "true_series"
FORCE = "Invented"

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class CodedHabits:
    """How the made-up offences come about.

    Parameters
    ----------
    days
        Length of the time they lie in.
    series_share
        Share of the offences that belong to a series, 0-1.
    longest
        Offences of a series at most; lengths fall as a power, `length_power`, from two.
    gap_days, gap_spread
        Median days from one offence of a series to the next, and the spread of its logarithm.
    travel_shares
        Shares of series that stay about one place, work a region, and work the country.
    region_km, country_km
        Nearest and furthest town of a series that works a region or the country.
    towns_worked
        Towns that a travelling series works at most.
    constancy
        Mean share of a series' offences in which a habit is kept; it differs by series and facet.
    trades
        Kinds of work that share a mix of behaviours, as offences without a series do.
    unplaced
        Share of offences without a place.
    narrow
        Share whose window is an hour or less; the others have a night or a weekend.
    """

    days: float = 1_826.0
    series_share: float = 0.28
    longest: int = 24
    length_power: float = 1.6
    gap_days: float = 6.0
    gap_spread: float = 1.0
    travel_shares: tuple[float, float, float] = (0.6, 0.25, 0.15)
    region_km: tuple[float, float] = (8.0, 45.0)
    country_km: tuple[float, float] = (50.0, 280.0)
    towns_worked: int = 5
    constancy: float = 0.68
    trades: int = 7
    unplaced: float = 0.02
    narrow: float = 0.35


FACETS: dict[str, tuple[int, float]] = {
    "premises": (14, 0.03),
    "entry_point": (10, 0.12),
    "entry_method": (12, 0.15),
    "tool": (12, 0.32),
    "search": (5, 0.38),
    "property": (14, 0.10),
    "security_defeat": (7, 0.35),
    "getaway": (9, 0.42),
    "exit_route": (5, 0.45),
    "group": (4, 0.45),
}
"""Facet: how many codes the force's own list has for it, and the share of offences that do not state it."""

_EPOCH_US = 1_577_836_800_000_000  # 1 January 2020
_DAY_US = 86_400_000_000


def write_coded_force(path: Path, offences: int, seed: int, habits: CodedHabits | None = None) -> None:
    """Write a Parquet file of made-up offences with columns ``facet_<name>`` and the true series in `TRUTH_COLUMN`."""
    coded_force(offences, seed, habits or CodedHabits()).write_parquet(path)


def coded_force(offences: int, seed: int, habits: CodedHabits) -> pl.DataFrame:
    """Return made-up offences; the same for the same seed."""
    rng = np.random.default_rng(seed)
    gazetteer = read_gazetteer()
    series = _series_of(offences, rng, habits)
    trade = _trades(series, rng, habits)
    day = _days(series, rng, habits)
    x_m, y_m = _places(series, rng, gazetteer, habits)
    codes = _codes(series, trade, rng, habits)
    order = rng.permutation(offences)
    from_day, to_day = _windows(day, rng, habits)
    unplaced = rng.random(offences) < habits.unplaced
    columns: dict[str, pl.Expr | pl.Series] = {
        "crime_ref": pl.format("INV/{}", pl.int_range(offences)),
        "force": pl.lit(FORCE),
        "offence_class": pl.lit("commercial_burglary"),
        "from_at": _moments(from_day[order]),
        "to_at": _moments(to_day[order]),
        "easting": pl.Series(np.where(unplaced, np.nan, x_m)[order]).fill_nan(None),
        "northing": pl.Series(np.where(unplaced, np.nan, y_m)[order]).fill_nan(None),
        **{FACET_PREFIX + name: values.gather(order) for name, values in codes.items()},
        TRUTH_COLUMN: _series_names(series[order]),
    }
    return pl.select([value.alias(name) for name, value in columns.items()])


def _series_of(offences: int, rng: np.random.Generator, habits: CodedHabits) -> Integers:
    """Return each offence's series, those of a series together; -1 for those of none, which stand last."""
    lengths = np.arange(2, habits.longest + 1)
    shares = lengths**-habits.length_power
    shares /= shares.sum()
    wanted = int(offences * habits.series_share)
    drawn = rng.choice(lengths, max(wanted // 2, 1), p=shares)
    whole = drawn[: int(np.searchsorted(np.cumsum(drawn), wanted, "right"))]
    members = np.repeat(np.arange(len(whole)), whole)
    return np.concatenate([members, np.full(offences - len(members), -1)])


def _first(series: Integers) -> Integers:
    """Return where each series begins."""
    return np.flatnonzero(np.diff(series, prepend=-2) != 0)[: series.max() + 1]


def _trades(series: Integers, rng: np.random.Generator, habits: CodedHabits) -> Integers:
    """Return each offence's trade: one a series, some trades commoner than others."""
    shares = 1.0 / np.arange(1, habits.trades + 1)
    shares /= shares.sum()
    of_series = rng.choice(habits.trades, series.max() + 1, p=shares)
    alone = rng.choice(habits.trades, int((series < 0).sum()), p=shares)
    return np.concatenate([of_series[series[series >= 0]], alone])


def _days(series: Integers, rng: np.random.Generator, habits: CodedHabits) -> Floats:
    """Return the day of each offence: a series starts anywhere and goes on by its gaps."""
    placed = series >= 0
    gaps = np.exp(rng.normal(np.log(habits.gap_days), habits.gap_spread, int(placed.sum())))
    first = _first(series)
    run = np.cumsum(gaps)
    since = run - run[first][series[placed]] if len(first) else run
    begin = rng.uniform(0.0, habits.days, len(first))[series[placed]]
    alone = rng.uniform(0.0, habits.days, int((~placed).sum()))
    return np.concatenate([np.mod(begin + since, habits.days), alone])


def _places(
    series: Integers, rng: np.random.Generator, towns: Gazetteer, habits: CodedHabits
) -> tuple[Floats, Floats]:
    """Return where each offence lies, in metres of the National Grid."""
    weight = towns.populations / towns.populations.sum()
    count = series.max() + 1
    placed = series >= 0
    home = rng.choice(len(weight), count, p=weight)
    travel = rng.choice(3, count, p=habits.travel_shares)
    worked = _towns_worked(home, travel, rng, towns, habits)
    turn = rng.integers(0, habits.towns_worked, int(placed.sum()))
    town = np.r_[
        worked[series[placed], turn], rng.choice(len(weight), int((~placed).sum()), p=weight)
    ].astype(np.int64)
    spread = np.clip(12.0 * np.sqrt(towns.populations), 350.0, 9_000.0)[town]
    centre_x, centre_y = towns.eastings_m[town].copy(), towns.northings_m[town].copy()
    at_home = np.flatnonzero(placed)[travel[series[placed]] == 0]
    haunt = rng.normal(0.0, 1.0, (count, 2))[series[at_home]]
    centre_x[at_home] += haunt[:, 0] * spread[at_home]
    centre_y[at_home] += haunt[:, 1] * spread[at_home]
    spread[at_home] = np.exp(rng.normal(np.log(1_500.0), 0.5, count))[series[at_home]]
    scatter = rng.normal(0.0, 1.0, (len(series), 2))
    return (
        np.round(np.clip(centre_x + scatter[:, 0] * spread, 100_000.0, 655_000.0)),
        np.round(np.clip(centre_y + scatter[:, 1] * spread, 10_000.0, 1_200_000.0)),
    )


def _towns_worked(
    home: Integers, travel: Integers, rng: np.random.Generator, towns: Gazetteer, habits: CodedHabits
) -> Integers:
    """Return the towns that each series works: series x `towns_worked`; its own where it stays."""
    worked = np.repeat(home[:, None], habits.towns_worked, axis=1)
    x_km, y_km = towns.eastings_m / 1000.0, towns.northings_m / 1000.0
    for kind, (near, far) in ((1, habits.region_km), (2, habits.country_km)):
        travelling = np.flatnonzero(travel == kind)
        for town in np.unique(home[travelling]):
            away = np.hypot(x_km - x_km[town], y_km - y_km[town])
            open_to = np.flatnonzero((away >= near) & (away <= far))
            if not len(open_to):
                continue
            weight = np.sqrt(towns.populations[open_to])
            theirs = travelling[home[travelling] == town]
            worked[theirs] = rng.choice(open_to, (len(theirs), habits.towns_worked), p=weight / weight.sum())
    return worked


def _codes(
    series: Integers, trade: Integers, rng: np.random.Generator, habits: CodedHabits
) -> dict[str, pl.Series]:
    """Return each facet's code of each offence; null where it is not stated."""
    placed = series >= 0
    values: dict[str, pl.Series] = {}
    for facet, (count, unstated) in FACETS.items():
        names = [f"c{number:02d}" for number in range(count)]
        common = 1.0 / np.arange(1, len(names) + 1)
        mixes = 0.5 * rng.dirichlet(np.full(len(names), 0.6), habits.trades) + 0.5 * common / common.sum()
        drawn = _draw(mixes, trade, rng)
        habit = drawn[_first(series)]
        constancy = rng.beta(6.0 * habits.constancy, 6.0 * (1.0 - habits.constancy), len(habit))
        kept = rng.random(int(placed.sum())) < constancy[series[placed]]
        drawn[placed] = np.where(kept, habit[series[placed]], drawn[placed])
        drawn[rng.random(len(drawn)) < unstated] = -1
        values[facet] = pl.Series([*names, None], dtype=pl.String).gather(
            np.where(drawn < 0, len(names), drawn)
        )
    return values


def _draw(mixes: Floats, trade: Integers, rng: np.random.Generator) -> Integers:
    """Return a code for each offence from its trade's mix (trades x codes)."""
    chance = rng.random(len(trade))
    drawn = np.empty(len(trade), np.int64)
    for kind, mix in enumerate(mixes):
        of_kind = trade == kind
        drawn[of_kind] = np.searchsorted(np.cumsum(mix)[:-1], chance[of_kind], "right")
    return drawn


def _windows(day: Floats, rng: np.random.Generator, habits: CodedHabits) -> tuple[Floats, Floats]:
    """Return the windows that hold each offence, in days."""
    n = len(day)
    night = rng.uniform(7.0, 15.0, n) / 24.0
    weekend = rng.uniform(1.2, 2.8, n)
    length = np.where(rng.random(n) < 0.12, weekend, night)
    length = np.where(rng.random(n) < habits.narrow, rng.uniform(0.005, 1.0 / 24.0, n), length)
    start = day - rng.random(n) * length
    return start, start + length


def _moments(day: Floats) -> pl.Series:
    return (
        pl.Series((_EPOCH_US + day * _DAY_US).astype(np.int64)).cast(pl.Datetime("us", "UTC")).dt.round("1m")
    )


def _series_names(series: Integers) -> pl.Series:
    names = pl.format("S{}", pl.lit(pl.Series(series)))
    return pl.select(pl.when(pl.lit(pl.Series(series)) >= 0).then(names)).to_series()
