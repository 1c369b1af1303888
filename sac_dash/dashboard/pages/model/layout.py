"""The look of the Model page: what it is and how good first; what its evidence says and counts below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.figure_card import figure_card
from sac_dash.dashboard.components.grid import table
from sac_dash.dashboard.components.panel import page_frame, panel, statistic
from sac_dash.dashboard.pages.model import ids
from sac_dash.dashboard.pages.model.queries import read_rates
from sac_dash.dashboard.pages.model.wording import (
    COUNTED,
    DRIFT,
    LIMITS,
    NOT_USED,
    WHAT_IT_DOES,
    describe_facts,
    say_behaviour,
    say_learning,
    say_teaching,
    say_weights,
)

EVERY_FACET = "all"
LEAD = "How offences are compared, how far to believe it, and what it never looks at."
_RATE_COLUMNS = [
    {"field": "facet", "headerName": "Question", "flex": 0.8, "minWidth": 100},
    {"field": "code", "headerName": "Behaviour", "flex": 1.2, "minWidth": 120},
    {"field": "offences", "headerName": "Offences", "width": 88, "cellClass": "num", "type": "rightAligned"},
    {
        "field": "one_in",
        "headerName": "1 in …",
        "width": 74,
        "cellClass": "num",
        "type": "rightAligned",
        "valueFormatter": {"function": "d3.format(',')(params.value)"},
    },
]


def layout(_query: dict[str, str]) -> Component:
    """Return the page."""
    generation = state.generation()
    facts = describe_facts(generation) if generation else []
    head = html.Div([statistic(*fact) for fact in facts], className="card model-facts")
    model = generation.model if generation else {}
    about = html.Div(
        [
            panel("What it does", _named_lines(WHAT_IT_DOES)),
            html.Div(
                [
                    panel("What it was taught on", _named_lines(say_teaching(model))),
                    panel("Does it age?", _named_lines(DRIFT)),
                ],
                className="model-beside",
            ),
            _limits_card(),
        ],
        className="model-about",
    )
    judged = html.Div([_quality_card(), _calibration_cards()], className="model-judged")
    curves = html.Div(
        [
            figure_card(ids.PLACE, "What nearness in place is worth"),
            figure_card(ids.TIME, "What nearness in time is worth"),
        ],
        className="model-beside model-curves",
    )
    upper = html.Div([_reach_card(), curves], className="model-upper")
    weights = html.Div(_weight_cards(model), className="model-weights")
    lower = html.Div([_rates_card(), _not_used_card()], className="model-lower")
    return page_frame(
        "Model", [html.Div([head, about, judged, upper, weights, lower], className="model")], lead=LEAD
    )


def _reach_card() -> Component:
    return figure_card(ids.REACH, "What each kind of evidence says", class_name="model-reach")


def _quality_card() -> Component:
    body = dcc.Loading(html.Div(id=ids.QUALITY), delay_show=250, type="dot")
    return panel("How good it is here", body, class_name="model-quality", element_id=ids.QUALITY_CARD)


def _calibration_cards() -> Component:
    """Return what was said against what was true: drawn, and line by line."""
    drawn = figure_card(ids.CALIBRATION, "Does a probability mean what it says?")
    table = panel("Said and true, line by line", html.Div(id=ids.SAID_AND_TRUE), class_name="model-said-card")
    return html.Div([drawn, table], className="model-beside model-calibration")


def _named_lines(lines: Iterable[tuple[str, str]]) -> Component:
    """Return lines of (what, about it)."""
    return html.Ul([html.Li([html.B(what), f": {about}"]) for what, about in lines], className="model-list")


def _weight_cards(model: dict[str, Any]) -> list[Component]:
    """Return what counts how much, how a series is expected to behave, and what one's own series changed."""
    weights, behaviour = say_weights(model), say_behaviour(model)
    note = html.P(f"{COUNTED}.", className="card-key")
    counted = panel("What counts how much", [_lines(weights, "model-columns"), note])
    expected = panel("How a series is expected to behave", _lines(behaviour, ""))
    reason, moved = say_learning(model)
    lead = f"{reason} How much more or less of each kind is counted:" if moved else reason
    words = [html.P(lead, className="card-key"), _lines(moved, "model-columns")]
    changed = panel("What your series changed", words)
    return [counted, html.Div([expected, changed], className="model-beside")] if weights else [changed]


def _lines(lines: list[str], class_name: str) -> Component:
    """Return lines of words; what stands before a colon is set off."""
    parted = [line.partition(": ") for line in lines]
    items = [html.Li([html.B(head), f": {rest}"] if rest else head) for head, _, rest in parted]
    return html.Ul(items, className=f"model-lines {class_name}".strip())


def _rates_card() -> Component:
    """Return how common each behaviour is: agreement weighs as much as it is rare."""
    generation = state.generation()
    rates = read_rates(generation) if generation else ()
    facets = sorted({(each.facet_label, each.facet) for each in rates})
    choice = dmc.Select(
        id=ids.FACET,
        value=EVERY_FACET,
        data=[{"value": EVERY_FACET, "label": "Every question"}, *_options(facets)],
        size="xs",
        w=170,
        allowDeselect=False,
        attributes={"input": {"aria-label": "Question"}},
    )
    body = [
        html.Div(table(ids.RATES, _RATE_COLUMNS), className="model-rates-grid"),
        html.P(id=ids.RATES_NOTE, className="card-key"),
    ]
    return panel("How common each behaviour is: 1 in N", body, tools=[choice], class_name="model-rates")


def _options(facets: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": facet, "label": label} for label, facet in facets]


def _not_used_card() -> Component:
    items = [html.Li([html.B(what), f" {why}" if why[0].islower() else f": {why}"]) for what, why in NOT_USED]
    return panel("What it never looks at", html.Ul(items, className="model-list"))


def _limits_card() -> Component:
    return panel("Limits", html.Ul([html.Li(limit) for limit in LIMITS], className="model-list"))
