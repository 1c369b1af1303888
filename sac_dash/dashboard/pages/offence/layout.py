"""The look of the Offence page: the offence at the left, those like it in the middle, what is around at the right."""

from __future__ import annotations

from typing import Any, cast

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.figure_card import MAP_CONFIG, blank_figure
from sac_dash.dashboard.components.grid import table
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.reason_dialog import reason_dialog
from sac_dash.dashboard.components.verdict_bar import verdict_bar
from sac_dash.dashboard.pages.offence import ids
from sac_dash.dashboard.pages.offence.facts import code_choices, code_dialog
from sac_dash.dashboard.pages.offence.queries import find_offence
from sac_dash.dashboard.pages.offence.similar import ROW_RULES, SIMILAR_COLUMNS
from sac_dash.patterns.reflex_queries import ReflexParameters

_NEAR = ReflexParameters()


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address: one offence, or the search for one."""
    reference = query.get(ids.REF)
    shown = dcc.Store(id=ids.SHOWN, data=reference)
    return html.Div(
        [html.Div(body(reference), id=ids.BODY), shown, dcc.Store(id=ids.QUERY)], className="of-frame"
    )


def body(reference: str | None) -> Component:
    """Return what is shown for a reference; the address alone changes when one offence leads to another."""
    if find_offence(reference) is None:
        return _search(reference)
    return html.Div(
        [
            html.Section([_back(), html.Div(id=ids.FACTS), _codes()], className="card of-own", tabIndex="0"),
            _similar(),
            _around(),
            reason_dialog(ids.REASONS),
            code_dialog(),
            dcc.Store(id=ids.CODE_HELD),
        ],
        className="page offence",
    )


def _search(asked: str | None) -> Component:
    """Return the field that finds an offence, and what it finds."""
    missed = (
        html.P(f"No offence held is called {asked}, or several are.", className="sh-lost") if asked else None
    )
    return html.Div(
        [
            html.H1("Offence", className="page-title"),
            missed,
            dmc.TextInput(
                id=ids.SEARCH,
                placeholder="Find a reference, premises, town or words of the MO",
                debounce=250,
                leftSection=icon("search", 14),
                attributes={"input": {"aria-label": "Find an offence"}},
            ),
            html.Div(id=ids.FOUND, className="of-found"),
        ],
        className="page page-scroll",
    )


def _back() -> Component:
    return dcc.Link("Find another offence", href="/offence", className="of-back")


def _codes() -> Component:
    add = dmc.Select(
        id=ids.ADD_CODE,
        data=code_choices(),
        searchable=True,
        clearable=True,
        placeholder="Add a code",
        size="xs",
        limit=60,
        attributes={"input": {"aria-label": "Add a code"}},
    )
    return html.Div([html.Div(id=ids.CODES), add], className="of-codes")


def _similar() -> Component:
    """Return the ranked table with its verdicts, and the ledger below."""
    bar = verdict_bar(
        html.Span(id=ids.SERIES_LINE, className="verdict-words"),
        [
            (ids.ACCEPT, "Accept", "The same people: accept it into the series (A)"),
            (ids.POSSIBLE, "Possible", "Hold it possible (P)"),
            (ids.REJECT, "Reject", "Reject it, with a reason (R)"),
            (ids.UNDO, "Undo", "Take back your last decision (U)"),
        ],
        label="Verdict on the offence chosen",
    )
    grid = table(ids.SIMILAR, SIMILAR_COLUMNS, row_id="id", options={"rowClassRules": ROW_RULES})
    head = html.Header([html.H2("Most like it", className="card-title")], className="card-header")
    return html.Section(
        [
            head,
            bar,
            html.Div(grid, className="of-grid"),
            html.Div(id=ids.LEDGER, className="of-ledger", tabIndex="0"),
        ],
        className="card of-similar",
    )


def _nearby() -> Component:
    """Return the small map; it is hidden where the offence's place is not known."""
    graph = dcc.Graph(
        id=ids.NEARBY.graph,
        figure=blank_figure(),
        config=cast("Any", MAP_CONFIG),
        responsive=True,
    )
    caption = html.P(id=ids.NEARBY.caption, className="card-note of-map-note")
    return html.Div(
        [html.Div(graph, className="of-map"), caption, dcc.Store(id=ids.NEARBY_DRAWN)],
        id=ids.NEARBY_FRAME,
        className="of-nearby",
    )


def _around() -> Component:
    """Return the reflex queries with their radii."""
    near = dmc.NumberInput(
        id=ids.NEAR_M,
        label="Adjoining, m",
        value=_NEAR.adjoining_m,
        min=10,
        max=5_000,
        step=50,
        size="xs",
        debounce=400,
    )
    night = dmc.NumberInput(
        id=ids.NIGHT_KM,
        label="Same night, km",
        value=_NEAR.night_km,
        min=1,
        max=400,
        step=10,
        size="xs",
        debounce=400,
    )
    head = html.Header([html.H2("Around it", className="card-title")], className="card-header")
    return html.Section(
        [
            head,
            _nearby(),
            html.Div([near, night], className="of-radii"),
            html.Div(id=ids.AROUND, className="of-around"),
        ],
        className="card of-beside",
        tabIndex="0",
    )
