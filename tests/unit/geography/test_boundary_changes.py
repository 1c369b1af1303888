"""The days on which areas were redrawn."""

from __future__ import annotations

from datetime import date

import polars as pl
import shapely

from sac_dash.domain.columns import BOUNDARIES, empty
from sac_dash.geography.boundary_changes import find_changes, find_spells


def layer(*rows: tuple[str, float, date, date | None]) -> pl.DataFrame:
    whole = [
        ("areas", name, name, begin, end, shapely.to_wkb(shapely.box(0, 0, side, side)))
        for name, side, begin, end in rows
    ]
    return pl.DataFrame(whole, schema=dict(BOUNDARIES), orient="row")


FIRST, SECOND, THIRD = date(2012, 1, 1), date(2020, 4, 1), date(2026, 1, 16)


def test_ended_begun_and_redrawn_areas_are_told_apart():
    areas = layer(
        ("A", 1, FIRST, None), ("B", 2, FIRST, None),
        ("A", 1, SECOND, None), ("B", 3, SECOND, None),
        ("A", 1, THIRD, None), ("C", 4, THIRD, None),
    )  # fmt: skip
    changes = find_changes(areas)
    assert [(each.day, each.ended, each.begun, each.redrawn) for each in changes] == [
        (SECOND, (), (), ("B",)),
        (THIRD, ("B",), ("C",), ()),
    ]


def test_a_layer_imported_again_without_a_change_is_none():
    assert find_changes(layer(("A", 1, FIRST, None), ("A", 1, SECOND, None))) == ()


def test_spells_follow_one_another_and_a_layer_may_end():
    spells = find_spells(layer(("A", 1, FIRST, date(2020, 3, 31)), ("B", 1, SECOND, date(2025, 12, 31))))
    assert [(each.first, each.last, set(each.areas)) for each in spells] == [
        (FIRST, date(2020, 3, 31), {"A"}),
        (SECOND, date(2025, 12, 31), {"B"}),
        (date(2026, 1, 1), None, set()),
    ]


def test_no_boundaries_change_nothing():
    assert find_changes(empty(BOUNDARIES)) == ()
    assert find_spells(empty(BOUNDARIES)) == ()
