"""The columns of one file: theirs, what they are read as, and a value to judge by."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.column_words import label_use, use_options
from sac_dash.domain.quality import ColumnUse
from sac_dash.ingest.mapping import DATE_ORDERS, LOCAL_METRES
from sac_dash.ingest.result import PreviewTable

_BY = {
    "mapping": "by mapping",
    "name": "by its name",
    "content": "by its content",
    "unused": "",
    "refused": "refused",
}
_CLASSES = {
    "": "As each row says",
    "commercial_burglary": "All commercial burglary",
    "atm_attack": "All ATM attacks",
    "enabler": "All enablers",
    "other": "All undivided",
}


def columns_table(file: int, table: PreviewTable) -> Component:
    """Return one row per source column with a select of what it is."""
    head = html.Tr(
        [html.Th("Their column"), html.Th("Read as"), html.Th("Recognised"), html.Th("For example")]
    )
    rows = [_row(file, use, _example(table, use.column)) for use in table.report.columns]
    return html.Table([html.Thead(head), html.Tbody(rows)], className="plain-table")


def options_row(file: int, table: PreviewTable) -> Component:
    """Return the selects of what a file cannot say of itself."""
    chosen = table.suggested.options
    report = table.report
    orders = {"": f"As recognised ({report.date_order or 'none'})", **{order: order for order in DATE_ORDERS}}
    systems = {
        "": f"As recognised ({report.crs or 'none'})",
        "EPSG:27700": "British National Grid",
        "EPSG:4326": "Longitude and latitude",
        LOCAL_METRES: "Local metres, not on a map",
    }
    return html.Div(
        [
            _option(file, "date_order", "Order of dates", chosen.date_order, orders),
            _option(file, "crs", "Coordinates", chosen.crs, systems),
            _option(file, "offence_class", "Offence class", chosen.offence_class, _CLASSES),
        ],
        className="controls data-options",
    )


def _row(file: int, use: ColumnUse, example: str) -> Component:
    """Return one source column; one that is refused has no select."""
    if use.by == "refused":
        read_as: Component = html.Span(
            ["Refused at the door: ", use.note or "personal attribute"], className="refused"
        )
    else:
        read_as = dmc.Select(
            id=ids.column_use(file, use.column),
            data=use_options(use.used_as),
            value=use.used_as or "",
            size="xs",
            w=210,
            searchable=True,
            allowDeselect=False,
            attributes={"input": {"aria-label": f"What {use.column} is"}},
        )
    faint = "" if use.used_as or use.by == "refused" else "unused"
    return html.Tr(
        [
            html.Th(use.column),
            html.Td(read_as),
            html.Td(_BY.get(use.by, use.by), title=use.note),
            html.Td(example, title=example),
        ],
        className=faint,
        title=label_use(use.used_as),
    )


def _option(file: int, name: str, label: str, value: str | None, choices: dict[str, str]) -> Component:
    """Return one labelled select."""
    held = choices if (value or "") in choices else {**choices, str(value): str(value)}
    select = dmc.Select(
        id=ids.option(file, name),
        data=[{"value": key, "label": words} for key, words in held.items()],
        value=value or "",
        size="xs",
        w=190,
        allowDeselect=False,
        attributes={"input": {"aria-label": label}},
    )
    return html.Div([html.Span(label, className="control-label"), select], className="control")


def _example(table: PreviewTable, column: str) -> str:
    """Return the first value of a column that is not empty, shortened."""
    values: list[Any] = [row.get(column) for row in table.raw_rows]
    first = next((str(value) for value in values if value not in (None, "")), "")
    return first if len(first) <= 60 else f"{first[:59]}…"
