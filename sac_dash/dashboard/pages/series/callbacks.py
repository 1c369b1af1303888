"""What happens on the Series page. The address says which series, offence and partner are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.cases import case_table
from sac_dash.dashboard.pages.series.cases_callbacks import register_cases
from sac_dash.dashboard.pages.series.evidence import evidence_panel
from sac_dash.dashboard.pages.series.figures import count_unplaced, map_of, timeline_of
from sac_dash.dashboard.pages.series.header import figure_title, no_such_series, series_header
from sac_dash.dashboard.pages.series.listing import ListChoice, list_series
from sac_dash.dashboard.pages.series.members import member_rows
from sac_dash.dashboard.pages.series.queries import (
    SeriesDetail,
    explain_pair,
    find_series,
    partners,
    series_basis,
)
from sac_dash.dashboard.pages.series.text_panel import text_panel
from sac_dash.dashboard.pages.series.wording import say_counting, say_timing
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.dashboard.series_names import name_series, series_names
from sac_dash.dashboard.shell import ids as shell

Click = dict[str, Any] | None  # plotly's clickData


def show_list(
    search: str | None,
    wanted: str | None,
    sort: str,
    active: bool,  # noqa: FBT001 - a checkbox's value
    more: bool,  # noqa: FBT001 - a dcc.Store's value
    _named: str | None,
    _generation: str | None,
) -> list[Component]:
    """Return the ranked list with the chosen series marked."""
    detail = _asked(search)
    choice = ListChoice(
        chosen=detail.card.series_id if detail else None,
        tab=read_query(search).get(ids.TAB),
        wanted=wanted or "",
        everything=more,
        by_activity=sort == "activity",
        only_active=active,
    )
    generation, names = state.store().require_current(), series_names(state.store())
    return list_series(generation, names, choice, datetime.now(UTC))


def show_header(search: str | None, _named: str | None, _generation: str | None) -> Any:  # noqa: ANN401
    """Return the header of the series."""
    detail, query = _asked(search), read_query(search)
    if detail is None:
        return no_such_series(query.get(ids.ID, ""))
    tab = query.get(ids.TAB, ids.TABS_HELD[0])
    return series_header(detail.card, series_names(state.store()), lost_tab=tab not in ids.TABS_HELD)


def draw_place(
    search: str | None, scheme: str, _generation: str | None, _named: str | None
) -> tuple[Any, str, Any]:
    """Return the map, its caption and its title."""
    detail = _asked(search)
    if detail is None:
        return no_update, "", no_update
    title = figure_title("Where, in order", detail.card, series_names(state.store()))
    return map_of(detail, dark=scheme == "dark"), say_counting(detail, count_unplaced(detail)), title


def draw_time(
    search: str | None, scheme: str, _generation: str | None, _named: str | None
) -> tuple[Any, str, Any]:
    """Return the timeline, its caption and its title."""
    detail = _asked(search)
    if detail is None:
        return no_update, "", no_update
    as_of = series_basis(state.store().require_current()).as_of
    figure = timeline_of(detail, as_of, _number(search, detail), dark=scheme == "dark")
    title = figure_title("When, and how long between", detail.card, series_names(state.store()))
    return figure, say_timing(detail, as_of), title


def show_members(
    search: str | None, _generation: str | None
) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Return the members and the one in hand."""
    detail = _asked(search)
    return (member_rows(detail), {"ids": [str(_number(search, detail))]}) if detail else ([], {"ids": []})


def show_cases(search: str | None, _generation: str | None) -> Any:  # noqa: ANN401
    """Return the comparative case table."""
    detail = _asked(search)
    return case_table(detail) if detail else None


def show_evidence(search: str | None, _generation: str | None) -> Any:  # noqa: ANN401
    """Return the links of the offence in hand and the ledger of one of them."""
    detail = _asked(search)
    if detail is None:
        return None
    generation, number = state.store().require_current(), _number(search, detail)
    links = partners(generation, detail, number)
    asked = read_query(search).get(ids.WITH)
    chosen = next((link for link in links if str(link["partner"]) == asked), links[0] if links else None)
    ledger = explain_pair(generation, chosen) if chosen else None
    return evidence_panel(detail, number, links, chosen, ledger)


def show_text(search: str | None, _generation: str | None) -> Any:  # noqa: ANN401
    """Return the text of the offence in hand."""
    detail = _asked(search)
    return text_panel(detail, _number(search, detail)) if detail else None


