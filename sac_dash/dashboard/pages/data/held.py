"""What the store holds now: offences, sources, facts beside them, boundaries, and where the map's names come from."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.casework import CaseBook
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.pages.data.queries import Held
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.wording import local, say_day

MOST_SOURCES = 30
ATTRIBUTION = (
    "Towns: GeoNames (CC BY 4.0). Coast and rivers: GSHHG, Wessel and Smith (LGPL). "
    "Both are part of the product; nothing is fetched."
)


def held_panel(content: Held | None, layers: list[dict[str, Any]], book: CaseBook) -> list[Component]:
    """Return the summary of the store and of the case book, or how to fill them."""
    if content is None:
        nothing = html.P(
            [
                "The store is empty. Drop an export at the left, or run ",
                dmc.Code("sac-dash demo"),
                " for an invented force.",
            ],
            className="card-key",
        )
        return [panel("The store", nothing), _beside(book), _geography(layers)]
    return [_store(content), _sources(content), _beside(book), _geography(layers)]


def _store(content: Held) -> Component:
    """Return the generation: what, since when, published when and why."""
    generation = content.generation
    published = local(generation.published_at)
    span = (
        f"{say_day(content.first_at)} to {say_day(content.last_at)}"
        if content.first_at and content.last_at
        else ""
    )
    lines = [html.Li([html.B(f"{n:,}"), f" {label}"]) for label, n in content.by_class]
    about = [
        html.P(
            f"{generation.rows('series'):,} series, {generation.rows('links'):,} links kept. {span}.",
            className="card-key",
        ),
        html.P(
            f"Published {british_day(published.date())} {published:%H:%M}: {generation.note}",
            className="card-key",
        ),
        html.P(f"Generation {generation.id}", className="card-key mono"),
    ]
    return panel("The store", [html.Ul(lines, className="quality"), *about])


def _sources(content: Held) -> Component:
    """Return the source files with their counts and reach, the latest first."""
    rows = [
        html.Tr(
            [
                html.Th(each["source_file"]),
                html.Td(f"{each['n']:,}", className="num"),
                html.Td(f"to {say_day(each['last'])}"),
            ]
        )
        for each in content.by_source[:MOST_SOURCES]
    ]
    left = len(content.by_source) - MOST_SOURCES
    more = [html.P(f"and {left:,} more", className="card-key")] if left > 0 else []
    return panel(
        "Sources", [html.Table(html.Tbody(rows), className="plain-table"), *more], class_name="held-sources"
    )


def _beside(book: CaseBook) -> Component:
    """Return how many facts are kept beside the offences, and how more come in."""
    held = (
        (len(book.hard_links), "hard link", "hardlink"),
        (len(book.interventions), "intervention", "intervention"),
        (len(book.sites), "protected site", "site"),
    )
    rows = [
        html.Li(
            [
                html.B(f"{n:,}"),
                html.Span(
                    [
                        f"{label}{'' if n == 1 else 's'}",
                        html.Br(),
                        dmc.Code(f"sac-dash {command} import FILE"),
                    ]
                ),
            ]
        )
        for n, label, command in held
    ]
    note = html.P("Facts of their own: none is ever part of a score.", className="card-key")
    return panel("Beside the offences", [html.Ul(rows, className="quality"), note])


def _geography(layers: list[dict[str, Any]]) -> Component:
    """Return the boundary layers and the attribution of the map."""
    rows = [
        html.Li([html.B(each["layer"]), f" from {british_day(each['valid_from'])}: {each['n']:,} areas"])
        for each in layers
    ]
    add = [
        "Add official boundaries with ",
        dmc.Code("sac-dash geography add FILE --layer NAME --valid-from DATE"),
        ".",
    ]
    listed = (
        html.Ul(rows, className="quality")
        if rows
        else html.P(["No boundary layer is held. ", *add], className="card-key")
    )
    return panel("Boundaries and names", [listed, html.P(ATTRIBUTION, className="card-key")])
