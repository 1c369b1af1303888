"""The Map page's wiring. The address is the state: controls write it, everything reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from sac_dash.dashboard import state
from sac_dash.dashboard.components.figure_card import blank_figure
from sac_dash.dashboard.pages.map import ids
from sac_dash.dashboard.pages.map.around import find_circle
from sac_dash.dashboard.pages.map.captions import map_caption, timeline_caption
from sac_dash.dashboard.pages.map.filters import read_filters
from sac_dash.dashboard.pages.map.in_view import read_bounds
from sac_dash.dashboard.pages.map.loading import load
from sac_dash.dashboard.pages.map.offence_card import find_offence, offence_card, offence_mark
from sac_dash.dashboard.pages.map.queries import map_content, table_rows
from sac_dash.dashboard.pages.map.series_panel import listed_series, series_caption, series_rows
from sac_dash.dashboard.pages.map.timeline_queries import timeline_content
from sac_dash.dashboard.pages.map.trend_queries import brushed_months, reach_of, trend_caption, trend_periods
from sac_dash.dashboard.pages.map.wording import filter_chips, table_caption
from sac_dash.dashboard.query_string import read_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.brush import brushed
from sac_dash.figures.chart_style import style_for
from sac_dash.figures.map_figure import draw_map
from sac_dash.figures.timeline import draw_timeline
from sac_dash.figures.trend import draw_trend


def update_map(
    asked: str | None,
    scheme: str,
    looked_at: list[float] | None,
    search: str | None,
) -> tuple[dict[str, Any], str]:
    """Return the map of what is asked, where the address looks, and its caption."""
    page = load(asked)
    page = replace(page, filters=replace(page.filters, view=read_filters(read_query(search)).view))
    content = map_content(page, read_bounds(looked_at))
    return draw_map(content, dark=scheme == "dark"), map_caption(page, content)


def update_timeline(asked: str | None, scheme: str) -> tuple[dict[str, Any], str]:
    """Return the timeline of what is asked, and its caption."""
    page = load(asked)
    content = timeline_content(page.places, page.selection, page.filters, page.names, asked or "")
    return draw_timeline(content, dark=scheme == "dark"), timeline_caption(page, content)


def update_table(asked: str | None) -> tuple[list[dict[str, Any]], str, str, list[Any]]:
    """Return the table's rows, title and caption, and the chips of the filters in force."""
    page = load(asked)
    rows = table_rows(page.places, page.selection.chosen, page.names)
    total = int(page.selection.chosen.sum())
    chips = filter_chips(page.query, page.filters, page.names)
    return rows, f"{total:,} offence{'' if total == 1 else 's'}", table_caption(len(rows), total), chips


def update_series(asked: str | None, search: str | None) -> tuple[list[Any], str]:
    """Return the series as switches, and the list's caption; nothing is worked out while it is not shown."""
    page = load(asked)
    if not _is_open("series", search):
        raise PreventUpdate
    listed, total = listed_series(page)
    return series_rows(page, listed), series_caption(len(listed), total, len(page.filters.series))


def update_trend(asked: str | None, search: str | None, scheme: str) -> tuple[dict[str, Any], str]:
    """Return the trend of what is asked, and its caption; nothing is worked out while it is not shown."""
    if not _is_open("trend", search):
        raise PreventUpdate
    page = load(asked)
    periods = trend_periods(page, state.store().require_current())
    if not periods:
        return blank_figure(), trend_caption(page, periods)
    dark = scheme == "dark"
    figure = draw_trend(periods, "", dark=dark)
    figure["layout"]["margin"] |= {"l": 50, "r": 14}
    figure["layout"] |= brushed(
        reach_of(periods), brushed_months(page, periods), style_for(dark=dark), asked or ""
    )
    return figure, trend_caption(page, periods)


def update_offence(asked: str | None, offence: str | None) -> tuple[list[Any], dict[str, Any] | None]:
    """Return the card of the offence in hand and where its ring stands; neither once it is filtered out."""
    page = load(asked)
    row = find_offence(page.places, page.selection.chosen, offence)
    return offence_card(page, row), offence_mark(page.places, row)


def _is_open(panel: str, search: str | None) -> bool:
    return read_filters(read_query(search)).panel == panel


