"""The ranked list: a few suggestions worth a look, then the series the force knows."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.decision_words import say_value
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.queries import SeriesCard
from sac_dash.dashboard.pages.series.wording import (
    explain_worth,
    is_active,
    name_behaviours,
    say_last,
    say_span,
    say_worth,
    worth_level,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.series_names import label_series
from sac_dash.figures.palette import series_colour
from sac_dash.figures.wording import say_list


def series_card(
    card: SeriesCard, names: dict[str, str], *, chosen: bool, tab: str | None = None
) -> Component:
    """Return one entry of the list: a link to the series, on the tab that is open."""
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
            [html.Span(say_span(facts)), _activity(card)],
            className="sc-line sc-when",
        ),
        html.Div(f"Last: {say_last(facts)}", className="sc-line"),
        *_proposals(card),
        html.Div(say_list(facts.towns) or "Places not known", className="sc-line sc-towns"),
        html.Div(
            [html.Span(each, className="sc-tag") for each in name_behaviours(card.rarest)],
            className="sc-tags",
        ),
        html.Div(
            say_worth(card),
            className=f"sc-worth sc-{worth_level(card)}",
            title=explain_worth(card),
        ),
    ]
    return dcc.Link(
        lines,
        href=f"/series{write_query({ids.ID: card.series_id, ids.TAB: tab})}",
        className=f"series-card{' series-card-chosen' if chosen else ''}",
    )


def _proposals(card: SeriesCard) -> list[Component]:
    """Return how many offences the last run would add, and to which known series it may belong."""
    words = []
    if card.proposed:
        words.append(f"{card.proposed} proposed to join")
    if card.checks.may_join:
        words.append(f"May belong to {card.checks.may_join}")
    return [html.Div(" · ".join(words), className="sc-line sc-proposed")] if words else []


def _activity(card: SeriesCard) -> Component:
    """Return a badge: the status an analyst gave, else active within the last weeks, or cold."""
    status = card.owned.value_of("status") if card.owned else ""
    if status:
        return html.Span(say_value("status", status), className=f"sc-state sc-state-{status}")
    active = is_active(card.facts)
    return html.Span(
        "Active" if active else "Cold", className=f"sc-state sc-state-{'active' if active else 'cold'}"
    )


def section_title(text: str, count: str, explained: str = "") -> Component:
    """Return the heading of one part of the list; pointing at its count explains it."""
    return html.H2([text, html.Span(count, className="sc-count", title=explained)], className="sc-section")
