"""On which days boundaries were redrawn, and which areas were in force between two such days.

A count by area before and after a redrawing compares two different things under one name. Whoever
draws such a count therefore needs the days, what ended and began on them, and what kept its name but not
its shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

import polars as pl

from sac_dash.domain.columns import BOUNDARIES, require
from sac_dash.geography.boundaries import in_force, start_days

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class BoundaryChange:
    """A day from which other boundaries hold.

    Attributes
    ----------
    day
        The first day of the new ones.
    ended, begun
        Names that are gone, and new ones.
    redrawn
        Names that stayed and whose polygons did not.
    """

    day: date
    ended: tuple[str, ...]
    begun: tuple[str, ...]
    redrawn: tuple[str, ...]


@dataclass(frozen=True)
class BoundarySpell:
    """Days, both included, on which the same areas were in force; `last` None: still."""

    first: date
    last: date | None
    areas: frozenset[str]


def find_changes(boundaries: pl.DataFrame) -> tuple[BoundaryChange, ...]:
    """Return the days on which the boundaries of one layer changed, without the day they began.

    Parameters
    ----------
    boundaries
        `BOUNDARIES` of one layer.
    """
    require(boundaries, BOUNDARIES, "boundaries")
    found = []
    for day in _turning_days(boundaries)[1:]:
        before, after = (_shapes(in_force(boundaries, each)) for each in (day - ONE_DAY, day))
        change = BoundaryChange(
            day=day,
            ended=tuple(sorted(before.keys() - after.keys())),
            begun=tuple(sorted(after.keys() - before.keys())),
            redrawn=tuple(
                sorted(name for name in before.keys() & after.keys() if before[name] != after[name])
            ),
        )
        if change.ended or change.begun or change.redrawn:
            found.append(change)
    return tuple(found)


def find_spells(boundaries: pl.DataFrame) -> tuple[BoundarySpell, ...]:
    """Return the spells of one layer in order; days before the first have no boundaries."""
    days = _turning_days(boundaries)
    ends = [day - ONE_DAY for day in days[1:]]
    return tuple(
        BoundarySpell(day, last, frozenset(in_force(boundaries, day)["area_name"]))
        for day, last in zip_longest(days, ends)
    )


def _turning_days(boundaries: pl.DataFrame) -> list[date]:
    """Return the days on which any boundary began or had ended, in order."""
    ended = boundaries["valid_to"].drop_nulls().unique().to_list()
    return sorted({*start_days(boundaries), *(day + ONE_DAY for day in ended)})


def _shapes(boundaries: pl.DataFrame) -> dict[str, frozenset[bytes]]:
    """Return the polygons of each area."""
    shapes: dict[str, frozenset[bytes]] = {}
    for name, wkb in boundaries.select("area_name", "wkb").iter_rows():
        shapes[name] = shapes.get(name, frozenset()) | {wkb}
    return shapes
