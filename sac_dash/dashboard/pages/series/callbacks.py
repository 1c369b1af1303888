"""What the Series page shows. The address says which series, offence, partner and candidate.

What an analyst does to a series is wired in :mod:`.deciding`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.hard_link_places import say_ties
from sac_dash.dashboard.pages.series import deciding, ids
from sac_dash.dashboard.pages.series.address import address, asked_series, offence_number
from sac_dash.dashboard.pages.series.candidates import candidate_panel, candidate_rows
from sac_dash.dashboard.pages.series.cases import case_table
from sac_dash.dashboard.pages.series.cases_callbacks import register_cases
from sac_dash.dashboard.pages.series.evidence import evidence_panel
from sac_dash.dashboard.pages.series.figures import count_unplaced, map_of, timeline_of
from sac_dash.dashboard.pages.series.header import figure_title, no_such_series, series_header
from sac_dash.dashboard.pages.series.history import hard_links_of, history_panel
from sac_dash.dashboard.pages.series.listing import ListChoice, list_series
from sac_dash.dashboard.pages.series.members import member_rows
from sac_dash.dashboard.pages.series.place_time import next_window, place_and_time
from sac_dash.dashboard.pages.series.place_time_panel import next_panel, place_time_facts
from sac_dash.dashboard.pages.series.queries import explain_pair, partners, series_basis
from sac_dash.dashboard.pages.series.text_panel import text_panel
from sac_dash.dashboard.pages.series.verdicts import require_standing
from sac_dash.dashboard.pages.series.wording import say_counting, say_timing
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.dashboard.shell import ids as shell

Click = dict[str, Any] | None  # plotly's clickData


def show_list(
    search: str | None,
    wanted: str | None,
    sort: str,
    active: bool,  # noqa: FBT001 - a checkbox's value
    more: bool,  # noqa: FBT001 - a dcc.Store's value
    _decided: int | None,
    _generation: str | None,
) -> list[Component]:
    """Return the ranked list with the chosen series marked."""
    detail = asked_series(search)
    choice = ListChoice(
        chosen=detail.card.series_id if detail else None,
        tab=read_query(search).get(ids.TAB),
        wanted=wanted or "",
        everything=more,
        sort=sort,
        only_active=active,
    )
    return list_series(require_standing(), choice, datetime.now(UTC))


def show_header(
    search: str | None, _decided: int | None, generation: str | None, shown: str | None
) -> tuple[Any, Any]:
    """Return the header of the series, and which state of it is drawn.

    What changes elsewhere leaves it as it is.
    """
    detail, query = asked_series(search), read_query(search)
    if detail is None:
        return no_such_series(query.get(ids.ID, "")), None
    lost = query.get(ids.TAB, ids.TABS_HELD[0]) not in ids.TABS_HELD
    drawn = f"{generation}|{detail.state}|{lost}"
    if drawn == shown:
        return no_update, no_update
    return series_header(detail.card, state.case_book().names(), lost_tab=lost), drawn


def show_name(
    search: str | None, _decided: int | None, _generation: str | None, shown: list[str] | None
) -> tuple[Any, Any, bool, Any]:
    """Return the name in its field, what its button says, whether there is nothing to name, and what stands there.

    The field changes with the series and with its name alone: whatever else happens, somebody may be typing.
    """
    detail = asked_series(search)
    if detail is None:
        return "", "Name", True, None
    name = state.case_book().names().get(detail.card.series_id, "")
    stands = [detail.card.series_id, name]
    return (no_update if stands == shown else name), "Rename" if name else "Name", False, stands


def draw_place(
    search: str | None, scheme: str, _generation: str | None, _decided: int | None
) -> tuple[Any, str, Any]:
    """Return the map, its caption and its title."""
    detail = asked_series(search)
    if detail is None:
        return no_update, "", no_update
    title = figure_title("Where, in order", detail.card, state.case_book().names())
    figure, ties = map_of(detail, hard_links_of(detail, state.case_book()), dark=scheme == "dark")
    return figure, say_counting(detail, count_unplaced(detail), say_ties(ties)), title


def draw_time(
    search: str | None, scheme: str, _generation: str | None, _decided: int | None
) -> tuple[Any, str, Any]:
    """Return the timeline, its caption and its title."""
    detail = asked_series(search)
    if detail is None:
        return no_update, "", no_update
    as_of = series_basis(require_standing()).as_of
    facts = hard_links_of(detail, state.case_book())
    figure = timeline_of(detail, as_of, offence_number(search, detail), facts, dark=scheme == "dark")
    title = figure_title("When, and how long between", detail.card, state.case_book().names())
    return figure, say_timing(detail, as_of), title


def show_members(search: str | None, _generation: str | None, _decided: int | None) -> list[dict[str, Any]]:
    """Return the members, the one in hand marked."""
    detail = asked_series(search)
    return member_rows(detail, offence_number(search, detail)) if detail else []


def show_candidates(search: str | None, tab: str, _generation: str | None, _decided: int | None) -> Any:  # noqa: ANN401
    """Return the candidates while their tab is open: the most costly of the page's tables."""
    detail = asked_series(search)
    if detail is None or tab != "candidates":
        return no_update
    rows = candidate_rows(require_standing(), detail, read_query(search).get(ids.CANDIDATE))
    if rows and not any(row["chosen"] for row in rows):
        rows[0]["chosen"] = True
    return rows