def register(app: Dash) -> None:
    """Wire the page."""
    asked, scheme = Input(ids.ASKED, "data"), Input(shell.SCHEME, "data")
    search = Input(shell.URL, "search")
    app.callback(
        Output(ids.MAP.graph, "figure"),
        Output(ids.MAP.caption, "children"),
        asked,
        scheme,
        Input(ids.LOOKED_AT, "data"),
        State(shell.URL, "search"),
    )(update_map)
    app.callback(
        Output(ids.TIMELINE.graph, "figure"), Output(ids.TIMELINE.caption, "children"), asked, scheme
    )(update_timeline)
    app.callback(
        Output(ids.TABLE, "rowData"),
        Output(ids.TABLE_TITLE, "children"),
        Output(ids.TABLE_CAPTION, "children"),
        Output(ids.CHIPS, "children"),
        asked,
    )(update_table)
    app.callback(Output(ids.SERIES_LIST, "children"), Output(ids.SERIES_CAPTION, "children"), asked, search)(
        update_series
    )
    app.callback(
        Output(ids.TREND.graph, "figure"), Output(ids.TREND.caption, "children"), asked, search, scheme
    )(update_trend)
    app.callback(
        Output(ids.OFFENCE_CARD, "children"),
        Output(ids.OFFENCE_MARK, "data"),
        asked,
        Input(ids.OFFENCE, "data"),
    )(update_offence)
    app.callback(
        Output(ids.AROUND_FOUND, "data"),
        Output(ids.AROUND_PLACE, "error"),
        Output(ids.AROUND_KM, "error"),
        Input(ids.AROUND_APPLY, "n_clicks"),
        Input(ids.AROUND_PLACE, "n_submit"),
        State(ids.AROUND_PLACE, "value"),
        State(ids.AROUND_KM, "value"),
        prevent_initial_call=True,
    )(find_circle)
    _register_in_browser(app)


def _register_in_browser(app: Dash) -> None:
    """Wire what needs no server: controls ↔ address, rows ↔ points ↔ bars."""
    app.clientside_callback(
        ClientsideFunction("map_page", "ask_for"),
        Output(ids.ASKED, "data"),
        Input(shell.URL, "search"),
        State(ids.ASKED, "data"),
    )
    controls = [
        (ids.CLASSES, "class"),
        (ids.LAYERS, "layers"),
        (ids.BOUNDARIES_ON, "on"),
        (ids.SERIES, "series"),
        (ids.PERIOD, "period"),
        (ids.PANEL, "panel"),
        (ids.STEP, "step"),
    ]
    for element, name in controls:
        app.clientside_callback(
            ClientsideFunction("map_page", f"write_{name}"),
            Input(element, "value"),
            prevent_initial_call=True,
        )
    app.clientside_callback(ClientsideFunction("map_page", "read_address"), Input(ids.CHIPS, "children"))
    gestures = [
        ("map_page", "write_area", ids.MAP.graph, "selectedData"),
        ("map_page", "write_circle", ids.AROUND_FOUND, "data"),
        ("map_page", "write_brush", ids.TIMELINE.graph, "selectedData"),
        ("map_page", "write_brush", ids.TREND.graph, "selectedData"),
        ("map_page", "undo", ids.UNDO, "n_clicks"),
        ("map_page", "reset", ids.RESET, "n_clicks"),
        ("map_links", "point_clicked", ids.MAP.graph, "clickData"),
        ("map_links", "bar_clicked", ids.TIMELINE.graph, "clickData"),
        ("map_links", "month_clicked", ids.TREND.graph, "clickData"),
        ("map_links", "row_selected", ids.TABLE, "selectedRows"),
        ("map_links", "show_offence", ids.OFFENCE_MARK, "data"),
    ]
    for space, function, element, prop in gestures:
        app.clientside_callback(
            ClientsideFunction(space, function), Input(element, prop), prevent_initial_call=True
        )
    app.clientside_callback(ClientsideFunction("map_overlay", "attach"), Input(ids.MAP.graph, "figure"))
    for graph in (ids.TIMELINE.graph, ids.TREND.graph):
        app.clientside_callback(ClientsideFunction("map_links", "watch"), Input(graph, "figure"))
