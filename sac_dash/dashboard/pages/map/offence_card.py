"""The offence in hand: what it says beside its ring on the map, as long as the filters keep it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import numpy as np
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.pages.map.loading import MapPage
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Flags
from sac_dash.dashboard.pages.map.wording import class_text, place_text, say_km, window_text
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.series_names import label_series
from sac_dash.figures.palette import series_colour
from sac_dash.geography.distances import distance_km

AROUND_KM = 5
ROW_MARK = "#"  # before a row's number: a click on the map knows no more


def find_offence(places: Places, chosen: Flags, asked: str | None) -> int | None:
    """Return the row of the offence asked for (its key, or ``#`` and its row); None once filtered out."""
    if not asked:
        return None
    if asked.startswith(ROW_MARK):
        row = int(asked[1:]) if asked[1:].isdecimal() else -1
        return row if 0 <= row < len(chosen) and chosen[row] else None
    found = np.flatnonzero((places.frame["offence_key"] == asked).to_numpy() & chosen)
    return int(found[0]) if len(found) else None


def offence_mark(places: Places, row: int | None) -> dict[str, Any] | None:
    """Return what the browser needs to mark it everywhere: key, row, place (or None), window in local ms."""
    if row is None:
        return None
    placed = bool(places.placed[row])
    return {
        "key": places.frame["offence_key"][row],
        "lon": float(places.longitude[row]) if placed else None,
        "lat": float(places.latitude[row]) if placed else None,
        "row": row,
        "start": float(places.start_ms[row]),
        "end": float(places.end_ms[row]),
    }


def offence_card(page: MapPage, row: int | None) -> list[Component]:
    """Return the card's content; nothing without an offence."""
    if row is None:
        return []
    places = page.places
    facts = places.frame[row].select(
        "crime_ref", "series_id", "mo_text", when=window_text(), kind=class_text(), place=place_text()
    )
    said = facts.row(0, named=True)
    lines = [said["kind"], said["when"], said["place"] or "Place not known"]
    if not places.placed[row]:
        lines.append("No coordinates: not on the map")
    lines += _distances(page, row)
    return [
        _head(said["crime_ref"], said["series_id"]),
        html.Div([html.Div(line) for line in lines], className="offence-card-facts"),
        html.P(said["mo_text"] or "No modus operandi text.", className="offence-card-mo"),
        html.Div(
            [
                _series_link(said["series_id"], int(places.number[row]), page.names),
                *_around_button(places, row, said["crime_ref"]),
            ],
            className="offence-card-foot",
        ),
    ]


def _distances(page: MapPage, row: int) -> list[str]:
    """Return how far it lies from the series' offence before it and from the middle of the chosen circle."""
    places = page.places
    said: list[str] = []
    at = (places.longitude[row], places.latitude[row])
    if not places.placed[row]:
        return said
    before = np.flatnonzero((places.series == places.series[row]) & (places.number == places.number[row] - 1))
    if places.number[row] > 1 and len(before) and places.placed[before[0]]:
        away = distance_km(places.longitude[before[0]], places.latitude[before[0]], *at)
        said.append(f"{say_km(float(away))} from offence {places.number[row] - 1} of its series")
    if page.filters.circle:
        middle = page.filters.circle
        away = distance_km(middle.longitude, middle.latitude, *at)
        said.append(f"{say_km(float(away))} from {page.filters.around or 'the middle of the circle'}")
    return said


def _around_button(places: Places, row: int, reference: str) -> list[Component]:
    """Return the button that shows what lies around it; none without a place."""
    if not places.placed[row]:
        return []
    circle = f"{places.longitude[row]:.5f},{places.latitude[row]:.5f},{AROUND_KM}"
    write = urlencode({"circle": circle, "around": reference, "box": "", "lasso": ""}, safe=",:/")
    return [
        html.Button(
            f"Within {AROUND_KM} km of here",
            className="cell-link",
            **attributes(data_write=write),
        )
    ]


def _head(reference: str, series_id: str | None) -> Component:
    close = html.Button(
        icon("close", 13),
        className="offence-card-close",
        title="Close",
        **attributes(aria_label="Close", data_offence_close="yes"),
    )
    return html.Div(
        [colour_dot(series_colour(series_id)), html.Span(reference), html.Span(className="grow"), close],
        className="offence-card-head",
    )


def _series_link(series_id: str | None, number: int, names: dict[str, str]) -> Component:
    if series_id is None:
        return html.Span("In no series", className="cell-none")
    words = f"Offence {number} of {label_series(series_id, names)}: links and evidence"
    address = "/series" + write_query({"id": series_id, "offence": str(number)})
    return dcc.Link(words, href=address, className="offence-card-link")