def show_cases(search: str | None, tab: str, _generation: str | None, _decided: int | None) -> Any:  # noqa: ANN401
    """Return the comparative case table while its tab is open, so that nobody waits for it unseen."""
    detail = asked_series(search) if tab == "cases" else None
    return case_table(detail) if detail else None


def show_evidence(search: str | None, tab: str, _generation: str | None, _decided: int | None) -> Any:  # noqa: ANN401
    """Return the links of the offence in hand and the ledger of one of them, while their tab is open."""
    detail = asked_series(search) if tab == "evidence" else None
    if detail is None:
        return None
    now, number = require_standing(), offence_number(search, detail)
    links = partners(now.generation, detail, number)
    asked = read_query(search).get(ids.WITH)
    chosen = next((link for link in links if str(link["partner"]) == asked), links[0] if links else None)
    ledger = explain_pair(now, chosen) if chosen else None
    return evidence_panel(detail, number, links, chosen, ledger)


def show_place_time(search: str | None, tab: str, _generation: str | None, _decided: int | None) -> Any:  # noqa: ANN401
    """Return the series on the ground and in time while their tab is open."""
    detail = asked_series(search) if tab == "place" else None
    if detail is None:
        return None
    return place_time_facts(place_and_time(detail, series_basis(require_standing()).as_of))


def show_next(
    search: str | None,
    tab: str,
    asked: bool,  # noqa: FBT001 - a switch's value
    _generation: str | None,
    _decided: int | None,
) -> Any:  # noqa: ANN401
    """Return when the series may strike again, once somebody asks for it."""
    detail = asked_series(search) if tab == "place" else None
    if detail is None:
        return None
    now = require_standing()
    return next_panel(next_window(now, series_basis(now), detail) if asked else None)


def show_history(search: str | None, _generation: str | None, _decided: int | None) -> Any:  # noqa: ANN401
    """Return the hard links and the decisions."""
    detail = asked_series(search)
    return history_panel(detail, state.case_book()) if detail else None


def show_text(search: str | None, tab: str, _generation: str | None, _decided: int | None) -> Any:  # noqa: ANN401
    """Return the text of the offence in hand, or of the candidate while candidates are looked at."""
    detail = asked_series(search)
    if detail is None:
        return None
    if tab == "candidates":
        return candidate_panel(require_standing(), detail, read_query(search).get(ids.CANDIDATE))
    return text_panel(detail, offence_number(search, detail))


def choose_offence(on_map: Click, on_time: Click, search: str | None, tab: str) -> Any:  # noqa: ANN401
    """Return the address with the offence clicked on the map or in the timeline."""
    detail = asked_series(search)
    if detail is None:
        return no_update
    click = on_map if ctx.triggered_id == ids.MAP.graph else on_time
    held = click["points"][0].get("customdata") if click else None
    number = int(held) if held is not None else None
    if number is None or number == offence_number(search, detail):
        return no_update
    return address(detail, offence=str(number), tab=tab)


def name_first(first: str | None, search: str | None) -> Any:  # noqa: ANN401
    """Complete an address that names no series with the one shown.

    Neither a decision nor somebody else's then moves another series under the analyst's hands.
    """
    query = read_query(search)
    return write_query({ids.ID: first, **query}) if first and not query.get(ids.ID) else no_update


def keep_tab(tab: str, search: str | None) -> Any:  # noqa: ANN401
    """Return the address with the tab shown."""
    query = read_query(search)
    return no_update if query.get(ids.TAB, "members") == tab else write_query(query | {ids.TAB: tab})


def show_more(_clicks: Any) -> Any:  # noqa: ANN401
    """Show every suggestion."""
    return bool(_clicks) or no_update


