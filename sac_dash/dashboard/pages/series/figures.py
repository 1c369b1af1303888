"""The two pictures of one series: where in numbered order, and when with its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

import numpy as np
import polars as pl

from sac_dash.casework import HardLink
from sac_dash.dashboard.decision_words import say_hard_link
from sac_dash.dashboard.hard_link_places import PlacedTies, place_ties
from sac_dash.dashboard.pages.series.members import timeline_members
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.map_figure import MapContent, draw_map
from sac_dash.figures.map_points import MapPoints
from sac_dash.figures.map_series import SeriesPlaces
from sac_dash.figures.map_style import GroundLayers
from sac_dash.figures.map_view_fit import bounds_of, fit_view
from sac_dash.figures.palette import series_colour, series_colour_index
from sac_dash.figures.series_timeline import TimelineTie, describe_window, draw_series_timeline
from sac_dash.figures.wording import local

MAP_PX = (330, 104)  # smaller than the smallest card, so that hull and numbers have room
ATTRIBUTION = "Coast: GSHHG · Towns: GeoNames CC BY"


def map_of(
    detail: SeriesDetail, hard_links: Sequence[HardLink] = (), *, dark: bool
) -> tuple[dict[str, Any], PlacedTies]:
    """Return the map of a series with its numbered journey, and the hard links drawn on it."""
    placed = _placed(detail)
    longitude, latitude = placed["longitude"].to_numpy(), placed["latitude"].to_numpy()
    box = bounds_of(longitude, latitude)
    number = tuple(placed["number"])  # those without a place keep theirs: numbers are those of the table
    places = SeriesPlaces(detail.card.series_id, longitude, latitude, emphasis=True, number=number)
    on_earth = not placed.is_empty()
    at = dict(
        zip(placed["offence_key"], zip(longitude.tolist(), latitude.tolist(), strict=True), strict=True)
    )
    ties = place_ties(hard_links, at)
    content = MapContent(
        view=fit_view(box, *MAP_PX),
        points=_points(detail, placed),
        hulls=[places],
        journeys=[places],
        ties=ties.ties,
        fit=box,
        layers=GroundLayers(on_earth=on_earth),
        attribution=ATTRIBUTION,
    )
    return draw_map(content, dark=dark), ties


def timeline_of(
    detail: SeriesDetail, as_of: datetime, chosen: int, hard_links: Sequence[HardLink] = (), *, dark: bool
) -> dict[str, Any]:
    """Return the timeline of a series with the chosen offence set off and hard links drawn."""
    members = timeline_members(detail)
    return draw_series_timeline(
        members,
        series_colour(detail.card.series_id),
        local(as_of),
        chosen=members[chosen - 1].reference,
        ties=_ties(detail, hard_links),
        dark=dark,
    )


def _ties(detail: SeriesDetail, hard_links: Sequence[HardLink]) -> list[TimelineTie]:
    """Return the hard links among the members, by journey number."""
    number = {key: place for place, key in enumerate(detail.roster, start=1)}
    pairs = [(link.offences, escape(say_hard_link(link))) for link in hard_links]
    return [
        TimelineTie(number[a], number[b], words) for (a, b), words in pairs if a in number and b in number
    ]


def count_unplaced(detail: SeriesDetail) -> int:
    """Return how many members have no place on the map."""
    return detail.members.height - _placed(detail).height


def _placed(detail: SeriesDetail) -> pl.DataFrame:
    """Return the members with a place, with their journey numbers."""
    numbered = detail.members.with_row_index("number", offset=1)
    return numbered.filter(pl.col("longitude").is_not_null() & pl.col("latitude").is_not_null())


def _points(detail: SeriesDetail, placed: pl.DataFrame) -> MapPoints:
    """Return the members as discs; a click sends the journey number back."""
    count = placed.height
    members = timeline_members(detail)
    return MapPoints(
        row=placed["number"].to_numpy().astype(np.int64),
        longitude=placed["longitude"].to_numpy(),
        latitude=placed["latitude"].to_numpy(),
        colour_index=np.full(count, series_colour_index(detail.card.series_id)),
        atm=(placed["offence_class"] == OffenceClass.ATM_ATTACK.value).to_numpy(),
        clear=np.ones(count, dtype=bool),
        hover=[_hover(members[number - 1]) for number in placed["number"]],
    )


def _hover(member: Any) -> str:  # noqa: ANN401 - a TimelineMember
    """Return what a disc says when pointed at."""
    place, window = escape(member.place), describe_window(member)
    return f"<b>{member.number}. {escape(member.reference)}</b><br>{place}<br>{window}"
