"""Counts by group: nought, no data, an area that was not there and offences that do not say are four things."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
import shapely

from sac_dash.domain.columns import BOUNDARIES
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.patterns.periods import Period
from sac_dash.patterns.trend_counts import TREND, SplitRule, count_groups, count_total, tell_unknown

from .offences import at, offences

AS_OF = at("2026-04-30T22:59:00")
SAYS = SplitRule(can_be_unknown=True)


def held(*pairs: tuple[str, str | None]) -> pl.DataFrame:
    frame = offences(*({"from_at": at(f"{day}T03:00:00")} for day, _ in pairs))
    return frame.with_columns(group=pl.Series([group for _, group in pairs], dtype=pl.String))


def months_of(counts: pl.DataFrame, group: str, column: str = "n") -> list:
    return counts.filter(pl.col("group") == group).sort("period_start")[column].to_list()


def test_offences_that_do_not_say_are_counted_beside_and_are_no_nought():
    frame = held(("2026-01-01", "saw"), ("2026-01-09", None), ("2026-02-03", None), ("2026-04-03", "jack"))
    counts, _ = count_groups(frame, frame, Period.MONTH, AS_OF, rule=SAYS)
    assert dict(counts.schema) == dict(TREND)
    assert months_of(counts, "saw") == [1, None, 0, 0]  # in February nobody says; in March nothing happened
    assert months_of(counts, "saw", "n_asked") == [2, 1, 0, 1]
    assert months_of(counts, "saw", "n_unknown") == [1, 1, 0, 0]
    assert months_of(counts, NOT_KNOWN) == [1, 1, 0, 0]
    assert tell_unknown(counts)["n_unknown"].to_list() == [1, 1, 0, 0]


def test_an_offence_of_two_groups_is_asked_once():
    asked = held(("2026-01-01", None), ("2026-01-02", None))
    grouped = pl.concat([asked[:1], asked[:1], asked[1:]]).with_columns(
        group=pl.Series(["saw", "jack", None])
    )
    counts, _ = count_groups(asked, grouped, Period.MONTH, AS_OF, rule=SAYS)
    assert months_of(counts, "saw", "n_asked")[0] == 2
    assert months_of(counts, "saw", "n_unknown")[0] == 1


def test_where_nothing_is_asked_nothing_is_unknown_and_series_have_no_range():
    days = [date(2021, 1, 4) + timedelta(days=7 * week) for week in range(270)]
    frame = held(*((day.isoformat(), "S-1") for day in days))
    counts, _ = count_groups(frame, frame, Period.MONTH, AS_OF, rule=SplitRule(expects=False))
    assert counts["n_asked"].null_count() == counts.height
    assert counts["upper"].null_count() == counts.height
    total = count_total(frame, Period.MONTH, AS_OF)
    assert total["upper"].drop_nulls().len() > 0
    assert set(total["law"].drop_nulls()) <= {"poisson", "poisson_unchecked", "negative_binomial"}


def layer(*rows: tuple[str, date, date | None, int]) -> pl.DataFrame:
    boxes = [shapely.to_wkb(shapely.box(0, 0, size, size)) for *_, size in rows]
    held = [
        ("areas", name, name, begin, end, box) for (name, begin, end, _), box in zip(rows, boxes, strict=True)
    ]
    return pl.DataFrame(held, schema=dict(BOUNDARIES), orient="row")


def by_area(boundaries: pl.DataFrame, as_of: datetime = AS_OF):
    days = [date(2021, 1, 4) + timedelta(days=3 * step) for step in range(640)]
    frame = offences(
        *({"from_at": at(f"{day.isoformat()}T03:00:00"), "policing_area": "North"} for day in days)
    )
    return count_groups(
        frame,
        frame,
        Period.MONTH,
        as_of,
        rule=SplitRule(by_area=True, can_be_unknown=True),
        boundaries=boundaries,
    )


def test_a_redrawn_area_is_held_against_its_own_shape_alone():
    same, _ = by_area(layer(("North", date(2012, 1, 1), None, 10)))
    redrawn, changes = by_area(
        layer(("North", date(2012, 1, 1), date(2024, 6, 14), 10), ("North", date(2024, 6, 15), None, 12))
    )
    assert [each.day for each in changes] == [date(2024, 6, 15)]
    ranged = redrawn.filter(pl.col("upper").is_not_null())["period_start"]
    assert ranged.min() == same.filter(pl.col("upper").is_not_null())["period_start"].min()
    assert ranged.max() == date(2024, 5, 1)  # June holds the change; two years of the new shape are not over
    assert redrawn["n"].equals(same["n"])
