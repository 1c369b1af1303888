"""The Map page's wiring. The address is the state: controls write it, everything reads it."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from sac_dash.dashboard.pages.map import ids
from sac_dash.dashboard.pages.map.loading import load
from sac_dash.dashboard.pages.map.offence_card import find_offence, offence_card, offence_mark
from sac_dash.dashboard.pages.map.queries import MAX_TABLE_ROWS, map_content, table_rows
from sac_dash.dashboard.pages.map.timeline_queries import timeline_content
from sac_dash.dashboard.pages.map.wording import filter_chips
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.map_figure import draw_map
from sac_dash.figures.timeline import draw_timeline


def update_map(search: str | None, scheme: str) -> tuple[dict[str, Any], str]:
    """Return the map of an address, and its caption."""
    view = load(search)
    content = map_content(
        view.places, view.selection, view.filters, view.names, has_boundaries=view.has_boundaries
    )
    return draw_map(content, dark=scheme == "dark"), view.map_caption(aggregated=content.cells is not None)


def update_timeline(search: str | None, scheme: str) -> tuple[dict[str, Any], str]:
    """Return the timeline of an address, and its caption."""
    view = load(search)
    content = timeline_content(view.places, view.selection, view.filters, view.names, search or "")
    return draw_timeline(content, dark=scheme == "dark"), view.timeline_caption(content)


def update_table(search: str | None) -> tuple[list[dict[str, Any]], str, str, list[Any]]:
    """Return the table's rows, title and caption, and the chips of the filters in force."""
    view = load(search)
    rows = table_rows(view.places, view.selection.chosen, view.names)
    total = int(view.selection.chosen.sum())
    cut = f"The latest {MAX_TABLE_ROWS:,} of {total:,}" if total > len(rows) else "All of them"
    caption = f"{cut}, latest first · select a row to find it on the map"
    return (
        rows,
        f"{total:,} offence{'' if total == 1 else 's'}",
        caption,
        filter_chips(view.query, view.filters, view.names),
    )


def update_offence(search: str | None, asked: str | None) -> tuple[list[Any], dict[str, Any] | None]:
    """Return the card of the offence in hand and where its ring stands; neither once it is filtered out."""
    view = load(search)
    row = find_offence(view.places, view.selection.chosen, asked)
    return offence_card(view.places, row, view.names), offence_mark(view.places, row)


def register(app: Dash) -> None:
    """Wire the page."""
    url, scheme = Input(shell.URL, "search"), Input(shell.SCHEME, "data")
    app.callback(Output(ids.MAP.graph, "figure"), Output(ids.MAP.caption, "children"), url, scheme)(
        update_map
    )
    app.callback(Output(ids.TIMELINE.graph, "figure"), Output(ids.TIMELINE.caption, "children"), url, scheme)(
        update_timeline
    )
    app.callback(
        Output(ids.TABLE, "rowData"),
        Output(ids.TABLE_TITLE, "children"),
        Output(ids.TABLE_CAPTION, "children"),
        Output(ids.CHIPS, "children"),
        url,
    )(update_table)
    app.callback(
        Output(ids.OFFENCE_CARD, "children"),
        Output(ids.OFFENCE_MARK, "data"),
        url,
        Input(ids.OFFENCE, "data"),
    )(update_offence)
    _register_in_browser(app)


def _register_in_browser(app: Dash) -> None:
    """Wire what needs no server: controls ↔ address, rows ↔ points."""
    controls = [
        (ids.CLASSES, "class"),
        (ids.LAYERS, "layers"),
        (ids.SERIES, "series"),
        (ids.PERIOD, "period"),
    ]
    for element, name in controls:
        app.clientside_callback(
            ClientsideFunction("map_page", f"write_{name}"),
            Input(element, "value"),
            prevent_initial_call=True,
        )
    app.clientside_callback(ClientsideFunction("map_page", "read_address"), Input(ids.CHIPS, "children"))
    gestures = [
        ("write_area", ids.MAP.graph, "selectedData"),
        ("write_brush", ids.TIMELINE.graph, "selectedData"),
        ("point_clicked", ids.MAP.graph, "clickData"),
        ("row_selected", ids.TABLE, "selectedRows"),
        ("show_offence", ids.OFFENCE_MARK, "data"),
        ("undo", ids.UNDO, "n_clicks"),
        ("reset", ids.RESET, "n_clicks"),
    ]
    for function, element, prop in gestures:
        app.clientside_callback(
            ClientsideFunction("map_page", function), Input(element, prop), prevent_initial_call=True
        )
    app.clientside_callback(ClientsideFunction("map_overlay", "attach"), Input(ids.MAP.graph, "figure"))
