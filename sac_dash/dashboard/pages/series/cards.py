"""The ranked list: a few suggestions worth a look, then the series the force knows."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.queries import SeriesCard
from sac_dash.dashboard.pages.series.wording import (
    confidence_level,
    name_behaviours,
    say_confidence,
    say_last,
    say_span,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.series_names import label_series
from sac_dash.dashboard.wording import say_list
from sac_dash.figures.palette import series_colour


def series_card(card: SeriesCard, names: dict[str, str], *, chosen: bool) -> Component:
    """Return one entry of the list: a link to the series."""
    facts = card.facts
    lines = [
        html.Div(
            [
                colour_dot(series_colour(card.series_id)),
                html.Span(label_series(card.series_id, names), className="sc-name"),
                html.Span(f"n = {facts.n}", className="sc-n"),
            ],
            className="sc-head",
        ),
        html.Div(
            [html.Span(say_span(facts)), html.Span(say_last(facts), className="sc-ago")],
            className="sc-line sc-when",
        ),
        html.Div(say_list(facts.towns) or "Places not known", className="sc-line sc-towns"),
        html.Div(
            [html.Span(each, className="sc-tag") for each in name_behaviours(card.rarest)],
            className="sc-tags",
        ),
        html.Div(
            say_confidence(card.confidence), className=f"sc-worth sc-{confidence_level(card.confidence)}"
        ),
    ]
    return dcc.Link(
        lines,
        href=f"/series{write_query({ids.ID: card.series_id})}",
        className=f"series-card{' series-card-chosen' if chosen else ''}",
    )


def section_title(text: str, count: int) -> Component:
    """Return the heading of one part of the list."""
    return html.H2([text, html.Span(f"{count:,}", className="sc-count")], className="sc-section")