def choose_offence(
    rows: list[dict[str, Any]] | None, on_map: Click, on_time: Click, search: str | None, tab: str
) -> Any:  # noqa: ANN401
    """Return the address with the offence clicked in the table, on the map or in the timeline."""
    detail = _asked(search)
    number = _clicked(ctx.triggered_id, rows, on_map, on_time)
    if detail is None or number is None or number == _number(search, detail):
        return no_update
    return write_query({ids.ID: detail.card.series_id, ids.OFFENCE: str(number), ids.TAB: tab})


def keep_tab(tab: str, search: str | None) -> Any:  # noqa: ANN401
    """Return the address with the tab shown."""
    query = read_query(search)
    return no_update if query.get(ids.TAB, "members") == tab else write_query(query | {ids.TAB: tab})


def show_more(_clicks: Any) -> Any:  # noqa: ANN401
    """Show every suggestion."""
    return bool(_clicks) or no_update


def save_name(clicks: int | None, _submits: int | None, name: str | None, search: str | None) -> Any:  # noqa: ANN401
    """Write the series' name down; the list and the header follow."""
    detail = _asked(search)
    if detail is None or not (clicks or _submits):
        return no_update
    return name_series(state.store(), detail.card.series_id, name or "", state.settings().user)


def _asked(search: str | None) -> SeriesDetail | None:
    """Return the series the address names."""
    return find_series(state.store().require_current(), read_query(search).get(ids.ID))


def _number(search: str | None, detail: SeriesDetail) -> int:
    """Return the journey number of the offence in hand: the last one unless the address says."""
    asked = read_query(search).get(ids.OFFENCE, "")
    last = detail.members.height
    return int(asked) if asked.isdigit() and 1 <= int(asked) <= last else last


def _clicked(source: Any, rows: list[dict[str, Any]] | None, on_map: Click, on_time: Click) -> int | None:  # noqa: ANN401
    """Return the journey number that was clicked."""
    if source == ids.MEMBERS:
        chosen = rows if isinstance(rows, list) else []  # the server's own choice comes back as {"ids": …}
        return int(chosen[0]["number"]) if chosen else None
    click = on_map if source == ids.MAP.graph else on_time
    number = click["points"][0].get("customdata") if click else None
    return int(number) if number is not None else None


def register(app: Dash) -> None:
    """Wire the page."""
    app.clientside_callback(ClientsideFunction("map_overlay", "attach"), Input(ids.MAP.graph, "figure"))
    search, generation = Input(shell.URL, "search"), Input(shell.GENERATION, "data")
    scheme, named = Input(shell.SCHEME, "data"), Input(ids.NAMED, "data")
    app.callback(
        Output(ids.LIST, "children"),
        search,
        Input(ids.SEARCH, "value"),
        Input(ids.SORT, "value"),
        Input(ids.ACTIVE, "checked"),
        Input(ids.MORE, "data"),
        named,
        generation,
    )(show_list)
    app.callback(Output(ids.HEADER, "children"), search, named, generation)(show_header)
    app.callback(
        Output(ids.MAP.graph, "figure"),
        Output(ids.MAP.caption, "children"),
        Output(ids.MAP.title, "children"),
        search,
        scheme,
        generation,
        named,
    )(draw_place)
    app.callback(
        Output(ids.TIMELINE.graph, "figure"),
        Output(ids.TIMELINE.caption, "children"),
        Output(ids.TIMELINE.title, "children"),
        search,
        scheme,
        generation,
        named,
    )(draw_time)
    app.callback(Output(ids.MEMBERS, "rowData"), Output(ids.MEMBERS, "selectedRows"), search, generation)(
        show_members
    )
    app.callback(Output(ids.CASES, "children"), search, generation)(show_cases)
    register_cases(app)
    app.callback(Output(ids.EVIDENCE, "children"), search, generation)(show_evidence)
    app.callback(Output(ids.TEXT, "children"), search, generation)(show_text)
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Input(ids.MEMBERS, "selectedRows"),
        Input(ids.MAP.graph, "clickData"),
        Input(ids.TIMELINE.graph, "clickData"),
        State(shell.URL, "search"),
        State(ids.TABS, "value"),
        prevent_initial_call=True,
    )(choose_offence)
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Input(ids.TABS, "value"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )(keep_tab)
    app.callback(Output(ids.MORE, "data"), Input(ids.MORE_BUTTON, "n_clicks"), prevent_initial_call=True)(
        show_more
    )
    app.callback(
        Output(ids.NAMED, "data"),
        Input(ids.NAME_SAVE, "n_clicks"),
        Input(ids.NAME, "n_submit"),
        State(ids.NAME, "value"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )(save_name)
