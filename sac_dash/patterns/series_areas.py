"""Across which forces and areas a series reaches, counted offence by offence.

One offence in five of a travelling series may lie in the force's own areas. Naming only those areas
would hide the rest, so offences elsewhere are counted beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class SeriesAreas:
    """The reach of one series.

    Parameters
    ----------
    forces, areas
        Names, those with most offences first.
    n_elsewhere
        Offences of forces whose areas are not held.
    n_unknown
        Offences of our forces whose area is not known.
    """

    forces: tuple[str, ...]
    areas: tuple[str, ...]
    n_elsewhere: int
    n_unknown: int


def home_forces(offences: pl.DataFrame) -> frozenset[str]:
    """Return the forces for which any policing area is known: ours."""
    known = offences.get_column("policing_area").is_not_null()
    return frozenset(offences.get_column("force").filter(known).unique())


def count_areas(members: pl.DataFrame, ours: frozenset[str]) -> SeriesAreas:
    """Count forces and areas of the offences of one series (`domain.columns.OFFENCES`)."""
    nowhere = members.filter(pl.col("policing_area").is_null())
    n_unknown = nowhere.filter(pl.col("force").is_in(list(ours))).height
    return SeriesAreas(
        forces=_commonest(members, "force"),
        areas=_commonest(members, "policing_area"),
        n_elsewhere=nowhere.height - n_unknown,
        n_unknown=n_unknown,
    )


def _commonest(members: pl.DataFrame, column: str) -> tuple[str, ...]:
    """Return the known values of a text column, commonest first (ties by name)."""
    ranked = members.select(pl.col(column).alias("value")).drop_nulls().group_by("value").len()
    return tuple(ranked.sort("len", "value", descending=[True, False]).get_column("value"))
