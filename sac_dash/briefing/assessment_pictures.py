"""The pictures of the assessment and of the MO card, or None where there is nothing to draw: the words say why."""

from __future__ import annotations

from collections import Counter

import polars as pl

from sac_dash.briefing.assessing.ground import LINKED, Ground
from sac_dash.briefing.assessing.hours import HoursOfMonth
from sac_dash.briefing.assessing.interventions import interventions_in
from sac_dash.briefing.assessing.scope import Scope, short_month
from sac_dash.briefing.assessing.trend import TrendMonth
from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.areas import outlines_of
from sac_dash.briefing.paper.ground import NATIONAL_GRID
from sac_dash.briefing.paper.map_drawing import draw_map as draw_map_sheet
from sac_dash.briefing.paper.map_sheet import MapPoint, MapSheet
from sac_dash.briefing.paper.trend_chart import TrendBar, TrendMark, draw_trend_chart
from sac_dash.briefing.paper.week_hours import draw_week_hours
from sac_dash.briefing.series_pictures import burned_of
from sac_dash.briefing.series_words import LEAST_FOR_HOURS
from sac_dash.domain.intervention import InterventionKind
from sac_dash.figures.palette import SERIES_COLOURS, UNPLACED
from sac_dash.patterns.aoristic import HourTable
from sac_dash.patterns.periods import Period, local_day, next_start

THEME_COLOURS = dict(
    zip(
        (
            "ATM rip-outs", "ATM explosions", "ATM cutting attacks", "ATM ram raids",
            "tobacco burglaries", "electricals burglaries", "tool or machinery burglaries", "ram raids",
        ),
        (SERIES_COLOURS[1], "#8c1c13", SERIES_COLOURS[3], SERIES_COLOURS[7], SERIES_COLOURS[2],
         SERIES_COLOURS[0], SERIES_COLOURS[4], SERIES_COLOURS[5]),
        strict=True,
    )
)  # fmt: skip
NO_THEME = "no theme recorded"
BAND_SAID = (
    "Band: range expected from the same month of earlier years. Dark: outside it. Pale: cannot be compared."
)


def draw_trend(
    ground: Ground,
    scope: Scope,
    months: list[TrendMonth],
    width_in: float,
    height_in: float,
    *,
    marked: bool = True,
) -> Picture | None:
    """Return the chart of counts by month, with what was done about the scope where `marked`."""
    if not months:
        return None
    bars = [
        TrendBar(
            short_month(each.month),
            each.n,
            each.lower,
            each.upper,
            each.outside,
            each.whole and not each.growing,
        )
        for each in months
    ]
    n = sum(each.n or 0 for each in months)
    marks = _marks(ground, scope, months) if marked else []
    done = " Dashed: interventions on record." if marks else ""
    return draw_trend_chart(
        bars,
        width_in,
        height_in,
        burned_of(ground.source),
        alt=(
            f"Offences by month, {bars[0].label} to {bars[-1].label}, with the range expected of each (n ="
            f" {n:,})."
        ),
        caption=f"{BAND_SAID}{done}",
        marks=marks,
    )


def draw_map(
    ground: Ground, scope: Scope, themes: dict[int, str], width_in: float, height_in: float
) -> Picture | None:
    """Return the map of the month's attacks and burglaries by theme, or None where no place is known."""
    month = ground.offences.filter(scope.of_month() & pl.col("offence_class").is_in(LINKED)).sort(
        "from_at", "row"
    )
    known = month.drop_nulls(["easting", "northing", "crs"])
    if known.is_empty():
        return None
    crs = str(known["crs"].value_counts(sort=True).sort("count", "crs", descending=[True, False])["crs"][0])
    placed = known.filter(pl.col("crs") == crs)
    named = [themes.get(row, NO_THEME) for row in placed["row"]]
    points = tuple(
        MapPoint(
            row["easting"],
            row["northing"],
            "",
            THEME_COLOURS.get(theme, UNPLACED),
            hollow=bool(row["attempt"]),
        )
        for row, theme in zip(placed.iter_rows(named=True), named, strict=True)
    )
    counted = Counter(named).most_common()
    sheet = MapSheet(
        points=points,
        crs=crs,
        journey=False,
        areas=outlines_of(ground.source.boundaries, scope.month) if crs == NATIONAL_GRID else (),
        legend=tuple((THEME_COLOURS.get(theme, UNPLACED), theme) for theme, _ in counted),
    )
    hollow = " Hollow: attempted." if any(each.hollow for each in points) else ""
    missing = month.height - placed.height
    lacking = f" {missing} {'has' if missing == 1 else 'have'} no known place." if missing else ""
    return draw_map_sheet(
        sheet,
        width_in,
        height_in,
        burned_of(ground.source),
        alt=(
            f"Map of {placed.height} of {month.height} attacks and burglaries of {scope.month_said}, by"
            " theme."
        ),
        caption=f"{placed.height} of {month.height} attacks and burglaries.{hollow}{lacking}",
    )


def draw_hours(ground: Ground, found: HoursOfMonth, width_in: float, height_in: float) -> Picture | None:
    """Return the hours of the week, or None where there are too few offences or their windows are too wide."""
    if not isinstance(found.table, HourTable) or found.table.effective_n < LEAST_FOR_HOURS:
        return None
    return draw_week_hours(found.table, width_in, height_in, burned_of(ground.source))


def _marks(ground: Ground, scope: Scope, months: list[TrendMonth]) -> list[TrendMark]:
    """Return what was done about the scope while the months shown lasted."""
    marks = []
    for number, each in enumerate(months):
        one = Scope(scope.area, scope.called, each.month, each.whole)
        for record in interventions_in(ground, one, tuple(InterventionKind)):
            if one.begins_at <= record.starts():
                day = local_day(record.starts())
                share = (day - each.month).days / (next_start(each.month, Period.MONTH) - each.month).days
                marks.append(TrendMark(number - 0.5 + share, record.label))
    return marks
