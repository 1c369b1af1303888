"""The columns of one table: theirs, values to judge by, what they are read as and why."""

from __future__ import annotations

from collections.abc import Mapping

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.column_words import say_note, use_options
from sac_dash.dashboard.pages.data.looked import LookedTable
from sac_dash.dashboard.pages.data.wording import inert_text
from sac_dash.domain.quality import ColumnUse
from sac_dash.ingest.mapping import DATE_ORDERS, LOCAL_METRES, MappingOptions

_BY = {"name": "by its name", "content": "by its values", "unused": "not recognised"}
_BY_MAPPING = {"here": "confirmed here", "saved": "saved for this source"}
_CLASSES = {
    "": "As each row says",
    "commercial_burglary": "All commercial burglary",
    "atm_attack": "All ATM attacks",
    "enabler": "All enablers",
    "other": "All undivided",
}
_SAMPLE_CHARS = 34


def columns_table(table: LookedTable, parts: Mapping[str, Component | list[Component]]) -> Component:
    """Return one row per source column with samples and a select of what it is.

    `parts` holds how each is read, of :func:`how_read`.
    """
    names = ("Their column", "Their values", "Read as", "How")
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]))
    rows = [_row(table, place, use, parts) for place, use in enumerate(table.columns)]
    return html.Table([head, html.Tbody(rows)], className="plain-table columns-table")


def options_row(table: LookedTable) -> Component:
    """Return the selects of what a table cannot say of itself."""
    chosen = table.suggested.options if table.suggested else MappingOptions()
    order = (table.report and table.report.date_order) or "none"
    system = (table.report and table.report.crs) or "none"
    orders = {"": f"As recognised ({order})", **{each: each for each in DATE_ORDERS}}
    systems = {
        "": f"As recognised ({system})",
        "EPSG:27700": "British National Grid",
        "EPSG:4326": "Longitude and latitude",
        LOCAL_METRES: "Local metres, not on a map",
    }
    return html.Div(
        [
            _option(table.part, "date_order", "Order of dates", chosen.date_order, orders),
            _option(table.part, "crs", "Coordinates", chosen.crs, systems),
            _option(table.part, "offence_class", "Offence class", chosen.offence_class, _CLASSES),
        ],
        className="controls data-options",
    )


def how_read(table: LookedTable) -> dict[str, list[Component]]:
    """Return by what each column is read as it is, by name of the part: it follows every change."""
    return {f"how-{place}": _how(table, use) for place, use in enumerate(table.columns)}


def _how(table: LookedTable, use: ColumnUse) -> list[Component]:
    if use.by == "refused":
        return [html.Span("protected")]
    how = _BY_MAPPING.get(table.read_by, "by mapping") if use.by == "mapping" else _BY.get(use.by, use.by)
    if table.read_by and not use.used_as:
        how = "left out"
    note = [html.Span(inert_text(say_note(use.note), 70), className="how-note")] if use.note else []
    return [html.Span(how), *note]


def _row(
    table: LookedTable, place: int, use: ColumnUse, parts: Mapping[str, Component | list[Component]]
) -> Component:
    """Return one source column; one that is dropped at the door shows no value and has no select."""
    name = inert_text(use.column, 60)
    if use.by == "refused":
        cells = [
            html.Td("not read", className="faint"),
            html.Td(["Dropped at the door: ", use.note or "attribute of a person"], className="refused"),
            html.Td("protected", className="how", id=ids.live(f"how-{place}")),
        ]
        return html.Tr([html.Th(html.Bdi(name), scope="row"), *cells], className="dropped")
    return html.Tr(
        [
            html.Th(html.Bdi(name), scope="row"),
            html.Td(_samples(table.samples.get(use.column, ()))),
            html.Td(_select(table.part, place, use, name)),
            html.Td(parts[f"how-{place}"], id=ids.live(f"how-{place}"), className="how"),
        ],
        className="" if use.used_as else "unused",
    )


def _samples(values: tuple[str, ...]) -> Component:
    """Return a column's first values, each by itself: no direction of text reaches beyond its own."""
    if not values:
        return html.Span("empty", className="faint")
    shown = [html.Bdi(inert_text(value, _SAMPLE_CHARS), className="sample-value") for value in values]
    return html.Div(shown, className="samples", title="\n".join(inert_text(value, 120) for value in values))


def _select(part: str, place: int, use: ColumnUse, name: str) -> Component:
    """Return the select of what one column is."""
    return dmc.Select(
        id=ids.column_use(part, place),
        data=use_options(use.used_as, use.column),
        value=use.used_as or "",
        size="xs",
        searchable=True,
        allowDeselect=False,
        selectFirstOptionOnChange=True,
        selectFirstOptionOnDropdownOpen=True,  # else the list, as it opens, undoes the choice Enter would take
        openOnFocus=False,
        attributes={"input": {"aria-label": f"What {name} is"}},
    )


def _option(part: str, name: str, label: str, value: str | None, choices: dict[str, str]) -> Component:
    """Return one labelled select."""
    held = choices if (value or "") in choices else {**choices, str(value): str(value)}
    select = dmc.Select(
        id=ids.option(part, name),
        data=[{"value": key, "label": words} for key, words in held.items()],
        value=value or "",
        size="xs",
        w=180,
        allowDeselect=False,
        attributes={"input": {"aria-label": label}},
    )
    return html.Div([html.Span(label, className="control-label"), select], className="control")
