"""Counts by area say when areas changed, and give none to an area that did not exist."""

from __future__ import annotations

from datetime import date

import polars as pl
import shapely

from sac_dash.domain.columns import BOUNDARIES, empty
from sac_dash.patterns.area_counts import AREA_COUNTS, count_by_area, unplaced
from sac_dash.patterns.basis import LeftOut

from .offences import at, offences

AS_OF = at("2026-03-31T22:59:00")


def layer(*rows: tuple[str, date, date | None]) -> pl.DataFrame:
    box = shapely.to_wkb(shapely.box(0, 0, 10, 10))
    return pl.DataFrame(
        [("areas", name, name, begin, end, box) for name, begin, end in rows],
        schema=dict(BOUNDARIES), orient="row",
    )  # fmt: skip


AREAS = layer(
    ("North", date(2012, 1, 1), date(2026, 1, 15)),
    ("South", date(2012, 1, 1), date(2026, 1, 15)),
    ("Whole", date(2026, 1, 16), None),
)
FRAME = offences(
    {"from_at": at("2025-12-01T03:00:00"), "policing_area": "North"},
    {"from_at": at("2026-01-05T03:00:00"), "policing_area": "North"},
    {"from_at": at("2026-01-20T03:00:00"), "policing_area": "Whole"},
    {"from_at": at("2026-02-20T03:00:00"), "policing_area": "Whole"},
    {"from_at": at("2026-02-21T03:00:00")},
    {"from_at": at("2026-05-21T03:00:00"), "policing_area": "Whole"},
)


def test_an_area_has_no_count_where_it_was_not_in_force():
    found = count_by_area(FRAME, AREAS, "month", AS_OF).counts
    assert dict(found.schema) == dict(AREA_COUNTS)
    north = found.filter(pl.col("group") == "North")
    assert north["n"].to_list() == [1, 1, None, None]
    assert north["in_force"].round(3).to_list() == [1.0, round(15 / 31, 3), 0.0, 0.0]
    whole = found.filter(pl.col("group") == "Whole")
    assert whole["n"].to_list() == [None, 1, 1, 0]
    assert unplaced(found) == 1


def test_the_day_of_the_change_is_marked():
    found = count_by_area(FRAME, AREAS, "month", AS_OF)
    (change,) = found.changes
    assert (change.day, change.ended, change.begun) == (date(2026, 1, 16), ("North", "South"), ("Whole",))
    assert found.basis.n == 5
    assert found.basis.left_out == ((LeftOut.AFTER_CUT_OFF, 1),)


def test_without_boundaries_the_recorded_areas_are_counted():
    found = count_by_area(FRAME, empty(BOUNDARIES), "week", AS_OF)
    assert found.changes == ()
    assert found.counts["in_force"].null_count() == found.counts.height
    assert found.counts["n"].sum() == 5
    assert count_by_area(offences(), AREAS, "month", AS_OF).counts.is_empty()
