"""How a user of Splink would block offences: as widely as a number of pairs an offence allows.

Four families of blocks: the same square in the same while; the same square and ways of working; two different sets of
ways of working in the same while. Of each the widest is taken that joins no more pairs than its share. Chosen by
counts alone, never by the truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import polars as pl

from sac_dash.linkage.parameters import ReachParameters

PAIRS_AN_OFFENCE = 80
"""Pairs that all blocks together join, for each offence of the file."""
_SIDES_M = (16_000, 8_000, 4_000, 2_000, 1_000, 500)
_WHILES_DAYS = (180, 90, 30, 10)
_WAYS = 3


@dataclass(frozen=True)
class Key:
    """What two offences of a block have in common: as polars and as SQL say it."""

    column: pl.Expr
    sql: str

    def equal(self) -> str:
        """Return the condition of two offences, ``l`` and ``r``."""
        return f"{self.sql.format('l')} = {self.sql.format('r')}"


Block = tuple[Key, ...]


def choose_blocks(frame: pl.DataFrame, facets: Sequence[str]) -> list[Block]:
    """Return the widest block of each family that keeps to its share of pairs.

    Parameters
    ----------
    frame
        ``x_m``, ``y_m``, ``day`` and the columns of `facets`, the most telling first.
    """
    first, second = list(facets[:_WAYS]), list(facets[_WAYS : 2 * _WAYS])
    families = [_places_in_time(), _places_and_ways(first)]
    families += [_ways_in_time([*some, *facets[2 * _WAYS :]]) for some in (first, second) if some]
    most = PAIRS_AN_OFFENCE * frame.height / len(families)
    chosen = (
        next((block for block in family if count_pairs(frame, block) <= most), None) for family in families
    )
    return [block for block in chosen if block]


def count_pairs(frame: pl.DataFrame, block: Block) -> int:
    """Return how many pairs a block joins."""
    keys = frame.select(key.column.alias(str(place)) for place, key in enumerate(block)).drop_nulls()
    sizes = keys.group_by(pl.all()).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def rule(block: Block) -> str:
    """Return a block as Splink takes it."""
    return " and ".join(key.equal() for key in block)


def within_reach(reach: ReachParameters) -> str:
    """Return the definition of a pair that is looked at, as SQL: the same as ours."""
    apart = "abs(l.day - r.day)"
    near = f"power(l.x_m - r.x_m, 2) + power(l.y_m - r.y_m, 2) <= {(1000.0 * reach.local_km) ** 2}"
    longest = max(reach.local_days, reach.national_days)
    return f"({apart} <= {reach.national_days} or ({apart} <= {longest} and {near}))"


def _places_in_time() -> Iterator[Block]:
    for days, side_m in sorted(product(_WHILES_DAYS, _SIDES_M), key=lambda both: -both[0] * both[1] ** 2):
        yield (*_square(side_m), _while(days))


def _places_and_ways(facets: Sequence[str]) -> Iterator[Block]:
    for side_m, ways in product(_SIDES_M, range(1, len(facets) + 1)):
        yield (*_square(side_m), *_same(facets[:ways]))


def _ways_in_time(facets: Sequence[str]) -> Iterator[Block]:
    for ways, days in product(range(min(2, len(facets)), len(facets) + 1), _WHILES_DAYS):
        yield (*_same(facets[:ways]), _while(days))


def _square(side_m: int) -> Block:
    return tuple(
        Key((pl.col(axis) / side_m).floor(), f"floor({{}}.{axis} / {side_m})") for axis in ("x_m", "y_m")
    )


def _while(days: int) -> Key:
    return Key((pl.col("day") / days).floor(), f"floor({{}}.day / {days})")


def _same(facets: Sequence[str]) -> Block:
    return tuple(Key(pl.col(facet), f"{{}}.{facet}") for facet in facets)
