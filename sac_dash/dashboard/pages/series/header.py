"""The head of one series: its name, what it is worth, and the facts an analyst says aloud."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.queries import SeriesCard
from sac_dash.dashboard.pages.series.wording import (
    confidence_level,
    name_behaviours,
    say_confidence,
    say_gap,
    say_span,
)
from sac_dash.dashboard.series_names import MAX_NAME_LENGTH
from sac_dash.dashboard.wording import say_day, say_days, say_list
from sac_dash.figures.palette import series_colour
from sac_dash.patterns.series_facts import SeriesFacts


def series_header(card: SeriesCard, names: dict[str, str]) -> list[Component]:
    """Return the header's content."""
    facts = card.facts
    shared = name_behaviours(card.rarest)
    return [
        html.Div([_title(card, names), _naming(card, names)], className="sh-top"),
        html.Div(
            [
                _fact(
                    "Offences",
                    f"{facts.n}",
                    f"{facts.n_attempts} attempts" if facts.n_attempts else "no attempts",
                ),
                _fact("Over", say_days(facts.span_days), say_span(facts)),
                _fact("Median gap", say_gap(facts), "between window starts"),
                _fact("Quiet for", say_days(facts.days_since_last), f"since {say_day(facts.last_at)}"),
                _fact("Areas", _areas(facts), say_list(facts.towns, 3)),
                _fact("Rarest shared", shared[0] if shared else "None", " · ".join(shared[1:])),
            ],
            className="sh-facts",
        ),
    ]


def _title(card: SeriesCard, names: dict[str, str]) -> Component:
    """Return the name, the stable id and what the suggestion is worth."""
    name = names.get(card.series_id)
    rank = "Known series" if card.known else f"Suggestion {card.rank}"
    return html.Div(
        [
            colour_dot(series_colour(card.series_id)),
            html.H1(name or card.series_id, className="page-title"),
            html.Span(card.series_id, className="sh-id") if name else None,
            html.Span(rank, className="sh-rank"),
            html.Span(
                say_confidence(card.confidence), className=f"sc-worth sc-{confidence_level(card.confidence)}"
            ),
        ],
        className="sh-title",
    )


def _naming(card: SeriesCard, names: dict[str, str]) -> Component:
    """Return the field that names the series."""
    name = names.get(card.series_id, "")
    field = dmc.TextInput(
        id=ids.NAME,
        value=name,
        placeholder="Name this series",
        size="xs",
        w=190,
        attributes={"input": {"aria-label": "Name of the series", "maxLength": MAX_NAME_LENGTH}},
    )
    label = "Rename" if name else "Name"
    return html.Div(
        [field, dmc.Button(label, id=ids.NAME_SAVE, size="xs", variant="default")], className="sh-naming"
    )


def _areas(facts: SeriesFacts) -> str:
    """Return the area, or how many there are."""
    return f"{len(facts.areas)} areas" if len(facts.areas) > 1 else say_list(facts.areas) or "Not known"


def _fact(label: str, value: str, note: str) -> Component:
    """Return one fact with its label above and what it means below."""
    return html.Div(
        [
            html.Div(label, className="stat-label"),
            html.Div(value, className="sh-value", title=value),
            html.Div(note, className="stat-note", title=note),
        ],
        className="sh-fact",
    )
