"""The pictures of one series for paper: its journey on the map, its windows in time, its hours of the week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.areas import outlines_of
from sac_dash.briefing.paper.ground import NATIONAL_GRID, to_metres
from sac_dash.briefing.paper.map_drawing import draw_map
from sac_dash.briefing.paper.map_sheet import MapPoint, MapSheet
from sac_dash.briefing.paper.sheet import ON_PAPER, ON_SLIDE, Burned
from sac_dash.briefing.paper.timeline_strip import Window, draw_strip
from sac_dash.briefing.paper.week_hours import draw_week_hours
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.briefing.source import BriefingSource
from sac_dash.figures.palette import series_colour
from sac_dash.figures.wording import local, say_days
from sac_dash.patterns.aoristic import HourTable
from sac_dash.patterns.ellipse import ellipse_ring, spread_ellipse


@dataclass(frozen=True)
class MapSite:
    """A place set off from the offences on a map: metres in its system, and what to call it."""

    easting: float
    northing: float
    crs: str
    name: str


def burned_of(source: BriefingSource) -> Burned:
    """Return what is burned into every picture of a source."""
    return Burned(source.marking, source.generation.invented)


def draw_series_map(
    source: BriefingSource,
    content: SeriesContent,
    width_in: float,
    height_in: float,
    *,
    for_slide: bool = False,
    site: MapSite | None = None,
) -> Picture | None:
    """Return the map of a series with its numbered journey, or None where no place is known.

    `site` is set off from the offences; one placed in another system of metres than they are is left out.
    """
    crs, placed = _placed(content)
    missing = content.n - placed.height
    if site is not None and site.crs != crs:
        site = None
    if placed.is_empty() and site is None:
        return None
    sheet = MapSheet(
        points=tuple(_point(row, series_colour(content.series_id)) for row in placed.iter_rows(named=True)),
        crs=crs,
        areas=outlines_of(source.boundaries, source.as_of.date()) if crs == NATIONAL_GRID else (),
        ellipse=_ellipse(placed) if crs == NATIONAL_GRID else None,
        site=None if site is None else (site.easting, site.northing, site.name),
    )
    notes = ["Numbers in order of time; hollow: attempted. Lines join one to the next and are no routes"]
    if site is not None:
        notes.append("Square: the place briefed on")
    if missing:
        notes.append(f"{missing} of {content.n} have no known place")
    return draw_map(
        sheet,
        width_in,
        height_in,
        burned_of(source),
        alt=_alt(content, placed.height),
        caption=f"{'. '.join(notes)}.",
        scale=ON_SLIDE if for_slide else ON_PAPER,
    )


def draw_windows(
    source: BriefingSource,
    content: SeriesContent,
    width_in: float,
    height_in: float,
    *,
    for_slide: bool = False,
) -> Picture:
    """Return the strip of a series' windows up to the end of the data."""
    windows = tuple(
        Window(row["number"], local(row["from_at"]), local(row["to_at"]))
        for row in content.members.iter_rows(named=True)
    )
    quiet = say_days(content.facts.days_since_last)
    return draw_strip(
        windows,
        local(source.as_of),
        series_colour(content.series_id),
        width_in,
        height_in,
        burned_of(source),
        alt=f"Windows of {content.n} offences in order of time, then {quiet} quiet to the end of the data.",
        scale=ON_SLIDE if for_slide else ON_PAPER,
    )


def draw_week(
    source: BriefingSource, content: SeriesContent, width_in: float, height_in: float
) -> Picture | None:
    """Return the hours of the week of a series, or None where there is too little to say."""
    if not isinstance(content.hours, HourTable):
        return None
    return draw_week_hours(content.hours, width_in, height_in, burned_of(source))


def _placed(content: SeriesContent) -> tuple[str, pl.DataFrame]:
    """Return the system most offences are placed in, and those that are."""
    known = content.members.drop_nulls(["easting", "northing", "crs"])
    if known.is_empty():
        return NATIONAL_GRID, known
    most = str(known["crs"].value_counts(sort=True)["crs"][0])
    return most, known.filter(pl.col("crs") == most)


def _point(row: dict[str, Any], colour: str) -> MapPoint:
    return MapPoint(row["easting"], row["northing"], str(row["number"]), colour, hollow=bool(row["attempt"]))


def _ellipse(placed: pl.DataFrame) -> Any:  # noqa: ANN401 - an array, or None
    """Return the outline of the spread in metres, where there are enough places for one."""
    known = placed.drop_nulls(["longitude", "latitude"])
    degrees = known.select("longitude", "latitude").to_numpy().astype(np.float64)
    drawn = spread_ellipse(degrees[:, 0], degrees[:, 1]) if len(degrees) else None
    return None if drawn is None else to_metres(ellipse_ring(drawn))


def _alt(content: SeriesContent, n: int) -> str:
    return f"Map of {n} of {content.n} offences of series {content.called}, numbered in order of time."
