"""The look of the Audit page: what the chain says, a filter, the log."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.grid import table
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.audit import ids
from sac_dash.dashboard.pages.audit.queries import kind_options
from sac_dash.store import LogReading

_COLUMNS: list[dict[str, Any]] = [
    {
        "field": "seq",
        "headerName": "No.",
        "width": 70,
        "cellClass": "num",
        "headerClass": "ag-right-aligned-header",
    },
    {"field": "when", "headerName": "When", "width": 152, "sortable": False},
    {"field": "who", "headerName": "Who", "width": 150, "tooltipField": "who"},
    {"field": "kind", "headerName": "Kind", "width": 118},
    {
        "field": "what",
        "headerName": "What",
        "flex": 1,
        "minWidth": 320,
        "wrapText": True,
        "autoHeight": True,
        "cellClass": "audit-what",
    },
    {"field": "hash", "headerName": "Hash", "width": 122, "cellClass": "audit-hash", "sortable": False},
]
_OPTIONS = {"localeText": {"noRowsToShow": "No entry is like that. Clear the filter above."}}


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    chain = html.Div(id=ids.CHAIN, className="audit-chain", **attributes(aria_live="polite"))
    log = html.Section(
        [html.Div(table(ids.LOG, _COLUMNS, row_id="id", options=_OPTIONS), className="audit-grid"),
         html.Div(id=ids.COUNT, className="card-caption")],
        className="card audit-card",
    )  # fmt: skip
    head = html.Div(
        [html.H1("Audit", className="page-title"), _controls(query)],
        className="page-head",
    )
    return html.Div([head, chain, log, dcc.Download(id=ids.DOWNLOAD)], className="page audit")


def _controls(query: dict[str, str]) -> Component:
    """Return the filter in one line, and what can be done with the log."""
    reading = LogReading(tuple(state.store().decisions.as_found()))
    kinds = [{"value": "", "label": "Every kind"}, *kind_options(reading)]
    users = [
        {"value": "", "label": "Everybody"},
        *[{"value": each, "label": each} for each in reading.users()],
    ]
    return html.Div(
        [
            _words(query.get("words", "")),
            _select(ids.KIND, "Kind", query.get("kind", ""), kinds, 140),
            _select(ids.USER, "Who", query.get("user", ""), users, 150),
            _since(query.get("since", "")),
            dmc.Button("Clear", id=ids.CLEAR, variant="subtle", size="xs", leftSection=icon("close", 12)),
            dmc.Button("CSV", id=ids.CSV, variant="default", size="xs", leftSection=icon("download", 14)),
            dmc.Button(
                "Check again", id=ids.AGAIN, variant="default", size="xs", leftSection=icon("shield", 14)
            ),
        ],
        className="controls",
    )


def _words(value: str) -> Component:
    return dmc.TextInput(
        id=ids.WORDS,
        value=value,
        placeholder="Find words, an offence, a series",
        size="xs",
        w=210,
        debounce=250,
        attributes={"input": {"aria-label": "Find words in the log"}},
    )


def _since(value: str) -> Component:
    return dmc.DatePickerInput(
        id=ids.SINCE,
        value=value or None,
        placeholder="Since any day",
        valueFormat="D MMM YYYY",
        clearable=True,
        size="xs",
        w=138,
        attributes={"input": {"aria-label": "Since"}},
    )


def _select(element_id: str, label: str, value: str, data: list[dict[str, str]], width_px: int) -> Component:
    held = value if any(each["value"] == value for each in data) else ""
    return dmc.Select(
        id=element_id,
        value=held,
        data=data,
        size="xs",
        w=width_px,
        allowDeselect=False,
        checkIconPosition="right",
        attributes={"input": {"aria-label": label}},
    )