def register(app: Dash) -> None:
    """Wire the page."""
    app.clientside_callback(ClientsideFunction("map_overlay", "attach"), Input(ids.MAP.graph, "figure"))
    # Leaving the page changes the address, too; what is drawn here must not be drawn anew for that.
    app.clientside_callback(
        ClientsideFunction("shell", "series_search"),
        Output(ids.QUERY, "data"),
        Input(shell.URL, "search"),
        State(shell.URL, "pathname"),
    )
    _register_list(app)
    _register_figures(app)
    _register_tabs(app)
    _register_choices(app)
    deciding.register(app)


def _register_list(app: Dash) -> None:
    search = Input(ids.QUERY, "data")
    generation, decided = Input(shell.GENERATION, "data"), Input(shell.DECIDED, "data")
    app.callback(
        Output(ids.LIST, "children"),
        search,
        Input(ids.SEARCH, "value"),
        Input(ids.SORT, "value"),
        Input(ids.ACTIVE, "checked"),
        Input(ids.MORE, "data"),
        decided,
        generation,
    )(show_list)
    app.callback(
        Output(ids.HEADER_BODY, "children"),
        Output(ids.HEADER_SHOWN, "data"),
        search,
        decided,
        generation,
        State(ids.HEADER_SHOWN, "data"),
    )(show_header)
    app.callback(
        Output(ids.NAME, "value"),
        Output(ids.NAME_SAVE, "children"),
        Output(ids.NAMING, "hidden"),
        Output(ids.NAME_SHOWN, "data"),
        search,
        decided,
        generation,
        State(ids.NAME_SHOWN, "data"),
    )(show_name)
    app.callback(Output(ids.MORE, "data"), Input(ids.MORE_BUTTON, "n_clicks"), prevent_initial_call=True)(
        show_more
    )


def _register_figures(app: Dash) -> None:
    inputs = (
        Input(ids.QUERY, "data"),
        Input(shell.SCHEME, "data"),
        Input(shell.GENERATION, "data"),
        Input(shell.DECIDED, "data"),
    )
    for figure, draw in ((ids.MAP, draw_place), (ids.TIMELINE, draw_time)):
        app.callback(
            Output(figure.graph, "figure"),
            Output(figure.caption, "children"),
            Output(figure.title, "children"),
            *inputs,
        )(draw)


def _register_tabs(app: Dash) -> None:
    search, tab = Input(ids.QUERY, "data"), Input(ids.TABS, "value")
    rest = (Input(shell.GENERATION, "data"), Input(shell.DECIDED, "data"))
    app.callback(Output(ids.MEMBERS, "rowData"), search, *rest)(show_members)
    app.callback(Output(ids.CANDIDATES, "rowData"), search, tab, *rest)(show_candidates)
    app.callback(Output(ids.CASES, "children"), search, tab, *rest)(show_cases)
    register_cases(app)
    app.callback(Output(ids.EVIDENCE, "children"), search, tab, *rest)(show_evidence)
    app.callback(Output(ids.PLACE_TIME, "children"), search, tab, *rest)(show_place_time)
    app.callback(Output(ids.NEXT, "children"), search, tab, Input(ids.NEXT_ON, "checked"), *rest)(show_next)
    app.callback(Output(ids.HISTORY, "children"), search, *rest)(show_history)
    app.callback(Output(ids.TEXT, "children"), search, tab, *rest)(show_text)


def _register_choices(app: Dash) -> None:
    where = Output(shell.URL, "search", allow_duplicate=True)
    app.callback(
        where,
        Input(ids.MAP.graph, "clickData"),
        Input(ids.TIMELINE.graph, "clickData"),
        State(shell.URL, "search"),
        State(ids.TABS, "value"),
        prevent_initial_call=True,
    )(choose_offence)
    for grid, choose in ((ids.MEMBERS, "choose_member"), (ids.CANDIDATES, "choose_candidate")):
        app.clientside_callback(
            ClientsideFunction("rows_shown", choose),
            where,
            Input(grid, "cellClicked"),
            State(grid, "rowData"),
            State(shell.URL, "search"),
            State(ids.TABS, "value"),
            prevent_initial_call=True,
        )
    app.callback(
        where,
        Input(ids.FIRST, "data"),
        State(shell.URL, "search"),
        prevent_initial_call=cast("Any", "initial_duplicate"),
    )(name_first)
    app.callback(where, Input(ids.TABS, "value"), State(shell.URL, "search"), prevent_initial_call=True)(
        keep_tab
    )
