"""The series in what is shown, as switches: each keeps its colour, and says how far it reaches once on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.pages.map.loading import MapPage
from sac_dash.dashboard.pages.map.outlining import series_places
from sac_dash.dashboard.pages.map.wording import say_km
from sac_dash.dashboard.series_names import label_series
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.map_series import SeriesPlaces
from sac_dash.figures.palette import series_colour
from sac_dash.geography.nearest_town import COMPASS
from sac_dash.patterns.ellipse import ELLIPSE_RULE, Ellipse, count_places, spread_ellipse
from sac_dash.patterns.journey import JourneyDistances, measure_journey

MAX_LISTED = 40  # the series seen last; a chosen one is always listed


@dataclass(frozen=True)
class ListedSeries:
    """One switch: how many offences pass the other filters, of how many, and the last of them (local ms)."""

    series_id: str
    n: int
    n_of: int
    last_ms: float


def listed_series(page: MapPage, most: int = MAX_LISTED) -> tuple[list[ListedSeries], int]:
    """Return the series among what the other filters keep, the one seen last first, and how many there are.

    A chosen series is listed even where nothing of it is left, so that it can be switched off.
    """
    places, every = page.places, page.places.series_rows
    offered = every[page.selection.offered[every]]
    count = np.bincount(places.series[offered], minlength=len(places.series_ids))
    whole = np.bincount(places.series[every], minlength=len(places.series_ids))
    newest = np.full(len(places.series_ids), -np.inf)
    np.maximum.at(newest, places.series[offered], places.start_ms[offered])
    order = [int(at) for at in np.argsort(-newest, kind="stable") if count[at]]
    chosen = {places.series_ids.index(each) for each in page.filters.series if each in places.series_ids}
    kept = order[:most] + sorted(chosen - set(order[:most]))
    listed = [ListedSeries(places.series_ids[at], int(count[at]), int(whole[at]), newest[at]) for at in kept]
    return listed, len(order)


def series_rows(page: MapPage, listed: list[ListedSeries]) -> list[Component]:
    """Return one switch for each series; a chosen one says its distances and its ellipse."""
    chosen: dict[str, SeriesPlaces] = {}
    if page.filters.series:
        held = page.selection.chosen & page.places.placed
        chosen = {each.series_id: each for each in series_places(page.places, held, page.filters)}
    return [_row(page, each, chosen.get(each.series_id)) for each in listed]


def series_caption(listed: int, total: int, chosen: int) -> str:
    """Return what the list holds and how to use it."""
    if not total:
        return "Nothing shown is in a series"
    cut = (
        f"The {listed:,} seen last of {total:,} series shown" if total > listed else f"{total:,} series shown"
    )
    return f"{cut} · {f'{chosen} switched on' if chosen else 'none switched on: all are shown'}"


def distance_words(measured: JourneyDistances) -> str:
    """Return a journey's distances in words; they are straight lines, which must be said."""
    legs = measured.legs_km
    between = f"{say_km(min(legs))} to {say_km(max(legs))}" if len(legs) > 1 else say_km(legs[0])
    middle = (
        f", half within {say_km(measured.median_leg_km)}" if measured.median_leg_km and len(legs) > 2 else ""
    )
    return (
        f"{say_km(measured.total_km)} from first to last in straight lines; from one offence to the next "
        f"{between}{middle}. Furthest apart: {say_km(measured.widest_km)}."
    )


def ellipse_words(ellipse: Ellipse | None, n_places: int) -> str:
    """Return an ellipse in words, or why there is none."""
    if ellipse is None:
        if n_places < ELLIPSE_RULE.least_places:
            return f"No ellipse: it needs {ELLIPSE_RULE.least_places} different places, there are {n_places}."
        return "No ellipse: the places lie on a line."
    across = f"{say_km(2 * ellipse.major_km)} by {say_km(2 * ellipse.minor_km)}"
    return f"Ellipse of {ellipse.n_places} places: {across}, lying {_axis(ellipse.bearing_deg)}."


def _axis(bearing_deg: float) -> str:
    """Return the direction of an axis: ``NE–SW``."""
    point = round(bearing_deg / 45) % 4
    return f"{COMPASS[point]}–{COMPASS[point + 4]}"


def _row(page: MapPage, each: ListedSeries, placed: SeriesPlaces | None) -> Component:
    on = each.series_id in page.filters.series
    name = label_series(each.series_id, page.names)
    counted = f"{each.n:,} of {each.n_of:,}" if each.n < each.n_of else f"{each.n:,}"
    last = british_day(datetime.fromtimestamp(each.last_ms / 1000, UTC).date()) if each.n else ""
    switch = html.Button(
        [
            colour_dot(series_colour(each.series_id)),
            html.Span(name, className="series-name"),
            html.Span(counted, className="series-count", title="Offences shown, of all in the series"),
            html.Span(last, className="series-last", title="The last of them"),
        ],
        className="series-switch",
        title=f"{'Switch off' if on else 'Switch on'}: {name}",
        **attributes(aria_pressed="true" if on else "false", data_series_toggle=each.series_id),
    )
    return html.Div([switch, *(_facts(placed) if on else [])], className="series-row", key=each.series_id)


def _facts(placed: SeriesPlaces | None) -> list[Component]:
    if placed is None:
        return [
            html.P(
                "Fewer than two of those shown have a place: nothing to measure.", className="series-facts"
            )
        ]
    measured = measure_journey(placed.longitude, placed.latitude)
    n_places = count_places(placed.longitude, placed.latitude)
    ellipse = spread_ellipse(placed.longitude, placed.latitude)
    legs = [
        html.Li(f"{first} → {second}: {say_km(leg)}")
        for first, second, leg in zip(placed.number, placed.number[1:], measured.legs_km, strict=False)
    ]
    return [
        html.Div(
            [
                html.P(distance_words(measured)),
                html.P(ellipse_words(ellipse, n_places)),
                html.Details([html.Summary("Every distance"), html.Ol(legs, className="series-legs")]),
            ],
            className="series-facts",
        )
    ]
